"""From columns of values to scores: bands by their edges, held back by gates or by too little coverage."""

import math
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aigov_checklist.kernel.combining import combine
from aigov_checklist.kernel.exact import round_half_up
from aigov_checklist.kernel.nodes import Nodes
from aigov_checklist.kernel.plan import Bools, Corner, Floats, Plan, ViewPlan

Bands = NDArray[np.int8]
"""A band a row, by its place; -1 stands for none."""


class Scores(NamedTuple):
    """One node of every profile: `value`, `low`, `high` in points and `coverage` from 0 to 1, NaN for none."""

    value: Floats
    low: Floats
    high: Floats
    coverage: Floats
    band: Bands
    band_low: Bands
    band_high: Bands
    provisional: Bools


def scores_of(nodes: Nodes, node_id: str) -> Scores:
    """The scores of one inner node, as `scoring.grading.score_of`."""
    states = state_scores(nodes.plan, node_id)
    if states is not None:
        numbers = nodes.state_numbers(node_id)
        return Scores._make(column.take(numbers) for column in states)
    value, low, high = (_finite(nodes.of(node_id, corner)) for corner in ("value", "low", "high"))
    bands = (_gated(nodes, node_id, "value", value), _gated(nodes, node_id, "low", low))
    return _scores(
        (value, low, high), (*bands, _gated(nodes, node_id, "high", high)), nodes.coverage(node_id), nodes.plan
    )


def view_scores(nodes: Nodes, view: ViewPlan, shares: dict[str, Floats]) -> dict[str, Scores]:
    """The scores of a view's groups: means of their leaves by effective weight (`shares_of`)."""
    found = {}
    for group, leaves in view.groups.items():
        weights = [(shares[leaf], leaf) for leaf in leaves if leaf in shares]
        value, low, high = (
            _finite(combine("mean", ((share, nodes.of(leaf, corner)) for share, leaf in weights), None, nodes.rows))
            for corner in ("value", "low", "high")
        )
        coverages = ((share, np.nan_to_num(nodes.coverage(leaf), nan=0.0)) for share, leaf in weights)
        coverage = combine("mean", coverages, None, nodes.rows)
        found[group] = _scores((value, low, high), _bands(nodes.plan, value, low, high), coverage, nodes.plan)
    return found


def shares_of(nodes: Nodes) -> dict[str, Floats]:
    """Node id -> product of normalised weights from the root down, among applicable siblings; zero where none."""
    shares = {nodes.plan.root: np.ones(nodes.rows)}
    for node in nodes.plan.nodes.values():  # parents before children
        if node.id not in shares:
            continue
        total = np.zeros(nodes.rows)
        applies = {child: ~np.isnan(nodes.coverage(child)) for _, child in node.children}
        for weight, child in node.children:
            total += np.where(applies[child], weight, 0.0)
        for weight, child in node.children:
            with np.errstate(divide="ignore", invalid="ignore"):
                share = shares[node.id] * weight / total
            shares[child] = np.where(applies[child], share, 0.0)
    return shares


def band_of(plan: Plan, value: Floats) -> Bands:
    """The place of each value's band, rounded to the rubric's decimals, edges inclusive; -1 without value or bands."""
    if not plan.bands:
        return np.full(len(value), -1, np.int8)
    places = np.searchsorted(plan.edges, round_half_up(value, plan.decimals), side="right") - 1
    return np.where(np.isnan(value), -1, np.maximum(places, 0)).astype(np.int8)


@cache
def state_scores(plan: Plan, node_id: str) -> Scores | None:
    """The scores of every state that a node can be in, by its number; None if they depend on more than that."""
    node = plan.nodes[node_id]
    states = node.states
    if states is None or node.steps or node.gates:
        return None
    numbers = (states.at["value"], states.at["low"], states.at["high"])
    return _scores(numbers, _bands(plan, *numbers), states.coverage, plan)


def _bands(plan: Plan, value: Floats, low: Floats, high: Floats) -> tuple[Bands, Bands, Bands]:
    return band_of(plan, value), band_of(plan, low), band_of(plan, high)


def _scores(
    numbers: tuple[Floats, Floats, Floats], bands: tuple[Bands, Bands, Bands], coverage: Floats, plan: Plan
) -> Scores:
    applies = ~np.isnan(coverage)
    value, low, high = (np.where(applies, number, np.nan) for number in numbers)
    band, worst, best = (np.where(applies, place, np.int8(-1)) for place in bands)
    has_range = (worst >= 0) & (best >= 0)
    worst, best = (np.where(has_range, place, np.int8(-1)) for place in (worst, best))
    # The last bits of the coverage decide nothing.
    provisional = np.round(coverage, 9) < plan.minimum_coverage
    return Scores(value, low, high, coverage, np.where(provisional, np.int8(-1), band), worst, best, provisional)


def _gated(nodes: Nodes, node_id: str, corner: Corner, value: Floats) -> Bands:
    bands = band_of(nodes.plan, value)
    for gate in nodes.plan.nodes[node_id].gates:
        bands = np.where(nodes.holds(gate.when, corner), np.minimum(bands, np.int8(gate.best)), bands)
    return bands


def _finite(values: Floats) -> Floats:
    """NaN in place of the infinite end of a quantity that is not clipped."""
    return np.where(np.abs(values) == math.inf, np.nan, values)
