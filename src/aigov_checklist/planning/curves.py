"""Geometric and harmonic means in a linear programme: held down by tangents, which lie above a concave function.

At each set of answers that the programme proposes, the tangent there is added; it touches the true value, so that the
programme cannot promise more at these answers again.  Source: Duran and Grossmann (1986), outer approximation,
doi 10.1007/BF02592064.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from aigov_checklist.methods import combine
from aigov_checklist.models.rubric import Indicator, Method
from aigov_checklist.planning.ladders import Ladder
from aigov_checklist.planning.linear import Linear, Programme, total
from aigov_checklist.scoring.leaves import Leaf
from aigov_checklist.scoring.walk import Corner, Walk
from aigov_checklist.structure import Structure


class Bend(NamedTuple):
    """A rising concave function, its slope, and the way back."""

    of: Callable[[float], float]
    slope: Callable[[float], float]
    back: Callable[[float], float]


class Part(NamedTuple):
    """One child of a root: the unknown that stands for its logarithm or inverse, and the child itself."""

    value: Linear
    child: Linear
    bend: Bend


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
    parts: list[Part] = field(default_factory=list)


def ask_for(programme: Programme, curve: Curve, least: float) -> None:
    """Ask for a value above zero of a root, child by child: what its logarithms or inverses add up to.

    f >= least is sum(w * ln(v / least)) >= 0, or sum(w * -least / v) >= -sum(w): each child has tangents of its own,
    which hold far from where they touch better than those of the whole.
    """
    highs = [programme.range_of(child)[1] for child in curve.children]
    if math.inf in highs:
        return  # the tangents of the whole will have to do
    bend = _BENDS[curve.method](least)
    wanted = sum(curve.weights) * bend.of(least)
    most = [w * bend.of(high) if high > 0 else -math.inf for w, high in zip(curve.weights, highs, strict=True)]
    if sum(most) < wanted - _SLACK:
        programme.at_least(Linear(), 1.0)  # out of reach whatever is done
        return
    for child, weight, high, own in zip(curve.children, curve.weights, highs, most, strict=True):
        lowest = min(bend.back((wanted - sum(most) + own) / weight), high)
        programme.at_least(child, lowest - _SLACK)
        part = Part(programme.column(bend.of(lowest) - 1.0, bend.of(high)), child, bend)
        curve.parts.append(part)
        for step in range(_TANGENTS):
            hold(programme, part, lowest * (high / lowest) ** (step / (_TANGENTS - 1)))
    values = (part.value.times(weight) for part, weight in zip(curve.parts, curve.weights, strict=True))
    programme.at_least(total(values), wanted - _SLACK)


def hold(programme: Programme, part: Part, value: float) -> None:
    """A child's logarithm or inverse is not above its tangent at a value."""
    slope = part.bend.slope(value)
    programme.not_above(part.value, part.child.times(slope).plus(part.bend.of(value) - slope * value))


_BENDS: dict[Method, Callable[[float], Bend]] = {
    "geometric": lambda least: Bend(
        lambda value: math.log(value / least), lambda value: 1 / value, lambda bent: math.exp(bent) * least
    ),
    "harmonic": lambda least: Bend(
        lambda value: -least / value, lambda value: least / value**2, lambda bent: -least / bent
    ),
}
_TANGENTS = 16
_SLACK = 1e-5


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
