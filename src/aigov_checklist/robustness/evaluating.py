"""Scores of a cohort in every draw: the kernel's tree with weights, points and answers that are drawn."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

import numpy as np

from aigov_checklist.kernel.columns import Answers
from aigov_checklist.kernel.combining import combine
from aigov_checklist.kernel.grading import Bands, band_of
from aigov_checklist.kernel.nodes import Nodes
from aigov_checklist.kernel.plan import Codes, Corner, Floats, LeafPlan, NodePlan
from aigov_checklist.robustness.answering import Drawn, drawn_answers
from aigov_checklist.robustness.drawing import Draws
from aigov_checklist.robustness.uncertain import MeanOfLeaves, Uncertain


class DrawnLeaves(Mapping[str, Codes]):
    """The indicators of a cohort in some draws, each drawn when it is first needed.

    As a mapping it has the codes of the answers, a row a draw and a column a subject, as conditions ask for them.
    """

    def __init__(self, uncertain: Uncertain, draws: Draws) -> None:
        self.uncertain, self.draws = uncertain, draws
        self._drawn: dict[str, Drawn] = {}

    def drawn(self, leaf_id: str) -> Drawn:
        """An indicator in every draw, a column a situation."""
        if leaf_id not in self._drawn:
            known = self.uncertain
            self._drawn[leaf_id] = drawn_answers(
                known.plan.leaves[leaf_id],
                known.places[leaf_id],
                known.cohort.cells[leaf_id],
                known.gambles[leaf_id],
                self.draws,
            )
        return self._drawn[leaf_id]

    def points(self, leaf_id: str) -> Floats:
        """What an indicator is worth, a row a draw and a column a subject."""
        points: Floats = self._of_subjects(leaf_id, self.drawn(leaf_id).points)
        return points

    def __getitem__(self, leaf_id: str) -> Codes:
        codes: Codes = self._of_subjects(leaf_id, self.drawn(leaf_id).codes)
        return codes

    def __iter__(self) -> Iterator[str]:
        return iter(self.uncertain.plan.leaves)

    def __len__(self) -> int:
        return len(self.uncertain.plan.leaves)

    def _of_subjects(self, leaf_id: str, columns: Any) -> Any:
        places = self.uncertain.cohort.places[leaf_id]
        return np.broadcast_to(columns[:, places], (self.draws.size, len(places)))


class DrawnNodes(Nodes):
    """The nodes of a cohort in some draws: every array has a row a draw and a column a subject."""

    rows: Any  # the shape of the arrays, where the kernel has one number

    def __init__(self, uncertain: Uncertain, draws: Draws) -> None:
        self.uncertain, self.draws = uncertain, draws
        self.leaves = DrawnLeaves(uncertain, draws)
        super().__init__(uncertain.plan, Answers(self.leaves, uncertain.cohort.nodes.answers.quantities), 0)
        self.rows = (draws.size, uncertain.cohort.size)

    def of(self, node_id: str, corner: Corner = "value") -> Floats:
        """A node in every draw. What is unknown in a draw is left out of it, so there are no other corners."""
        del corner
        return super().of(node_id, "value")

    @cached_property
    def bands(self) -> Bands:
        """The place of the band of the whole in every draw, gates applied; -1 without."""
        plan = self.plan
        bands = band_of(plan, self.of(plan.root))
        for gate in plan.nodes[plan.root].gates:
            bands = np.where(self.holds(gate.when, "value"), np.minimum(bands, np.int8(gate.best)), bands)
        return bands

    def _leaf(self, leaf: LeafPlan, corner: Corner) -> Floats:
        del corner
        return self.leaves.points(leaf.id)

    def _inner(self, node: NodePlan, corner: Corner) -> Floats:
        if node.id == self.plan.root and self.draws.aggregation is not None:
            value = self._aggregated(node, self.draws.aggregation)
        elif node.id in self.uncertain.means:
            value = self._mean(node, self.uncertain.means[node.id])
        else:
            value = combine(node.method, self._children(node), node.floor, self.rows)
        for step in node.steps:
            value = self._after(step, value, corner)
        return value

    def _weights(self, node: NodePlan) -> Floats:
        """A row a draw, a column a child."""
        drawn = self.draws.weights.get(node.id)
        if drawn is not None:
            return drawn
        return np.tile([weight for weight, _ in node.children], (self.draws.size, 1))

    def _children(self, node: NodePlan) -> Iterator[tuple[Floats, Floats]]:
        weights = self._weights(node)
        for place, (_, child) in enumerate(node.children):
            yield weights[:, place, None], self.of(child)

    def _aggregated(self, node: NodePlan, chosen: Codes) -> Floats:
        """The whole, rolled up by the method that each draw has chosen."""
        value = np.empty(self.rows)
        children = list(self._children(node))
        for place, method in enumerate(self.uncertain.assumptions.aggregation):
            these = chosen == place
            shape: Any = (int(these.sum()), self.rows[1])
            some = [(weight[these], values[these]) for weight, values in children]
            value[these] = combine(method, some, self.uncertain.assumptions.floor, shape)
        return value

    def _mean(self, node: NodePlan, mean: MeanOfLeaves) -> Floats:
        """The mean of leaves: matrix products over situations, once for subjects that are in the same ones.

        So equal subjects have the same bits in every draw.
        """
        weights = self._weights(node)
        worth = np.empty((self.draws.size, len(mean.marks)))
        begin = 0
        for place, (_, child) in enumerate(node.children):
            points = self.leaves.drawn(child).points
            end = begin + points.shape[1]
            np.multiply(points, weights[:, place, None], out=worth[:, begin:end])
            begin = end
        worth[:, mean.is_left_out] = 0.0
        with np.errstate(divide="ignore", invalid="ignore"):
            value = (worth @ mean.marks) / (weights @ mean.counted)
        return value[:, mean.of_subject]
