"""Movement between two batches: who moved by how much, who came, who left, and what cannot be told.

The rules, which reports only repeat:

- In each batch the latest profile of a subject counts, and ranks are those of `ranking.rank`: a provisional score
  has none.
- A score went up or down if it differs by more than nothing, rounded half up to the rubric's `ranking.decimals`.
- A change could be none if the ranges before and after overlap, see `comparing.could_be_no_change`.
- A subject without a score in one of the two batches cannot be compared.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from aigov_checklist.comparing import could_be_no_change
from aigov_checklist.errors import UsageError
from aigov_checklist.message import Message
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.ranking import League, Place, Standing, rank
from aigov_checklist.rounding import round_half_up

_FINEST = 9  # decimals: what is beyond is the noise of binary fractions, and must not decide an order


@dataclass(frozen=True, slots=True)
class Side:
    """A subject in one batch; without a rank if its score is provisional or there is none."""

    standing: Standing
    rank: int | None = None
    is_tied: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """A subject in both batches.

    `change` is the score after less the score before, not rounded; None if one of the two is missing.
    `direction` is 1 (up), -1 (down) or 0 as people see it.
    """

    before: Side
    after: Side
    change: float | None
    direction: int
    could_be_none: bool

    @property
    def is_provisional(self) -> bool:
        """Whether too little was known in one of the batches, or in both."""
        return self.before.standing.provisional or self.after.standing.provisional

    @property
    def is_in_another_band(self) -> bool:
        """Whether the band, or that there is none yet, differs."""
        then, now = self.before.standing, self.after.standing
        return (then.band, then.provisional) != (now.band, now.provisional)

    @property
    def is_mover(self) -> bool:
        """Whether the score or the band differs."""
        return self.direction != 0 or self.is_in_another_band


@dataclass(frozen=True, slots=True)
class Tally:
    """How many moves go up, down and nowhere, how many changes could be none, and the median change of all."""

    up: int
    down: int
    same: int
    could_be_none: int
    median: float | None


@dataclass(frozen=True)
class Movement:
    """Movers (the largest change first), those whose score and band are the same, those without a score in one batch.

    A mover's score or band differs.  `entries` are only in the later batch, `exits` only in the earlier; `before`
    and `after` are the two batches as leagues.
    """

    movers: tuple[Move, ...]
    unchanged: tuple[Move, ...]
    not_comparable: tuple[Move, ...]
    entries: tuple[Side, ...]
    exits: tuple[Side, ...]
    before: League
    after: League

    def tally(self, *, provisional: bool) -> Tally:
        """What moved among those that are provisional in one of the batches, or among all others."""
        moves = [move for move in (*self.movers, *self.unchanged) if move.is_provisional == provisional]
        directions = [move.direction for move in moves]
        changes = [move.change for move in moves if move.change is not None]
        return Tally(
            up=directions.count(1),
            down=directions.count(-1),
            same=directions.count(0),
            could_be_none=sum(move.could_be_none for move in moves),
            median=median(changes) if changes else None,
        )


def move(before: Iterable[Standing], after: Iterable[Standing], rubric: Rubric) -> Movement:
    """What moved between two batches that were scored under this rubric; the rules are those of this module.

    Raises UsageError if all subjects of both are dated the wrong way round, DocumentError if a subject stands twice
    in one batch with one date.
    """
    first, second = rank(before, rubric), rank(after, rubric)
    then, now = _sides(first), _sides(second)
    both = [_move(then[key], now[key], rubric) for key in then.keys() & now.keys()]
    if both and all(is_backwards(one) for one in both):
        dates = (max(one.before.standing.date for one in both), max(one.after.standing.date for one in both))
        raise UsageError(
            Message(
                "BEFORE is dated {before}, after AFTER ({after}): exchange the two.", before=dates[0], after=dates[1]
            )
        )
    both.sort(key=_largest_first)
    return Movement(
        movers=tuple(one for one in both if one.change is not None and one.is_mover),
        unchanged=tuple(one for one in both if one.change is not None and not one.is_mover),
        not_comparable=tuple(one for one in both if one.change is None),
        entries=tuple(sorted((now[key] for key in now.keys() - then.keys()), key=_by_name)),
        exits=tuple(sorted((then[key] for key in then.keys() - now.keys()), key=_by_name)),
        before=first,
        after=second,
    )


def is_backwards(one: Move) -> bool:
    """Whether the subject is dated later in the earlier batch."""
    return one.before.standing.date > one.after.standing.date


def _sides(league: League) -> dict[tuple[str, str], Side]:
    apart = (Side(standing) for standing in (*league.provisional, *league.not_scored))
    sides = (*map(_ranked, league.places), *apart)
    return {(side.standing.kind, side.standing.subject): side for side in sides}


def _ranked(place: Place) -> Side:
    return Side(place.standing, place.rank, place.is_tied)


def _move(before: Side, after: Side, rubric: Rubric) -> Move:
    then, now = before.standing, after.standing
    if then.value is None or now.value is None:
        return Move(before, after, change=None, direction=0, could_be_none=True)
    change = now.value - then.value
    seen = round_half_up(abs(change), rubric.ranking.decimals)
    direction = 0 if seen == 0 else 1 if change > 0 else -1
    return Move(before, after, change, direction, could_be_none=direction != 0 and could_be_no_change(then, now))


def _largest_first(one: Move) -> tuple[float, str, str, str]:
    return -round_half_up(abs(one.change or 0.0), _FINEST), *_by_name(one.after)


def _by_name(side: Side) -> tuple[str, str, str]:
    standing = side.standing
    return standing.name.casefold(), standing.subject, standing.kind
