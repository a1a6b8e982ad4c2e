"""Answers of a web form: the JSON that SurveyJS hands over, read back into profiles."""

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Any

from aigov_checklist.errors import DocumentError, Problem, has_errors
from aigov_checklist.forms.naming import EVIDENCE, EVIDENCE_PARTS, STAMP, part_name
from aigov_checklist.forms.stamp import Stamp, read_stamp
from aigov_checklist.importing.fields import Field, fields_of
from aigov_checklist.importing.form_labels import FormLabels
from aigov_checklist.importing.imported import Imported
from aigov_checklist.importing.stamped import rubric_of
from aigov_checklist.importing.submissions import Given, Submission
from aigov_checklist.message import Message
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.readers.counting import countable
from aigov_checklist.readers.places import json_path, nearest, shortened
from aigov_checklist.readers.plain import read_document, read_lines
from aigov_checklist.suggesting import did_you_mean

_AS_JSON = "answers.json"
_WRAPPERS = ("data", "Data")
"""Under which key services that store answers keep them."""

Answers = dict[str, Any]


def read_survey(name: str, data: bytes, rubric: Rubric | None) -> list[Imported]:
    """The profiles in the answers of one respondent, or in a list of several respondents' answers.

    Raises DocumentError where they are no answers to a form of ours.
    """
    document = _read(name, data)
    found = _unwrapped(document)
    many = [_unwrapped(one) for one in found] if isinstance(found, list) else [found]
    if not many:
        message, hint = Message("There are no answers in this list."), Message("Export them when there are some.")
        raise DocumentError([Problem("empty", message, hint, file=name)])
    places = [f"respondent {number}" for number in range(1, len(many) + 1)] if isinstance(found, list) else [""]
    stamps = list(_stamps(name, many, places))
    for place, stamp in zip(places, stamps, strict=True):
        rubric = rubric_of(stamp, rubric, file=name, place=place)
    assert rubric is not None  # there are answers
    reading = _Reading(name, rubric)
    return [reading.profile(*one) for one in zip(many, stamps, places, strict=True)]


def _read(name: str, data: bytes) -> Any:
    try:
        document, problems = read_document(data, _AS_JSON)
    except DocumentError as error:
        raise DocumentError(dataclasses.replace(problem, file=name) for problem in error.problems) from None
    if has_errors(problems):
        lines = {json_path(path): line for path, line in read_lines(data, _AS_JSON).items()}
        raise DocumentError(
            dataclasses.replace(problem, file=name, line=nearest(problem.path, lines, default=0))
            for problem in problems
        )
    return document


def _unwrapped(found: Any) -> Any:
    """The answers without the object around them in which a service keeps them."""
    if isinstance(found, dict) and STAMP not in found:
        return next((found[key] for key in _WRAPPERS if isinstance(found.get(key), dict | list)), found)
    return found


def _stamps(name: str, many: Iterable[Any], places: Iterable[str]) -> Iterator[Stamp]:
    for answers, place in zip(many, places, strict=True):
        text = answers.get(STAMP) if isinstance(answers, dict) else None
        stamp = read_stamp(text) if isinstance(text, str) else None
        if stamp is None:
            message = Message("These are no answers to a web form: {key} does not say what it was made of.", key=STAMP)
            hint = Message("Give the answers to a form that 'aigov form surveyjs' made, as SurveyJS hands them over.")
            raise DocumentError([Problem("not-an-export", message, hint, file=name, place=place)])
        yield stamp


class _Reading:
    """The reading of answers, once it is known which rubric they are to."""

    def __init__(self, name: str, rubric: Rubric) -> None:
        self.name, self.rubric = name, rubric
        self.labels = FormLabels(rubric)
        self.fields = fields_of(rubric)
        self.lists = {part_name(leaf.id, EVIDENCE): leaf.id for leaf in rubric.leaves()}

    def profile(self, answers: Answers, stamp: Stamp, place: str) -> Imported:
        """The profile that one respondent's answers stand for."""
        found: dict[Field, Given] = {}
        problems: list[Problem] = []
        for field, value, where in self._answers(answers, f"{place}, " if place else ""):
            if isinstance(field, Problem):
                problems.append(field)
            elif isinstance(value, str):
                if value.strip():
                    found[field] = Given(value.strip(), where)
            elif type(value) in (int, float):
                found[field] = Given(repr(value), where)
            elif value is not None:
                problems.append(_not_text(value, where))
        known = {field: given for field, given in found.items() if field.part != STAMP}
        return Submission(stamp, self.rubric, self.labels, place).profile(self.name, known, countable(problems))

    def _answers(self, answers: Answers, before: str) -> Iterator[tuple[Field | Problem, Any, str]]:
        for key, value in answers.items():
            where = f"{before}question {shortened(key)}"
            if key in self.lists:
                yield from self._evidence(self.lists[key], value, where)
            elif key in self.fields:
                yield self.fields[key], value, where
            elif value not in (None, "", [], {}):
                hint = did_you_mean(key, (*self.fields, *self.lists)) or Message(
                    "If it does not belong to the form, remove it."
                )
                message = Message("The form has no question {name!r}.", name=shortened(key))
                yield Problem("unknown-question", message, hint, place=where), None, where

    def _evidence(self, indicator: str, value: Any, where: str) -> Iterator[tuple[Field | Problem, Any, str]]:
        if not isinstance(value, list):
            yield _not_text(value, where), None, where
            return
        for number, item in enumerate(value, start=1):
            here = f"{where}, item {number}"
            if not isinstance(item, dict):
                yield _not_text(item, here), None, here
                continue
            for part, held in item.items():
                if part in EVIDENCE_PARTS:
                    yield Field(indicator, part, number), held, f"{here}, {part}"
                else:
                    message = Message("The form has no question {name!r}.", name=shortened(part))
                    yield Problem("unknown-question", message, place=here), None, here


def _not_text(value: Any, where: str) -> Problem:
    message = Message("{value} is not what this question is answered with.", value=shortened(str(value)))
    hint = Message("Give the answers as SurveyJS hands them over.")
    return Problem("wrong-type", message, hint, place=where)
