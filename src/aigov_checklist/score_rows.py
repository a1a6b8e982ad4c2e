"""From a row of a score table to a standing."""

import json
import math
from datetime import date
from itertools import pairwise
from typing import Any, get_args

from aigov_checklist.models.record import Kind, Tier
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.ranking import Standing
from aigov_checklist.readers.score_tables import TableRow
from aigov_checklist.scoring.grading import band_of
from aigov_checklist.structure import structure_of

SUBJECT = ("subject", "name", "kind", "date")
"""Columns that every score table has; and what may stand beside them."""

BESIDE = ("source", "line", "tier", "groups", "stars")

MEASURES = ("value", "low", "high", "coverage", "band", "provisional")
"""What a score table holds of each node under each lens, behind the name of both."""

_NUMBERS = ("value", "low", "high", "coverage")
_NEEDED = (*_NUMBERS, "provisional")  # where a rubric has no bands there is no such column
_NOISE = 1e-9


def columns_of(stem: str) -> tuple[str, ...]:
    """The columns that are read about one node under one lens, which `stem` names: `overall.declared`."""
    return (*SUBJECT, *BESIDE, *(f"{stem}.{name}" for name in MEASURES))


def needed_columns(stem: str) -> tuple[str, ...]:
    """Those of them without which there is no standing."""
    return (*SUBJECT, *(f"{stem}.{name}" for name in _NEEDED))


def standing_in(row: TableRow, stem: str, rubric: Rubric) -> tuple[Standing, dict[str, str]]:
    """The standing of a row and the groups that it names. Raises ValueError if it makes no sense."""
    cells = row.cells
    value, low, high, coverage = (_number(cells.get(f"{stem}.{name}")) for name in _NUMBERS)
    ends = [end for end in (low, value, high) if end is not None]
    if any(one > other + _NOISE for one, other in pairwise(ends)):
        raise ValueError("low, value and high are not in order")
    band, subject, name = (_text(cells.get(key)) for key in (f"{stem}.band", "subject", "name"))
    if not subject or not name or (band and band not in {one.id for one in rubric.grading.bands}):
        raise ValueError("no subject or no such band")
    standing = Standing(
        subject=subject,
        name=name,
        kind=_one_of(get_args(Kind), cells.get("kind")),
        date=date.fromisoformat(_text(cells.get("date"))).isoformat(),
        tier=_one_of(get_args(Tier), cells.get("tier") or "full"),
        value=value,
        low=low,
        high=high,
        coverage=coverage,
        band=band or None,
        band_range=_band_range(rubric, stem, low, high, band),
        provisional=_truth(cells.get(f"{stem}.provisional")),
        stars=int(_number(cells.get("stars")) or 0),
        source=_text(cells.get("source")) or row.file,
        line=int(_number(cells.get("line")) or 0),
    )
    return standing, _groups(_text(cells.get("groups")))


def _groups(text: str) -> dict[str, str]:
    groups = json.loads(text or "{}")
    if not isinstance(groups, dict):
        raise ValueError("groups are no JSON object")
    return {key: str(name) for key, name in groups.items()}


def _band_range(rubric: Rubric, stem: str, low: float | None, high: float | None, band: str) -> tuple[str, str] | None:
    """The bands that the range can reach. A table does not say what gates do at its ends: any may close or open."""
    lowest, highest = band_of(rubric, low), band_of(rubric, high)
    if lowest is None or highest is None:
        return None
    node = structure_of(rubric).nodes.get(stem.rpartition(".")[0])
    gates = [gate.no_better_than for gate in getattr(node, "modifiers", ())]
    places = [one.id for one in rubric.grading.bands]
    reached = [lowest, *([band] if band else []), *(gate for gate in gates if gate)]
    return min(reached, key=places.index), max((highest, band or lowest), key=places.index)


def _number(cell: Any) -> float | None:
    if cell is None or cell == "":
        return None
    if not isinstance(cell, str | int | float) or isinstance(cell, bool):
        raise ValueError("no number")
    number = float(cell)
    if not math.isfinite(number):
        raise ValueError("not finite")
    return number


def _truth(cell: Any) -> bool:
    known = {"true": True, "false": False, "": False, "none": False}
    word = str(cell).lower()
    if word not in known:
        raise ValueError("neither true nor false")
    return known[word]


def _text(cell: Any) -> str:
    return "" if cell is None else str(cell)


def _one_of(known: tuple[Any, ...], cell: Any) -> Any:
    return known[known.index(cell)]
