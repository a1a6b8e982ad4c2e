"""Groups of countries by ISO 3166-1 alpha-3 code: dated tables of others, each with its source."""

import csv
from dataclasses import dataclass
from functools import cache

from aigov_checklist.resources import data_folder

KIND = "kind"
"""The group that every subject has: country or organization."""

_TABLES = {"continent": "un-regions", "income": "world-bank-income", "region": "un-regions"}
"""Which table holds a group; its column has the group's name."""


@dataclass(frozen=True)
class ReferenceGroups:
    """One way to group countries: the group of each code, the groups in their own order if they have one, and
    where and when all that was said.
    """

    by_code: dict[str, str]
    order: tuple[str, ...]
    source: str
    as_of: str


def reference_keys() -> tuple[str, ...]:
    """What countries can be grouped by without saying so in their profiles."""
    return tuple(_TABLES)


@cache
def reference_groups(key: str) -> ReferenceGroups | None:
    """The reference table for a key; None if there is none."""
    if key not in _TABLES:
        return None
    lines = (data_folder("groups") / f"{_TABLES[key]}.csv").read_text(encoding="utf-8").splitlines()
    said = dict(line.removeprefix("# ").split(": ", 1) for line in lines if line.startswith("# ") and ": " in line)
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return ReferenceGroups(
        by_code={row["code"]: row[key] for row in rows},
        order=tuple(filter(None, said.get("order", "").split("; "))),
        source=said["source"],
        as_of=said["as of"],
    )
