"""How children become one value: the six methods, in IEEE doubles, in the rubric's order, one division each."""

import math
from collections.abc import Iterable, Sequence

from aigov_checklist.models.rubric import Method

Weighted = Sequence[tuple[float, float]]
"""Pairs of (weight, value); every weight is above zero."""


def combine(method: Method, children: Weighted, zero_floor: float | None = None) -> float:
    """The value of a node from its counted children, at least one.

    mean: sum(w*v)/sum(w). geometric: exp(sum(w*ln v)/sum(w)). harmonic: sum(w)/sum(w/v). For the last two a
    child at zero makes the node zero, unless `zero_floor` then replaces every smaller value.
    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), part 1, step 6.

    >>> combine("mean", [(2.0, 200 / 3), (1.0, 25.0)])
    52.77777777777778
    """
    match method:
        case "mean":
            total = weights = 0.0  # a loop of its own, because it runs a thousand times for one profile
            for weight, value in children:
                total += weight * value
                weights += weight
            return _between(children, total / weights)
        case "sum":
            return _total(weight * value for weight, value in children)
        case "minimum":
            return min(value for _, value in children)
        case "maximum":
            return max(value for _, value in children)
        case "geometric" | "harmonic":
            floored = [(weight, _floored(value, zero_floor)) for weight, value in children]
            if any(value <= 0 for _, value in floored):
                return 0.0
            weights = _total(weight for weight, _ in floored)
            if method == "geometric":
                return _between(floored, math.exp(_total(w * math.log(value) for w, value in floored) / weights))
            return _between(floored, weights / _total(weight / value for weight, value in floored))


def _between(children: Weighted, mean: float) -> float:
    """A mean between its smallest and largest child, where the last bit of a double may have left it outside."""
    values = [value for _, value in children]
    return min(max(mean, min(values)), max(values))


def _total(terms: Iterable[float]) -> float:
    """A plain left-to-right sum: the order is part of the result, so `math.fsum` would not do."""
    total = 0.0
    for term in terms:
        total += term
    return total


def _floored(value: float, zero_floor: float | None) -> float:
    return value if zero_floor is None else max(value, zero_floor)
