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
            return _extreme(method, children, rows)
        case "geometric" | "harmonic":
            return _curved(method, children, floor, rows)
    sums = _Sums(rows)
    for weight, values in children:
        sums.add(weight, values, weight * values)
    return sums.total if method == "sum" else sums.between(sums.total / sums.weights)


class _Sums:
    """Sums over the children that count, from the left to the right, with the smallest and largest of them."""

    def __init__(self, rows: int) -> None:
        self.none = np.full(rows, True)
        self._total, self._weights = np.zeros(rows), np.zeros(rows)
        self.least, self.most = np.full(rows, math.inf), np.full(rows, -math.inf)

    def add(self, weight: float | Floats, values: Floats, terms: Floats) -> None:
        counts = ~np.isnan(values)
        if not isinstance(weight, float):
            counts &= weight > 0
        self.none &= ~counts
        self._total += np.where(counts, terms, 0.0)
        self._weights += np.where(counts, weight, 0.0)
        # As min() and max() do, the first of equal ones is kept: it matters for the two zeros.
        self.least = np.where(counts & ((values < self.least) | (self.least == math.inf)), values, self.least)
        self.most = np.where(counts & ((values > self.most) | (self.most == -math.inf)), values, self.most)

    @property
    def total(self) -> Floats:
        return np.where(self.none, np.nan, self._total)

    @property
    def weights(self) -> Floats:
        return np.where(self.none, np.nan, self._weights)

    def between(self, mean: Floats) -> Floats:
        """A mean between its smallest and largest child, where the last bit of a double may have left it outside."""
        return smaller(larger(mean, np.where(self.none, np.nan, self.least)), self.most)


def _extreme(method: str, children: Weighted, rows: int) -> Floats:
    sums = _Sums(rows)
    for weight, values in children:
        sums.add(weight, values, values)
    return np.where(sums.none, np.nan, sums.least if method == "minimum" else sums.most)


def _curved(method: str, children: Weighted, floor: float | None, rows: int) -> Floats:
    sums, has_zero = _Sums(rows), np.full(rows, False)
    for weight, values in children:
        floored = values if floor is None else larger(values, floor)
        has_zero |= floored <= 0
        with np.errstate(divide="ignore", invalid="ignore"):
            sums.add(weight, floored, weight * logarithms(floored) if method == "geometric" else weight / floored)
    with np.errstate(divide="ignore", invalid="ignore"):
        if method == "geometric":
            mean = sums.total / sums.weights
            safe = ~has_zero & ~np.isnan(mean)
            mean[safe] = each(math.exp, mean[safe])
        else:
            mean = sums.weights / sums.total
    return np.where(has_zero, 0.0, sums.between(mean))
