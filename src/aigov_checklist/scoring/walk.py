"""The tree walk: every node's value, and its value with all unknown answers at their worst and at their best."""

from collections.abc import Iterable, Mapping
from copy import copy
from typing import Literal

from aigov_checklist.bounds import Bounds
from aigov_checklist.conditions import answer_meets, value_meets
from aigov_checklist.measuring import worst_and_best
from aigov_checklist.methods import combine
from aigov_checklist.models.modifier import Condition, Modifier, NodeReference
from aigov_checklist.models.response import Answer
from aigov_checklist.modifying import modify
from aigov_checklist.rounding import round_half_up
from aigov_checklist.scoring.leaves import Leaf
from aigov_checklist.structure import Structure

Corner = Literal["value", "low", "high"]
"""What unknown answers are taken for: left out (or lowest, if the rubric says so), lowest, highest."""

CORNERS: tuple[Corner, ...] = ("value", "low", "high")


class Walk:
    """Values of one profile's nodes under one lens, each computed once."""

    def __init__(self, structure: Structure, leaves: Mapping[str, Leaf]) -> None:
        self.structure = structure
        self.leaves = dict(leaves)
        self.values: dict[Corner, dict[str, float | None]] = {
            corner: {node_id: self._leaf(leaf, corner) for node_id, leaf in leaves.items()} for corner in CORNERS
        }
        self.coverages = {node_id: _leaf_coverage(leaf) for node_id, leaf in leaves.items()}

    def with_leaf(self, leaf: Leaf) -> "Walk":
        """The same walk with one indicator answered otherwise; untouched branches are kept.

        Only for rubrics in which no modifier looks at another node: see `structure.is_local`.
        """
        name = leaf.indicator.id
        other = copy(self)
        other.leaves = self.leaves | {name: leaf}
        other.values, other.coverages = {}, self.coverages.copy()
        for corner in CORNERS:
            other.values[corner] = self.values[corner] | {name: self._leaf(leaf, corner)}
            for above in self.structure.ancestors(name):
                other.values[corner].pop(above, None)
        return other

    def of(self, node_id: str, corner: Corner) -> float | None:
        """A node's value at a corner; None if nothing is left to score (or, for the value, nothing is known)."""
        values = self.values[corner]
        if node_id not in values:
            values[node_id] = self._inner(node_id, corner)
        return values[node_id]

    def counted(self, node_id: str, corner: Corner) -> list[tuple[str, float, float]]:
        """The children that count at a corner: (id, weight, value), in the rubric's order."""
        values, found = self.values[corner], []
        for name, weight in self.structure.weighed[node_id]:
            value = values[name] if name in values else self.of(name, corner)
            if value is not None:
                found.append((name, weight, value))
        return found

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
                value = modify(value, modifier, factor, self.structure.rubric.grading.decimals)
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
        return value_meets(condition, round_half_up(value, self.structure.rubric.grading.decimals))

    def coverage(self, node_id: str) -> float | None:
        """Known weight / applicable weight, weights multiplied down from the node; None if nothing applies."""
        if node_id not in self.coverages:
            shares = [(weight, self.coverage(name)) for name, weight in self.structure.weighed[node_id]]
            counted = [(weight, share) for weight, share in shares if share is not None]
            self.coverages[node_id] = combine("mean", counted) if counted else None
        return self.coverages[node_id]

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
        if leaf.state == "answered":
            return leaf.answer
        worst, best = worst_and_best(leaf.indicator, self.structure.rubric.scale)
        return best if corner == "high" and not leaf.is_known else worst

    def _factor(self, modifier: Modifier, corner: Corner) -> float | None:
        if not isinstance(modifier.multiply, NodeReference):
            return 1.0 if modifier.multiply is None else modifier.multiply
        value = self._read(modifier.multiply.node, corner)
        return None if value is None else value / Bounds(self.structure).of(modifier.multiply.node)[1]


def _leaf_coverage(leaf: Leaf) -> float | None:
    return float(leaf.is_known) if leaf.is_applicable else None
