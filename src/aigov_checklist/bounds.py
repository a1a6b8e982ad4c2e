"""The least and the most a node can come to, whatever is answered or left out."""

from collections.abc import Mapping

from aigov_checklist.measuring import point_range
from aigov_checklist.models.modifier import Modifier, NodeReference
from aigov_checklist.models.rubric import Indicator
from aigov_checklist.modifying import modify
from aigov_checklist.structure import Structure

Range = tuple[float, float]


class Bounds:
    """Ranges of the nodes of one rubric, each computed once.

    `given` fixes the range of some indicators, to look at the part of the space in which a condition holds.
    """

    def __init__(self, structure: Structure, given: Mapping[str, Range] | None = None) -> None:
        self.structure = structure
        self.known: dict[str, Range] = dict(given or {})

    def of(self, node_id: str) -> Range:
        """The range of a node by its id."""
        if node_id not in self.known:
            node = self.structure.nodes[node_id]
            if isinstance(node, Indicator):
                self.known[node_id] = point_range(node, self.structure.rubric.scale)
            else:
                self.known[node_id] = self.before(node_id, len(node.modifiers))
        return self.known[node_id]

    def before(self, node_id: str, position: int) -> Range:
        """The range of an inner node before its modifier at `position`."""
        low, high = self._of_children(node_id)
        for modifier in self.structure.inner(node_id).modifiers[:position]:
            low, high = self._after(modifier, low, high)
        return low, high

    def _of_children(self, node_id: str) -> Range:
        ranges = [(weight, *self.of(child_id)) for child_id, weight in self.structure.weighed[node_id]]
        if self.structure.methods[node_id] == "sum":
            return (
                sum(min(0.0, weight * low) for weight, low, _ in ranges),
                sum(max(0.0, weight * high) for weight, _, high in ranges),
            )
        # Any child may be missing, so an average can come to any single child's least or most.
        low, high = min(low for _, low, _ in ranges), max(high for _, _, high in ranges)
        floor = self.structure.zero_floors[node_id]
        if floor is not None and self.structure.methods[node_id] in ("geometric", "harmonic"):
            return max(low, floor), max(high, floor)
        return low, high

    def _after(self, modifier: Modifier, low: float, high: float) -> Range:
        if modifier.action == "no_better_than":
            return low, high
        decimals = self.structure.rubric.grading.decimals
        ends = [modify(end, modifier, factor, decimals) for end in (low, high) for factor in self._factors(modifier)]
        if modifier.when is not None:
            ends += [low, high]
        return min(ends), max(ends)

    def _factors(self, modifier: Modifier) -> Range:
        if isinstance(modifier.multiply, NodeReference):
            low, high = self.of(modifier.multiply.node)
            return (low / high, 1.0) if high > 0 else (0.0, 1.0)
        number = 1.0 if modifier.multiply is None else modifier.multiply
        return number, number
