"""How agreement is put into words: who the raters are, numbers that may be missing, and what a coefficient means."""

from dataclasses import dataclass

from aigov_checklist.agreeing import Agreement, Disagreement, Measured
from aigov_checklist.agreeing.customs import FEW, RELIABLE, TENTATIVE
from aigov_checklist.answer_words import answer_words
from aigov_checklist.language import Language
from aigov_checklist.models.response import Response
from aigov_checklist.models.rubric import Area, Rubric
from aigov_checklist.rounding import round_half_up

_DECIMALS = 3


@dataclass(frozen=True, kw_only=True)
class AgreementPage:
    """An agreement with the rubric (in the language) and how it is told; in public, raters have no names."""

    agreement: Agreement
    rubric: Rubric
    digest: str
    language: Language
    is_public: bool = False

    @property
    def raters(self) -> tuple[str, ...]:
        """What the raters are called."""
        raters = self.agreement.panel.raters
        if not self.is_public:
            return tuple(rater.name for rater in raters)
        return tuple(self.language.say("Rater {number}", number=number) for number in range(1, len(raters) + 1))

    def area_title(self, area: Area) -> str:
        """The number and title of an area."""
        return f"{area.number}. {area.label}" if area.number is not None else area.label

    def share(self, share: float | None) -> str:
        """A share as a percentage."""
        return "-" if share is None else self.language.share(share)

    def coefficient(self, value: float | None, units: int) -> str:
        """A coefficient with three decimals, as custom has it, marked where it stands on few indicators."""
        if value is None:
            return self.language.say("none")
        return f"{self.language.number(value, _DECIMALS)}{'*' if units < FEW else ''}"

    def meaning(self, measured: Measured) -> str:
        """What alpha says, in a sentence or two."""
        say, found = self.language.say, measured.alpha
        if measured.levels == 0:
            return say("No indicator has a level from two raters: there is nothing to compare.")
        if found is None:
            return say(
                "Alpha is not defined: all levels that can be compared are the same one, so nothing shows whether the "
                "raters tell levels apart."
            )
        found = round_half_up(found, _DECIMALS)
        shown = self.language.number(found, _DECIMALS)
        if found >= RELIABLE:
            return say("Alpha is {alpha}: by custom good enough to rely on the levels.", alpha=shown)
        if found >= TENTATIVE:
            return say("Alpha is {alpha}: by custom good enough for tentative conclusions only.", alpha=shown)
        if found > 0:
            return say(
                "Alpha is {alpha}: by custom too low to draw conclusions from the levels. The raters read the "
                "questions or the evidence in different ways.",
                alpha=shown,
            )
        return say("Alpha is {alpha}: the raters agree no more than chance would make them.", alpha=shown)

    def subject_and_title(self, found: Disagreement) -> str:
        """Which indicator it is about, with the subject if there are several."""
        leaf = self.rubric.indicators[found.unit.indicator.id]
        title = f"{leaf.label} ({leaf.id})"
        if len(self.agreement.panel.subjects) == 1:
            return title
        return self.language.say("{subject}: {title}", subject=found.unit.subject.name, title=title)

    def who_said_what(self, found: Disagreement) -> str:
        """What each rater said who said anything."""
        say = self.language.say
        said = zip(self.raters, found.unit.said, strict=True)
        return say("; ").join(
            say("{name}: {answer}", name=name, answer=self._answer(response)) for name, response in said if response
        )

    def _answer(self, response: Response) -> str:
        words = answer_words(response, self.language)
        if response.answer is None:
            return words
        return self.language.say("{answer}, evidence: {number}", answer=words, number=len(response.evidence))
