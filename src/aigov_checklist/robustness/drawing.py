"""Random numbers behind a simulation: one field an assumption, so that each can be varied by itself and replayed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from aigov_checklist.kernel.plan import Codes, Floats, NodePlan, Plan
from aigov_checklist.models.assumptions import Assumptions

Factor = Literal["weights", "coding", "unanswered", "confidence", "aggregation"]

FACTORS: tuple[Factor, ...] = ("weights", "coding", "unanswered", "confidence", "aggregation")
"""What can be varied, in the order in which it is told."""


@dataclass(frozen=True, eq=False)
class Draws:
    """Some draws of what is varied; what is empty stays as in the rubric.  Every array has a row a draw.

    `weights` hold for each inner node the weights of its children; `coding` the points of every level of the
    ladder; `unanswered` and `confidence` a number between 0 and 1 for each indicator, in the rubric's order,
    which is the same for all subjects; `aggregation` the place of the method by which the areas are rolled up.
    """

    size: int
    weights: Mapping[str, Floats] = field(default_factory=dict)
    coding: Floats | None = None
    unanswered: Floats | None = None
    confidence: Floats | None = None
    aggregation: Codes | None = None


def draw(plan: Plan, ladder: Floats, assumptions: Assumptions, size: int, seed: tuple[int, ...]) -> Draws:
    """So many draws of all that the assumptions name.

    Every assumption has a stream of its own, so that leaving one out changes no other.  `ladder` are the points
    of the rubric's levels, upwards.
    """
    varied = varied_by(assumptions)
    streams = {factor: np.random.default_rng((*seed, place)) for place, factor in enumerate(FACTORS)}
    shape = (size, len(plan.leaves))
    return Draws(
        size=size,
        weights={node.id: _weights(node, assumptions, size, streams["weights"]) for node in plan.nodes.values()}
        if "weights" in varied
        else {},
        coding=_spacing(ladder, size, streams["coding"]) if "coding" in varied else None,
        unanswered=streams["unanswered"].random(shape) if "unanswered" in varied else None,
        confidence=streams["confidence"].random(shape) if "confidence" in varied else None,
        aggregation=streams["aggregation"].integers(len(assumptions.aggregation), size=size, dtype=np.uint8)
        if "aggregation" in varied
        else None,
    )


def varied_by(assumptions: Assumptions) -> frozenset[Factor]:
    """What the assumptions name."""
    return frozenset(factor for factor in FACTORS if getattr(assumptions, factor))


def only(assumptions: Assumptions, varied: frozenset[Factor]) -> Assumptions:
    """The assumptions without those that are not to be varied."""
    said = assumptions.model_dump(exclude_unset=True)
    return Assumptions.model_validate({key: said[key] for key in said if key not in FACTORS or key in varied})


def _weights(node: NodePlan, assumptions: Assumptions, size: int, stream: np.random.Generator) -> Floats:
    """Weights of a node's children, with the sum that the rubric's have."""
    nominal = np.array([weight for weight, _ in node.children])
    if assumptions.weights == "box":
        drawn = nominal * stream.uniform(1 - assumptions.box, 1 + assumptions.box, (size, len(nominal)))
    else:
        # A Dirichlet draw is gamma draws over their sum.
        shares = nominal / nominal.mean() * assumptions.concentration
        drawn = stream.standard_gamma(
            np.ones(len(nominal)) if assumptions.weights == "flat" else shares, (size, len(nominal))
        )
        drawn = np.maximum(drawn, np.finfo(float).tiny)  # a weight of nothing would take the child out
    scaled: Floats = drawn * (nominal.sum() / drawn.sum(axis=1, keepdims=True))
    return scaled


def _spacing(ladder: Floats, size: int, stream: np.random.Generator) -> Floats:
    """Random points of the levels: the ends and the order stay; levels with the same points keep the same."""
    steps = np.diff(ladder)
    drawn = np.where(steps > 0, stream.standard_exponential((size, len(steps))), 0.0)
    total = drawn.sum(axis=1, keepdims=True)
    shares = np.divide(drawn, total, out=np.zeros_like(drawn), where=total > 0)
    inside = ladder[0] + (ladder[-1] - ladder[0]) * np.cumsum(shares, axis=1)
    # The last sum of shares is one but for its last bit.
    return np.column_stack((np.full(size, ladder[0]), inside[:, :-1], np.full(size, ladder[-1])))
