"""What may be done about each answer: the rungs above it, with their points under a lens and their effort."""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from aigov_checklist.errors import UsageError
from aigov_checklist.measuring import next_better, worst_and_best
from aigov_checklist.message import Message
from aigov_checklist.models.measure import QuantityMeasure
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.response import STATES, Answer, Evidence, Response
from aigov_checklist.models.rubric import Indicator, Rubric
from aigov_checklist.planning.efforts import Prices
from aigov_checklist.scope import out_of_scope
from aigov_checklist.scoring.leaves import Leaf, counted_answer, settle_answer

PlannedLens = Literal["declared", "evidenced"]
"""The lenses that a plan can be made under; nobody plans what a reviewer will find."""

PLANNED_LENSES: tuple[PlannedLens, ...] = ("declared", "evidenced")

Heights = Mapping[str, int]
"""Indicator -> how many of its rungs are climbed; one that is missing stays where it is."""

_PLANNED = Evidence(title="planned", document="planned")


@dataclass(frozen=True)
class Rung:
    """One step up: the answer that is given then, whether evidence comes with it, its points and its effort."""

    answer: Answer
    points: float
    effort: int
    opens: bool = False
    brings_evidence: bool = False


@dataclass(frozen=True)
class Ladder:
    """An indicator as it counts now under the lens, ignoring conditions, and the rungs that a plan may climb."""

    leaf: Leaf
    given: Response
    rungs: tuple[Rung, ...]

    def answer_at(self, height: int) -> Answer:
        """The answer at a height."""
        return self.rungs[height - 1].answer if height else self.given

    def response_at(self, height: int) -> Response:
        """The response at a height, with evidence where a rung has brought it."""
        if height == 0:
            return self.given
        update = self.rungs[height - 1].answer.model_dump(include=_STATES)
        if any(rung.brings_evidence for rung in self.rungs[:height]):
            update["evidence"] = (*self.given.evidence, _PLANNED)
        return self.given.model_copy(update=update)


class Freedom(NamedTuple):
    """What a plan may touch: under which lens, which answers stay, whether open questions may be answered."""

    lens: PlannedLens
    fixed: Collection[str]
    answer_open: bool


_STATES = set(STATES)


def ladders_of(profile: Profile, rubric: Rubric, freedom: Freedom, prices: Prices) -> dict[str, Ladder]:
    """The ladder of every indicator, in the rubric's order; those that cannot move have no rungs."""
    return {
        leaf.id: _ladder(leaf, profile.responses.get(leaf.id, Response()), profile, rubric, freedom, prices)
        for leaf in rubric.leaves()
    }


def at_heights(profile: Profile, ladders: Mapping[str, Ladder], heights: Heights) -> Profile:
    """The profile once the plan is carried out."""
    climbed = {name: ladders[name].response_at(height) for name, height in heights.items() if height}
    return profile.model_copy(update={"responses": {**profile.responses, **climbed}})


def effort_of(ladders: Mapping[str, Ladder], heights: Heights) -> int:
    """The effort of a plan, in thousandths."""
    return sum(rung.effort for name, height in heights.items() for rung in ladders[name].rungs[:height])


def _ladder(
    indicator: Indicator, given: Response, profile: Profile, rubric: Rubric, freedom: Freedom, prices: Prices
) -> Ladder:
    lens = freedom.lens
    leaf = settle_answer(indicator, counted_answer(indicator, given, rubric, lens), rubric)
    never_asked = out_of_scope(indicator.model_copy(update={"asked_when": None}), profile, rubric)
    is_still = indicator.id in freedom.fixed or (not leaf.is_known and not freedom.answer_open)
    if never_asked or not leaf.is_applicable or is_still:
        return Ladder(leaf, given, ())
    if math.isinf(leaf.lowest) and not leaf.is_known:
        raise UsageError(
            Message(
                "{indicator} is open and has no lowest points, so that open questions cannot be counted from there.",
                indicator=indicator.id,
            )
        )
    return Ladder(leaf, given, tuple(_climb(indicator, given, rubric, lens, prices)))


def _climb(indicator: Indicator, given: Response, rubric: Rubric, lens: PlannedLens, prices: Prices) -> list[Rung]:
    rungs: list[Rung] = []
    is_supported = given.has_evidence

    def add(answer: Answer, effort: int, *, opens: bool = False) -> None:
        nonlocal is_supported
        bare, shown = (_points(indicator, answer, rubric, lens, has_evidence=has) for has in (is_supported, True))
        brings = bare != shown
        is_supported = is_supported or brings
        effort += prices.evidence(indicator) if brings else 0
        rungs.append(Rung(answer, shown or 0.0, effort, opens, brings))

    answer: Answer | None = given
    if given.state == "unanswered":
        answer = _lowest(indicator, rubric)
        add(answer, prices.answer(indicator), opens=True)
    elif given.answer is not None and _lacks_evidence(indicator, given, rubric, lens):
        add(given, 0)
    while answer is not None and (answer := next_better(indicator, answer, rubric.scale)):
        add(answer, prices.step(indicator, answer))
    return rungs


def _lacks_evidence(indicator: Indicator, given: Response, rubric: Rubric, lens: PlannedLens) -> bool:
    now, then = (_points(indicator, given, rubric, lens, has_evidence=has) for has in (given.has_evidence, True))
    return now != then


def _points(
    indicator: Indicator, answer: Answer, rubric: Rubric, lens: PlannedLens, *, has_evidence: bool
) -> float | None:
    """The points that an answer has under the lens; None if it does not count there."""
    states = answer.model_dump(include=_STATES, exclude_none=True)
    response = Response.model_validate({**states, "evidence": (_PLANNED,) if has_evidence else ()})
    return settle_answer(indicator, counted_answer(indicator, response, rubric, lens), rubric).points


def _lowest(indicator: Indicator, rubric: Rubric) -> Answer:
    if isinstance(indicator.measure, QuantityMeasure):
        return Answer(quantity=indicator.measure.low)
    return worst_and_best(indicator, rubric.scale)[0]
