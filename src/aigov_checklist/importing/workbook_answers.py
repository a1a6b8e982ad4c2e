"""What is filled in for questions as responses: what a cell says replaces what the profile said before."""

from collections.abc import Mapping, Sequence
from typing import Any

from aigov_checklist.answer_words import answer_words
from aigov_checklist.forms.workbook_marks import ANSWER, CONFIDENCE, NOTE, REASON
from aigov_checklist.forms.workbook_words import State, Words, is_cut
from aigov_checklist.importing.entries import is_as_it_was, is_same_number, key_of, state_of
from aigov_checklist.importing.findings import Findings
from aigov_checklist.importing.spreadsheet import Cell, Sheet
from aigov_checklist.importing.workbook_questions import Filled
from aigov_checklist.importing.workbook_tables import Row
from aigov_checklist.language import ENGLISH
from aigov_checklist.message import Message
from aigov_checklist.models.measure import QuantityMeasure
from aigov_checklist.models.response import STATES, Answer, Response
from aigov_checklist.models.rubric import Indicator, Rubric
from aigov_checklist.readers.places import json_path

_REASONED = ("no_information", "not_applicable")
Document = dict[str, Any]


class Answers:
    """Makes responses of rows; `before` are those that the workbook began with."""

    def __init__(self, rubric: Rubric, languages: Sequence[Words], before: Mapping[str, Document], found: Findings):
        self.rubric, self.languages, self.before, self.found = rubric, languages, before, found
        self.responses: dict[str, Document] = dict(before)

    def read(self, rows: Mapping[str, Filled]) -> None:
        """Take what is filled in; a question without a row stays as it was."""
        for name, filled in rows.items():
            self.found.places[json_path(("responses", name))] = filled.place
            response = self._response(self.rubric.indicators[name], filled.sheet, filled.row)
            if response or name in self.before:
                self.responses[name] = response

    def _response(self, leaf: Indicator, sheet: Sheet, row: Row) -> Document:
        before = self.before.get(leaf.id, {})
        after = {key: value for key, value in before.items() if key not in STATES}
        after |= self._state(leaf, sheet, row, before)
        self._keep_note(leaf, sheet, row, after)
        self._keep_confidence(sheet, row, after)
        self._compare(leaf, before, after, sheet.place(row[ANSWER]) if ANSWER in row else sheet.title)
        return {key: after[key] for key in Response.model_fields if key in after}

    def _state(self, leaf: Indicator, sheet: Sheet, row: Row, before: Document) -> Document:
        was = {key: before[key] for key in STATES if key in before}
        cell = row.get(ANSWER)
        text, reason = self.found.text(sheet, cell), self.found.text(sheet, row.get(REASON))
        if text is None or reason is None:
            return was
        if cell is None or not text:
            if reason:
                message = Message("There is a reason, but no answer that it belongs to.")
                hint = Message("Choose 'no information' or 'not applicable', or move the text to the note.")
                self.found.error("reason-without-answer", message, hint, place=sheet.place(row[REASON]))
            return {}
        state = state_of(cell, leaf, self.languages)
        if state is None:
            self._refuse_answer(leaf, sheet, cell)
            return was
        key, value = state
        if key in _REASONED:
            return self._with_reason(key, reason, before, sheet, cell)
        if reason:
            message = Message("The reason is left out, since the question is answered: {text}.", text=reason)
            hint = Message("Move it to the note if it should stay.")
            self.found.warning("reason-left-out", message, hint, place=sheet.place(row[REASON]))
        return {key: _number_as_it_was(state, before)} if key == "quantity" else {key: value}

    def _with_reason(self, key: str, reason: str, before: Document, sheet: Sheet, cell: Cell) -> Document:
        if not reason:
            message = (
                Message("It is not said where you looked.")
                if key == "no_information"
                else Message("It is not said why this does not apply.")
            )
            hint = Message("Say it in the column for the reason.")
            self.found.error("reason-missing", message, hint, place=sheet.place(cell))
            return {}
        return {key: before[key] if is_as_it_was(reason, before.get(key, "")) else reason}

    def _refuse_answer(self, leaf: Indicator, sheet: Sheet, cell: Cell) -> None:
        texts = "; ".join(option.text for option in self.languages[0].options(leaf))
        message = Message("{text!r} is no answer to {name}.", text=cell.text, name=leaf.id)
        hint = Message("Use one of: {known}.", known=texts)
        if isinstance(leaf.measure, QuantityMeasure):
            hint = Message("Write a number without signs between thousands, or use one of: {known}.", known=texts)
        self.found.error("not-an-answer", message, hint, place=sheet.place(cell))

    def _keep_note(self, leaf: Indicator, sheet: Sheet, row: Row, after: Document) -> None:
        text, was = self.found.text(sheet, row.get(NOTE)), after.get("note", "")
        if text is None or is_as_it_was(text, was):
            return
        place = sheet.place(row[NOTE]) if NOTE in row else sheet.title
        self.found.places[json_path(("responses", leaf.id, "note"))] = place
        after.pop("note", None)
        if text:
            after["note"] = text
        if was and is_cut(was):
            message = Message("The note was longer than a cell can hold; the text in the cell replaces all of it.")
            self.found.warning("long-text-replaced", message, place=place)

    def _keep_confidence(self, sheet: Sheet, row: Row, after: Document) -> None:
        text = self.found.text(sheet, row.get(CONFIDENCE))
        if text is None:
            return
        after.pop("confidence", None)
        if not text:
            return
        key = key_of(text, (words.confidences for words in self.languages))
        if key is None:
            known = "; ".join(self.languages[0].confidences.values())
            message = Message("{text!r} is no degree of confidence.", text=text)
            hint = Message("Use one of: {known}.", known=known)
            self.found.error("not-a-confidence", message, hint, place=sheet.place(row[CONFIDENCE]))
            return
        after["confidence"] = key

    def _compare(self, leaf: Indicator, before: Document, after: Document, place: str) -> None:
        """Tell what is no longer there: an answer that was emptied, the review of one that was changed."""
        was, now = ({key: one[key] for key in STATES if key in one} for one in (before, after))
        if was == now:
            return
        if not now:
            words = answer_words(Answer.model_validate(was), ENGLISH)
            message = Message("The answer to {name} was emptied; before, it was: {words}.", name=leaf.id, words=words)
            self.found.warning("answer-emptied", message, place=place)
        if review := after.pop("review", None):
            message = Message(
                "The answer to {name} was changed, so its review is left out: {review}.",
                name=leaf.id,
                review=", ".join(str(value) for value in review.values()),
            )
            hint = Message("Ask for a review of the new answer.")
            self.found.warning("review-left-out", message, hint, place=place)


def _number_as_it_was(state: State, before: Document) -> Any:
    value, was = state[1], before.get("quantity")
    return was if was is not None and isinstance(value, int | float) and is_same_number(value, was) else value
