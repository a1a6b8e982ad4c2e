"""How numbers are rounded for people and for bands: half up, decided here once."""

import math
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal

# Sums of a few hundred doubles stay within 1e-12 of the exact value: nine decimals drop the noise of binary
# fractions (62.449999999999996 is 62.45 to the clerk who redoes it), and nothing a person could mean.
_NOISE = Decimal("1e-9")
_EVERY_DIGIT = Context(prec=400)  # the largest double has 309 digits before the point


def round_half_up(value: float, decimals: int) -> float:
    """Round as a clerk does: 62.45 to one decimal is 62.5, whatever the last bit of the double says.

    >>> round_half_up(62.45, 1), round_half_up(0.0625, 3)
    (62.5, 0.063)
    """
    if not math.isfinite(value):  # the open end of a quantity that is not clipped
        return value
    clean = Decimal(value).quantize(_NOISE, ROUND_HALF_EVEN, _EVERY_DIGIT)
    return float(clean.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _EVERY_DIGIT))


def show(value: float, decimals: int = 1) -> str:
    """The rounded value as people see it, always with its decimals: `62.5`."""
    return f"{round_half_up(value, decimals):.{decimals}f}"


def show_share(share: float) -> str:
    """A share from 0 to 1 as a whole percentage; 100 % only when complete, 0 % only when nothing.

    >>> show_share(0.9996), show_share(0.0001), show_share(1.0)
    ('99 %', '1 %', '100 %')
    """
    percent = round_half_up(share * 100, 0)
    if share < 1:
        percent = min(percent, 99)
    if share > 0:
        percent = max(percent, 1)
    return f"{percent:.0f} %"
