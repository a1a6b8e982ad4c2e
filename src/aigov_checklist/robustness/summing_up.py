"""What thousands of draws say about each subject, and about each pair of subjects."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from aigov_checklist.kernel.plan import Bools, Floats
from aigov_checklist.robustness.simulating import Simulation

ENDS = (5.0, 95.0)
"""The percentiles between which an assumption band lies."""

SURE = 0.95
"""In how large a share of the draws an order must hold to be called sure."""


@dataclass(frozen=True)
class Spread:
    """One subject over all draws: the middle and the ends of the assumption band, of the score and of the rank.

    `best_ranks` are the shares of draws in which its rank is 1, at most 2, and so on; `bands` the share of draws
    in each band, by id.  Without a score everything is None or empty.
    """

    median: float | None
    low: float | None
    high: float | None
    rank_median: float | None
    rank_low: int | None
    rank_high: int | None
    best_ranks: tuple[float, ...]
    bands: dict[str, float]


def spreads_of(simulation: Simulation, bands: Sequence[str]) -> list[Spread]:
    """The spread of each subject; a rank's band holds whole ranks that at least so many draws reach."""
    return [_spread(simulation, subject, bands) for subject in range(len(simulation.values))]


def share_above(simulation: Simulation) -> Floats:
    """The share of draws in which the subject of the row stands above that of the column: P(A above B).

    Equal ranks are above neither way, so the two shares of a pair may sum to less than one.
    """
    ranks = np.where(simulation.ranks == 0, np.iinfo(np.int32).max, simulation.ranks)
    above: Floats = np.stack([np.count_nonzero(one < ranks, axis=1) for one in ranks]) / ranks.shape[1]
    return above


def is_sure(above: Floats) -> Bools:
    """Of which pairs the first stands above the second in nearly all draws."""
    sure: Bools = above >= SURE
    return sure


def surviving(above: Floats, nominal: Simulation) -> float | None:
    """The share of the pairs with different ranks as scored whose order is sure; None if there are none."""
    ranks = nominal.ranks[:, 0]
    ordered = (ranks[:, None] < ranks[None, :]) & (ranks > 0)[:, None] & (ranks > 0)[None, :]
    return float((is_sure(above) & ordered).sum() / ordered.sum()) if ordered.any() else None


def _spread(simulation: Simulation, subject: int, bands: Sequence[str]) -> Spread:
    values, ranks = simulation.values[subject], simulation.ranks[subject]
    known = ~np.isnan(values)
    if not known.any():
        return Spread(None, None, None, None, None, None, (), {})
    values, ranks = values[known], ranks[known]
    low, median, high = np.percentile(values, (ENDS[0], 50.0, ENDS[1]))
    counts = np.bincount(ranks, minlength=len(simulation.ranks) + 1)[1:]
    in_bands = np.bincount(simulation.bands[subject, known] + 1, minlength=len(bands) + 1)[1:]
    return Spread(
        median=float(median),
        low=float(low),
        high=float(high),
        rank_median=float(np.median(ranks)),
        rank_low=int(np.percentile(ranks, ENDS[0], method="inverted_cdf")),
        rank_high=int(np.percentile(ranks, ENDS[1], method="inverted_cdf")),
        best_ranks=tuple((np.cumsum(counts) / len(ranks)).tolist()),
        bands={band: float(count / len(ranks)) for band, count in zip(bands, in_bands, strict=True)},
    )
