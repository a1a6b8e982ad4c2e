"""Geometric and harmonic means in a linear programme: held down by tangents, which lie above a concave function.

At each set of answers that the programme proposes, the tangent there is added; it touches the true value, so that the
programme cannot promise more at these answers again.  Source: Duran and Grossmann (1986), outer approximation,
doi 10.1007/BF02592064.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from aigov_checklist.methods import combine
from aigov_checklist.models.rubric import Indicator, Method
from aigov_checklist.planning.ladders import Ladder
from aigov_checklist.planning.linear import Linear, total
from aigov_checklist.scoring.leaves import Leaf
from aigov_checklist.scoring.walk import Corner, Walk
from aigov_checklist.structure import Structure


@dataclass(frozen=True)
class Curve:
    """A node whose value is a root or a product of its children's, and the tangents that hold it down so far."""

    node_id: str
    corner: Corner
    method: Method
    names: tuple[str, ...]
    weights: tuple[float, ...]
    children: tuple[Linear, ...]
    value: Linear
    floor: float | None
    rows: list[Linear] = field(default_factory=list)


class Tree(Protocol):
    """What is asked of the programme's tree here."""

    @property
    def structure(self) -> Structure:
        """The rubric's tree."""

    @property
    def ladders(self) -> Mapping[str, Ladder]:
        """The ladder of every indicator."""

    @property
    def leaves(self) -> Mapping[str, Leaf]:
        """Every indicator, and whether it applies."""

    @property
    def rungs(self) -> Mapping[str, list[Linear]]:
        """The unknowns of every indicator."""


def tangent(curve: Curve, walk: Walk) -> Linear | None:
    """The tangent at what the engine says of the children; None where a child is zero, which is held down otherwise.

    geometric: f * w_i / (W * v_i); harmonic: f^2 * w_i / (W * v_i^2).  Both functions are homogeneous, so that the
    tangents go through the origin.
    """
    found = [walk.of(name, curve.corner) for name in curve.names]
    values = [max(value or 0.0, curve.floor or 0.0) for value in found]
    if min(values) <= 0:
        return None
    height = combine(curve.method, list(zip(curve.weights, values, strict=True)))
    power = 1 if curve.method == "geometric" else 2
    weight = sum(curve.weights)
    return total(
        child.times(share / weight * (height / value) ** power)
        for child, share, value in zip(curve.children, curve.weights, values, strict=True)
    )


def is_positive(tree: Tree, node_id: str, corner: Corner) -> Linear:
    """At least 1 if a node may be above zero, 0 if it is surely not: a zero among its children makes a root zero."""
    if isinstance(tree.structure.nodes[node_id], Indicator):
        return _leaf_is_positive(tree, node_id, corner)
    node = tree.structure.inner(node_id)
    if node.modifiers or tree.structure.methods[node_id] not in ("mean", "sum", "maximum"):
        return Linear(1.0)
    return total(is_positive(tree, child.id, corner) for child in node.children if child.weight > 0)


def _leaf_is_positive(tree: Tree, name: str, corner: Corner) -> Linear:
    ladder, leaf = tree.ladders[name], tree.leaves[name]
    if not leaf.is_applicable:
        return Linear()
    if not ladder.leaf.is_known and not ladder.rungs:
        return Linear(1.0) if corner == "high" or leaf.lowest > 0 else Linear()
    start = ladder.leaf.points if ladder.leaf.is_known else ladder.leaf.lowest
    if (start or 0.0) > 0:
        return Linear(1.0)
    columns = zip(ladder.rungs, tree.rungs[name], strict=True)
    return next((column for rung, column in columns if rung.points > 0), Linear())
