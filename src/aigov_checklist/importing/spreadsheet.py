"""Opening a workbook that strangers may have made: its cells as plain values, within limits."""

import re
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from io import BytesIO
from math import isfinite
from typing import Any, Literal, NamedTuple
from zipfile import BadZipFile

import defusedxml  # type: ignore[import-untyped] # noqa: F401 - openpyxl reads safely only where it is installed
from openpyxl import load_workbook  # type: ignore[import-untyped]
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]

from aigov_checklist.cells import LONGEST_CELL
from aigov_checklist.errors import DocumentError, Problem
from aigov_checklist.importing.merged_cells import Span, merged_cells
from aigov_checklist.importing.unpacking import refuse_as_too_large, refuse_damaged, refuse_unsafe
from aigov_checklist.message import Message

MOST_SHEETS, MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 200, 100_000, 2_000, 1_000_000
_MOST_PLACES = 20_000_000
"""Cells with and without contents that are looked at, over all sheets."""

_LAST_ROW = 1_048_576

Kind = Literal["text", "number", "date", "truth", "error", "formula"]
Value = str | int | float | bool | datetime | date | time | timedelta | None

_KINDS: dict[str, Kind] = {"s": "text", "str": "text", "inlineStr": "text", "n": "number", "d": "date", "b": "truth"}
_BROKEN = (LookupError, ValueError, TypeError, AttributeError, OverflowError, OSError, EOFError, RuntimeError,
           SyntaxError, BadZipFile, zlib.error)  # fmt: skip
"""What libraries raise about files that are not what they should be; a syntax error is one of XML."""

_ATTACHED = re.compile(r"comments|media/|embeddings/", re.IGNORECASE)
_ESCAPED = re.compile(r"_x00([01][0-9A-Fa-f]|7[Ff])_")


class Cell(NamedTuple):
    """A cell that holds something; rows and columns are counted from 1.

    What a formula gave when the workbook was saved is a value as any other, with `is_formula` set; a formula
    without such a value has the kind "formula".  The value of an error is its name: `#N/A`.
    """

    kind: Kind
    value: Value
    row: int
    column: int
    is_formula: bool = False

    @property
    def coordinate(self) -> str:
        """The cell's name on its sheet: D12."""
        return f"{get_column_letter(self.column)}{self.row}"

    @property
    def text(self) -> str:
        """The value as people see it, without spaces around it: whole numbers without a point, dates as ISO 8601."""
        match self.value:
            case None:
                return ""
            case bool():
                return str(self.value).upper()
            case float() if self.value.is_integer() and abs(self.value) < 1e15:
                return str(int(self.value))
            case datetime() if self.value.time() == time():
                return self.value.date().isoformat()
            case datetime() | date() | time():
                return self.value.isoformat()
        return str(self.value).strip()


@dataclass(frozen=True)
class Sheet:
    """A sheet's cells that hold something, by rows from the top, in each from the left; empty rows are left out."""

    title: str
    rows: tuple[tuple[Cell, ...], ...]
    is_hidden: bool = False
    merged: tuple[Span, ...] = ()

    def place(self, cell: Cell) -> str:
        """Where a cell stands, as people say it: Safety!D12, or D12 in a table that is no sheet of a workbook."""
        return f"{self.title}!{cell.coordinate}" if self.title else cell.coordinate


@dataclass(frozen=True)
class Book:
    """A workbook: the name of its file, its sheets in their order, and whether there is more in it than cells."""

    name: str
    sheets: tuple[Sheet, ...]
    has_attachments: bool = False

    @cached_property
    def titles(self) -> dict[str, Sheet]:
        """The sheets by title."""
        return {sheet.title: sheet for sheet in self.sheets}


def open_book(name: str, data: bytes, *, limit: int) -> Book:
    """The workbook in `data`; `limit` is the largest file that is read, and what it unpacks to depends on it.

    Raises DocumentError for what is no workbook, is damaged, too large, or could do harm: macros, links to
    other files, declared entities.
    """
    parts = refuse_unsafe(name, data, limit=limit)
    try:
        merged = merged_cells(data)
        sheets = tuple(replace(sheet, merged=merged.get(sheet.title, ())) for sheet in _sheets(name, data))
        return Book(name, sheets, has_attachments=any(_ATTACHED.search(part) for part in parts))
    except DocumentError:
        raise
    except _BROKEN:
        refuse_damaged(name)


