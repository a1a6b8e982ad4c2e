"""What is left of a profile without its misshapen parts, so that its other answers can be checked all the same."""

import copy
import json
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from aigov_checklist.models.profile import Profile
from aigov_checklist.models.reference import RubricReference
from aigov_checklist.models.response import STATES
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.readers.places import Path
from aigov_checklist.shape import real_path

# Each round takes out what the one before found; rules that look at several keys are only asked once those are right.
_ROUNDS = 4

_STAND_INS = {
    "kind": "desk-review",
    "date": "9999-12-31",  # so that no evidence seems to be dated after it
    "subject": {"id": "AAA", "name": "?", "kind": "country"},
    "responses": {},
}


def salvaged(document: Any, rubric: Rubric) -> Profile | None:
    """A profile of what is usable in the document, every part in its place; None if nothing is.

    Parts that every profile needs are stood in for, so only errors of the answers themselves mean anything.
    """
    if not isinstance(document, dict):
        return None
    left = copy.deepcopy(document)
    stand_ins = _STAND_INS | {"rubric": _reference(document.get("rubric"), rubric)}
    for _ in range(_ROUNDS):
        try:
            return Profile.model_validate_json(json.dumps(stand_ins | left))
        except ValidationError as error:
            faults = error.errors(include_url=False)
        # All places first: taking a part out must not lead the search for the next one astray.
        for details, path in [(details, real_path(details["loc"], left)) for details in faults]:
            _take_out(left, details, path)
    return None


def _reference(named: Any, rubric: Rubric) -> dict[str, Any]:
    """The rubric that is named as far as it can be, so that another rubric is not taken for this one."""
    this = {"id": rubric.id, "version": rubric.version}
    other = this | {"id": named.get("id") if isinstance(named, dict) else None}
    try:
        RubricReference.model_validate(other)
    except ValidationError:
        return this
    return other


def _take_out(document: dict[str, Any], details: ErrorDetails, path: Path) -> None:
    around: list[Any] = [document]
    for step in path:
        if isinstance(around[-1], dict) and step not in around[-1]:
            return  # a part around it is out already
        around.append(around[-1][step])
    part = around.pop()
    if details["type"] == "states":
        for state in [state for state in STATES if state in part][1:]:
            del part[state]
    elif details["type"] == "missing" and details["loc"][-1] == "title":
        part["title"] = "?"
    elif isinstance(path[-1], str):
        del around[-1][path[-1]]
    elif path[-2] == "evidence":
        around[-1][path[-1]] = {"title": "?"}  # the other items keep their numbers
    else:
        del around[-2][path[-2]]
