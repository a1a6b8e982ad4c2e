"""A rubric's tree as a programme: which rungs are climbed, and what every node then comes to at most.

A node's unknown is only held down, never pushed up: all that is asked of it is that it be high enough, and a rubric's
nodes rise with their children.
"""

import math
from collections.abc import Mapping
from itertools import pairwise

import numpy as np

from aigov_checklist.errors import UsageError
from aigov_checklist.message import Message
from aigov_checklist.models.modifier import Modifier, NodeReference
from aigov_checklist.models.rubric import Indicator
from aigov_checklist.planning.curves import Curve, hold, is_positive, tangent
from aigov_checklist.planning.efforts import UNIT
from aigov_checklist.planning.ladders import Heights, Ladder
from aigov_checklist.planning.linear import Linear, Programme, total, value_of
from aigov_checklist.scoring.leaves import Leaf
from aigov_checklist.scoring.walk import Corner, Walk
from aigov_checklist.structure import ROOT, Structure

_AVERAGES = ("mean", "geometric", "harmonic", "minimum", "maximum")


class Modelled:
    """One rubric with one subject's ladders, in one scope: `leaves` says which indicators apply."""

    def __init__(self, structure: Structure, ladders: Mapping[str, Ladder], leaves: Mapping[str, Leaf]) -> None:
        self.structure, self.ladders, self.leaves = structure, ladders, leaves
        self.programme = Programme()
        self.curves: list[Curve] = []
        self.known: dict[tuple[str, Corner], Linear | None] = {}
        self.rungs = {name: self._rungs(ladder) for name, ladder in ladders.items()}

    def node(self, node_id: str, corner: Corner) -> Linear | None:
        """What a node comes to at a corner; None if nothing is left to score there."""
        key = (node_id, corner)
        if key not in self.known:
            is_leaf = isinstance(self.structure.nodes[node_id], Indicator)
            self.known[key] = self._leaf(node_id, corner) if is_leaf else self._inner(node_id, corner)
        return self.known[key]

    def read(self, node_id: str, corner: Corner) -> Linear | None:
        """What a condition reads of a node: its lowest where nothing is known; None if it does not apply."""
        value = self.node(node_id, corner)
        return self.node(node_id, "low") if value is None else value

    def coverage(self, node_id: str) -> Linear | None:
        """The share of the applicable weight that is known; None if nothing applies."""
        if isinstance(self.structure.nodes[node_id], Indicator):
            leaf = self.leaves[node_id]
            if not leaf.is_applicable:
                return None
            rungs = self.rungs[node_id]
            return Linear(1.0) if self.ladders[node_id].leaf.is_known else rungs[0] if rungs else Linear()
        parts = [(weight, self.coverage(name)) for name, weight in self.structure.weighed[node_id]]
        counted = [(weight, part) for weight, part in parts if part is not None]
        return _mean(counted) if counted else None

    def effort(self) -> Linear:
        """The effort of the rungs that are climbed, in the user's unit."""
        return self.sum_over_rungs({name: [r.effort / UNIT for r in self.ladders[name].rungs] for name in self.ladders})

    def sum_over_rungs(self, weights: Mapping[str, list[float]]) -> Linear:
        """The sum of the numbers of the rungs that are climbed."""
        return total(
            rung.times(by)
            for name, numbers in weights.items()
            for rung, by in zip(self.rungs[name], numbers, strict=True)
        )

    def reaches(self, name: str, height: int) -> Linear:
        """1 if an indicator climbs at least so high, else 0."""
        if height == 0:
            return Linear(1.0)
        return self.rungs[name][height - 1] if height <= len(self.rungs[name]) else Linear()

    def forbid(self, name: str, height: int) -> None:
        """Keep an indicator from standing at that very height."""
        self.programme.not_above(self.reaches(name, height), self.reaches(name, height + 1))

    def heights(self, columns: np.ndarray) -> dict[str, int]:
        """How high each indicator climbs in a solution."""
        return {
            name: sum(value_of(rung, columns) > 0.5 for rung in rungs) for name, rungs in self.rungs.items() if rungs
        }

    def higher_than(self, heights: Heights) -> Linear:
        """How many indicators climb higher than they do in these heights."""
        return total(self.reaches(name, height + 1) for name, height in heights.items())

    def bend(self, walk: Walk) -> bool:
        """Hold the roots down to what the engine says at these answers; False if they are not above it."""
        bent = False
        for curve in self.curves:
            for part, name in zip(curve.parts, curve.names, strict=False):
                value = max(walk.of(name, curve.corner) or 0.0, curve.floor or 0.0)
                if value > 0:
                    hold(self.programme, part, value)
            row = tangent(curve, walk)
            if row is not None and row not in curve.rows:
                curve.rows.append(row)
                self.programme.not_above(curve.value, row)
                bent = True
        return bent

    def _rungs(self, ladder: Ladder) -> list[Linear]:
        is_asked = self.leaves[ladder.leaf.indicator.id].is_applicable
        rungs = [self.programme.column(0, int(is_asked), whole=True) for _ in ladder.rungs]
        for lower, upper in pairwise(rungs):
            self.programme.not_above(upper, lower)
        return rungs

    def _leaf(self, name: str, corner: Corner) -> Linear | None:
        if not self.leaves[name].is_applicable:
            return None
        leaf, ladder = self.ladders[name].leaf, self.ladders[name]
        start = leaf.points
        if not leaf.is_known:
            is_left_out = corner == "value" and self.structure.rubric.unknown == "exclude"
            if is_left_out and not ladder.rungs:
                return None
            start = leaf.highest if corner == "high" and not ladder.rungs else leaf.lowest
        assert start is not None
        terms, before = [Linear(start)], start
        for rung, column in zip(ladder.rungs, self.rungs[name], strict=True):
            terms.append(column.times(rung.points - before))
            before = rung.points
        return total(terms)

    def _inner(self, node_id: str, corner: Corner) -> Linear | None:
        parts = [(name, weight, self.node(name, corner)) for name, weight in self.structure.weighed[node_id]]
        children = [(name, weight, part) for name, weight, part in parts if part is not None]
        if not children:
            return None
        endless = [part for _, _, part in children if math.isinf(part.constant)]
        if endless and (self.structure.methods[node_id], corner) not in (("minimum", "high"), ("maximum", "low")):
            return endless[0]
        children = [child for child in children if child[2] not in endless]
        if not children:
            return endless[0]
        value = self._combined(node_id, children, corner)
        for modifier in self.structure.inner(node_id).modifiers:
            if modifier.action != "no_better_than":
                value = self._modified(node_id, value, modifier)
        if corner == "value" and self._may_leave_its_range(node_id):
            low, high = self.node(node_id, "low"), self.node(node_id, "high")
            assert low is not None and high is not None  # noqa: PT018 - something applies here
            value = self.programme.least_of([value, high]) if math.isfinite(high.constant) else value
            value = self.programme.largest_of([value, low]) if math.isfinite(low.constant) else value
        return value

    def _combined(self, node_id: str, children: list[tuple[str, float, Linear]], corner: Corner) -> Linear:
        method, programme = self.structure.methods[node_id], self.programme
        match method:
            case "mean":
                return _mean([(weight, part) for _, weight, part in children])
            case "sum":
                return total(part.times(weight) for _, weight, part in children)
            case "minimum":
                return programme.least_of([part for _, _, part in children])
            case "maximum":
                return programme.largest_of([part for _, _, part in children])
        floor = self.structure.zero_floors[node_id]
        values = [part for _, _, part in children]
        if floor is not None:
            values = [programme.largest_of([part, Linear(floor)]) for part in values]
        most = max(programme.range_of(part)[1] for part in values)
        value = programme.column(0.0, max(most, 0.0))
        if floor is None:
            for name, _, _ in children:
                programme.not_above(value, is_positive(self, name, corner).times(max(most, 0.0)))
        weights = tuple(weight for _, weight, _ in children)
        curve = Curve(
            node_id, corner, method, tuple(name for name, _, _ in children), weights, tuple(values), value, floor
        )
        programme.not_above(value, _mean(list(zip(weights, values, strict=True))))
        self.curves.append(curve)
        return value

    def _modified(self, node_id: str, value: Linear, modifier: Modifier) -> Linear:
        if modifier.when is None:
            match modifier.action:
                case "multiply" if not isinstance(modifier.multiply, NodeReference):
                    return value.times(modifier.multiply or 0.0)
                case "add":
                    return value.plus(modifier.add or 0.0)
                case "cap":
                    return self.programme.least_of([value, Linear(modifier.cap or 0.0)])
                case "floor":
                    return self.programme.largest_of([value, Linear(modifier.floor or 0.0)])
        raise UsageError(
            Message(
                "No plan can be made under this rubric: the value of {node} is changed by {action!r} in a way that a "
                "programme of steps cannot follow exactly.",
                node=node_id,
                action=modifier.action,
            )
        )

    def _may_leave_its_range(self, node_id: str) -> bool:
        """Whether leaving open questions out could promise more than they can add: see `Walk._within_range`."""
        below = [name for name in self.leaves if node_id in self.structure.ancestors(name)]
        applicable = [self.leaves[name] for name in below if self.leaves[name].is_applicable]
        if self.structure.rubric.unknown == "lowest" or all(leaf.is_known for leaf in applicable):
            return False
        inner = [name for name in self.structure.methods if node_id in (name, *self.structure.ancestors(name))]
        return (
            len({(leaf.lowest, leaf.highest) for leaf in applicable}) > 1
            or any(self.structure.methods[name] not in _AVERAGES for name in inner)
            or any(
                modifier.action != "no_better_than"
                for name in inner
                for modifier in self.structure.inner(name).modifiers
            )
        )


def overall(model: Modelled, corner: Corner) -> Linear:
    """The overall score; nothing if nothing is known."""
    value = model.node(ROOT, corner)
    return Linear(-math.inf) if value is None else value


def _mean(parts: list[tuple[float, Linear]]) -> Linear:
    return total(part.times(weight) for weight, part in parts).times(1 / sum(weight for weight, _ in parts))
