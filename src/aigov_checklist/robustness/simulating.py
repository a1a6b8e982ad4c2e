"""The scores of a cohort in thousands of draws, in blocks on all cores, the same for any number of them."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aigov_checklist.kernel.exact import round_half_up
from aigov_checklist.kernel.grading import Bands
from aigov_checklist.kernel.plan import Floats
from aigov_checklist.robustness.drawing import Draws, draw
from aigov_checklist.robustness.evaluating import DrawnNodes
from aigov_checklist.robustness.uncertain import Uncertain

DRAWS_A_BLOCK = 512
"""How many draws are made at once: enough to keep numpy busy, and small enough for the caches."""

Ranks = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Simulation:
    """Scores and bands of every subject (rows) in every draw (columns); NaN and -1 where there is none.

    `ranks` are competition ranks by band and by the score rounded to the rubric's `ranking.decimals`, as a league
    table has them; 0 where there is no score.
    """

    values: Floats
    bands: Bands
    ranks: Ranks


def drawn_blocks(uncertain: Uncertain, draws: int, seed: int) -> list[Callable[[], Draws]]:
    """So many draws, in blocks that are each made when called.

    All subjects meet the same draws: what is compared is never luck.  The same seed gives the same numbers, whoever
    is in the cohort.
    """

    def block(start: int) -> Draws:
        size = min(DRAWS_A_BLOCK, draws - start)
        return draw(uncertain.plan, uncertain.ladder, uncertain.assumptions, size, (seed, start))

    return [lambda start=start: block(start) for start in range(0, draws, DRAWS_A_BLOCK)]  # type: ignore[misc]


def evaluate(uncertain: Uncertain, blocks: Iterable[Callable[[], Draws]], *, jobs: int | None = None) -> Simulation:
    """Score every subject in the draws of all blocks."""

    def scored(block: Callable[[], Draws]) -> Simulation:
        nodes = DrawnNodes(uncertain, block())
        scored = uncertain.is_scored[:, None]
        values = np.where(scored, nodes.of(uncertain.plan.root, "value"), np.nan)
        bands = np.where(scored, nodes.bands, np.int8(-1))
        return Simulation(values, bands, ranks_of(values, bands, uncertain.rubric.ranking.decimals))

    # Threads, because numpy lets go of Python's lock while it works on arrays.
    with ThreadPoolExecutor(jobs or os.cpu_count() or 1) as pool:
        parts = list(pool.map(scored, blocks))
    return Simulation(
        np.concatenate([part.values for part in parts], axis=1),
        np.concatenate([part.bands for part in parts], axis=1),
        np.concatenate([part.ranks for part in parts], axis=1),
    )


def ranks_of(values: Floats, bands: Bands, decimals: int) -> Ranks:
    """Competition ranks (1, 2, 2, 4) in every column: the band first, then the rounded score; 0 without a score."""
    known = ~np.isnan(values)
    # Whole numbers that order as band and score do: what is equal for a reader is equal here.
    units = np.rint(np.nan_to_num(round_half_up(values, decimals)) * 10.0**decimals)
    keys = np.ascontiguousarray(np.where(known, -(units + bands * 1e12), np.inf).T)
    order = np.argsort(keys, axis=1)
    ordered = np.take_along_axis(keys, order, axis=1)
    begins = np.ones(ordered.shape, bool)
    begins[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
    places = np.where(begins, np.arange(1, ordered.shape[1] + 1, dtype=np.int32), np.int32(0))
    ranks = np.empty(ordered.shape, np.int32)
    np.put_along_axis(ranks, order, np.maximum.accumulate(places, axis=1), axis=1)
    return np.where(known, ranks.T, np.int32(0))
