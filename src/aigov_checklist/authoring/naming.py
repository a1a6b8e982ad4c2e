"""Ids for what people only gave words to."""

import re
import unicodedata
from collections.abc import Container

from aigov_checklist.errors import UsageError
from aigov_checklist.message import Message
from aigov_checklist.models.record import Id, pattern_of
from aigov_checklist.registry import shipped_rubric

_LONGEST_SLUG = 40
_OTHER = re.compile(r"[^a-z0-9]+")


def is_id(text: str) -> bool:
    """Whether a text can be an id as it stands."""
    return len(text) <= 100 and re.fullmatch(pattern_of(Id), text) is not None


def refuse_id(rubric_id: str) -> None:
    """Raises UsageError if a rubric of one's own cannot have this id."""
    if not is_id(rubric_id):
        raise UsageError(
            Message(
                "{id!r} is not an id. Use letters and digits; dots, hyphens and underscores may stand between them.",
                id=rubric_id,
            )
        )
    if shipped_rubric(rubric_id):
        raise UsageError(Message("{id} is the id of a shipped rubric. Choose another one.", id=rubric_id))


def id_of(text: str, otherwise: str, taken: Container[str] = ()) -> str:
    """An id made of the first words of a text, the same each time; `otherwise` for a text without Latin letters.

    >>> id_of("Is there a written policy?", "q1")
    'is-there-a-written-policy'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    name = ""
    for word in _OTHER.sub(" ", plain).split():
        if name and len(name) + len(word) >= _LONGEST_SLUG:
            break
        name = f"{name}-{word}" if name else word[:_LONGEST_SLUG]
    return free(name or otherwise, taken)


def free(name: str, taken: Container[str]) -> str:
    """The name, or else the first one with a number behind it that is not taken."""
    number, numbered = 1, name
    while numbered in taken:
        number += 1
        numbered = f"{name}-{number}"
    return numbered
