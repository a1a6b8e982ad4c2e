"""From an answer to points, and the fewest and most points that an indicator can give."""

import math

from aigov_checklist.models.measure import ChoiceMeasure, LevelsMeasure, QuantityMeasure
from aigov_checklist.models.response import Answer
from aigov_checklist.models.rubric import Indicator
from aigov_checklist.models.scale import Scale


def points_of(indicator: Indicator, answer: Answer, scale: Scale) -> float | None:
    """The points of an answer; None for a code that is marked `excluded`, which means not applicable.

    The answer must be of the indicator's kind and known to it, which `check` has made sure of.
    """
    match indicator.measure:
        case LevelsMeasure():
            return scale.points[answer.level or 0]
        case ChoiceMeasure(choices=choices):
            return next(choice.points for choice in choices if choice.code == answer.choice)
        case QuantityMeasure() as measure:
            return quantity_points(measure, answer.quantity or 0.0)


def quantity_points(measure: QuantityMeasure, quantity: float) -> float:
    """Where a number stands between its goalposts: full * (t(x) - t(low)) / (t(high) - t(low)).

    For a number that the logarithm cannot take (zero or less) t is minus infinity, below every goalpost.
    """
    if measure.transform == "log":
        place = math.log(quantity) if quantity > 0 else -math.inf
        low, high = math.log(measure.low), math.log(measure.high)
    else:
        place, low, high = quantity, measure.low, measure.high
    points = measure.full * (place - low) / (high - low)
    return min(max(points, 0.0), measure.full) if measure.clip else points


def worst_and_best(indicator: Indicator, scale: Scale) -> tuple[Answer, Answer]:
    """The answers with the fewest and the most points; infinite for a quantity."""
    match indicator.measure:
        case LevelsMeasure():
            return Answer(level=scale.levels[0].value), Answer(level=scale.levels[-1].value)
        case ChoiceMeasure(choices=choices):
            counted = sorted((c for c in choices if c.points is not None), key=lambda c: c.points or 0.0)
            return Answer(choice=counted[0].code), Answer(choice=counted[-1].code)
        case QuantityMeasure(low=low, high=high):
            least, most = Answer.model_construct(quantity=-math.inf), Answer.model_construct(quantity=math.inf)
            return (least, most) if low < high else (most, least)


def point_range(indicator: Indicator, scale: Scale) -> tuple[float, float]:
    """The fewest and the most points of an indicator; infinite where a quantity is not clipped."""
    if isinstance(indicator.measure, LevelsMeasure):  # the common case, without going through answers
        return scale.levels[0].points, scale.levels[-1].points
    worst, best = worst_and_best(indicator, scale)
    lowest, highest = points_of(indicator, worst, scale), points_of(indicator, best, scale)
    assert lowest is not None and highest is not None  # noqa: PT018 - excluded codes are not among them
    return lowest, highest


def next_better(indicator: Indicator, answer: Answer, scale: Scale) -> Answer | None:
    """The answer one level up, or with the next better code; None at the top and for quantities.

    "No information" stands at the lowest points, so one step up from it is the second level or code.
    """
    match indicator.measure:
        case LevelsMeasure():
            values = [level.value for level in scale.levels]
            now = values[0] if answer.level is None else answer.level
            above = [value for value in values if value > now]
            return Answer(level=above[0]) if above else None
        case ChoiceMeasure(choices=choices):
            points = point_range(indicator, scale)[0] if answer.choice is None else points_of(indicator, answer, scale)
            if points is None:
                return None
            better = [choice for choice in choices if choice.points is not None and choice.points > points]
            return Answer(choice=min(better, key=lambda choice: choice.points or 0.0).code) if better else None
        case QuantityMeasure():
            return None
