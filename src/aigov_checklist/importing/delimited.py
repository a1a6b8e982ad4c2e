"""A table from CSV text, as exports and spreadsheets write it: with any delimiter, with or without byte order mark."""

import codecs
import csv
import io
from collections.abc import Iterator
from typing import NoReturn

from aigov_checklist.errors import DocumentError, Problem
from aigov_checklist.forms.naming import STAMP
from aigov_checklist.importing.headers import is_stamp
from aigov_checklist.importing.table import Row, Table
from aigov_checklist.message import Message

MOST_ROWS, MOST_COLUMNS = 100_000, 10_000
LONGEST_CELL = 131_072
"""Characters: the limit of the csv module, which any other library may lift for the whole process."""
DELIMITERS = (",", ";", "\t")
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def table_of(name: str, data: bytes) -> Table:
    """The table in `data`. Raises DocumentError for what is no text, no CSV, or no export of a form of ours."""
    text = decoded(name, data)
    for delimiter in DELIMITERS:
        if any(map(is_stamp, _header(text, delimiter))):
            header, *rows = rows_of(name, text, delimiter)
            if len(header.cells) > MOST_COLUMNS:
                message = Message("There are more than {most:,} columns.", most=MOST_COLUMNS)
                _refuse(name, "too-many", message, Message("Export the submissions of one form only."))
            return Table(name, header.cells, rows)
    raise no_export(name)


def no_export(name: str) -> DocumentError:
    """What is wrong with a table in which no column tells what the form was made of, and what was expected."""
    message = Message("This is no export of a field form: it has no column {column}.", column=STAMP)
    hint = Message(
        "Export the submissions of a form that 'aigov form xlsform' made, with all its columns, as CSV or XLSX."
    )
    return DocumentError([Problem("not-an-export", message, hint, file=name)])


def _header(text: str, delimiter: str) -> list[str]:
    """The first row that holds something, as it looks with this delimiter; nothing if it cannot be the right one."""
    try:
        return next((cells for cells in _reader(text, delimiter) if any(map(str.strip, cells))), [])
    except csv.Error:
        return []


def rows_of(name: str, text: str, delimiter: str) -> Iterator[Row]:
    """The rows that hold something, each with its number as a spreadsheet counts."""
    reader = _reader(text, delimiter)
    number = found = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            cells = None
        if cells is None or any(len(cell) > LONGEST_CELL for cell in cells):
            message = Message("From here on this is not CSV.")
            hint = Message(
                "Look for a quotation mark missing or too many, or for a cell of more than {most:,} characters.",
                most=LONGEST_CELL,
            )
            raise DocumentError([Problem("not-csv", message, hint, file=name, place=f"row {number}")])
        if any(map(str.strip, cells)):
            found += 1
            if found > MOST_ROWS + 1:
                message = Message("There are more than {most:,} rows.", most=MOST_ROWS)
                raise DocumentError(
                    [Problem("too-many", message, Message("Bring them in as several files."), file=name)]
                )
            yield Row(number, cells)


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def decoded(name: str, data: bytes) -> str:
    """The text of a CSV file. Raises DocumentError if it is none."""
    if data.startswith(_WIDE) or b"\x00" in data[:4]:
        message = Message("This is not UTF-8 text; it looks like UTF-16 or UTF-32.")
        _refuse(name, "not-utf8", message, Message("Save the file as UTF-8."))
    if b"\x00" in data:
        message = Message("This is not a text file.")
        _refuse(name, "binary", message, Message("Save the table as CSV (UTF-8) or XLSX."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        hint = Message("Save the file as UTF-8.")
        line = data.count(b"\n", 0, error.start) + 1
        _refuse(name, "not-utf8", Message("This is not UTF-8 text."), hint, line)
    if not text.strip():
        _refuse(name, "empty", Message("The file is empty."), Message("Save the table as CSV (UTF-8) or XLSX."))
    return text


def _refuse(name: str, code: str, message: Message, hint: Message, line: int = 0) -> NoReturn:
    raise DocumentError([Problem(code, message, hint, file=name, line=line)])
