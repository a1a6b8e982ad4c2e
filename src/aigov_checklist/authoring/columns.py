"""What the columns of a table hold: by what the user says of them, else by their headings."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from aigov_checklist.authoring.words import LEVEL, Meaning, column_names, meaning, plain
from aigov_checklist.errors import DocumentError, UsageError
from aigov_checklist.message import Message
from aigov_checklist.readers.sources import FileSource
from aigov_checklist.suggesting import did_you_mean

_LEVEL_NAME = re.compile(rf"{re.escape(LEVEL)}[0-9]{{1,3}}")
_KEYS = {"columns": dict, "ignore": list}


@dataclass(frozen=True)
class Columns:
    """What the user says of columns: their headings and what they mean, and which are left out."""

    meanings: dict[str, str] = field(default_factory=dict)
    ignored: frozenset[str] = frozenset()

    def meaning(self, heading: str) -> Meaning | None:
        """What a column holds: what the user says, else what its heading is known for."""
        if plain(heading) in self.ignored:
            return None
        known = meaning(heading)
        if said := self.meanings.get(plain(heading)):
            return Meaning(said, known.name if known and known.key == said else "")
        return None if known and known.key in self.meanings.values() else known


def columns_of(said: Iterable[str], ignored: Iterable[str], mapping: str | None, *, limit: int) -> Columns:
    """Columns as the user says them: NAME=HEADING, headings to leave out, and a mapping file with both.

    The file (YAML or JSON) has `columns` (their heading: our name) and `ignore` (a list).  Raises UsageError for what
    makes no sense, DocumentError for a file that cannot be read.
    """
    document = _mapping(mapping, limit) if mapping else {}
    meanings = {str(heading): str(name) for heading, name in document.get("columns", {}).items()}
    for words in said:
        name, equals, heading = words.partition("=")
        if not equals or not heading.strip():
            raise UsageError(Message("{words!r} does not say which column is meant: write NAME=HEADING.", words=words))
        meanings[heading] = name.strip()
    for name in meanings.values():
        if name not in column_names() and not _LEVEL_NAME.fullmatch(name):
            hint = did_you_mean(name, column_names())
            known = Message("There are: {names}.", names=", ".join((*column_names(), f"{LEVEL}0")))
            raise UsageError(Message("There is no column {name!r} to a rubric. {hint}", name=name, hint=hint or known))
    left_out = frozenset(plain(str(heading)) for heading in (*document.get("ignore", ()), *ignored))
    return Columns({plain(heading): name for heading, name in meanings.items()}, left_out)


def _mapping(path: str, limit: int) -> dict[str, Any]:
    file = FileSource(path, limit=limit)
    document, problems = file.read()
    if problems:
        raise DocumentError(file.placed(problems))
    if not isinstance(document, dict) or any(
        key not in _KEYS or not isinstance(value, _KEYS[key]) for key, value in document.items()
    ):
        raise UsageError(
            Message(
                "{path} says nothing of columns: it may have 'columns' (heading: our name) and 'ignore' (a list).",
                path=path,
            )
        )
    return document
