"""The same leaves rolled up another way: by principle, by actor, by goal."""

from aigov_checklist.methods import combine
from aigov_checklist.models.assessment import GroupResult
from aigov_checklist.models.rubric import View
from aigov_checklist.scoring.grading import ungated_score
from aigov_checklist.scoring.walk import Corner, Walk


def view_results(walk: Walk, weights: dict[str, float]) -> dict[str, tuple[GroupResult, ...]]:
    """Every view of the rubric: each group is the mean of its members' points by their effective weights."""
    return {view.id: tuple(_groups(view, walk, weights)) for view in walk.structure.rubric.views}


def _groups(view: View, walk: Walk, weights: dict[str, float]) -> list[GroupResult]:
    members: dict[str, list[str]] = {group.id: [] for group in view.groups}
    for indicator in walk.structure.rubric.leaves():
        if weights.get(indicator.id, 0.0) > 0:
            for tag in map(str, getattr(indicator, view.by)):
                members[tag].append(indicator.id)

    def rolled_up(ids: list[str], corner: Corner) -> float | None:
        found = [(weights[leaf], walk.of(leaf, corner)) for leaf in ids]
        counted = [(weight, points) for weight, points in found if points is not None]
        return combine("mean", counted) if counted else None

    results = []
    for group in view.groups:
        ids = members[group.id]
        numbers = (rolled_up(ids, "value"), rolled_up(ids, "low"), rolled_up(ids, "high"))
        coverage = combine("mean", [(weights[leaf], walk.coverage(leaf) or 0.0) for leaf in ids]) if ids else None
        score = ungated_score(walk.structure.rubric, numbers, coverage)
        results.append(GroupResult.model_construct(id=group.id, title=group.title, declared=score))
    return results
