"""League tables: who stands where, which other ranks are possible, and how groups compare.

The rules, which docs and reports only repeat:

- Of several profiles of one subject the latest counts.
- A score is ranked if it has a value and is not provisional; provisional ones are ranked only on demand.
- The band comes first, then the value rounded half up to the rubric's `ranking.decimals`: what a gate holds back
  does not overtake a better band.  Equal ones share a rank, and the next rank counts all before it: 1, 2, 2, 4.
- The best possible rank of a subject is one more than the number of others whose lowest score is above its highest;
  its worst is one more than the number of others whose highest score is above its lowest.  Only those ranked count.
"""

import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import quantiles
from typing import NamedTuple

from aigov_checklist.errors import DocumentError, Problem
from aigov_checklist.lenses import Lens
from aigov_checklist.message import Message
from aigov_checklist.models.record import Kind, Tier
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.rounding import round_half_up
from aigov_checklist.scoring.grading import band_of

UNEVEN = 0.1
"""Coverages further apart than this are remarked on: a tenth of the weight can move a score by a tenth of the scale,
which is half the width of a usual band."""

Key = tuple[int, float]


class Asked(NamedTuple):
    """What is ranked: `overall`, an area, or a group of a view as `view:group`; and under which lens."""

    by: str
    lens: Lens

    @property
    def column(self) -> str:
        """What its columns in a score table begin with."""
        return f"{self.by}.{self.lens}"


@dataclass(frozen=True, slots=True)
class Standing:
    """One scored profile, for one node under one lens: what a ranking needs to know.

    `band_range` holds the bands at the low and high end.  `group` is empty where the subject is not grouped;
    `source` and `line` say where the profile stands and are never needed for a rank.
    """

    subject: str
    name: str
    kind: Kind
    date: str
    tier: Tier = "full"
    value: float | None = None
    low: float | None = None
    high: float | None = None
    coverage: float | None = None
    band: str | None = None
    band_range: tuple[str, str] | None = None
    provisional: bool = False
    stars: int = 0
    group: str = ""
    source: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """A ranked standing: its rank, whether others share it, the best and worst rank that its range allows.

    `band` is the tier it is listed under; of a provisional score the band that its value falls in.
    """

    standing: Standing
    rank: int
    is_tied: bool
    best: int
    worst: int
    band: str | None


@dataclass(frozen=True, slots=True)
class Group:
    """How many of a group are scored, provisional and not scored, with the quartiles of those that are scored."""

    name: str
    scored: int
    provisional: int
    not_scored: int
    lower: float | None = None
    median: float | None = None
    upper: float | None = None


@dataclass(frozen=True, slots=True)
class League:
    """Who is ranked (best first), who is apart, whom a later profile replaces, and the groups.

    `earlier` pairs each standing that does not count with the one that does.  `is_uneven` says that what is
    known differs by more than UNEVEN between those that are ranked, or between all if none is.
    """

    places: tuple[Place, ...]
    provisional: tuple[Standing, ...]
    not_scored: tuple[Standing, ...]
    earlier: tuple[tuple[Standing, Standing], ...]
    groups: tuple[Group, ...]
    is_uneven: bool


def rank(
    standings: Iterable[Standing], rubric: Rubric, *, include_provisional: bool = False, order: Sequence[str] = ()
) -> League:
    """Rank standings that were scored under this rubric; the rules are those of this module.

    `order` names groups that come before others, which follow by name; those without a group come last.
    Raises DocumentError if a subject stands there twice with one date.
    """
    latest, earlier = _latest(standings)
    scored = [standing for standing in latest if standing.value is not None]
    ranked = [standing for standing in scored if include_provisional or not standing.provisional]
    known = [standing.coverage for standing in ranked or scored if standing.coverage is not None]
    return League(
        places=_places(ranked, rubric),
        provisional=() if include_provisional else tuple(one for one in scored if one.provisional),
        not_scored=tuple(standing for standing in latest if standing.value is None),
        earlier=earlier,
        groups=_groups(latest, order),
        is_uneven=bool(known) and max(known) - min(known) > UNEVEN,
    )


