"""`make_plan`: the steps to a band, a score or the best that an effort allows, each number the engine's own."""

from dataclasses import dataclass, replace
from functools import cached_property

from aigov_checklist.errors import UsageError
from aigov_checklist.message import Message
from aigov_checklist.models.assessment import Assessment, Score
from aigov_checklist.models.effort import DEFAULT_EFFORT, Effort
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.planning.asking import Case, Limits
from aigov_checklist.planning.efforts import Prices
from aigov_checklist.planning.goals import Goal
from aigov_checklist.planning.ladders import Freedom, Ladder, at_heights, effort_of, ladders_of
from aigov_checklist.planning.obstacles import Obstacle, obstacles_to
from aigov_checklist.planning.path import Year, path_of
from aigov_checklist.planning.searching import TO_A_GOAL, WITHIN_A_BUDGET, search
from aigov_checklist.scoring.assessing import assess
from aigov_checklist.structure import ROOT, structure_of


@dataclass(frozen=True)
class Pace:
    """Over how many years the steps are spread, and how much effort a year has, in thousandths.

    Both together are a limit: what does not fit into so many years is out of reach.
    """

    years: int | None = None
    per_year: int | None = None


NO_LIMITS = Limits()
FREE = Freedom("declared", (), answer_open=False)
ANY_PACE = Pace()


@dataclass(frozen=True)
class Step:
    """What is done about one answer: how high it climbs, what that costs, what it adds alone, and by which year."""

    id: str
    ladder: Ladder
    height: int
    effort: int
    gain: float | None
    year: int

    @property
    def brings_evidence(self) -> bool:
        """Whether the answer counts only with evidence that is still to be prepared."""
        return any(rung.brings_evidence for rung in self.ladder.rungs[: self.height])


@dataclass(frozen=True)
class Plan:
    """The best steps for a goal or a budget.  Where the goal cannot be reached, `obstacles` say why, and the steps
    are those that come nearest.
    """

    case: Case
    goal: Goal | None
    limits: Limits
    pace: Pace
    before: Assessment
    after: Assessment
    steps: tuple[Step, ...]
    years: tuple[Year, ...]
    obstacles: tuple[Obstacle, ...]

    @property
    def effort(self) -> int:
        """The effort of all steps, in thousandths."""
        return sum(step.effort for step in self.steps)

    @property
    def now(self) -> Score:
        """The overall score before, under the plan's lens."""
        return self.before.overall.under(self.case.freedom.lens)

    @property
    def then(self) -> Score:
        """The overall score once the plan is carried out, under its lens."""
        return self.after.overall.under(self.case.freedom.lens)

    @cached_property
    def areas(self) -> tuple[str, ...]:
        """The areas right below the whole that have steps, in the rubric's order."""
        touched = {step.id for step in self.steps}
        return tuple(area.id for area in self.case.rubric.areas if any(leaf.id in touched for leaf in area.leaves()))


def make_plan(
    profile: Profile,
    rubric: Rubric,
    *,
    goal: Goal | None = None,
    limits: Limits = NO_LIMITS,
    freedom: Freedom = FREE,
    effort: Effort = DEFAULT_EFFORT,
    pace: Pace = ANY_PACE,
) -> Plan:
    """The least effort to the goal; without a goal the best score within the limits' budget.

    Raises UsageError if neither is given or nothing is answered yet, for rubrics whose rules no programme can follow;
    DocumentError (from `assess`) if the answers do not fit the rubric.
    """
    if pace.years is not None and pace.per_year is not None:
        fitting = pace.years * pace.per_year
        limits = replace(limits, budget=fitting if limits.budget is None else min(fitting, limits.budget))
    if goal is None and limits.budget is None:
        raise UsageError(
            Message("Say what to plan for: --target with a band or a score, --budget with an effort, or both.")
        )
    before = assess(profile, rubric)
    ladders = ladders_of(profile, rubric, freedom, Prices(effort, structure_of(rubric)))
    case = Case(profile, rubric, freedom, effort, ladders)
    _refuse_without_answers(case, before)
    obstacles: tuple[Obstacle, ...] = ()
    heights = search(case, goal, limits, TO_A_GOAL if goal else WITHIN_A_BUDGET)
    if heights is None and goal is not None:
        obstacles, heights = obstacles_to(case, goal, limits)
    climbed = {name: height for name, height in (heights or {}).items() if height}
    after = assess(at_heights(profile, ladders, climbed), rubric)
    years = path_of(case, climbed, years=pace.years, per_year=pace.per_year)
    return Plan(case, goal, limits, pace, before, after, _steps(case, climbed, years), years, obstacles)


def _steps(case: Case, heights: dict[str, int], years: tuple[Year, ...]) -> tuple[Step, ...]:
    now = case.walk({}).of(ROOT, case.corner)
    return tuple(
        Step(
            id=name,
            ladder=case.ladders[name],
            height=heights[name],
            effort=effort_of(case.ladders, {name: heights[name]}),
            gain=_difference(case.walk({name: heights[name]}).of(ROOT, case.corner), now),
            year=next(year.number for year in years if year.heights.get(name, 0) == heights[name]),
        )
        for name in case.rubric.indicators
        if name in heights
    )


def _difference(then: float | None, now: float | None) -> float | None:
    return None if then is None or now is None else then - now


def _refuse_without_answers(case: Case, before: Assessment) -> None:
    score = before.overall.under(case.freedom.lens)
    if score.value is None and not case.freedom.answer_open:
        raise UsageError(
            Message(
                "Nothing is answered yet that would count, so there is nothing to step up from. See: --answer-open."
            )
        )
