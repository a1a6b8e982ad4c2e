"""A plan that is to be told, and how its answers, efforts and years are put into words."""

from dataclasses import dataclass
from functools import cached_property

from aigov_checklist.language import Language
from aigov_checklist.models.measure import ChoiceMeasure, LevelsMeasure
from aigov_checklist.models.response import Answer
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.planning.efforts import UNIT
from aigov_checklist.planning.ladders import at_heights
from aigov_checklist.planning.plan import Plan, Step
from aigov_checklist.report.blocks import Column
from aigov_checklist.report.material import Material


@dataclass(frozen=True)
class Planned:
    """A plan with the rubric in the language that it is told in."""

    plan: Plan
    rubric: Rubric
    language: Language

    @cached_property
    def before(self) -> Material:
        """The profile as it stands, with its numbers."""
        return Material(self.plan.before, self.plan.case.profile, self.rubric, self.language)

    @cached_property
    def after(self) -> Material:
        """The profile once the plan is carried out, with its numbers."""
        case = self.plan.case
        heights = {step.id: step.height for step in self.plan.steps}
        return Material(self.plan.after, at_heights(case.profile, case.ladders, heights), self.rubric, self.language)

    @property
    def is_sure(self) -> bool:
        """Whether the score that is planned for is the one that open questions cannot lower."""
        return self.plan.case.corner == "low"

    def year(self, number: int) -> str:
        """The calendar year of a year of the plan: the first one begins after the assessment's."""
        return str(int(self.plan.case.profile.date[:4]) + number)

    def number(self, thousandths: int) -> str:
        """An effort with no more decimals than it has."""
        decimals = next(digits for digits in range(4) if thousandths * 10**digits % UNIT == 0)
        return self.language.number(thousandths / UNIT, decimals)

    def effort(self, thousandths: int) -> str:
        """An effort with its unit, if it has one."""
        unit = self.plan.case.effort.unit
        return f"{self.number(thousandths)} {unit}" if unit else self.number(thousandths)

    @property
    def effort_column(self) -> Column:
        """The heading of a column of efforts."""
        unit, say = self.plan.case.effort.unit, self.language.say
        return Column(say("Effort ({unit})", unit=unit) if unit else say("Effort"), "right")

    def gain(self, points: float | None) -> str:
        """What a step adds, with its sign."""
        return "-" if points is None else f"{'-' if points < 0 else '+'}{self.language.number(abs(points), 2)}"

    def area(self, step: Step) -> str:
        """The number of the area right below the whole that holds the indicator, or its id."""
        area = next(area for area in self.rubric.areas if any(leaf.id == step.id for leaf in area.leaves()))
        return area.id if area.number is None else str(area.number)

    def title(self, step: Step) -> str:
        """The indicator's title with its id."""
        indicator = self.rubric.indicators[step.id]
        return f"{indicator.label} ({step.id})" if indicator.title else step.id

    def now(self, step: Step) -> str:
        """The answer as it stands."""
        return self._stated(step.ladder.given)

    def then(self, step: Step) -> str:
        """The answer that is planned for."""
        return self.answer_at(step, step.height)

    def year_of(self, step: Step, height: int) -> str:
        """The year by which an answer has climbed so high."""
        return self.year(next(year.number for year in self.plan.years if year.heights.get(step.id, 0) >= height))

    def answer_at(self, step: Step, height: int) -> str:
        """The answer at a height on the way."""
        return self._stated(step.ladder.answer_at(height))

    def looks_like(self, step: Step, height: int) -> str:
        """What the answer at a height looks like: the level's text for this kind of subject, or the code's title."""
        indicator, answer = self.rubric.indicators[step.id], step.ladder.answer_at(height)
        if answer.level is not None:
            criterion = next(level.criterion for level in self.rubric.scale.levels if level.value == answer.level)
            return self.after.descriptor(step.id, answer.level) or criterion or ""
        if isinstance(indicator.measure, ChoiceMeasure):
            return next(
                (choice.title or "" for choice in indicator.measure.choices if choice.code == answer.choice), ""
            )
        return ""

    def evidence(self, step: Step) -> tuple[str, ...]:
        """What could show the planned answer, where it is to be shown and nothing is there that does."""
        return self.rubric.indicators[step.id].evidence if self.lacks_evidence(step) else ()

    def lacks_evidence(self, step: Step) -> bool:
        """Whether the planned answer asks for evidence that can be looked up, and there is none."""
        indicator, answer = self.rubric.indicators[step.id], step.ladder.answer_at(step.height)
        is_low = isinstance(indicator.measure, LevelsMeasure) and (answer.level or 0) < self.rubric.evidence.from_level
        return indicator.needs_evidence and not is_low and not step.ladder.given.has_evidence

    def _stated(self, answer: Answer) -> str:
        if answer.level is not None:
            return f"{answer.level} {self.before.level_name(answer.level)}"
        states = {"unanswered": self.language.say("unanswered"), "no_information": self.language.say("no information")}
        return states.get(answer.state, str(answer.answer))
