"""Proposals where a migration leaves a question open: what the old answers allow, and no more."""

from collections.abc import Mapping
from typing import Any

from aigov_checklist.answer_words import answer_words
from aigov_checklist.language import ENGLISH
from aigov_checklist.models.proposal import Ground, Proposal
from aigov_checklist.models.reference import Relation, RubricReference
from aigov_checklist.models.response import Response


def proposal_of(
    target: str,
    answers: Mapping[str, Response],
    old: RubricReference,
    *,
    relation: Relation,
    reason: str,
    at_least: int | None = None,
    at_most: int | None = None,
) -> dict[str, Any]:
    """What these answers to the old version say of the target, as it stands in the document."""
    grounds = [
        Ground.model_validate(
            {
                "from": name,
                "to": target,
                "relation": relation,
                "strength": "strong" if relation == "subset" else "moderate",
                "reason": reason,
                "answers": {name: answer_words(response, ENGLISH)},
            }
        )
        for name, response in answers.items()
    ]
    bounds = {key: level for key, level in (("at_least", at_least), ("at_most", at_most)) if level is not None}
    proposal = Proposal(
        rubric=old, confidence="medium" if bounds else "low", reason=reason, grounds=tuple(grounds), **bounds
    )
    document: dict[str, Any] = proposal.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return document
