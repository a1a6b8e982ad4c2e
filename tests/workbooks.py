"""What the tests of workbooks to fill in share: a form, its cells by what they are for, and how it is brought back."""

import io
import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook  # type: ignore[import-untyped]
from openpyxl.cell import Cell  # type: ignore[import-untyped]
from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]

from aigov_checklist import Profile, Rubric
from aigov_checklist.errors import DocumentError, Problem
from aigov_checklist.forms.workbook import workbook_form
from aigov_checklist.importing.imported import Imported
from aigov_checklist.importing.spreadsheet import open_book
from aigov_checklist.importing.workbook import read_workbook
from aigov_checklist.language import language
from aigov_checklist.loading import admit_profile

CREATED = datetime(2026, 11, 21, tzinfo=UTC)
LIMIT = 10_000_000

Document = dict[str, Any]
Change = Callable[[Workbook], None]


def beginning(rubric: Rubric, responses: Document | None = None, **changes: Any) -> Document:
    """A profile of a country that has answered this."""
    return {
        "rubric": {"id": rubric.id, "version": rubric.version},
        "kind": "self-assessment",
        "date": "2026-11-21",
        "subject": {"id": "XYZ", "name": "Someland", "kind": "country"},
        "responses": responses or {},
    } | changes


def form(rubric: Rubric, document: Document, code: str = "en") -> bytes:
    return workbook_form(rubric, document, created=CREATED, language=language(code))


def edited(data: bytes, *changes: Change) -> bytes:
    """The workbook as somebody saves it after changing something."""
    book = load_workbook(io.BytesIO(data))
    for change in changes:
        change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def repacked(data: bytes, parts: dict[str, bytes]) -> bytes:
    """The package with other parts, or with more of them."""
    stream = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        for name in [*old.namelist(), *(name for name in parts if name not in old.namelist())]:
            new.writestr(name, parts[name] if name in parts else old.read(name))
    return stream.getvalue()


def part_of(data: bytes, name: str) -> bytes:
    with ZipFile(io.BytesIO(data)) as package:
        return package.read(name)


def columns_of(sheet: Worksheet) -> dict[str, int]:
    """The columns of a sheet by their hidden headings."""
    return {
        str(cell.value).removeprefix("aigov:"): cell.column
        for row in sheet.iter_rows(max_row=30)
        for cell in row
        if str(cell.value).startswith("aigov:")
    }


def cell_of(book: Workbook, indicator: str, key: str = "answer") -> Cell:
    """The cell of a question."""
    for sheet in book:
        columns = columns_of(sheet)
        for row in sheet.iter_rows() if "answer" in columns else ():
            if "id" in columns and row[columns["id"] - 1].value == indicator:
                return row[columns[key] - 1]
    raise LookupError(indicator)


def put(indicator: str, **values: Any) -> Change:
    """Fill in a row: answer, reason, note, confidence."""

    def change(book: Workbook) -> None:
        for key, value in values.items():
            cell_of(book, indicator, key).value = value

    return change


def evidence_sheet(book: Workbook) -> Worksheet:
    return next(sheet for sheet in book if "indicator" in columns_of(sheet))


def cite(row: int, **values: Any) -> Change:
    """Fill in the nth row of evidence, counted from 0."""

    def change(book: Workbook) -> None:
        sheet = evidence_sheet(book)
        columns = columns_of(sheet)
        for key, value in values.items():
            sheet.cell(_first_row(sheet) + row, columns[key]).value = value

    return change


def _first_row(sheet: Worksheet) -> int:
    return 1 + int(next(cell.row for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("aigov:")))


def imported(data: bytes, rubric: Rubric | None = None) -> Imported:
    return read_workbook(open_book("form.xlsx", data, limit=LIMIT), rubric)


def brought_back(data: bytes, rubric: Rubric | None = None) -> tuple[Profile, tuple[Problem, ...]]:
    """The profile and the warnings. Raises DocumentError."""
    opened = admit_profile(imported(data, rubric), rubric)
    return opened.profile, opened.warnings


def problems_of(data: bytes, rubric: Rubric | None = None) -> list[Problem]:
    """What is wrong with a workbook that must not be taken."""
    with pytest.raises(DocumentError) as refused:
        brought_back(data, rubric)
    return list(refused.value.problems)


def as_profile(document: Document) -> Profile:
    return Profile.model_validate_json(json.dumps(document))


def through_libreoffice(data: bytes, folder: Path, style: str = "xlsx") -> bytes:
    """The workbook as LibreOffice saves it."""
    source, out = folder / "form.xlsx", folder / "out"
    source.write_bytes(data)
    program = shutil.which("soffice")
    assert program
    command = [program, f"-env:UserInstallation={(folder / 'user').as_uri()}", "--headless", "--convert-to", style,
               "--outdir", str(out), str(source)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return (out / f"form.{style}").read_bytes()


needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
