"""The search for the best plan: the programme proposes, the engine decides, and what it refuses is ruled out.

The programme never asks for more than the engine does, so nothing that would do is ruled out; a refused proposal rules
out itself and everything below it, since scores rise with answers.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from aigov_checklist.planning.asking import Case, Limits, modelled, overall
from aigov_checklist.planning.goals import Goal
from aigov_checklist.planning.ladders import Heights
from aigov_checklist.planning.linear import Linear, TooLongError, value_of
from aigov_checklist.planning.modelling import Modelled
from aigov_checklist.planning.scopes import scopes_of
from aigov_checklist.scoring.grading import score_of
from aigov_checklist.structure import ROOT

_MOST_ROUNDS, _MOST_ROUNDS_FOR_TIES = 300, 20
_SAME = 1e-6
"""Scores that differ by less are the same; nobody sees the sixth decimal."""


class Aim(NamedTuple):
    """What is best: least or largest, and how far from the best is still as good."""

    expression: Callable[[Modelled, Case], Linear]
    largest: bool
    tolerance: float


class Found(NamedTuple):
    """The best heights for an aim, and what the aim comes to there."""

    heights: dict[str, int]
    value: float


def search(case: Case, goal: Goal | None, limits: Limits, aims: tuple[Aim, ...]) -> dict[str, int] | None:
    """The heights that are best for the first aim, among those for the second, and so on; None if nothing will do."""
    scopes = scopes_of(case.profile, case.rubric, case.ladders)
    searches = [_Search(case, goal, modelled(case, goal, limits, scope)) for scope in scopes]
    heights: dict[str, int] | None = None
    for aim in aims:
        try:
            found = [
                (each, result)
                for each in searches
                if (result := each.best(aim, _MOST_ROUNDS if heights is None else _MOST_ROUNDS_FOR_TIES)) is not None
            ]
        except TooLongError:
            if heights is None:
                raise
            return heights  # the best there is; only which of several equally good ones is not settled further
        if not found:
            return heights
        best = (max if aim.largest else min)(result.value for _, result in found)
        searches = [each for each, result in found if abs(result.value - best) <= aim.tolerance]
        heights = next(result.heights for _, result in found if abs(result.value - best) <= aim.tolerance)
        for each in searches:
            each.hold(aim, best)
    return heights


@dataclass
class _Search:
    """One programme, and what the engine has ruled out of it so far."""

    case: Case
    goal: Goal | None
    model: Modelled

    def best(self, aim: Aim, rounds: int) -> Found | None:
        """The best heights that the engine accepts. Raises TooLongError if more proposals are refused."""
        expression = aim.expression(self.model, self.case)
        programme, corner = self.model.programme, self.case.corner
        for _ in range(rounds):
            columns = programme.best(expression, largest=aim.largest)
            if columns is None:
                return None
            heights = self.model.heights(columns)
            walk = self.case.walk(heights)
            if self.goal and not self.goal.is_met(score_of(walk, ROOT), self.case.rubric, corner):
                self.model.bend(walk)
                programme.at_least(self.model.higher_than(heights), 1.0)
                continue
            value = value_of(expression, columns)
            if aim.expression is not _score:
                return Found(heights, value)
            truth = walk.of(ROOT, corner)
            if truth is None or value - truth <= _SAME:
                return Found(heights, value if truth is None else truth)
            if not self.model.bend(walk):
                self._hold_down(expression, heights, truth)
        raise TooLongError

    def hold(self, aim: Aim, value: float) -> None:
        """Ask for what has been found best from now on."""
        expression = aim.expression(self.model, self.case)
        if math.isinf(value):
            return  # nothing is known here, so there is nothing to hold
        if aim.largest:
            self.model.programme.at_least(expression, value - aim.tolerance)
        else:
            self.model.programme.not_above(expression, Linear(value + aim.tolerance))

    def _hold_down(self, score: Linear, heights: Heights, truth: float) -> None:
        """At these heights and below, the score is not above what the engine says."""
        most = self.model.programme.range_of(score)[1]
        higher = self.model.higher_than(heights).times(max(most - truth, 0.0))
        self.model.programme.not_above(score, higher.plus(truth))


def _effort(model: Modelled, case: Case) -> Linear:  # noqa: ARG001 - every aim asks for both
    return model.effort()


def _score(model: Modelled, case: Case) -> Linear:
    return overall(model, case.corner)


def _steps_beyond_the_essential(model: Modelled, case: Case) -> Linear:
    return model.sum_over_rungs(
        {leaf.id: [float(leaf.tier != "essential")] * len(model.rungs[leaf.id]) for leaf in case.rubric.leaves()}
    )


def _order(model: Modelled, case: Case) -> Linear:
    """Small where the steps are early in the rubric; no two sets of steps are likely to come to the same.

    The fractions are multiples of the golden ratio's, which are spread evenly and never repeat.
    """
    count = len(case.rubric.indicators)
    weights = {
        leaf.id: [
            (place + place * _GOLDEN % 1 / 4) / count + height / 1000 for height in range(len(model.rungs[leaf.id]))
        ]
        for place, leaf in enumerate(case.rubric.leaves(), start=1)
    }
    return model.sum_over_rungs(weights)


_GOLDEN = (5**0.5 - 1) / 2

LEAST_EFFORT = Aim(_effort, largest=False, tolerance=0.0004)
BEST_SCORE = Aim(_score, largest=True, tolerance=_SAME)
MOST_ESSENTIAL = Aim(_steps_beyond_the_essential, largest=False, tolerance=0.4)
RUBRIC_ORDER = Aim(_order, largest=False, tolerance=_SAME)

TO_A_GOAL = (LEAST_EFFORT, MOST_ESSENTIAL, BEST_SCORE, RUBRIC_ORDER)
"""The least effort; among such plans the essential tier first, then the larger gain, then the rubric's order."""

WITHIN_A_BUDGET = (BEST_SCORE, LEAST_EFFORT, MOST_ESSENTIAL, RUBRIC_ORDER)
"""The best score; among such plans the least effort, then as above."""
