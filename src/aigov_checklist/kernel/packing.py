"""Nodes with few states: one table look-up a leaf, and the node's columns are another look-up."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from aigov_checklist.kernel.exact import larger, smaller
from aigov_checklist.kernel.plan import CORNERS, Codes, Corner, Floats, LeafPlan, States

_MOST_STATES = 1 << 18


def states_of(leaves: Sequence[tuple[float, LeafPlan]], *, held: bool) -> States | None:
    """The states of a mean of these (weight, leaf), or None where its sums might not be whole or are too many.

    `held` keeps the value within its range, as a node without modifiers is.

    Six sums make the node: points in the value, at low and at high, and the weights that count, are known, and
    apply.  Most follow from others (what is low follows from what is known), so a few of them number the states.
    """
    parts = [_sums(weight, leaf) for weight, leaf in leaves]
    if any(part is None for part in parts):
        return None
    fields = [part for part in parts if part is not None]
    strides = _strides(fields)
    if strides is None:
        return None
    size = 1 + sum(int(_numbered(part, strides).max()) for part in fields)
    reached = np.zeros((1, fields[0].shape[1]), np.int64)
    for part in fields:
        sums = (reached[:, None, :] + part[None, :, :]).reshape(-1, part.shape[1])
        _, first = np.unique(_numbered(sums, strides), return_index=True)
        reached = sums[first]
    value, low, high, counted, known, applicable = reached.T.astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        value, low, high = value / counted, low / applicable, high / applicable
        columns = (smaller(larger(value, low), high) if held else value, low, high, known / applicable)
    numbers = _numbered(reached, strides)
    tables = [np.full(size, np.nan) for _ in columns]
    for table, column in zip(tables, columns, strict=True):
        table[numbers] = column
    at: Mapping[Corner, Floats] = dict(zip(CORNERS, tables[:3], strict=True))
    steps = {leaf.id: _numbered(part, strides) for (_, leaf), part in zip(leaves, fields, strict=True)}
    return States(steps, at, tables[3])


def state_numbers(states: States, codes: Mapping[str, Codes], rows: int) -> NDArray[np.intp]:
    """The state that each row is in."""
    numbers = np.zeros(rows, np.int32)
    for leaf_id, steps in states.steps.items():
        numbers += steps.take(codes[leaf_id])
    return numbers.astype(np.intp)  # as look-ups want it: they would convert it each time


def _sums(weight: float, leaf: LeafPlan) -> NDArray[np.int64] | None:
    """What each code adds to the six sums; None unless all are whole numbers from zero up.

    Then no sum of doubles has ever been rounded, so adding integers gives the same bits.
    """
    counted = np.where(np.isnan(leaf.points["value"]), 0.0, weight)
    applicable = np.where(np.isnan(leaf.known), 0.0, weight)
    points = [leaf.points[corner] * weight for corner in CORNERS]
    table = np.nan_to_num(np.stack((*points, counted, leaf.known * weight, applicable), axis=1), nan=0.0)
    is_whole = leaf.goalposts is None and np.isfinite(table).all() and (table == np.floor(table)).all()
    return table.astype(np.int64) if is_whole and table.min() >= 0 and table.max() < _MOST_STATES else None


def _numbered(sums: NDArray[np.int64], strides: Floats) -> NDArray[np.int32]:
    """The number of a state, or what a code adds to it: whole, but for the last bit of a stride such as 1/25."""
    numbers: NDArray[np.int32] = np.rint(sums @ strides).astype(np.int32)
    return numbers


def _strides(parts: Sequence[NDArray[np.int64]]) -> Floats | None:
    """By what each sum is multiplied so that different states have different numbers; None if there are too many."""
    rows, most = np.concatenate(parts), sum(part.max(axis=0) for part in parts)
    strides = np.zeros(rows.shape[1])
    size, chosen = 1, np.zeros((len(rows), 0))
    for place, column in enumerate(rows.T):
        wider = np.column_stack((chosen, column))
        if np.linalg.matrix_rank(wider) > chosen.shape[1]:
            chosen, unit = wider, int(np.gcd.reduce(column))
            strides[place] = size / unit
            size *= int(np.asarray(most)[place]) // unit + 1
    return strides if size <= _MOST_STATES else None
