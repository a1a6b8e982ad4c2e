"""Scores of a cohort in every draw: the kernel's tree with weights, points and answers that are drawn."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

import numpy as np

from aigov_checklist.kernel.columns import Answers
from aigov_checklist.kernel.combining import combine
from aigov_checklist.kernel.grading import Bands, band_of
from aigov_checklist.kernel.nodes import Nodes
from aigov_checklist.kernel.plan import Codes, Corner, Floats, LeafPlan, NodePlan
from aigov_checklist.robustness.answering import drawn_codes, drawn_points
from aigov_checklist.robustness.drawing import Draws
from aigov_checklist.robustness.uncertain import MeanOfLeaves, Uncertain


class DrawnLeaves(Mapping[str, Codes]):
    """The indicators of a cohort in some draws, each drawn when it is first needed.

    As a mapping it has the codes of the answers, a row a subject and a column a draw, as conditions ask for them.
    """

    def __init__(self, uncertain: Uncertain, draws: Draws) -> None:
        self.uncertain, self.draws = uncertain, draws
        self._codes: dict[str, Codes] = {}
        self._points: dict[tuple[str, Corner], Floats] = {}

    def codes(self, leaf_id: str) -> Codes:
        """The answers to an indicator: a row a situation, a column a draw (or one for all)."""
        if leaf_id not in self._codes:
            known = self.uncertain
            cells, gambles = known.cohort.cells[leaf_id], known.gambles[leaf_id]
            self._codes[leaf_id] = drawn_codes(known.places[leaf_id], cells, gambles, self.draws)
        return self._codes[leaf_id]

    def points(self, leaf_id: str, corner: Corner) -> Floats:
        """What these answers are worth, NaN for nothing."""
        if (leaf_id, corner) not in self._points:
            known = self.uncertain
            leaf, place, cells = known.plan.leaves[leaf_id], known.places[leaf_id], known.cohort.cells[leaf_id]
            codes = self.codes(leaf_id)
            self._points[leaf_id, corner] = drawn_points(leaf, place, cells, codes, self.draws, corner)
        return self._points[leaf_id, corner]

    def of_subjects(self, leaf_id: str, rows: Any) -> Any:
        """From a row a situation to a row a subject, and a column a draw."""
        places = self.uncertain.cohort.places[leaf_id]
        return np.broadcast_to(rows[places], (len(places), self.draws.size))

    def __getitem__(self, leaf_id: str) -> Codes:
        codes: Codes = self.of_subjects(leaf_id, self.codes(leaf_id))
        return codes

    def __iter__(self) -> Iterator[str]:
        return iter(self.uncertain.plan.leaves)

    def __len__(self) -> int:
        return len(self.uncertain.plan.leaves)


class DrawnNodes(Nodes):
    """The nodes of a cohort in some draws: every array has a row a subject and a column a draw."""

    rows: Any  # the shape of the arrays, where the kernel has one number

    def __init__(self, uncertain: Uncertain, draws: Draws) -> None:
        self.uncertain, self.draws = uncertain, draws
        self.leaves = DrawnLeaves(uncertain, draws)
        numbers = uncertain.cohort.nodes.answers.quantities
        quantities = {name: column[:, None] for name, column in numbers.items()}
        super().__init__(uncertain.plan, Answers(self.leaves, quantities), 0)
        self.rows = (uncertain.cohort.size, draws.size)

    @cached_property
    def bands(self) -> Bands:
        """The place of the band of the whole in every draw, gates applied; -1 without."""
        plan = self.plan
        bands = band_of(plan, self.of(plan.root, "value"))
        for gate in plan.nodes[plan.root].gates:
            bands = np.where(self.holds(gate.when, "value"), np.minimum(bands, np.int8(gate.best)), bands)
        return bands

    def _leaf(self, leaf: LeafPlan, corner: Corner) -> Floats:
        points: Floats = self.leaves.of_subjects(leaf.id, self.leaves.points(leaf.id, corner))
        return points

    def _inner(self, node: NodePlan, corner: Corner) -> Floats:
        if node.id == self.plan.root and self.draws.aggregation is not None:
            value = self._aggregated(node, self.draws.aggregation, corner)
        elif node.id in self.uncertain.means and corner == "value":
            value = self._mean(node, self.uncertain.means[node.id])
        elif node.method == "mean":
            value = _mean_of_nodes(self._children(node, corner))
        else:
            value = combine(node.method, self._children(node, corner), node.floor, self.rows)
        for step in node.steps:
            value = self._after(step, value, corner)
        may_leave = corner == "value" and (node.steps or self.uncertain.may_leave_range)
        return self._held(node, value) if may_leave else value

    def _weights(self, node: NodePlan) -> Floats:
        """A row a child, a column a draw."""
        drawn = self.draws.weights.get(node.id)
        if drawn is not None:
            return np.ascontiguousarray(drawn.T)
        return np.repeat([[weight] for weight, _ in node.children], self.draws.size, axis=1)

    def _children(self, node: NodePlan, corner: Corner) -> Iterator[tuple[Floats, Floats]]:
        for weights, (_, child) in zip(self._weights(node), node.children, strict=True):
            yield weights, self.of(child, corner)

    def _aggregated(self, node: NodePlan, chosen: Codes, corner: Corner) -> Floats:
        """The whole, rolled up by the method that each draw has chosen."""
        value = np.empty(self.rows)
        children = list(self._children(node, corner))
        for place, method in enumerate(self.uncertain.assumptions.aggregation):
            these = chosen == place
            shape: Any = (self.rows[0], int(these.sum()))
            some = [(weights[these], values[:, these]) for weights, values in children]
            value[:, these] = combine(method, some, self.uncertain.assumptions.floor, shape)
        return value

    def _mean(self, node: NodePlan, mean: MeanOfLeaves) -> Floats:
        """The mean of leaves: each subject's sum over the situations that it is in, as a sparse product.

        A row is added up in its own order, so equal subjects have the same bits in every draw.
        """
        weights = self._weights(node)
        children = zip(weights, node.children, strict=True)
        worth = [self.leaves.points(child, "value") * own for own, (_, child) in children]
        total: Floats = mean.marks @ np.concatenate(worth)
        counted = np.einsum("si,id->sd", mean.counted, weights)
        with np.errstate(divide="ignore", invalid="ignore"):
            value: Floats = total / (counted if len(counted) == 1 else counted[mean.set_of])
        return value


def _mean_of_nodes(children: Iterable[tuple[Floats, Floats]]) -> Floats:
    """The weighted mean of columns, NaN left out: what the kernel does, without what it does for the last bit."""
    total, weights = np.zeros(()), np.zeros(())
    for weight, value in children:
        known = ~np.isnan(value) & (weight > 0)
        if known.all():
            total, weights = total + weight * value, weights + weight
        else:
            total = total + np.where(known, weight * value, 0.0)
            weights = weights + np.where(known, weight, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(total / weights)
