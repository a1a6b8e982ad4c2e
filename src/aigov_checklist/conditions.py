"""Whether a comparison of `when` or `asked_when` holds, and which way it points."""

from typing import Literal

from aigov_checklist.measuring import points_of
from aigov_checklist.message import Message, any_of
from aigov_checklist.models.measure import ChoiceMeasure, QuantityMeasure
from aigov_checklist.models.modifier import Condition
from aigov_checklist.models.response import Answer
from aigov_checklist.models.rubric import Indicator, Rubric

Side = Literal["worse", "better", "mixed"]
"""Whether a condition is met on the worse side of the line, on the better side, or on neither in order."""


def value_meets(condition: Condition, value: float) -> bool:
    """Whether a number meets the condition."""
    if condition.below is not None:
        return value < condition.below
    if condition.at_most is not None:
        return value <= condition.at_most
    if condition.at_least is not None:
        return value >= condition.at_least
    return condition.above is not None and value > condition.above


def answer_meets(condition: Condition, answer: Answer) -> bool:
    """Whether an answer's level, code or number meets the condition; no answer meets none."""
    if condition.is_one_of is not None:
        return answer.choice in condition.is_one_of
    number = answer.level if answer.level is not None else answer.quantity
    return number is not None and value_meets(condition, number)


def side(condition: Condition, rubric: Rubric) -> Side:
    """On which side of its line a condition is met, in terms of better and worse.

    "Below 40" is met on the worse side, except for a quantity of which less is better.
    """
    indicator = rubric.indicators.get(condition.answer or "")
    if condition.is_one_of is not None:
        return _side_of_codes(condition, indicator, rubric) if indicator else "mixed"
    met_low = condition.below is not None or condition.at_most is not None
    less_is_better = (
        indicator is not None
        and isinstance(indicator.measure, QuantityMeasure)
        and indicator.measure.low > indicator.measure.high
    )
    return "worse" if met_low != less_is_better else "better"


def points_when(condition: Condition, indicator: Indicator, rubric: Rubric, *, met: bool) -> list[float]:
    """The points that an indicator can have while the condition is met (or not); empty if none."""
    if isinstance(indicator.measure, ChoiceMeasure):
        answers = [Answer(choice=choice.code) for choice in indicator.measure.choices if not choice.excluded]
    else:
        answers = [Answer(level=level.value) for level in rubric.scale.levels]
    points = (
        points_of(indicator, answer, rubric.scale) for answer in answers if answer_meets(condition, answer) == met
    )
    return [number for number in points if number is not None]


def in_words(condition: Condition) -> str:
    """The condition as a sentence's end: `safety is below 40`."""
    if condition.is_one_of is not None:
        return Message(
            "the answer to {indicator} is {codes}", indicator=condition.referent, codes=any_of(condition.is_one_of)
        )
    tests = (
        (Message("below"), condition.below),
        (Message("at most"), condition.at_most),
        (Message("at least"), condition.at_least),
        (Message("above"), condition.above),
    )
    words, number = next((words, number) for words, number in tests if number is not None)
    what = condition.referent if condition.node else Message("the answer to {indicator}", indicator=condition.referent)
    return Message("{what} is {words} {number:g}", what=what, words=words, number=number)


def _side_of_codes(condition: Condition, indicator: Indicator, rubric: Rubric) -> Side:
    met = points_when(condition, indicator, rubric, met=True)
    unmet = points_when(condition, indicator, rubric, met=False)
    # Strictly: where two codes are worth the same and only one meets the condition, neither side is right.
    if not met or not unmet or max(met) < min(unmet):
        return "worse"
    return "better" if min(met) > max(unmet) else "mixed"
