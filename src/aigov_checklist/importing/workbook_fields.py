"""The table of a workbook that says who is assessed, how and when."""

from collections.abc import Sequence
from typing import Any

from aigov_checklist.forms.workbook_marks import FIELD, FIELDS, VALUE
from aigov_checklist.forms.workbook_words import Words
from aigov_checklist.importing.entries import date_of, is_as_it_was, key_of
from aigov_checklist.importing.findings import Findings
from aigov_checklist.importing.spreadsheet import Cell, Sheet
from aigov_checklist.importing.workbook_tables import Table
from aigov_checklist.message import Message

_WANTED = dict(
    zip(
        FIELDS,
        (
            Message("Write the name of who is assessed."),
            Message("Write the id of who is assessed; of a country its three letters of ISO 3166-1, such as IDN."),
            Message("Choose one of the texts in the list."),
            Message("Write the day of the assessment, such as 2026-11-21."),
        ),
        strict=True,
    )
)


def read_fields(table: Table, document: dict[str, Any], languages: Sequence[Words], found: Findings) -> None:
    """Put into the profile what the table says."""
    rows = {row[FIELD].text: row.get(VALUE) for row, _ in table.keyed_rows() if FIELD in row}
    for name in FIELDS:
        if name in rows:
            _read_field(name, table.sheet, rows[name], document, languages, found)


def _read_field(
    name: str,
    sheet: Sheet,
    cell: Cell | None,
    document: dict[str, Any],
    languages: Sequence[Words],
    found: Findings,
) -> None:
    *_, key = name.split(".")
    within = document["subject"] if name.startswith("subject.") else document
    place = sheet.place(cell) if cell else sheet.title
    found.places[f"$.{name}"] = place
    text = found.text(sheet, cell)
    if text is None or (text and is_as_it_was(text, within.get(key, ""))):
        return
    value: str | None = text
    if key == "kind" and text:
        value = key_of(text, (words.kinds for words in languages))
    if key == "date" and cell is not None:
        value = date_of(cell)
    if not value:
        message = Message("{text!r} cannot be used here.", text=text) if text else Message("This is not filled in.")
        found.error(f"no-{key}", message, _WANTED[name], place=place, path=f"$.{name}")
        return
    within[key] = value
