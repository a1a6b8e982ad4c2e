"""The table of evidence of a workbook as items of responses; what the table does not show stays with its item."""

from collections.abc import Mapping, Sequence
from typing import Any

from aigov_checklist.forms.workbook_marks import EVIDENCE_PARTS, INDICATOR, ITEM, item_mark
from aigov_checklist.forms.workbook_words import folded
from aigov_checklist.importing.entries import date_of, is_as_it_was
from aigov_checklist.importing.findings import Findings
from aigov_checklist.importing.spreadsheet import Cell, Sheet
from aigov_checklist.importing.workbook_tables import Row, Table
from aigov_checklist.message import Message
from aigov_checklist.models.response import Evidence
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.readers.places import json_path
from aigov_checklist.suggesting import did_you_mean

Document = dict[str, Any]
_KEYS = (INDICATOR, *EVIDENCE_PARTS)


class Items:
    """Reads the rows of evidence; `before` are the responses that the workbook began with."""

    def __init__(self, rubric: Rubric, before: Mapping[str, Document], found: Findings) -> None:
        self.rubric, self.found = rubric, found
        self.by_name = {folded(name): name for name in (*rubric.aliases, *rubric.indicators)}
        self.earlier: dict[str, tuple[str, Document]] = {
            item_mark(name, index): (name, item)
            for name, response in before.items()
            for index, item in enumerate(response.get("evidence", ()))
        }
        self.left = dict(self.earlier)
        self.items: dict[str, list[Document]] = {}

    def read(self, table: Table) -> None:
        """Take the items of a table."""
        if missing := [key for key in (INDICATOR, "title") if key not in table.columns]:
            message = Message("The sheet has lost columns of the form: {columns}.", columns=", ".join(missing))
            hint = Message("Copy the sheet from an earlier version of the workbook, or the evidence into a new one.")
            self.found.error("columns-missing", message, hint, place=table.sheet.title)
            return
        for row, others in table.keyed_rows():
            self.found.leave_out(table.sheet, others)
            if any(key in row and row[key].text for key in _KEYS):
                self._read_row(table.sheet, row)

    def tell_missing(self) -> None:
        """Tell which items the profile had before and the workbook no longer has."""
        for name, item in self.left.values():
            message = Message(
                "Evidence for {name} is no longer in the workbook, and is left out: {title}.",
                name=name,
                title=item["title"],
            )
            self.found.warning("evidence-left-out", message, path=json_path(("responses", name)))

    def _read_row(self, sheet: Sheet, row: Row) -> None:
        mark = row[ITEM].text if ITEM in row else ""
        earlier, before = self.left.pop(mark, ("", {}))
        name = self._name(sheet, row, earlier)
        if name is None:
            return
        items = self.items.setdefault(name, [])
        item = {key: value for key, value in before.items() if key not in EVIDENCE_PARTS}
        item |= {
            key: value
            for key in EVIDENCE_PARTS
            if (value := self._value(key, sheet, row.get(key), before.get(key, "")))
        }
        self._add_title(sheet, row, item)
        if not before and any(_shown_parts(item) == _shown_parts(other) for other in items):
            return  # the row, or the sheet, was copied
        path = ("responses", name, "evidence", len(items))
        self.found.places[json_path(path)] = _first_place(sheet, row)
        self.found.places |= {json_path((*path, key)): sheet.place(row[key]) for key in EVIDENCE_PARTS if key in row}
        items.append({key: item[key] for key in Evidence.model_fields if key in item})

    def _name(self, sheet: Sheet, row: Row, earlier: str) -> str | None:
        """The indicator that a row of evidence is for; `earlier` is the one that it was for."""
        place = _first_place(sheet, row)
        text = self.found.text(sheet, row.get(INDICATOR))
        if text is None:
            return None
        name = self.by_name.get(folded(text))
        if name is None and text and text == earlier:
            message = Message("The rubric has no indicator {name} any more; its evidence is left out.", name=text)
            self.found.warning("evidence-left-out", message, place=place)
            return None
        if name is None:
            message = Message("The rubric has no indicator {name}.", name=text)
            hint = did_you_mean(text, self.rubric.indicators)
            if not text:
                message = Message("It is not said which question this evidence is for.")
                hint = Message("Write the id of the question into the row; it stands beside the question.")
            self.found.error("unknown-indicator", message, hint, place=place)
            return None
        if name in self.rubric.aliases and name not in self.rubric.indicators:
            now = self.rubric.aliases[name]
            message = Message("{name} is asked under {now} in this rubric.", name=name, now=now)
            self.found.warning("alias", message, Message("The evidence is taken for {now}.", now=now), place=place)
            return now
        return name

    def _value(self, key: str, sheet: Sheet, cell: Cell | None, before: Any) -> Any:
        text = self.found.text(sheet, cell)
        if text is None or is_as_it_was(text, str(before)):
            return before
        if key not in ("date", "accessed") or cell is None or not text:
            return text
        day = date_of(cell)
        if day is None:
            message = Message("{text!r} is no date, or could be two.", text=text)
            hint = Message("Write a year, a month or a day: 2025, 2025-03 or 2025-03-14.")
            self.found.error("not-a-date", message, hint, place=sheet.place(cell))
        return day

    def _add_title(self, sheet: Sheet, row: Row, item: Document) -> None:
        """Name an item without a title by where it can be found."""
        if "title" in item:
            return
        other = next((item[key] for key in ("url", "document", "excerpt") if key in item), None)
        place = _first_place(sheet, row)
        if other is None:
            message = Message("The evidence has no name and no address.")
            self.found.error("evidence-without-title", message, Message("Write the name of the document."), place=place)
            return
        item["title"] = other[:200]
        message = Message("The evidence has no name; it is named {title}.", title=item["title"])
        self.found.warning("evidence-without-title", message, place=place)


def _first_place(sheet: Sheet, row: Row) -> str:
    keys: Sequence[str] = (INDICATOR, *EVIDENCE_PARTS)
    return next(sheet.place(row[key]) for key in keys if key in row)


def _shown_parts(item: Document) -> Document:
    return {key: value for key, value in item.items() if key in EVIDENCE_PARTS}
