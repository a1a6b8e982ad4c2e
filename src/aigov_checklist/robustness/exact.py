"""What can be said without drawing anything: orders that no weight can turn, and the range of weights in a box."""

from collections.abc import Mapping

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import block_array, coo_array, diags_array, eye_array

from aigov_checklist.kernel.plan import Bools, Floats, NodePlan
from aigov_checklist.robustness.cohort import Cohort

Ends = tuple[Floats, Floats]
"""Lowest and highest, a number a subject; NaN for none."""


def dominance(cohort: Cohort) -> Bools:
    """Whether the subject of the row stands no lower than that of the column under any weights and any ladder.

    It does if the same indicators apply to both, each of its answers is at least as good, whatever the unknown
    ones are, and one is better: every method keeps such an order, and so does every ladder that keeps its own.
    """
    names = [leaf for node in cohort.plan.nodes.values() for _, leaf in node.children if leaf in cohort.plan.leaves]
    low = np.stack([cohort.nodes.of(name, "low") for name in names], axis=1)
    high = np.stack([cohort.nodes.of(name, "high") for name in names], axis=1)
    applies = ~np.isnan(low)
    found = np.zeros((cohort.size, cohort.size), bool)
    for one in range(cohort.size):
        same = (applies == applies[one]).all(axis=1)
        no_worse = ((low[one] >= high) | ~applies[one]).all(axis=1)
        better = ((low[one] > high) & applies[one]).any(axis=1)
        found[one] = same & no_worse & better
    return found


def weight_ranges(cohort: Cohort, box: float) -> Ends | None:
    """The least and the most that each score can be while every weight stays within `box` of the rubric's.

    A weight may be multiplied by anything from 1 - box to 1 + box, each by itself.  None for a rubric with
    modifiers, which the linear programmes do not know.
    """
    if any(node.steps for node in cohort.plan.nodes.values()):
        return None
    ends: dict[str, Ends] = {}
    for node in reversed(list(cohort.plan.nodes.values())):  # children before parents
        children = [_ends_of(child, cohort, ends) for _, child in node.children]
        weights = np.array([weight for weight, _ in node.children])
        least, most = (np.stack([child[end] for child in children], axis=1) for end in (0, 1))
        ends[node.id] = (-_most(node, weights, least, box, sign=-1), _most(node, weights, most, box, sign=1))
    return ends[cohort.plan.root]


def _ends_of(child: str, cohort: Cohort, ends: Mapping[str, Ends]) -> Ends:
    if child in ends:
        return ends[child]
    points = cohort.nodes.of(child, "value")
    return points, points


def _most(node: NodePlan, weights: Floats, values: Floats, box: float, *, sign: int) -> Floats:
    """The most of `sign` times a node's value, for each row of its children's values."""
    counts = ~np.isnan(values)
    has_any = counts.any(axis=1)
    match node.method:
        case "minimum" | "maximum":
            extreme = np.fmin if node.method == "minimum" else np.fmax
            return np.where(has_any, sign * extreme.reduce(values, axis=1), np.nan)
        case "sum":
            gains = sign * np.nan_to_num(values) * weights
            return np.where(has_any, (gains * np.where(gains > 0, 1 + box, 1 - box)).sum(axis=1), np.nan)
        case "geometric" | "harmonic":
            floored = values if node.floor is None else np.fmax(values, node.floor)
            has_zero: Bools = np.any((floored <= 0) & counts, axis=1)
            safe = np.where(counts & ~has_zero[:, None], floored, 1.0)
            if node.method == "geometric":
                mean = np.exp(sign * _fractional(sign * np.log(safe), weights, counts, box))
            else:
                mean = -sign / _fractional(-sign / safe, weights, counts, box)
            return np.where(has_any, sign * np.where(has_zero, 0.0, mean), np.nan)
        case _:
            return _fractional(sign * np.nan_to_num(values), weights, counts, box)


def _fractional(gains: Floats, weights: Floats, counts: Bools, box: float) -> Floats:
    """The most of sum(w * gain) / sum(w) over weights in the box, row by row; NaN where nothing counts.

    Charnes and Cooper (1962, doi 10.1002/nav.3800090303) make it linear: with y = w / sum(w) and t = 1 / sum(w),
    maximise sum(y * gain) with sum(y) = 1 and (1 - box) * nominal * t <= y <= (1 + box) * nominal * t.  The rows
    share nothing, so one programme holds them all.
    """
    rows, children = np.nonzero(counts)
    subjects = np.unique(rows)
    if not len(subjects):
        return np.full(len(gains), np.nan)
    place = np.searchsorted(subjects, rows)
    size, many = len(rows), len(subjects)
    belongs = coo_array((np.ones(size), (np.arange(size), place)), shape=(size, many))
    nominal = diags_array(weights[children]) @ belongs
    itself = eye_array(size)
    solved = linprog(
        np.concatenate((-gains[rows, children], np.zeros(many))),
        A_ub=block_array([[-itself, (1 - box) * nominal], [itself, -(1 + box) * nominal]]),
        b_ub=np.zeros(2 * size),
        A_eq=block_array([[belongs.T, coo_array((many, many))]]),
        b_eq=np.ones(many),
        method="highs",
    )
    assert solved.success, solved.message  # the rubric's own weights are always possible
    found = np.full(len(gains), np.nan)
    found[subjects] = np.bincount(place, solved.x[:size] * gains[rows, children], many)
    return found
