"""A workbook that was filled in, as a profile: the one that it began with, and what its cells say now."""

from collections.abc import Iterator
from typing import Any

from aigov_checklist.errors import DocumentError, Problem
from aigov_checklist.forms.questions import questions_by_area
from aigov_checklist.forms.stamp import Stamp, read_stamp
from aigov_checklist.forms.workbook_kept import kept_document, kept_stamp
from aigov_checklist.forms.workbook_marks import (
    ANSWER,
    FIELD,
    ID,
    INDICATOR,
    OURS,
    SHOWN_ID,
    STAMP,
    VALUE,
)
from aigov_checklist.forms.workbook_words import Words
from aigov_checklist.importing.findings import Findings
from aigov_checklist.importing.imported import Imported
from aigov_checklist.importing.moved_answers import moved
from aigov_checklist.importing.spreadsheet import Book, Sheet
from aigov_checklist.importing.workbook_answers import Answers
from aigov_checklist.importing.workbook_fields import read_fields
from aigov_checklist.importing.workbook_items import Items
from aigov_checklist.importing.workbook_questions import Questions
from aigov_checklist.importing.workbook_tables import Table, tables_of
from aigov_checklist.language import language, languages
from aigov_checklist.loading import load_known_rubric
from aigov_checklist.message import Message
from aigov_checklist.models.response import Response
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.readers.counting import countable
from aigov_checklist.registry import is_known
from aigov_checklist.translation import translated

_MOST_MISSING = 20


def is_workbook_form(book: Book) -> bool:
    """Whether the workbook is one of ours, or at least was."""
    return bool(tables_of(book))


def read_workbook(book: Book, rubric: Rubric | None) -> Imported:
    """The profile that a filled-in workbook holds, with what there is to say about its cells.

    `rubric` is the one to answer; if there is none, the shipped one that the workbook was made of.  Raises
    DocumentError if the workbook no longer tells what it was made of, or was made of another rubric.
    """
    tables = tables_of(book)
    kept = {row[STAMP].text: str(row[VALUE].value) for table in tables if STAMP in table.columns
            for row, _ in table.keyed_rows() if {STAMP, VALUE} <= row.keys()}  # fmt: skip
    named, code = kept_stamp(kept)
    stamp, document = read_stamp(named), kept_document(kept)
    if stamp is None or document is None:
        message = Message("The hidden sheet that tells what this workbook was made of is missing or was changed.")
        hint = Message("Make a new workbook with `aigov form workbook`, and copy the answers into it.")
        raise DocumentError([Problem("workbook-without-stamp", message, hint, file=book.name)])
    return _Reading(book, tables, stamp, document, rubric or _known(stamp, book.name), code).imported()


def _known(stamp: Stamp, name: str) -> Rubric:
    if is_known(stamp.rubric):
        return load_known_rubric(stamp.rubric)
    message = Message("There is no rubric {name}.", name=stamp.rubric)
    hint = Message("The workbook was made of a rubric of your own: give it with --rubric.")
    raise DocumentError([Problem("unknown-rubric", message, hint, file=name)])


