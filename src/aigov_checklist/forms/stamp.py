"""What a form was made of, in one line that comes back with its answers."""

import re
from typing import NamedTuple

from aigov_checklist.models.record import Kind, Tier

_STAMP = re.compile(r"(?P<rubric>[A-Za-z0-9._-]{1,100}) (?P<version>[0-9.]{1,50}) "
                    r"(?P<kind>country|organization) (?P<tier>essential|full)")  # fmt: skip


class Stamp(NamedTuple):
    """The rubric, its version, and who is asked how much of it."""

    rubric: str
    version: str
    kind: Kind
    tier: Tier

    def __str__(self) -> str:
        return " ".join(self)


def read_stamp(text: str) -> Stamp | None:
    """The stamp that a text is; None if it is none."""
    found = _STAMP.fullmatch(" ".join(text.split()))
    if found is None:
        return None
    kind: Kind = "country" if found["kind"] == "country" else "organization"
    tier: Tier = "essential" if found["tier"] == "essential" else "full"
    return Stamp(found["rubric"], found["version"], kind, tier)
