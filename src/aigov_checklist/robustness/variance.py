"""Which assumption moves a number most: shares of its variance, by itself and with all that it interacts with."""

from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeVar

import numpy as np

from aigov_checklist.kernel.plan import Floats

T = TypeVar("T")


class VarianceShare(NamedTuple):
    """A factor's share of the variance: by itself (first order) and with its interactions (total).

    The margins are half-widths of 95 % bootstrap intervals: how well the draws estimate the share.
    """

    first: float
    first_margin: float
    total: float
    total_margin: float


def variance_shares(
    model: Callable[[Mapping[str, T]], Floats], one: Mapping[str, T], other: Mapping[str, T], *, seed: int
) -> list[dict[str, VarianceShare] | None]:
    """The shares of every factor, for each column of what the model returns; None where nothing varies.

    `one` and `other` are two independent samples of all factors; the model is asked for each of them, and for
    the first with one factor taken from the second (Saltelli et al. 2010, doi 10.1016/j.cpc.2009.09.018).  The
    estimators are SALib's, which centre the numbers.
    """
    names = list(one)
    runs = [model(one), *(model({**one, name: other[name]}) for name in names), model(other)]
    columns = np.stack(runs, axis=1)  # draw, run, output: the order that SALib reads
    return [_shares(columns[:, :, output].reshape(-1), names, seed) for output in range(columns.shape[2])]


def _shares(numbers: Floats, names: list[str], seed: int) -> dict[str, VarianceShare] | None:
    if np.isnan(numbers).any() or np.ptp(numbers) == 0:
        return None
    from SALib.analyze import sobol  # noqa: PLC0415 - slow to import, and not always asked for

    problem = {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}
    found = sobol.analyze(problem, numbers, calc_second_order=False, num_resamples=200, seed=seed)
    keys = ("S1", "S1_conf", "ST", "ST_conf")
    return {name: VarianceShare(*(float(found[key][place]) for key in keys)) for place, name in enumerate(names)}
