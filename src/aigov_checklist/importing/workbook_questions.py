"""The rows of questions in a workbook, each with the indicator that it is about, wherever it was moved."""

from dataclasses import dataclass, field
from typing import NamedTuple

from aigov_checklist.forms.workbook_marks import ANSWER, ANSWER_KEYS, ID, SHOWN_ID
from aigov_checklist.importing.findings import Findings
from aigov_checklist.importing.spreadsheet import Cell, Sheet
from aigov_checklist.importing.workbook_tables import Row, Table
from aigov_checklist.message import Message
from aigov_checklist.models.rubric import Indicator, Rubric
from aigov_checklist.suggesting import did_you_mean


class Filled(NamedTuple):
    """What is filled in for a question, where the question stands, and on which sheet."""

    sheet: Sheet
    row: Row
    place: str


@dataclass
class Questions:
    """Collects the rows of all tables; a question can have several, if a sheet or a row was copied."""

    rubric: Rubric
    found: Findings
    rows: dict[str, list[Filled]] = field(default_factory=dict)

    def read(self, table: Table) -> None:
        """Take the answers of a table."""
        if not {ID, SHOWN_ID} & table.columns.keys() or not set(ANSWER_KEYS) <= table.columns.keys():
            message = Message("The sheet has lost columns of the form: its ids, or its answers.")
            hint = Message("Copy the sheet from an earlier version of the workbook, or the answers into a new one.")
            self.found.error("columns-missing", message, hint, place=table.sheet.title)
            return
        self._refuse_merged(table)
        for row, others in table.keyed_rows():
            self.found.leave_out(table.sheet, others)
            if any(key in row for key in (ID, SHOWN_ID)):
                self._read_row(table.sheet, row)
            elif filled := [row[key] for key in ANSWER_KEYS if key in row]:
                message = Message("This row has lost the id of its question; what was filled in belongs to none.")
                hint = Message("Put the id into the first column of the form, or empty the row.")
                self.found.error("row-without-id", message, hint, place=table.sheet.place(filled[0]))
            else:
                self.found.leave_out(table.sheet, list(row.values()))

    def by_indicator(self) -> dict[str, Filled]:
        """The one row of each question that counts: two may not say different things."""
        return {name: self._one_of(name, rows) for name, rows in self.rows.items()}

    def _read_row(self, sheet: Sheet, row: Row) -> None:
        leaf = self._leaf(sheet, row)
        if leaf is not None:
            filled = {key: row[key] for key in ANSWER_KEYS if key in row}
            place = sheet.place(row.get(ANSWER) or next(iter(row.values())))
            self.rows.setdefault(leaf.id, []).append(Filled(sheet, filled, place))

    def _one_of(self, name: str, rows: list[Filled]) -> Filled:
        first, *others = [filled for filled in rows if filled.row] or rows[:1]
        for other in others:
            if _texts(other.row) != _texts(first.row):
                message = Message(
                    "{name} is answered twice, and not the same: also in {place}.", name=name, place=first.place
                )
                self.found.error("answered-twice", message, Message("Empty one of the two rows."), place=other.place)
        return first

    def _leaf(self, sheet: Sheet, row: Row) -> Indicator | None:
        """The question of a row by its hidden id, else by the one that is shown."""
        ids = {row[key].text: row[key] for key in (ID, SHOWN_ID) if key in row}
        name, cell = next(iter(ids.items()))
        place = sheet.place(cell)
        if len(ids) > 1:
            message = Message("The row has two ids: {first} (hidden) and {second}.", first=name, second=list(ids)[1])
            hint = Message("Sort and move whole rows only. Write the right id into both cells.")
            self.found.error("two-ids", message, hint, place=place)
            return None
        if name in self.rubric.aliases:
            now = self.rubric.aliases[name]
            self.found.warning(
                "alias", Message("{name} is asked under {now} in this rubric.", name=name, now=now),
                Message("The answer is taken for {now}.", now=now), place=place,
            )  # fmt: skip
            name = now
        if name in self.rubric.indicators:
            return self.rubric.indicators[name]
        filled = "; ".join(row[key].text for key in ANSWER_KEYS if key in row)
        if filled:
            hint = did_you_mean(name, self.rubric.indicators)
            self.found.warning(
                "unknown-indicator",
                Message(
                    "The rubric has no indicator {name}; what the row says is left out: {text}.", name=name, text=filled
                ),
                hint, place=place,
            )  # fmt: skip
        return None

    def _refuse_merged(self, table: Table) -> None:
        columns = {table.columns[key] for key in ANSWER_KEYS}
        rows = {cells[0].row for cells in table.rows}
        for first, top, last, bottom in table.sheet.merged:
            if columns & set(range(first, last + 1)) and len(rows & set(range(top, bottom + 1))) > 1:
                self.found.error(
                    "merged-cells",
                    Message("Cells of several questions are merged here: nobody can tell what each answer is."),
                    Message("Separate the cells, and answer each question."),
                    place=f"{table.sheet.title}!{Cell('text', '', top, first).coordinate}",
                )


def _texts(row: Row) -> dict[str, str]:
    return {key: cell.text for key, cell in row.items()}
