"""What an indicator is worth in each draw, for each situation that it is in."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from aigov_checklist.kernel.plan import FIRST_ANSWER, UNANSWERED, Codes, Corner, Floats, LeafPlan
from aigov_checklist.models.assumptions import Assumptions, Certainty, Steps
from aigov_checklist.robustness.cohort import Cell
from aigov_checklist.robustness.drawing import Draws


class Gambles(NamedTuple):
    """Situations of an indicator whose answer is drawn, by the same random number for all of them.

    `rows` are their places; where the number passes the first edge of a situation, its answer is no longer
    `first` but the next, and so on; `edges` has a row an edge and a column a situation.
    """

    decided_by: Literal["unanswered", "confidence"]
    rows: NDArray[np.intp]
    first: Codes
    edges: Floats


def gambles_of(leaf: LeafPlan, cells: Sequence[Cell], assumptions: Assumptions) -> tuple[Gambles, ...]:
    """The situations of an indicator whose answer the assumptions draw."""
    if leaf.goalposts is not None:
        return ()
    open_ones, unsure = {}, {}
    for row, cell in enumerate(cells):
        if cell.code == UNANSWERED and assumptions.unanswered == "even":
            open_ones[row] = (~np.isnan(leaf.points["value"][FIRST_ANSWER:])).astype(float)
        elif cell.code >= FIRST_ANSWER and leaf.is_on_ladder:
            chances = _chances(cell, len(leaf.codes), assumptions.confidence)
            if np.count_nonzero(chances) > 1:
                unsure[row] = chances
    found = (_gambles("unanswered", open_ones), _gambles("confidence", unsure))
    return tuple(gambles for gambles in found if len(gambles.rows))


def drawn_codes(place: int, cells: Sequence[Cell], gambles: Sequence[Gambles], draws: Draws) -> Codes:
    """The answers of the indicator at `place` among all: a row a situation, a column a draw (or one for all)."""
    codes = np.array([[cell.code] for cell in cells], np.intp)
    luck = {"unanswered": draws.unanswered, "confidence": draws.confidence}
    for one in gambles:
        numbers = luck[one.decided_by]
        if numbers is not None:
            codes = codes if codes.shape[1] == draws.size else np.repeat(codes, draws.size, axis=1)
            passed = [numbers[:, place] >= edge[:, None] for edge in one.edges]
            codes[one.rows] = one.first[:, None] + np.sum(passed, axis=0, dtype=np.intp)
    return codes


def drawn_points(
    leaf: LeafPlan, place: int, cells: Sequence[Cell], codes: Codes, draws: Draws, corner: Corner
) -> Floats:
    """What these answers are worth, NaN for nothing; what is still unknown is taken as the corner says."""
    table = leaf.points[corner]
    if leaf.goalposts is not None:
        return _quantities(leaf, place, cells, draws, corner)
    if draws.coding is None or not leaf.is_on_ladder:
        return table[codes]
    # What stands for no answer stands at an end of the ladder, and the ends stay.
    coded = np.empty((len(table), draws.size))
    coded[:FIRST_ANSWER] = table[:FIRST_ANSWER, None]
    coded[FIRST_ANSWER:] = draws.coding.T
    if codes.shape[1] == 1:
        return coded[codes[:, 0]]
    return coded.take(codes * draws.size + np.arange(draws.size))


def _chances(cell: Cell, levels: int, confidence: Mapping[Certainty, Steps]) -> Floats:
    """How likely each level is, for an answer; levels that are off the ladder have no share."""
    steps, now = confidence.get(cell.certainty, {}), cell.code - FIRST_ANSWER
    return np.array([steps.get(str(level - now), 0.0) for level in range(levels)])


def _gambles(decided_by: Literal["unanswered", "confidence"], chances: Mapping[int, Floats]) -> Gambles:
    edges, first = [], []
    for shares in chances.values():
        possible = np.flatnonzero(shares)
        first.append(FIRST_ANSWER + possible[0])
        # The last has no edge: so no rounding can leave a number beyond it.
        edges.append(np.cumsum(shares)[possible[0] : possible[-1]] / shares.sum())
    table = np.full((max(map(len, edges), default=0), len(edges)), np.inf)
    for column, some in enumerate(edges):
        table[: len(some), column] = some
    return Gambles(decided_by, np.array(list(chances), np.intp), np.array(first, np.intp), table)


def _quantities(leaf: LeafPlan, place: int, cells: Sequence[Cell], draws: Draws, corner: Corner) -> Floats:
    """Points of a quantity; one that is unanswered lies anywhere in its range, if that has two ends."""
    lowest, highest = (float(leaf.points[end][UNANSWERED]) for end in ("low", "high"))
    rows = []
    for cell in cells:
        if cell.code == FIRST_ANSWER:
            points = np.full(draws.size, cell.points)
        elif cell.code == UNANSWERED and draws.unanswered is not None and np.isfinite(highest - lowest):
            points = lowest + draws.unanswered[:, place] * (highest - lowest)
        else:
            points = np.full(draws.size, leaf.points[corner][cell.code])
        rows.append(points)
    return np.stack(rows)