def _latest(standings: Iterable[Standing]) -> tuple[list[Standing], tuple[tuple[Standing, Standing], ...]]:
    """The standings that count, by name, and the pairs of those that do not; raises DocumentError for equal dates."""
    of_subject: dict[tuple[Kind, str], list[Standing]] = defaultdict(list)
    for standing in standings:
        of_subject[standing.kind, standing.subject].append(standing)
    problems, counting, earlier = [], [], []
    for several in of_subject.values():
        several.sort(key=lambda standing: standing.date)
        problems += [_twice(first, second) for first, second in pairwise(several) if first.date == second.date]
        counting.append(several[-1])
        earlier += [(standing, several[-1]) for standing in several[:-1]]
    if problems:
        raise DocumentError(problems)
    earlier.sort(key=lambda pair: (_by_name(pair[1]), pair[0].date))
    return sorted(counting, key=_by_name), tuple(earlier)


def _twice(first: Standing, second: Standing) -> Problem:
    message = Message(
        "{name} ({subject}) is assessed twice on {date}; the other one stands in {place}.",
        name=second.name,
        subject=second.subject,
        date=second.date,
        place=":".join(str(part) for part in (first.source, first.line) if part) or "-",
    )
    hint = Message("Leave one of the two out: of several dates the latest counts, but not of one date.")
    return Problem("same-subject-twice", message, hint, file=second.source, line=second.line)


def _by_name(standing: Standing) -> tuple[str, str, str]:
    return standing.name.casefold(), standing.subject, standing.kind


def _places(ranked: list[Standing], rubric: Rubric) -> tuple[Place, ...]:
    keys = [_keys(standing, rubric) for standing in ranked]
    lows, values, highs = (sorted(column) for column in zip(*keys, strict=True)) if keys else ([], [], [])
    shared = Counter(value for _, value, _ in keys)
    bands = [band.id for band in rubric.grading.bands]
    found = []
    for standing, (low, value, high) in zip(ranked, keys, strict=True):
        place = Place(
            standing,
            rank=1 + _above(value, values),
            is_tied=shared[value] > 1,
            best=1 + _above(high, lows),
            worst=1 + _above(low, highs) - (high > low),  # its own highest score does not count against it
            band=bands[value[0]] if bands else None,
        )
        found.append(place)
    return tuple(sorted(found, key=lambda place: place.rank))


def _above(key: Key, ascending: list[Key]) -> int:
    return len(ascending) - bisect_right(ascending, key)


def _keys(standing: Standing, rubric: Rubric) -> tuple[Key, Key, Key]:
    """Where the standing is at its lowest, as it is, and at its highest: first the band, then the rounded value."""
    places = {band.id: place for place, band in enumerate(rubric.grading.bands)}
    worst, best = standing.band_range or (None, None)
    lowest, highest = places.get(worst or "", 0), places.get(best or "", max(0, len(places) - 1))
    # A provisional score has no band: it is placed by its value, as far as gates let it.
    band = standing.band or band_of(rubric, standing.value)
    value = (min(places.get(band or "", 0), highest), _rounded(standing.value, rubric, 0.0))
    low = (lowest, _rounded(standing.low, rubric, -math.inf))
    high = (highest, _rounded(standing.high, rubric, math.inf))
    return min(low, value), value, max(high, value)


def _rounded(value: float | None, rubric: Rubric, otherwise: float) -> float:
    return otherwise if value is None else round_half_up(value, rubric.ranking.decimals)


def _groups(standings: list[Standing], order: Sequence[str]) -> tuple[Group, ...]:
    members: dict[str, list[Standing]] = defaultdict(list)
    for standing in standings:
        members[standing.group].append(standing)
    first = {name: place for place, name in enumerate(order)}
    names = sorted(members, key=lambda name: (name == "", first.get(name, len(first)), name.casefold(), name))
    return tuple(_group(name, members[name]) for name in names)


def _group(name: str, members: list[Standing]) -> Group:
    values = [one.value for one in members if one.value is not None and not one.provisional]
    without = sum(one.value is None for one in members)
    counts = (len(values), len(members) - len(values) - without, without)
    if not values:
        return Group(name, *counts)
    # One value is all its own quartiles; Python before 3.13 asks for two.
    lower, median, upper = quantiles(values, n=4, method="inclusive") if len(values) > 1 else values * 3
    return Group(name, *counts, lower, median, upper)
