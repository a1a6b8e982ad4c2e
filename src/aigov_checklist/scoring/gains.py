"""What one step up would add to the whole, by exact re-computation."""

from aigov_checklist.measuring import next_better
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.response import Answer, Response
from aigov_checklist.scoring.leaves import Leaf, settle, settle_answer
from aigov_checklist.scoring.walk import Walk
from aigov_checklist.structure import ROOT


def gain_of(leaf: Leaf, profile: Profile, walk: Walk) -> float | None:
    """Overall declared value with this answer one level (or code) better, minus the value now.

    None for unanswered and inapplicable indicators, for quantities, and at the top of the ladder.
    """
    now = walk.of(ROOT, "value")
    better = next_better(leaf.indicator, leaf.answer, walk.structure.rubric.scale) if leaf.is_known else None
    if better is None or now is None:
        return None
    then = _stepped_up(leaf, better, profile, walk).of(ROOT, "value")
    return None if then is None else then - now


def _stepped_up(leaf: Leaf, better: Answer, profile: Profile, walk: Walk) -> Walk:
    rubric = walk.structure.rubric
    if walk.structure.is_local:
        return walk.with_leaf(settle_answer(leaf.indicator, better, rubric))
    # Another answer may open a cap elsewhere or bring other questions into scope: settle everything again.
    answer = Response.model_validate(better.model_dump(exclude_none=True))
    changed = profile.model_copy(update={"responses": {**profile.responses, leaf.indicator.id: answer}})
    return Walk(walk.structure, settle(changed, rubric, "declared"))
