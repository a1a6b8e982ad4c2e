"""A rubric's tree laid open: every node by its id, with its parent and the method it inherits."""

from dataclasses import dataclass
from functools import cached_property

from aigov_checklist.models.rubric import Area, Indicator, Method, Rubric

ROOT = "overall"
"""The id of the root in results and explanations; no area may use it."""

Node = Rubric | Area | Indicator
Inner = Rubric | Area


@dataclass(frozen=True)
class Structure:
    """The nodes of one rubric in its order, parents before children; the root stands under ROOT."""

    rubric: Rubric
    nodes: dict[str, Node]
    parents: dict[str, str]
    methods: dict[str, Method]
    zero_floors: dict[str, float | None]

    def ancestors(self, node_id: str) -> list[str]:
        """The ids above a node, from its parent up to the root."""
        found = []
        while node_id in self.parents:
            node_id = self.parents[node_id]
            found.append(node_id)
        return found

    def inner(self, node_id: str) -> Inner:
        """The root or area of that id."""
        node = self.nodes[node_id]
        assert not isinstance(node, Indicator)
        return node

    @cached_property
    def weighed(self) -> dict[str, list[tuple[str, float]]]:
        """The children that count of every inner node, with their weights, in the rubric's order.

        What is retired counts nowhere; only where all is retired it is still there, so that no node is empty.
        """
        counted = {}
        for node_id in self.methods:
            children = [child for child in self.inner(node_id).children if child.weight > 0]
            asked = [child for child in children if not child.is_retired]
            counted[node_id] = [(child.id, child.weight) for child in asked or children]
        return counted

    @cached_property
    def is_local(self) -> bool:
        """Whether an answer changes nothing but the nodes above it: no number and no question depends on another."""
        return not any(
            modifier.references and modifier.action != "no_better_than"
            for node_id in self.methods
            for modifier in self.inner(node_id).modifiers
        ) and not any(leaf.asked_when for leaf in self.rubric.leaves())


def structure_of(rubric: Rubric) -> Structure:
    """Lay a rubric open. A method and zero floor hold for a node and all below it that name none."""
    structure = Structure(rubric, {ROOT: rubric}, {}, {ROOT: rubric.method}, {ROOT: rubric.zero_floor})
    _add_children(structure, ROOT)
    return structure


def _add_children(structure: Structure, parent: str) -> None:
    for child in structure.inner(parent).children:
        structure.nodes[child.id] = child
        structure.parents[child.id] = parent
        if isinstance(child, Area):
            own, floor = child.method, child.zero_floor
            structure.methods[child.id] = own or structure.methods[parent]
            structure.zero_floors[child.id] = structure.zero_floors[parent] if floor is None else floor
            _add_children(structure, child.id)
