"""Several whole numbers in one integer, so that one table look-up a leaf gives every sum of a node at once."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aigov_checklist.kernel.plan import Codes, Corner, Floats, LeafPlan, Packed


class Unpacked(NamedTuple):
    """A node's columns before its modifiers, and its coverage."""

    at: Mapping[Corner, Floats]
    coverage: Floats


def packed(leaves: Sequence[tuple[float, LeafPlan]]) -> Packed | None:
    """The tables of a mean of these (weight, leaf), or None where their sums might not be whole or not fit."""
    parts = {leaf.id: _fields(weight, leaf) for weight, leaf in leaves}
    if any(part is None for part in parts.values()):
        return None
    fields = {leaf_id: part for leaf_id, part in parts.items() if part is not None}
    largest = sum(part.max(axis=0) for part in fields.values())
    widths = tuple(int(most).bit_length() for most in np.atleast_1d(largest))
    if sum(widths) > 63:
        return None
    shifts = np.cumsum((0, *widths[:-1]))
    tables = {leaf_id: (part.astype(np.int64) << shifts).sum(axis=1) for leaf_id, part in fields.items()}
    return Packed(tables, widths)


def unpack(packed: Packed, codes: Mapping[str, Codes], rows: int) -> Unpacked:
    """The node's value, low, high and coverage, row by row."""
    sums = np.zeros(rows, np.int64)
    for leaf_id, table in packed.tables.items():
        sums += table[codes[leaf_id]]
    value, low, high, counted, known, applicable = _parts(sums, packed.widths)
    with np.errstate(divide="ignore", invalid="ignore"):
        at: dict[Corner, Floats] = {"value": value / counted, "low": low / applicable, "high": high / applicable}
        return Unpacked(at, known / applicable)


def _parts(sums: NDArray[np.int64], widths: Sequence[int]) -> Iterator[Floats]:
    for width in widths:
        yield (sums & ((1 << width) - 1)).astype(np.float64)
        sums = sums >> width


def _fields(weight: float, leaf: LeafPlan) -> Floats | None:
    """One row a code, one column a field; None where a field is not a whole number from zero up."""
    points = {corner: leaf.points[corner] * weight for corner in leaf.points}
    counted = np.where(np.isnan(points["value"]), 0.0, weight)
    applicable = np.where(np.isnan(leaf.known), 0.0, weight)
    columns = (points["value"], points["low"], points["high"], counted, leaf.known * weight, applicable)
    table = np.nan_to_num(np.stack(columns, axis=1), nan=0.0)
    is_whole = leaf.goalposts is None and np.isfinite(table).all() and (table == np.floor(table)).all()
    return table if is_whole and table.min() >= 0 else None
