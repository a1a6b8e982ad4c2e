"""One submission as a profile: what was answered to each question becomes what the profile says."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any, NamedTuple

from aigov_checklist.errors import Problem
from aigov_checklist.forms.naming import (
    ABOUT,
    CHOICE,
    EVIDENCE_PARTS,
    GIVEN_NUMBER,
    LEVEL,
    NO_INFORMATION,
    NOT_APPLICABLE,
    NOTE,
    NUMBER,
    REASON,
    name_of,
)
from aigov_checklist.forms.stamp import Stamp
from aigov_checklist.importing.fields import STATE, Field
from aigov_checklist.importing.form_labels import FormLabels
from aigov_checklist.importing.imported import Imported
from aigov_checklist.message import Message
from aigov_checklist.models.measure import ChoiceMeasure, LevelsMeasure
from aigov_checklist.models.rubric import Indicator, Rubric
from aigov_checklist.readers.counting import countable
from aigov_checklist.readers.places import json_path, shortened
from aigov_checklist.readers.yaml_text import LONGEST_NUMBER

_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")


class Given(NamedTuple):
    """What was answered to a question, and where that stands."""

    text: str
    place: str


class Submission:
    """What one subject answered, on its way to being a profile.

    Problems are of what no profile could say; everything else is for the door to judge.
    """

    def __init__(self, stamp: Stamp, rubric: Rubric, labels: FormLabels, place: str) -> None:
        self.stamp, self.rubric, self.labels = stamp, rubric, labels
        self.places = {"$": place}
        self.problems: list[Problem] = []

    def profile(self, name: str, answers: Mapping[Field, Given], problems: Sequence[Problem] = ()) -> Imported:
        """The profile; `problems` are what was found wrong with the submission before."""
        document = self._about(answers)
        document["responses"] = self._responses(answers)
        return Imported(name, document, self.places, countable((*problems, *self.problems)))

    def _about(self, answers: Mapping[Field, Given]) -> dict[str, Any]:
        name, identifier, date, kind, assessor = (answers.get(Field("", about)) for about in ABOUT)
        stamp = self.stamp
        document: dict[str, Any] = {"rubric": {"id": stamp.rubric, "version": stamp.version}}
        self._put(document, "kind", self._kind(kind), ())
        self._put(document, "date", date, ())
        subject: dict[str, Any] = {}
        document["subject"] = subject
        self._put(subject, "id", identifier, ("subject",))
        self._put(subject, "name", name, ("subject",))
        subject["kind"] = stamp.kind
        document["tier"] = stamp.tier
        if assessor:
            document["assessors"] = [{"name": assessor.text}]
            self.places["$.assessors"] = assessor.place
        return document

    def _kind(self, given: Given | None) -> Given | None:
        value = given and self.labels.value(self.stamp.kind, "assessment_kind", given.text)
        return given._replace(text=value) if given and value else given

    def _put(self, record: dict[str, Any], key: str, given: Given | None, path: tuple[str | int, ...]) -> None:
        if given:
            record[key] = given.text
            self.places[json_path((*path, key))] = given.place

    def _responses(self, answers: Mapping[Field, Given]) -> dict[str, Any]:
        parts: dict[str, dict[Field, Given]] = defaultdict(dict)
        for field, given in answers.items():
            parts[field.indicator][field] = given
        found = ((leaf.id, self._response(leaf, parts[leaf.id])) for leaf in self.rubric.leaves() if leaf.id in parts)
        return {identifier: response for identifier, response in found if response}

    def _response(self, leaf: Indicator, parts: Mapping[Field, Given]) -> dict[str, Any]:
        path = ("responses", leaf.id)
        response = self._answer(leaf, parts)
        evidence: list[dict[str, Any]] = []
        for number in sorted({field.number for field in parts} - {0}):
            item: dict[str, Any] = {}
            for part in EVIDENCE_PARTS:
                self._put(item, part, parts.get(Field(leaf.id, part, number)), (*path, "evidence", len(evidence)))
            first = next(given for field, given in parts.items() if field.number == number)
            self.places[json_path((*path, "evidence", len(evidence)))] = first.place
            evidence.append(item)
        if evidence:
            response["evidence"] = evidence
        self._put(response, "note", parts.get(Field(leaf.id, NOTE)), path)
        return response

    def _answer(self, leaf: Indicator, parts: Mapping[Field, Given]) -> dict[str, Any]:
        """The state of the answer; its other parts must belong to it."""
        state = parts.get(Field(leaf.id, STATE))
        reason, number = parts.get(Field(leaf.id, REASON)), parts.get(Field(leaf.id, NUMBER))
        value = self._value(leaf, state) if state else ""
        answer: dict[str, Any] = {}
        if state and value in (NO_INFORMATION, NOT_APPLICABLE):
            answer[value] = reason.text if reason else ""
            self.places[json_path(("responses", leaf.id, value))] = (reason or state).place
            reason = None
        elif state and value == GIVEN_NUMBER:
            answer |= self._number(leaf, number or state._replace(text=""))
            number = None
        elif state and value:
            key, held = self._options(leaf)[value]
            answer[key] = held
            self.places[json_path(("responses", leaf.id, key))] = state.place
        for spare in filter(None, (reason, number)):
            if value is not None:
                self._tell_spare(leaf, spare)
        return answer

    def _value(self, leaf: Indicator, state: Given) -> str | None:
        """What was chosen; None, and a problem, if that is none of the choices."""
        known = (*self._options(leaf), NO_INFORMATION, NOT_APPLICABLE)
        if state.text in known:
            return state.text
        value = self.labels.value(self.stamp.kind, name_of(leaf.id), state.text)
        if value in known:
            return value
        message = Message("{text!r} is none of the choices.", text=shortened(state.text))
        hint = Message(
            "Write one of: {values}; or exactly what the form says in one of its languages.", values=", ".join(known)
        )
        self._tell("not-a-choice", message, hint, leaf, state.place)
        return None

    def _options(self, leaf: Indicator) -> dict[str, tuple[str, int | str]]:
        match leaf.measure:
            case LevelsMeasure():
                return {f"{LEVEL}{level.value}": ("level", level.value) for level in self.rubric.scale.levels}
            case ChoiceMeasure(choices=choices):
                return {f"{CHOICE}{choice.code}": ("choice", choice.code) for choice in choices}
        return {GIVEN_NUMBER: ("quantity", "")}

    def _number(self, leaf: Indicator, given: Given) -> dict[str, Any]:
        is_number = len(given.text) <= LONGEST_NUMBER and _NUMBER.fullmatch(given.text)
        if not is_number or not isfinite(float(given.text)):
            message = Message("{text!r} is not a number.", text=shortened(given.text))
            hint = Message("Write digits, with a point before the decimals: 1234.5.")
            self._tell("not-a-number", message, hint, leaf, given.place)
            return {}
        self.places[json_path(("responses", leaf.id, "quantity"))] = given.place
        return {"quantity": float(given.text)}

    def _tell_spare(self, leaf: Indicator, spare: Given) -> None:
        message = Message("{text!r} does not belong to the answer that was chosen.", text=shortened(spare.text))
        hint = Message(
            "A reason belongs to no_information and not_applicable, a number to a number. Choose that, or move the "
            "text to the note."
        )
        self._tell("spare-answer", message, hint, leaf, spare.place)

    def _tell(self, code: str, message: Message, hint: Message, leaf: Indicator, place: str) -> None:
        self.problems.append(Problem(code, message, hint, json_path(("responses", leaf.id)), place=place))
