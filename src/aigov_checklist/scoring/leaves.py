"""Each indicator settled under one lens: which answer counts, what it is worth, what it could be worth."""

from typing import NamedTuple

from aigov_checklist.lenses import Lens
from aigov_checklist.measuring import point_range, points_of
from aigov_checklist.models.measure import ChoiceMeasure, LevelsMeasure
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.response import Answer, Response, State
from aigov_checklist.models.rubric import Indicator, Rubric
from aigov_checklist.scope import out_of_scope

UNANSWERED = Answer.model_construct()


class Leaf(NamedTuple):
    """One indicator as it is scored; `lowest` and `highest` are the points that an unknown answer could still be."""

    indicator: Indicator
    state: State
    answer: Answer
    points: float | None
    lowest: float
    highest: float

    @property
    def is_applicable(self) -> bool:
        """Whether the indicator stays in the sum's denominator."""
        return self.state not in ("not_applicable", "out_of_scope")

    @property
    def is_known(self) -> bool:
        """Whether there is an answer, or a search that found nothing."""
        return self.state in ("answered", "no_information")


def settle(profile: Profile, rubric: Rubric, lens: Lens) -> dict[str, Leaf]:
    """Every indicator of the rubric under one lens, in the rubric's order."""
    return {indicator.id: _settle_scoped(indicator, profile, rubric, lens) for indicator in rubric.indicators.values()}


def settle_answer(indicator: Indicator, answer: Answer, rubric: Rubric) -> Leaf:
    """One indicator that is asked, with the answer that counts."""
    state, points = answer.state, None
    if state == "answered":
        points = points_of(indicator, answer, rubric.scale)
        if points is None:  # an excluded code
            state = "not_applicable"
    return _leaf(indicator, state, answer, points, rubric)


def counted_answer(indicator: Indicator, response: Response | None, rubric: Rubric, lens: Lens) -> Answer:
    """The answer that counts under a lens: as declared, as far as evidence carries it, or as reviewed."""
    if response is None:
        return UNANSWERED
    match lens:
        case "declared":
            return response
        case "evidenced":
            return _evidenced(indicator, response, rubric)
        case "reviewed":
            if response.review is None:
                return UNANSWERED
            return response if response.review.decision == "confirmed" else response.review


def _settle_scoped(indicator: Indicator, profile: Profile, rubric: Rubric, lens: Lens) -> Leaf:
    if out_of_scope(indicator, profile, rubric):
        return _leaf(indicator, "out_of_scope", UNANSWERED, None, rubric)
    answer = counted_answer(indicator, profile.responses.get(indicator.id), rubric, lens)
    return settle_answer(indicator, answer, rubric)


def _leaf(indicator: Indicator, state: State, answer: Answer, points: float | None, rubric: Rubric) -> Leaf:
    lowest, highest = point_range(indicator, rubric.scale)
    return Leaf(indicator, state, answer, lowest if state == "no_information" else points, lowest, highest)


def _evidenced(indicator: Indicator, response: Response, rubric: Rubric) -> Answer:
    if response.answer is None or response.has_evidence or not indicator.needs_evidence:
        return response
    match indicator.measure:
        case LevelsMeasure():
            values = [level.value for level in rubric.scale.levels]
            unproven = values[values.index(rubric.evidence.from_level) - 1]
            return response if (response.level or 0) <= unproven else Answer(level=unproven)
        case ChoiceMeasure():
            # The code with the fewest points claims nothing, so nothing needs to be shown for it.
            points = points_of(indicator, response, rubric.scale)
            return response if points in (None, point_range(indicator, rubric.scale)[0]) else UNANSWERED
    return UNANSWERED
