"""A plan spread over years: each year the best score that its effort allows, and everything done at the end."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from aigov_checklist.errors import UsageError
from aigov_checklist.message import Message
from aigov_checklist.models.assessment import Score
from aigov_checklist.planning.asking import Case, Limits
from aigov_checklist.planning.efforts import UNIT
from aigov_checklist.planning.ladders import effort_of
from aigov_checklist.planning.searching import WITHIN_A_BUDGET, search
from aigov_checklist.scoring.grading import score_of
from aigov_checklist.structure import ROOT

YEARS = 3
"""Over how many years a plan is spread unless the user says otherwise."""

MOST_YEARS = 30


@dataclass(frozen=True)
class Year:
    """Where the subject stands at the end of a year: how high its answers are, at which score, for how much effort.

    `effort` is that of the year alone, in thousandths.
    """

    number: int
    heights: Mapping[str, int]
    effort: int
    score: Score


def path_of(case: Case, heights: Mapping[str, int], *, years: int | None, per_year: int | None) -> tuple[Year, ...]:
    """The years until everything is done.

    Each year in turn gets the steps that make its score the best, given what is done before; effort that a year does
    not use is left for the next.  Without `per_year` the effort is the same each year.  Raises UsageError if a year's
    effort would take more than MOST_YEARS.
    """
    whole = effort_of(case.ladders, heights)
    each = math.ceil(whole / (years or YEARS)) if per_year is None else per_year
    if each * MOST_YEARS < whole:
        raise UsageError(
            Message("With {each:g} a year the plan takes more than {most} years.", each=each / UNIT, most=MOST_YEARS)
        )
    path: list[Year] = []
    done: Mapping[str, int] = {}
    while done != heights:
        budget = each * (len(path) + 1)
        reached: Mapping[str, int] = heights
        if budget < whole:
            limits = Limits(budget=budget, least=done, most=heights)
            found = search(case, None, limits, WITHIN_A_BUDGET) or done
            reached = {name: height for name, height in found.items() if height}
        effort = effort_of(case.ladders, reached) - effort_of(case.ladders, done)
        path.append(Year(len(path) + 1, reached, effort, score_of(case.walk(reached), ROOT)))
        done = reached
    return tuple(path)