class _Reading:
    """One workbook while it is read."""

    def __init__(
        self, book: Book, tables: list[Table], stamp: Stamp, document: dict[str, Any], rubric: Rubric, code: str
    ) -> None:
        self.book, self.tables, self.stamp, self.document, self.rubric = book, tables, stamp, document, rubric
        self.found = Findings()
        self.lacks_tables = False
        codes = sorted(languages(), key=lambda one: (one != code, one))
        self.languages = tuple(Words(translated(rubric, one), language(one)) for one in codes)

    def imported(self) -> Imported:
        """The profile, with what was found."""
        self._compare_rubrics()
        reference = {"id": self.rubric.id, "version": self.rubric.version}
        document = {**self.document, "rubric": reference, "responses": self._responses()}
        self._remark_on_the_rest()
        tables = self._tables_with(FIELD)
        for table in tables:
            read_fields(table, document, self.languages, self.found)
        if not tables:
            message = Message("The workbook no longer says who is assessed and when; that stays as it was.")
            self.found.warning("no-fields", message, path="$.subject")
        problems = countable(sorted(self.found.problems, key=lambda problem: problem.severity))
        return Imported(self.book.name, document, self.found.places, problems)

    def _tables_with(self, *keys: str) -> list[Table]:
        return [table for table in self.tables if set(keys) & table.columns.keys()]

    def _compare_rubrics(self) -> None:
        stamp, rubric = self.stamp, self.rubric
        if stamp.rubric != rubric.id:
            message = Message("The workbook answers the rubric {named}, not {rubric}.", named=stamp.rubric,
                              rubric=rubric.id)  # fmt: skip
            hint = Message("Give the rubric it was made of with --rubric.")
            raise DocumentError([Problem("other-rubric", message, hint, file=self.book.name)])
        if stamp.version != rubric.version:
            message = Message(
                "The workbook was made of version {named} of {rubric}; the answers are taken for version {version}.",
                named=stamp.version,
                rubric=rubric.id,
                version=rubric.version,
            )
            self.found.warning("other-version", message, Message("Check the answers to questions that have changed."))

    def _remark_on_the_rest(self) -> None:
        ours = {table.sheet.title for table in self._tables_with(STAMP, OURS, FIELD, ID, SHOWN_ID, ANSWER, INDICATOR)}
        for sheet in self.book.sheets:
            if sheet.rows and sheet.title not in ours:
                self._remark_on_sheet(sheet)
        if self.book.has_attachments:
            message = Message("Comments, pictures and files inside the workbook are not brought over.")
            self.found.warning("attachments", message, Message("What belongs to an answer, put into its note."))

    def _remark_on_sheet(self, sheet: Sheet) -> None:
        """A sheet without hidden headings: strangers' own, or one of ours that has lost them."""
        ids = (cell for row in sheet.rows for cell in row if cell.text in self.rubric.indicators)
        if self.lacks_tables and (cell := next(ids, None)):
            message = Message("The sheet has ids of questions, but has lost the hidden row that tells its columns.")
            hint = Message("Copy that row from another sheet of the workbook, or the answers into a new one.")
            self.found.error("headings-missing", message, hint, place=sheet.place(cell))
            return
        message = Message("The sheet is no part of the form; nothing on it is read.")
        self.found.warning("not-part-of-form", message, place=sheet.title)

    def _responses(self) -> dict[str, dict[str, Any]]:
        questions = Questions(self.rubric, self.found)
        for table in self._tables_with(ID, SHOWN_ID, ANSWER):
            questions.read(table)
        before = moved(self.document["responses"], self.rubric, self.found)
        answers = Answers(self.rubric, self.languages, before, self.found)
        answers.read(questions.by_indicator())
        self._tell_missing(questions)
        tables = self._tables_with(INDICATOR)
        if not tables:
            self.lacks_tables = True
            message = Message("The workbook has no sheet with evidence any more; the earlier evidence stays.")
            self.found.warning("no-evidence-sheet", message)
            return answers.responses
        items = Items(self.rubric, self.document["responses"], self.found)
        for table in tables:
            items.read(table)
        items.tell_missing()
        return dict(_with_items(answers.responses, items.items))

    def _tell_missing(self, questions: Questions) -> None:
        """Tell which questions have no row any more."""
        areas = questions_by_area(self.rubric, self.stamp.kind, self.stamp.tier, self.document.get("date"))
        missing = [leaf.id for _, leaves in areas for leaf in leaves if leaf.id not in questions.rows]
        self.lacks_tables = bool(missing)
        if not questions.rows:
            message = Message("The workbook has no questions any more.")
            hint = Message("Make a new workbook with `aigov form workbook`, and copy the answers into it.")
            self.found.error("no-questions", message, hint)
            return
        for name in missing[:_MOST_MISSING]:
            message = Message("The workbook has no row for {name}; it stays as it was.", name=name)
            self.found.warning("row-missing", message)
        if len(missing) > _MOST_MISSING:
            message = Message("In all, {number} questions have no row.", number=len(missing))
            self.found.warning("row-missing", message)


def _with_items(
    responses: dict[str, dict[str, Any]], items: dict[str, list[dict[str, Any]]]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The responses with the evidence that the workbook has now, in the order in which it stands there."""
    for name in dict.fromkeys((*responses, *items)):
        response = dict(responses.get(name, {}))
        if name in items:
            response["evidence"] = items[name]
        elif response.get("evidence"):
            del response["evidence"]
        yield name, {key: response[key] for key in Response.model_fields if key in response}
