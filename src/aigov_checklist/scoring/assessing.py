"""`assess`: one profile against one rubric, under three lenses, as one document."""

from typing import Any

from aigov_checklist.checking.profile_rules import check
from aigov_checklist.errors import DocumentError, has_errors
from aigov_checklist.lenses import LENSES, Lens
from aigov_checklist.models.assessment import (
    AreaResult,
    Assessment,
    EngineStamp,
    IndicatorResult,
    ProfileStamp,
    RubricStamp,
    UnderLenses,
)
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.rubric import Area, Indicator, Rubric
from aigov_checklist.scoring.gains import gain_of
from aigov_checklist.scoring.grading import fired_gates, score_of
from aigov_checklist.scoring.leaves import settle
from aigov_checklist.scoring.views import view_results
from aigov_checklist.scoring.walk import Walk
from aigov_checklist.scoring.weights import effective_weights, is_additive
from aigov_checklist.structure import ROOT, structure_of
from aigov_checklist.version import __version__

Walks = dict[Lens, Walk]


def assess(profile: Profile, rubric: Rubric) -> Assessment:
    """Score a profile; the rules are those of docs/scoring.md.

    Raises DocumentError if the answers do not fit the rubric.  Warnings are carried in `problems`.
    """
    problems = check(profile, rubric)
    if has_errors(problems):
        raise DocumentError(problems)
    walks = walk_lenses(profile, rubric)
    declared = walks["declared"]
    weights = effective_weights(declared)
    gates = [gate for node_id in declared.structure.methods for gate in fired_gates(declared, node_id)]
    return Assessment.model_construct(
        rubric=RubricStamp.model_construct(id=rubric.id, version=rubric.version, digest=rubric.digest),
        profile=ProfileStamp.model_construct(digest=profile.digest),
        engine=EngineStamp.model_construct(version=__version__),
        subject=profile.subject,
        date=profile.date,
        overall=UnderLenses.model_construct(**_scores(walks, ROOT)),
        areas=tuple(_area(area, profile, walks, weights) for area in rubric.areas),
        views=view_results(declared, weights),
        gates=tuple(gates),
        problems=tuple(problems),
    )


def walk_lenses(profile: Profile, rubric: Rubric) -> Walks:
    """The tree walk of a profile under each of the three lenses."""
    structure = structure_of(rubric)
    return {lens: Walk(structure, settle(profile, rubric, lens)) for lens in LENSES}


def _scores(walks: Walks, node_id: str) -> dict[str, Any]:
    return {lens: score_of(walk, node_id) for lens, walk in walks.items()}


def _area(area: Area, profile: Profile, walks: Walks, weights: dict[str, float]) -> AreaResult:
    return AreaResult.model_construct(
        id=area.id,
        number=area.number,
        title=area.label,
        weight=area.weight,
        areas=tuple(_area(inner, profile, walks, weights) for inner in area.areas),
        indicators=tuple(_indicator(leaf, profile, walks["declared"], weights) for leaf in area.indicators),
        **_scores(walks, area.id),
    )


def _indicator(indicator: Indicator, profile: Profile, walk: Walk, weights: dict[str, float]) -> IndicatorResult:
    leaf = walk.leaves[indicator.id]
    response = profile.responses.get(indicator.id)
    weight = weights.get(indicator.id)
    contributes = weight is not None and leaf.points is not None and is_additive(walk, indicator.id)
    return IndicatorResult.model_construct(
        id=indicator.id,
        state=leaf.state,
        answer=response.answer if response else None,
        points=leaf.points,
        effective_weight=weight,
        contribution=weight * leaf.points if contributes and weight is not None and leaf.points is not None else None,
        gain=gain_of(leaf, profile, walk),
        evidence_count=len(response.evidence) if response else 0,
        star=leaf.state == "no_information",
    )
