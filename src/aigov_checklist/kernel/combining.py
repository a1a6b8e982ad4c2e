"""How columns of children become one column: `aigov_checklist.methods`, row by row the same bits."""

import math
from collections.abc import Iterable

import numpy as np

from aigov_checklist.kernel.exact import each, larger, logarithms, smaller
from aigov_checklist.kernel.plan import Floats

Weighted = Iterable[tuple[float | Floats, Floats]]
"""Pairs of (weight, values): one weight for all rows, or one a row; NaN values and zero weights are left out."""


def combine(method: str, children: Weighted, floor: float | None, rows: int) -> Floats:
    """The column of a node; NaN where no child counts."""
    match method:
        case "minimum" | "maximum":
            return _extreme(np.less if method == "minimum" else np.greater, children, rows)
        case "geometric" | "harmonic":
            return _curved(method, children, floor, rows)
    sums = _Sums(rows)
    for weight, values in children:
        sums.add(weight, values, weight * values)
    if method == "sum":
        return np.where(np.isnan(sums.least), np.nan, sums.total)
    with np.errstate(divide="ignore", invalid="ignore"):
        return sums.between(sums.total / sums.weights)


class _Sums:
    """Sums over the children that count, from the left to the right, with the smallest and largest of them."""

    def __init__(self, rows: int) -> None:
        self.total, self.weights = np.zeros(rows), np.zeros(rows)
        self.least, self.most = np.full(rows, np.nan), np.full(rows, np.nan)

    def add(self, weight: float | Floats, values: Floats, terms: Floats) -> None:
        counts = ~np.isnan(values)
        if not isinstance(weight, float):
            counts &= weight > 0
        if counts.all():
            self.total += terms
            self.weights += weight
        else:
            values = np.where(counts, values, np.nan)
            self.total += np.where(counts, terms, 0.0)
            self.weights += np.where(counts, weight, 0.0)
        np.fmin(self.least, values, out=self.least)
        np.fmax(self.most, values, out=self.most)

    def between(self, mean: Floats) -> Floats:
        """A mean between its smallest and largest child, where the last bit of a double may have left it outside."""
        return smaller(larger(mean, self.least), self.most)


def _extreme(is_more_extreme: np.ufunc, children: Weighted, rows: int) -> Floats:
    found = np.full(rows, np.nan)
    for _, values in children:
        # Of equal ones the first stays, as with min() and max(): it matters for the two zeros.
        found = np.where(np.isnan(found) | is_more_extreme(values, found), values, found)
    return found


def _curved(method: str, children: Weighted, floor: float | None, rows: int) -> Floats:
    sums, has_zero = _Sums(rows), np.full(rows, False)
    with np.errstate(divide="ignore", invalid="ignore"):
        for weight, values in children:
            floored = values if floor is None else larger(values, floor)
            has_zero |= floored <= 0
            sums.add(weight, floored, weight * logarithms(floored) if method == "geometric" else weight / floored)
        mean = sums.total / sums.weights if method == "geometric" else sums.weights / sums.total
    if method == "geometric":
        safe = np.isfinite(mean)
        mean[safe] = each(math.exp, mean[safe])
    return np.where(has_zero, 0.0, sums.between(mean))
