"""What an indicator is worth in each draw, for each situation that it is in."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

import numpy as np

from aigov_checklist.kernel.plan import FIRST_ANSWER, UNANSWERED, Codes, Floats, LeafPlan
from aigov_checklist.models.assumptions import Assumptions, Certainty, Steps
from aigov_checklist.robustness.cohort import Cell
from aigov_checklist.robustness.drawing import Draws


class Gamble(NamedTuple):
    """A situation whose answer is not certain: its column, what decides, and the upper edge of each answer's chance.

    The answers that can come out are those from `first` on.
    """

    column: int
    decided_by: Literal["unanswered", "confidence"]
    first: int
    edges: Floats


class Drawn(NamedTuple):
    """One indicator in every draw (a row, or one row for all), a column a situation: answer codes, and points."""

    codes: Codes
    points: Floats


def gambles_of(leaf: LeafPlan, cells: Sequence[Cell], assumptions: Assumptions) -> tuple[Gamble, ...]:
    """The situations of an indicator whose answer the assumptions draw."""
    found = []
    for column, cell in enumerate(cells):
        if leaf.goalposts is not None:
            continue
        if cell.code == UNANSWERED and assumptions.unanswered == "even":
            chances = (~np.isnan(leaf.points["value"][FIRST_ANSWER:])).astype(float)
            found.append(_gamble(column, "unanswered", chances))
        elif cell.code >= FIRST_ANSWER and leaf.is_on_ladder:
            chances = _chances(cell, len(leaf.codes), assumptions.confidence)
            if np.count_nonzero(chances) > 1:
                found.append(_gamble(column, "confidence", chances))
    return tuple(found)


def drawn_answers(leaf: LeafPlan, place: int, cells: Sequence[Cell], gambles: Sequence[Gamble], draws: Draws) -> Drawn:
    """The situations of an indicator, the one at `place` among all, in every draw."""
    codes = np.array([[cell.code for cell in cells]], np.intp)
    if leaf.goalposts is not None:
        return Drawn(codes, _quantities(leaf, place, cells, draws))
    luck = {"unanswered": draws.unanswered, "confidence": draws.confidence}
    drawn = [gamble for gamble in gambles if luck[gamble.decided_by] is not None]
    if drawn:
        codes = np.repeat(codes, draws.size, axis=0)
    for gamble in drawn:
        numbers = luck[gamble.decided_by]
        assert numbers is not None
        codes[:, gamble.column] = gamble.edges.searchsorted(numbers[:, place], side="right") + gamble.first
    table = leaf.points["value"]
    if draws.coding is None or not leaf.is_on_ladder:
        return Drawn(codes, table[codes])
    # What stands for no answer stands at an end of the ladder, and the ends stay.
    coded = np.empty((draws.size, len(table)))
    coded[:, :FIRST_ANSWER] = table[:FIRST_ANSWER]
    coded[:, FIRST_ANSWER:] = draws.coding
    return Drawn(codes, np.take_along_axis(coded, codes, axis=1) if drawn else coded[:, codes[0]])


def _chances(cell: Cell, levels: int, confidence: Mapping[Certainty, Steps]) -> Floats:
    """How likely each level is, for an answer; levels that are off the ladder have no share."""
    steps, now = confidence.get(cell.certainty, {}), cell.code - FIRST_ANSWER
    return np.array([steps.get(str(level - now), 0.0) for level in range(levels)])


def _gamble(column: int, decided_by: Literal["unanswered", "confidence"], chances: Floats) -> Gamble:
    possible = np.flatnonzero(chances)
    first, last = int(possible[0]), int(possible[-1])
    # Of the last no edge is needed: so no rounding can leave a number beyond it.
    return Gamble(column, decided_by, FIRST_ANSWER + first, np.cumsum(chances)[first:last] / chances.sum())


def _quantities(leaf: LeafPlan, place: int, cells: Sequence[Cell], draws: Draws) -> Floats:
    """Points of a quantity; one that is unanswered lies anywhere in its range, if that has two ends."""
    lowest, highest = (float(leaf.points[corner][UNANSWERED]) for corner in ("low", "high"))
    columns = []
    for cell in cells:
        if cell.code == FIRST_ANSWER:
            points = np.full(draws.size, cell.points)
        elif cell.code == UNANSWERED and draws.unanswered is not None and np.isfinite(highest - lowest):
            points = lowest + draws.unanswered[:, place] * (highest - lowest)
        else:
            points = np.full(draws.size, leaf.points["value"][cell.code])
        columns.append(points)
    return np.column_stack(columns)
