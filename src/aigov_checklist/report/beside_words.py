"""One subject under several plans, with how its numbers, answers and titles are put into words."""

from dataclasses import dataclass
from functools import cached_property

from aigov_checklist.answer_words import answer_words
from aigov_checklist.crosswalks.correspondence import Correspondence, Side
from aigov_checklist.language import Language
from aigov_checklist.lenses import Lens
from aigov_checklist.models.assessment import Score
from aigov_checklist.projecting.beside import Beside, Plan
from aigov_checklist.report.crosswalk_words import Corresponding
from aigov_checklist.report.material import Material
from aigov_checklist.structure import ROOT


@dataclass(frozen=True)
class BesideTold:
    """Plans side by side under a lens, in a language; the rubrics of the sides are those in the language."""

    beside: Beside
    lens: Lens
    language: Language

    @property
    def sides(self) -> dict[str, Side]:
        """The side of each plan, by the id of its rubric."""
        return {
            self.beside.first.rubric.id: self.beside.side,
            **{plan.rubric.id: found.other for plan, found in self.beside.others},
        }

    @cached_property
    def crosswalks(self) -> dict[str, Correspondence]:
        """How the first plan corresponds with each other, by the id of the other's rubric."""
        return {plan.rubric.id: found for plan, found in self.beside.others}

    @cached_property
    def materials(self) -> dict[str, Material]:
        """What each plan's numbers are told with, by the id of its rubric."""
        return {
            plan.rubric.id: Material(plan.assessment, plan.profile, self.sides[plan.rubric.id].rubric, self.language)
            for plan in self.beside.plans
        }

    def title(self, plan: Plan, node: str) -> str:
        """A node of a plan as people know it."""
        return Corresponding(next(iter(self.crosswalks.values())), self.language).title(
            self.sides[plan.rubric.id], node
        )

    def written(self, plan: Plan, text: str) -> str:
        """A text of the crosswalk with a plan."""
        return Corresponding(self.crosswalks[plan.rubric.id], self.language).written(text)

    def score(self, plan: Plan, node: str) -> Score:
        """The score of an area, or of the whole."""
        areas = {area.id: area for area in self.materials[plan.rubric.id].areas}
        return (plan.assessment.overall if node == ROOT else areas[node]).under(self.lens)

    def stands(self, plan: Plan, node: str) -> str:
        """Where the subject stands: the answer to an indicator, the score of an area."""
        if node not in plan.rubric.indicators:
            value = self.score(plan, node).value
            number = self.materials[plan.rubric.id].number(value)
            return number if value is None else self.language.say("score {number}", number=number)
        leaf = plan.leaves.get(node)
        if leaf is None:
            return self.language.say("not asked")
        words = {
            "no_information": self.language.say("no information"),
            "not_applicable": self.language.say("not applicable"),
        }
        return words.get(leaf.state) or answer_words(leaf.answer, self.language)
