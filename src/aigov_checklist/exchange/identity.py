"""Names that stay the same from export to export: identifiers, tokens and points in time."""

from collections.abc import Iterable
from uuid import NAMESPACE_URL, uuid5

from aigov_checklist.errors import UsageError
from aigov_checklist.message import Message
from aigov_checklist.models.rubric import Rubric

NAMESPACE = "urn:aigov-checklist:ns:oscal:1"
"""The URN that properties, parts and relations of ours stand under in documents of others."""

_ROOT = uuid5(NAMESPACE_URL, "urn:aigov-checklist")
_EARLIEST = "1900-01-01"


def uuid_of(*parts: str) -> str:
    """The UUID (version 5, RFC 9562) of what these parts name: the same parts have the same one."""
    return str(uuid5(_ROOT, "".join(f"/{len(part)}:{part}" for part in parts)))


def catalog_uuid(rubric: Rubric) -> str:
    """The UUID of a rubric's catalog; a rubric that says something else has another."""
    return uuid_of("catalog", rubric.id, rubric.version, rubric.digest)


def token(name: str) -> str:
    """An id as a name that may not begin with a digit; no id of ours begins with an underscore."""
    return f"_{name}" if name[0].isdigit() else name


def midnight(days: Iterable[str]) -> str:
    """The newest of these days as a point in time, UTC. Raises UsageError if there is none that OSCAL can write."""
    newest = max(days, default="")
    if newest < _EARLIEST:
        raise UsageError(Message("There is no date from 1900 on to write as the last change. Give one with --date."))
    return f"{newest}T00:00:00+00:00"
