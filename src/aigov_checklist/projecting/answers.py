"""The answers that count in the end: those that were given, or those that a reviewer put in their place."""

from aigov_checklist.lenses import Lens
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.response import Answer, Response
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.scope import out_of_scope
from aigov_checklist.scoring.leaves import Leaf, counted_answer, settle_answer


def final_leaves(profile: Profile, rubric: Rubric) -> dict[str, Leaf]:
    """Every indicator that is asked, settled after review, in the rubric's order."""
    return {
        leaf.id: settle_answer(leaf, _final(profile.responses.get(leaf.id, Response()), leaf.id, rubric), rubric)
        for leaf in rubric.indicators.values()
        if not out_of_scope(leaf, profile, rubric)
    }


def _final(response: Response, leaf_id: str, rubric: Rubric) -> Answer:
    lens: Lens = "declared" if response.review is None else "reviewed"
    return counted_answer(rubric.indicators[leaf_id], response, rubric, lens)
