"""Scores without one indicator or one area, each computed again in full."""

from dataclasses import dataclass

import numpy as np

from aigov_checklist.kernel.plan import Floats, Plan
from aigov_checklist.models.assumptions import Assumptions
from aigov_checklist.robustness.drawing import Draws
from aigov_checklist.robustness.simulating import Ranks, evaluate
from aigov_checklist.robustness.uncertain import Uncertain


@dataclass(frozen=True, eq=False)
class LeftOut:
    """Each node or indicator that was left out (rows): how scores change and what the ranks become (columns).

    A change is the score without it less the score with it; NaN where there is none of the two.
    """

    ids: tuple[str, ...]
    changes: Floats
    ranks: Ranks


def leave_out(uncertain: Uncertain, *, areas: bool) -> LeftOut:
    """Leave out every indicator that counts, one by one, or every area directly below the whole."""
    plan = uncertain.plan
    parents = {child: node.id for node in plan.nodes.values() for _, child in node.children}
    ids = [child for _, child in plan.nodes[plan.root].children] if areas else [i for i in plan.leaves if i in parents]
    certain = Uncertain(uncertain.cohort, uncertain.rubric, Assumptions())
    draws = Draws(size=1 + len(ids), weights=_weights(plan, ids, parents))
    found = evaluate(certain, [lambda: draws])
    return LeftOut(tuple(ids), (found.values[:, 1:] - found.values[:, :1]).T, found.ranks[:, 1:].T)


def largest(left_out: LeftOut) -> list[int]:
    """The places of what was left out, from the one without which a score changes most."""
    sizes = np.nan_to_num(np.abs(left_out.changes)).max(axis=1)
    return [int(place) for place in np.argsort(-sizes, kind="stable")]


def _weights(plan: Plan, ids: list[str], parents: dict[str, str]) -> dict[str, Floats]:
    """The rubric's weights, in every row but the first with a zero for what is left out."""
    weights = {
        node.id: np.tile([weight for weight, _ in node.children], (1 + len(ids), 1)) for node in plan.nodes.values()
    }
    for row, child in enumerate(ids, start=1):
        names = [name for _, name in plan.nodes[parents[child]].children]
        weights[parents[child]][row, names.index(child)] = 0.0
    return weights
