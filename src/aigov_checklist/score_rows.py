"""From a row of a score table to a standing."""

import json
import math
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Any, get_args

from aigov_checklist.models.modifier import Modifier
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


@dataclass(frozen=True)
class ScoreRows:
    """How the rows of a table are read about one node under one lens, which `stem` names: `overall.declared`."""

    rubric: Rubric
    stem: str

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns that are read."""
        return (*SUBJECT, *BESIDE, *(f"{self.stem}.{name}" for name in MEASURES))

    @cached_property
    def needed(self) -> tuple[str, ...]:
        """Those of them without which there is no standing."""
        return (*SUBJECT, *(f"{self.stem}.{name}" for name in _NEEDED))

    @cached_property
    def gates(self) -> tuple[str, ...]:
        """The bands that the gates of the node hold back to."""
        node = structure_of(self.rubric).nodes.get(self.stem.rpartition(".")[0])
        modifiers: tuple[Modifier, ...] = getattr(node, "modifiers", ())
        return tuple(one.no_better_than for one in modifiers if one.no_better_than)

    @cached_property
    def bands(self) -> dict[str, int]:
        """The bands with their places."""
        return {band.id: place for place, band in enumerate(self.rubric.grading.bands)}

    def standing_in(self, row: TableRow) -> tuple[Standing, dict[str, str]]:
        """The standing of a row and the groups that it names. Raises ValueError if it makes no sense."""
        cells = row.cells
        value, low, high, coverage = (_number(cells.get(f"{self.stem}.{name}")) for name in _NUMBERS)
        ends = [end for end in (low, value, high) if end is not None]
        if any(one > other + _NOISE for one, other in pairwise(ends)):
            raise ValueError("low, value and high are not in order")
        band, subject, name = (_text(cells.get(key)) for key in (f"{self.stem}.band", "subject", "name"))
        if not subject or not name or (band and band not in self.bands):
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
            band_range=self._band_range(low, high, band),
            provisional=_truth(cells.get(f"{self.stem}.provisional")),
            stars=int(_number(cells.get("stars")) or 0),
            source=_text(cells.get("source")) or row.file,
            line=int(_number(cells.get("line")) or 0),
        )
        return standing, _groups(_text(cells.get("groups")))

    def _band_range(self, low: float | None, high: float | None, band: str) -> tuple[str, str] | None:
        """The bands that the range can reach. A table does not say what gates do at its ends: any may close or open."""
        lowest, highest = band_of(self.rubric, low), band_of(self.rubric, high)
        if lowest is None or highest is None:
            return None
        own = band or lowest
        worst = min((lowest, own, *self.gates), key=self.bands.__getitem__)
        return worst, max((highest, own), key=self.bands.__getitem__)


def _groups(text: str) -> dict[str, str]:
    groups = json.loads(text or "{}")
    if not isinstance(groups, dict):
        raise ValueError("groups are no JSON object")
    return {key: str(name) for key, name in groups.items()}


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
