"""One response written for the new version: its answers in the new codes, and without what can no longer be read."""

from typing import Any

from aigov_checklist.checking.numbers import has_no_ends
from aigov_checklist.migrating.alike import codes_of
from aigov_checklist.models.measure import LevelsMeasure, QuantityMeasure
from aigov_checklist.models.migration import Answers
from aigov_checklist.models.response import STATES
from aigov_checklist.models.rubric import Indicator, Rubric

Response = dict[str, Any]
"""A response as it stands in the document."""


def rewritten(response: Response, answers: Answers, target: Indicator, new: Rubric) -> Response:
    """The response as it is given to `target`; the same if it can be read there as it stands.

    An answer that has no counterpart is left open, and so is what was said about it.
    """
    found = _stated(response, answers, target, new)
    if _state(found) != _state(response) and _state(found) is None:
        found.pop("review", None)
        found.pop("reply", None)
    elif "review" in found:
        review = _stated(found["review"], answers, target, new)
        if _state(review) is None and _state(found["review"]) is not None:
            del found["review"]
            found.pop("reply", None)
        else:
            found["review"] = review
    if "target" in found and not _is_on(found["target"], answers, target, new):
        del found["target"]
    if "proposal" in found and (answers or not isinstance(target.measure, LevelsMeasure)):
        del found["proposal"]
    return found


def _stated(answer: Response, answers: Answers, target: Indicator, new: Rubric) -> Response:
    """The answer in the codes of the target, the rest as it is; without a state if there is no such code."""
    key = _state(answer)
    rest = {name: value for name, value in answer.items() if name not in STATES}
    if key is None or key == "not_applicable":
        return dict(answer)
    if key == "no_information":
        return rest if has_no_ends(target.measure) else dict(answer)
    if key == "quantity":
        return dict(answer) if isinstance(target.measure, QuantityMeasure) else rest
    known = codes_of(target, new)
    now = answers.get(str(answer[key]), known.get(str(answer[key])) if key == _key(target) else None)
    if now is None:
        return rest
    # In the place where the answer stood, so that the rest of the file stays as it is.
    return dict((_key(target), now) if name == key else (name, value) for name, value in answer.items())


def _is_on(aim: Response, answers: Answers, target: Indicator, new: Rubric) -> bool:
    """Whether the level that is aimed at means the same in the new version."""
    levels = {level.value for level in new.scale.levels}
    return isinstance(target.measure, LevelsMeasure) and not answers and aim["level"] in levels


def _key(leaf: Indicator) -> str:
    return {"levels": "level", "choice": "choice", "quantity": "quantity"}[leaf.measure.type]


def _state(answer: Response) -> str | None:
    return next((state for state in STATES if state in answer), None)
