"""Answers to an earlier version of a rubric under the ids of this one."""

from collections.abc import Iterator, Mapping
from typing import Any

from aigov_checklist.answer_words import answer_words
from aigov_checklist.importing.findings import Findings
from aigov_checklist.language import ENGLISH
from aigov_checklist.message import Message
from aigov_checklist.models.response import STATES, Answer
from aigov_checklist.models.rubric import Rubric

Document = dict[str, Any]


def moved(responses: Mapping[str, Document], rubric: Rubric, found: Findings) -> dict[str, Document]:
    """The responses of an earlier version under the ids of this one; what has no place here is told."""
    return dict(_moved(responses, rubric, found))


def _moved(responses: Mapping[str, Document], rubric: Rubric, found: Findings) -> Iterator[tuple[str, Document]]:
    for name, response in responses.items():
        now = rubric.aliases.get(name, name)
        if now in rubric.indicators and (now == name or now not in responses):
            yield now, response
        elif response:
            words = answer_words(Answer.model_validate({k: v for k, v in response.items() if k in STATES}), ENGLISH)
            message = Message(
                "The earlier answer to {name} has no place in this rubric, and is left out: {words}.",
                name=name,
                words=words,
            )
            found.warning("earlier-answer-left-out", message)
