"""How much each indicator weighs in the whole once what does not apply has left."""

from aigov_checklist.models.rubric import Indicator
from aigov_checklist.scoring.walk import Walk
from aigov_checklist.structure import ROOT


def effective_weights(walk: Walk) -> dict[str, float]:
    """Node id -> product of normalised weights from the root down, among applicable siblings.

    Nodes that do not apply are missing; nodes of weight zero have zero.  The leaves' weights sum to one.
    """
    shares = {ROOT: 1.0}
    _share_out(walk, ROOT, shares)
    return shares


def _share_out(walk: Walk, node_id: str, shares: dict[str, float]) -> None:
    children = [c for c in walk.structure.inner(node_id).children if walk.coverage(c.id) is not None]
    total = 0.0
    for child in children:
        total += child.weight
    for child in children:
        shares[child.id] = shares[node_id] * child.weight / total if total else 0.0
        if not isinstance(child, Indicator):
            _share_out(walk, child.id, shares)


def is_additive(walk: Walk, leaf_id: str) -> bool:
    """Whether a leaf's share of the total is its weight times its points: only means above it, nothing modified."""
    return all(
        walk.structure.methods[above] == "mean"
        and all(modifier.action == "no_better_than" for modifier in walk.structure.inner(above).modifiers)
        for above in walk.structure.ancestors(leaf_id)
    )