def _sheets(name: str, data: bytes) -> list[Sheet]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about what openpyxl does not keep; none of it is an answer
        reader = _Reader(name)
        sheets = reader.read(data, has_results=False)
        if reader.has_formulas:
            results = _Reader(name).read(data, has_results=True)
            sheets = [_with_results(sheet, other) for sheet, other in zip(sheets, results, strict=True)]
    if not sheets:
        message = Message("The workbook has no sheets that can be read.")
        hint = Message("Open it, and save it as an ordinary Excel workbook (.xlsx).")
        raise DocumentError([Problem("no-sheets", message, hint, file=name)])
    return sheets


class _Reader:
    """One reading of a workbook, with formulas as they stand or with what they gave; counts against the limits."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.cells = self.places = 0
        self.has_formulas = False

    def read(self, data: bytes, *, has_results: bool) -> list[Sheet]:
        book = load_workbook(BytesIO(data), read_only=True, data_only=has_results, keep_links=False)
        try:
            if len(book.worksheets) > MOST_SHEETS:
                message = Message("The workbook has more than {most} sheets.", most=MOST_SHEETS)
                refuse_as_too_large(self.name, message, Message("Leave only the sheets with answers."))
            # What a sheet says about its own size need not be true.
            for sheet in book.worksheets:
                sheet.reset_dimensions()
            return [
                Sheet(sheet.title, tuple(self._rows(sheet)), is_hidden=sheet.sheet_state != "visible")
                for sheet in book.worksheets
            ]
        finally:
            book.close()

    def _rows(self, sheet: Any) -> Iterator[tuple[Cell, ...]]:
        rows = 0
        for number, row in enumerate(sheet.iter_rows(), start=1):
            self.places += len(row) + 1
            if number > _LAST_ROW or self.places > _MOST_PLACES:
                self._refuse(sheet.title, row=number)
            cells = tuple(self._cell(sheet.title, cell) for cell in row if cell.value not in (None, ""))
            if not cells:
                continue
            rows += 1
            self.cells += len(cells)
            if rows > MOST_ROWS or self.cells > MOST_CELLS or cells[-1].column > MOST_COLUMNS:
                self._refuse(sheet.title, row=number)
            yield cells

    def _cell(self, title: str, cell: Any) -> Cell:
        if cell.data_type == "f":
            self.has_formulas = True
            return Cell("formula", None, cell.row, cell.column, is_formula=True)
        value = cell.value
        kind = _KINDS.get(cell.data_type, "error")
        if isinstance(value, str):
            if len(value.encode("utf-16-le", "surrogatepass")) > 2 * LONGEST_CELL:
                place = f"{title}!{get_column_letter(cell.column)}{cell.row}"
                message = Message("The cell holds more than {most:,} characters.", most=LONGEST_CELL)
                refuse_as_too_large(self.name, message, Message("Shorten it."), place)
            value = plain(value)
        elif isinstance(value, float) and not isfinite(value):
            kind, value = "error", "#NUM!"
        return Cell(kind, value, cell.row, cell.column)

    def _refuse(self, title: str, *, row: int) -> None:
        message = Message(
            "There is more than this reads: {rows:,} rows a sheet, {columns:,} columns and {cells:,} cells.",
            rows=MOST_ROWS,
            columns=MOST_COLUMNS,
            cells=MOST_CELLS,
        )
        hint = Message("Delete what holds no answers, or bring the answers in several files.")
        refuse_as_too_large(self.name, message, hint, f"{title}!{row}")


def _with_results(sheet: Sheet, results: Sheet) -> Sheet:
    """The sheet with what its formulas gave; one that gave nothing, or an empty text, stays a formula."""
    found = {(cell.row, cell.column): cell for row in results.rows for cell in row}
    rows = (
        tuple(
            found.get((cell.row, cell.column), cell)._replace(is_formula=True) if cell.is_formula else cell
            for cell in row
        )
        for row in sheet.rows
    )
    return replace(sheet, rows=tuple(rows))


def plain(text: str) -> str:
    """The text without Excel's way to write control characters, and with one sort of line break."""
    unescaped = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return unescaped.replace("\r\n", "\n").replace("\r", "\n")
