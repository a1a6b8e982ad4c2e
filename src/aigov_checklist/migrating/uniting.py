"""Several answers made one, by the rule of the migration; open where the rule does not decide."""

import json
from collections.abc import Mapping
from typing import Any

from aigov_checklist.checking.numbers import has_no_ends
from aigov_checklist.measuring import points_of
from aigov_checklist.merging.supporting import distinct
from aigov_checklist.migrating.proposing import proposal_of
from aigov_checklist.models.measure import LevelsMeasure
from aigov_checklist.models.migration import Merged
from aigov_checklist.models.proposal import CONFIDENCES
from aigov_checklist.models.reference import RubricReference
from aigov_checklist.models.response import Response
from aigov_checklist.models.rubric import Indicator, Rubric

Document = dict[str, Any]


def united(
    merged: Merged, given: Mapping[str, Document], target: Indicator, new: Rubric, old: RubricReference
) -> Document:
    """One response from those that were given; indicators without one are unanswered.

    `lowest`: the lowest of all, and open as long as one is open.  `highest`: the highest of all, likewise.  `equal`: an
    answer only if all give the same.  What does not apply has no say, unless nothing applies.
    """
    answers = {name: Response.model_validate_json(json.dumps(given.get(name, {}))) for name in merged.sources}
    found = _decided(merged, answers, target, new)
    support = _support(answers)
    told = {name: answer for name, answer in answers.items() if answer.state != "unanswered"}
    if not found and told:
        bounds = _bounds(merged, told, new) if isinstance(target.measure, LevelsMeasure) else {}
        support["proposal"] = proposal_of(target.id, told, old, relation="subset", reason=merged.reason, **bounds)
    return found | support


def _decided(merged: Merged, answers: Mapping[str, Response], target: Indicator, new: Rubric) -> Document:
    """The state of the merged answer; empty where the rule leaves it open."""

    def applies(answer: Response) -> bool:
        return answer.state != "not_applicable" and (
            answer.state != "answered" or points_of(target, answer, new.scale) is not None
        )

    counted = {name: answer for name, answer in answers.items() if applies(answer)}
    if not counted:
        return _same(answers) or {"not_applicable": _texts(answers)}
    states = {answer.state for answer in counted.values()}
    if "unanswered" in states or (merged.rule == "equal" and not _same(answers)):
        return {}
    given = [answer for answer in counted.values() if answer.state == "answered"]
    if merged.rule == "lowest" and "no_information" in states:
        given = []
    if not given:
        return {} if has_no_ends(target.measure) else {"no_information": _texts(counted)}
    choose = max if merged.rule == "highest" else min
    return _stated(choose(given, key=lambda answer: points_of(target, answer, new.scale) or 0.0))


def _bounds(merged: Merged, told: Mapping[str, Response], new: Rubric) -> dict[str, int]:
    """What the answers that there are say of the merged level, whatever the open ones will be."""
    lowest = new.scale.levels[0].value
    levels = [
        lowest if answer.level is None else answer.level
        for answer in told.values()
        if answer.state in ("answered", "no_information")
    ]
    if not levels or merged.rule == "equal":
        return {}
    return {"at_most": min(levels)} if merged.rule == "lowest" else {"at_least": max(levels)}


def _same(answers: Mapping[str, Response]) -> Document:
    """The state that all are in, with the same answer; empty if they differ."""
    stated = [_stated(answer) for answer in answers.values()]
    return stated[0] if all(one == stated[0] for one in stated) else {}


def _stated(answer: Response) -> Document:
    keys = {"level", "choice", "quantity", "no_information", "not_applicable"}
    return answer.model_dump(mode="json", include=keys, exclude_unset=True)


def _texts(answers: Mapping[str, Response]) -> str:
    """Reasons, or places where somebody looked, each behind the id that it was said about."""
    said = {name: answer.no_information or answer.not_applicable or answer.choice for name, answer in answers.items()}
    return "; ".join(f"{name}: {text}" for name, text in said.items() if text)[:2_000]


def _support(answers: Mapping[str, Response]) -> Document:
    """Evidence and notes of all, and the least confidence."""
    found: Document = {}
    if items := distinct(item for answer in answers.values() for item in answer.evidence):
        found["evidence"] = [item.model_dump(mode="json", exclude_unset=True) for item in items]
    if notes := [f"{name}: {answer.note}" for name, answer in answers.items() if answer.note]:
        found["note"] = "\n\n".join(notes)
    if sure := {answer.confidence for answer in answers.values() if answer.confidence}:
        found["confidence"] = next(word for word in CONFIDENCES if word in sure)
    return found
