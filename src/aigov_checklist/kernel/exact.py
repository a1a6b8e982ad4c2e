"""Array arithmetic that gives the very bits that Python gives one number at a time."""

import math
from collections.abc import Callable

import numpy as np

from aigov_checklist import rounding
from aigov_checklist.kernel.plan import Floats

_HALF_NOISE = 0.5e-9  # see rounding: what is less than this is the noise of binary fractions
_UNSURE = 1e-10
_SURE_BELOW = 1e5  # below it, a double times a power of ten is off by less than a tenth of _UNSURE


def larger(first: Floats, second: Floats | float) -> Floats:
    """Python's max(first, second): the first where they are equal, also of the two zeros."""
    return np.where(np.less(first, second), second, first)


def smaller(first: Floats, second: Floats | float) -> Floats:
    """Python's min(first, second)."""
    return np.where(np.less(second, first), second, first)


def each(function: Callable[[float], float], values: Floats) -> Floats:
    """The function of the mathematics library on every number: numpy's own logarithm differs in the last bit."""
    return np.fromiter(map(function, values.tolist()), np.float64, len(values))


def logarithms(values: Floats) -> Floats:
    """Natural logarithms; minus infinity for zero and less, NaN stays."""
    found = np.where(np.isnan(values), np.nan, -math.inf)
    above = values > 0
    found[above] = each(math.log, values[above])
    return found


def round_half_up(values: Floats, decimals: int) -> Floats:
    """`aigov_checklist.rounding.round_half_up` on every number.

    A number within 5e-10 below a tie counts as the tie.  Where a double cannot tell on which side of that it
    stands, or is large, the one-number rule is asked.
    """
    power = 10.0**decimals
    with np.errstate(over="ignore", invalid="ignore"):
        scaled = np.abs(values) * power
        whole = np.floor(scaled)
        above_tie = scaled - whole - (0.5 - _HALF_NOISE * power)
        rounded = np.copysign((whole + (above_tie >= 0)) / power, values)
        unsure = (np.abs(above_tie) < _UNSURE * power) | (np.abs(values) > _SURE_BELOW)
    unsure &= np.isfinite(values)
    if unsure.any():
        rounded[unsure] = each(lambda value: rounding.round_half_up(value, decimals), values[unsure])
    return np.where(np.isfinite(values), rounded, values)
