"""The tree walk: every node's value, and its value with all unknown answers at their worst and at their best."""

import math
from collections.abc import Iterable, Mapping
from typing import Literal

from aigov_checklist.bounds import Bounds
from aigov_checklist.conditions import answer_meets, value_meets
from aigov_checklist.methods import combine
from aigov_checklist.models.profile import Answer
from aigov_checklist.models.rubric import Condition, Modifier, NodeReference
from aigov_checklist.modifying import modify
from aigov_checklist.rounding import round_half_up
from aigov_checklist.scoring.leaves import Leaf
from aigov_checklist.structure import Structure

Corner = Literal["value", "low", "high"]
"""What unknown answers are taken for: left out (or lowest, if the rubric says so), lowest, highest."""


class Walk:
    """Values of one profile's nodes under one lens, each computed once."""

    def __init__(self, structure: Structure, leaves: Mapping[str, Leaf]) -> None:
        self.structure = structure
        self.leaves = dict(leaves)
        self.known: dict[tuple[str, Corner], float | None] = {}

    def with_leaf(self, leaf: Leaf) -> "Walk":
        """The same walk with one indicator answered otherwise; untouched branches are kept."""
        other = Walk(self.structure, self.leaves | {leaf.indicator.id: leaf})
        if not any(modifier.references for modifier in self.structure.modifiers()):
            touched = {leaf.indicator.id, *self.structure.ancestors(leaf.indicator.id)}
            other.known = {key: value for key, value in self.known.items() if key[0] not in touched}
        return other

    def of(self, node_id: str, corner: Corner) -> float | None:
        """A node's value at a corner; None if nothing is left to score (or, for the value, nothing is known)."""
        key = (node_id, corner)
        if key not in self.known:
            leaf = self.leaves.get(node_id)
            self.known[key] = self._leaf(leaf, corner) if leaf else self._inner(node_id, corner)
        return self.known[key]

    def counted(self, node_id: str, corner: Corner) -> list[tuple[str, float, float]]:
        """The children that count at a corner: (id, weight, value), in the rubric's order."""
        found = ((child, self.of(child.id, corner)) for child in self.structure.inner(node_id).children)
        return [(child.id, child.weight, value) for child, value in found if child.weight > 0 and value is not None]

    def combined(self, node_id: str, corner: Corner) -> float | None:
        """An inner node's value by its method alone, before its modifiers."""
        children = [(weight, value) for _, weight, value in self.counted(node_id, corner)]
        if not children:
            return None
        return combine(self.structure.methods[node_id], children, self.structure.zero_floors[node_id])

    def modified(self, node_id: str, corner: Corner) -> float | None:
        """An inner node's value by its method and modifiers, before it is held within its range."""
        value = self.combined(node_id, corner)
        if value is not None:
            for modifier, factor in self.applied(node_id, corner):
                value = modify(value, modifier, factor)
        return value

    def applied(self, node_id: str, corner: Corner) -> Iterable[tuple[Modifier, float]]:
        """The modifiers of a node that take effect on its value, each with its factor."""
        for modifier in self.structure.inner(node_id).modifiers:
            if modifier.action != "no_better_than" and self.holds(modifier.when, corner):
                factor = self._factor(modifier, corner)
                if factor is not None:
                    yield modifier, factor

    def holds(self, condition: Condition | None, corner: Corner) -> bool:
        """Whether a condition is met at a corner.

        An unknown referent is read at its lowest, so that a lack of answers never lifts a cap; one that is
        not applicable meets nothing.  Node values are compared as people see them, rounded.
        """
        if condition is None:
            return True
        if condition.answer is not None:
            leaf = self.leaves[condition.answer]
            return leaf.is_applicable and answer_meets(condition, self._answer(leaf, corner))
        value = self._read(condition.referent, corner)
        if value is None:
            return False
        decimals = self.structure.rubric.grading.decimals
        return value_meets(condition, round_half_up(value, decimals) if math.isfinite(value) else value)

    def coverage(self, node_id: str) -> float | None:
        """Known weight / applicable weight, weights multiplied down from the node; None if nothing applies."""
        leaf = self.leaves.get(node_id)
        if leaf:
            return float(leaf.is_known) if leaf.is_applicable else None
        shares = [(child.weight, self.coverage(child.id)) for child in self.structure.inner(node_id).children]
        counted = [(weight, share) for weight, share in shares if weight > 0 and share is not None]
        return combine("mean", counted) if counted else None

    def _leaf(self, leaf: Leaf, corner: Corner) -> float | None:
        if not leaf.is_applicable or leaf.is_known:
            return leaf.points
        if corner == "high":
            return leaf.highest
        if corner == "low" or self.structure.rubric.unknown == "lowest":
            return leaf.lowest
        return None

    def _inner(self, node_id: str, corner: Corner) -> float | None:
        value = self.modified(node_id, corner)
        return value if value is None or corner != "value" else self._within_range(node_id, value)

    def _within_range(self, node_id: str, value: float) -> float:
        """The value, or the nearest one that is still possible.

        Leaving unknown children out can promise more than they could ever add, or less than they are sure to,
        where children have different ranges (a code that is worth 30 at best) or are summed.
        """
        low, high = self.of(node_id, "low"), self.of(node_id, "high")
        return value if low is None or high is None else min(max(value, low), high)

    def _read(self, node_id: str, corner: Corner) -> float | None:
        value = self.of(node_id, corner)
        return self.of(node_id, "low") if value is None else value

    def _answer(self, leaf: Leaf, corner: Corner) -> Answer:
        if leaf.is_known:
            return leaf.answer
        return leaf.best if corner == "high" else leaf.worst

    def _factor(self, modifier: Modifier, corner: Corner) -> float | None:
        if not isinstance(modifier.multiply, NodeReference):
            return 1.0 if modifier.multiply is None else modifier.multiply
        value = self._read(modifier.multiply.node, corner)
        return None if value is None else value / Bounds(self.structure).of(modifier.multiply.node)[1]
