"""Whose word counts where respondents disagree."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from aigov_checklist.merging.respondents import Conflict, Respondent
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.structure import structure_of

Ranking = list[tuple[Respondent, Literal["area", "preferred"]]]
"""Those whose word counts, and why: the first who has said anything."""


def owners(respondents: Sequence[Respondent], rubric: Rubric) -> dict[str, Respondent]:
    """Whose file decides on an indicator: the only one with an assessor to whom its area is assigned."""
    structure = structure_of(rubric)
    found = {}
    for leaf_id in rubric.indicators:
        # The nearest area that is assigned to anybody counts: a part of an area can be given to somebody else.
        for area in structure.ancestors(leaf_id):
            holders = [one for one in respondents if any(area in who.areas for who in one.profile.assessors)]
            if len(holders) == 1:
                found[leaf_id] = holders[0]
            if holders:
                break
    return found


def ranking_of(owner: Respondent | None, respondents: Sequence[Respondent], prefer: Sequence[str]) -> Ranking:
    """The owner, then the preferred files in their order."""
    ranking: Ranking = [(owner, "area")] if owner else []
    return ranking + [(one, "preferred") for file in prefer for one in respondents if one.file == file]


def settled(conflict: Conflict, ranking: Ranking) -> Conflict:
    """The conflict as the ranking decides it; as it is if nobody of it is ranked."""
    for who, reason in ranking:
        if any(voice.respondent is who for voice in conflict.voices):
            return replace(conflict, taken_from=who, because=reason)
    return conflict
