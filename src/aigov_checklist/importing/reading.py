"""Recognising what answers were collected with, and reading them back."""

import hashlib
from codecs import BOM_UTF8
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from aigov_checklist.importing.field_export import read_csv, read_submissions
from aigov_checklist.importing.imported import Imported
from aigov_checklist.importing.spreadsheet import open_book
from aigov_checklist.importing.survey_answers import read_survey
from aigov_checklist.importing.unpacking import is_workbook
from aigov_checklist.importing.workbook import is_workbook_form, read_workbook
from aigov_checklist.models.rubric import Rubric


def read_answers(name: str, data: bytes, rubric: Rubric | None, *, today: str, limit: int) -> Sequence[Imported]:
    """The profiles that a file holds: a workbook has one, an export of a field or web form one a submission.

    `rubric` is the one to answer; if there is none, the shipped one that the file names.  Each profile tells in
    its history the file's name and digest, and `today`, the day of the import.  Raises DocumentError for what
    cannot be read at all.
    """
    found = _read(name, data, rubric, limit)
    digest = hashlib.sha256(data).hexdigest()
    step = {"event": "imported", "file": PurePath(name).name, "sha256": digest, "date": today}
    return [_with_history(one, step, is_one_of_many=len(found) > 1) for one in found]


def _read(name: str, data: bytes, rubric: Rubric | None, limit: int) -> Sequence[Imported]:
    if is_workbook(name, data):
        book = open_book(name, data, limit=limit)
        return [read_workbook(book, rubric)] if is_workbook_form(book) else read_submissions(name, book, rubric)
    if data.removeprefix(BOM_UTF8).lstrip()[:1] in (b"{", b"["):
        return read_survey(name, data, rubric)
    return read_csv(name, data, rubric)


def _with_history(imported: Imported, step: dict[str, Any], *, is_one_of_many: bool) -> Imported:
    row = imported.places.get("$") if is_one_of_many else None
    done = {**step, "row": row} if row else step
    document = {key: value for key, value in imported.document.items() if key != "responses"}
    document["history"] = [*document.get("history", ()), done]
    responses = {key: value for key, value in imported.document.items() if key == "responses"}
    return Imported(imported.name, {**document, **responses}, imported.places, imported.problems)
