"""Percent agreement, weighted kappa and Krippendorff's alpha, of plain numbers.

- Weighted kappa (Cohen 1968): 1 - (observed disagreement / disagreement expected from each rater's own habits), where
  two categories disagree by their distance (linear) or its square (quadratic).
- Krippendorff's alpha: 1 - (observed disagreement / disagreement expected if all values were dealt at random), for
  any number of raters and with gaps (Krippendorff, Content Analysis, 2nd ed. 2004, chapter 11), by the package
  krippendorff.

Neither is defined where no disagreement could be expected, because there is one value only: that is None, not 1.
"""

from collections.abc import Sequence
from itertools import combinations
from typing import Literal

import krippendorff
import numpy as np

Row = Sequence[int | float | None]
"""What each rater gave to one unit: a category, counted from 0, or a number; None where nothing."""


def pairs_of(rows: Sequence[Row]) -> list[tuple[int | float, int | float]]:
    """Every two values that two raters gave to the same unit."""
    return [
        (one, other) for row in rows for one, other in combinations([value for value in row if value is not None], 2)
    ]


def share_within(rows: Sequence[Row], distance: float) -> float | None:
    """The share of pairs that lie no further apart; None if there is no pair."""
    apart = [abs(one - other) for one, other in pairs_of(rows)]
    return sum(gap <= distance for gap in apart) / len(apart) if apart else None


def weighted_kappa(rows: Sequence[Row], categories: int, *, power: Literal[1, 2]) -> float | None:
    """Cohen's weighted kappa of two raters: linear weights for the power 1, quadratic ones for 2.

    >>> weighted_kappa([(0, 0), (1, 1), (2, 1), (2, 2)], 3, power=1)
    0.7142857142857143
    """
    table = np.zeros((categories, categories))
    for one, other in pairs_of(rows):
        table[int(one), int(other)] += 1
    places = np.arange(categories)
    distances = np.abs(places[:, None] - places[None, :]) ** power
    observed = (distances * table).sum() * table.sum()
    expected = (distances * np.outer(table.sum(axis=1), table.sum(axis=0))).sum()
    return None if expected == 0 else float(1 - observed / expected)


def mean_kappa(rows: Sequence[Row], categories: int, *, power: Literal[1, 2]) -> float | None:
    """The mean of the weighted kappas of all two raters that have one."""
    raters = range(len(rows[0]) if rows else 0)
    kappas = [
        kappa
        for one, other in combinations(raters, 2)
        if (kappa := weighted_kappa([(row[one], row[other]) for row in rows], categories, power=power)) is not None
    ]
    return float(np.mean(kappas)) if kappas else None


def alpha(rows: Sequence[Row], level: Literal["nominal", "ordinal"]) -> float | None:
    """Krippendorff's alpha; None where the values that can be paired do not vary."""
    paired = [row for row in rows if sum(value is not None for value in row) > 1]
    values = sorted({value for row in paired for value in row if value is not None})
    if len(values) < 2:
        return None
    data = np.array([[np.nan if value is None else value for value in row] for row in paired], dtype=float).T
    return float(krippendorff.alpha(reliability_data=data, value_domain=values, level_of_measurement=level))
