"""The tree walk as columns: every node's value, low, high and coverage, each computed once."""

import numpy as np
from numpy.typing import NDArray

from aigov_checklist.kernel.columns import Answers, answer_meets
from aigov_checklist.kernel.combining import combine
from aigov_checklist.kernel.exact import larger, logarithms, round_half_up, smaller
from aigov_checklist.kernel.packing import state_numbers
from aigov_checklist.kernel.plan import (
    FIRST_ANSWER,
    AnswerTest,
    Bools,
    Corner,
    Factor,
    Floats,
    Goalposts,
    LeafPlan,
    NodePlan,
    Plan,
    Step,
    Test,
)


class Nodes:
    """The columns of a plan's nodes for some settled answers, as `scoring.walk.Walk` for one profile."""

    def __init__(self, plan: Plan, answers: Answers, rows: int) -> None:
        self.plan, self.answers, self.rows = plan, answers, rows
        self._values: dict[tuple[str, Corner], Floats] = {}
        self._coverages: dict[str, Floats] = {}
        self._numbers: dict[str, NDArray[np.intp]] = {}

    def of(self, node_id: str, corner: Corner) -> Floats:
        """A node's column at a corner; NaN where nothing is left to score or, for the value, nothing is known."""
        if (node_id, corner) not in self._values:
            leaf = self.plan.leaves.get(node_id)
            self._values[node_id, corner] = (
                self._inner(self.plan.nodes[node_id], corner) if leaf is None else self._leaf(leaf, corner)
            )
        return self._values[node_id, corner]

    def coverage(self, node_id: str) -> Floats:
        """Known weight / applicable weight below a node; NaN where nothing applies."""
        if node_id not in self._coverages:
            leaf, node = self.plan.leaves.get(node_id), self.plan.nodes.get(node_id)
            if leaf is not None:
                found = leaf.known[self.answers.codes[node_id]]
            elif node is not None and node.states is not None:
                found = node.states.coverage.take(self.state_numbers(node.id))
            else:
                assert node is not None
                children = ((weight, self.coverage(child)) for weight, child in node.children)
                found = combine("mean", children, None, self.rows)
            self._coverages[node_id] = found
        return self._coverages[node_id]

    def state_numbers(self, node_id: str) -> NDArray[np.intp]:
        """Which of its few states a node is in, row by row."""
        if node_id not in self._numbers:
            states = self.plan.nodes[node_id].states
            assert states is not None  # who asks has looked
            self._numbers[node_id] = state_numbers(states, self.answers.codes, self.rows)
        return self._numbers[node_id]

    def holds(self, test: Test, corner: Corner) -> Bools:
        """Where a condition is met at a corner; see `Walk.holds` for what unknown and missing referents mean."""
        if isinstance(test, AnswerTest):
            return ~np.isnan(self.coverage(test.leaf)) & answer_meets(test, self.answers, corner)
        return test.comparison.holds(round_half_up(self._read(test.node, corner), self.plan.decimals))

    def _leaf(self, leaf: LeafPlan, corner: Corner) -> Floats:
        codes = self.answers.codes[leaf.id]
        points = leaf.points[corner][codes]
        if leaf.goalposts is not None and leaf.id in self.answers.quantities:
            given = codes == FIRST_ANSWER
            points[given] = quantity_points(leaf.goalposts, self.answers.quantities[leaf.id][given])
        return points

    def _inner(self, node: NodePlan, corner: Corner) -> Floats:
        if node.states is not None:
            value = node.states.at[corner].take(self.state_numbers(node.id))
            if not node.steps:
                return value  # the table is within its range
        else:
            children = ((weight, self.of(child, corner)) for weight, child in node.children)
            value = combine(node.method, children, node.floor, self.rows)
        for step in node.steps:
            value = self._after(step, value, corner)
        return self._held(node, value) if corner == "value" else value

    def _held(self, node: NodePlan, value: Floats) -> Floats:
        """The value within its range."""
        low, high = self.of(node.id, "low"), self.of(node.id, "high")
        return np.where(np.isnan(low), value, smaller(larger(value, low), high))

    def _after(self, step: Step, value: Floats, corner: Corner) -> Floats:
        factor = np.full(self.rows, step.number) if step.factor is None else self._factor(step.factor, corner)
        changed = modify(value, step, factor, self.plan.decimals)
        takes_effect = ~np.isnan(value) & ~np.isnan(factor)
        if step.when is not None:
            takes_effect &= self.holds(step.when, corner)
        return np.where(takes_effect, changed, value)

    def _factor(self, factor: Factor, corner: Corner) -> Floats:
        return self._read(factor.node, corner) / factor.full

    def _read(self, node_id: str, corner: Corner) -> Floats:
        value = self.of(node_id, corner)
        return np.where(np.isnan(value), self.of(node_id, "low"), value)


def quantity_points(goalposts: Goalposts, quantities: Floats) -> Floats:
    """Where numbers stand between their goalposts, as `aigov_checklist.measuring.quantity_points`."""
    places = logarithms(quantities) if goalposts.is_log else quantities
    points = goalposts.full * (places - goalposts.low) / (goalposts.high - goalposts.low)
    return smaller(larger(points, 0.0), goalposts.full) if goalposts.clip else points


def modify(value: Floats, step: Step, factor: Floats, decimals: int) -> Floats:
    """The column after one modifier, as `aigov_checklist.modifying.modify`."""
    match step.action:
        case "multiply":
            with np.errstate(invalid="ignore"):
                return np.where(factor == 0, 0.0, value * factor)
        case "add":
            return value + step.number
        case "cap":
            return smaller(value, step.number)
        case "floor":
            return larger(value, step.number)
        case "round":
            return round_half_up(value, int(step.number))
        case "bands":
            places = np.searchsorted(step.edges, round_half_up(value, decimals), side="right") - 1
            return np.asarray(step.values)[np.maximum(places, 0)]
