"""Exports of ODK Central and KoboToolbox: a table with a submission a row, read back into profiles."""

from collections.abc import Iterator, Sequence

from aigov_checklist.errors import DocumentError, Problem
from aigov_checklist.forms.naming import INTRODUCTION, STAMP
from aigov_checklist.forms.stamp import Stamp, read_stamp
from aigov_checklist.importing.delimited import no_export, table_of
from aigov_checklist.importing.fields import Field, fields_of
from aigov_checklist.importing.form_labels import FormLabels
from aigov_checklist.importing.headers import field_under, is_added, is_stamp
from aigov_checklist.importing.imported import Imported
from aigov_checklist.importing.spreadsheet import Book, Sheet
from aigov_checklist.importing.stamped import rubric_of
from aigov_checklist.importing.submissions import Given, Submission
from aigov_checklist.importing.table import Row, Table
from aigov_checklist.message import Message
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.readers.counting import countable
from aigov_checklist.readers.places import shortened

_NO_ANSWER = ("", "n/a")
"""What stands in a cell without an answer; the second is how older exports of KoboToolbox say it."""


def read_csv(name: str, data: bytes, rubric: Rubric | None) -> list[Imported]:
    """The profiles in a CSV file. Raises DocumentError where it is no export, or its columns are not understood."""
    return _submissions(table_of(name, data), rubric)


def read_submissions(name: str, book: Book, rubric: Rubric | None) -> list[Imported]:
    """The profiles in a workbook: those of the first sheet that holds submissions; else as `read_csv`."""
    tables = {sheet.title: _sheet_table(name, sheet) for sheet in book.sheets if sheet.rows}
    read = next((title for title, table in tables.items() if any(map(is_stamp, table.header))), None)
    if read is None:
        raise no_export(name)
    return _submissions(tables[read], rubric, [_unread(title, read) for title in tables if title != read])


def _unread(title: str, read: str) -> Problem:
    message = Message("The sheet {title!r} is not read; the submissions stand on {read!r}.", title=title, read=read)
    hint = Message("If it holds answers too, bring it in a file of its own.")
    return Problem("unread-sheet", message, hint, severity="warning", place=title)


def _sheet_table(name: str, sheet: Sheet) -> Table:
    first, *others = sheet.rows
    header = [""] * first[-1].column
    for cell in first:
        header[cell.column - 1] = cell.text
    rows = []
    for cells in others:
        texts = [""] * max(len(header), cells[-1].column)
        for cell in cells:
            texts[cell.column - 1] = cell.text or str(cell.kind)
        broken = frozenset(cell.column - 1 for cell in cells if cell.kind in ("error", "formula"))
        rows.append(Row(cells[0].row, texts, broken))
    return Table(name, header, rows)


def _submissions(table: Table, rubric: Rubric | None, remarks: Sequence[Problem] = ()) -> list[Imported]:
    """A profile for each row; what there is to remark on the file goes with the first."""
    if not table.rows:
        message = Message("There are no submissions below the names of the columns.")
        raise DocumentError([Problem("empty", message, Message("Export them when there are some."), file=table.name)])
    stamps = _stamps(table)
    for row, stamp in zip(table.rows, stamps, strict=True):
        rubric = rubric_of(stamp, rubric, file=table.name, place=f"row {row.number}")
    assert rubric is not None  # there are rows
    reading = _Reading(table, rubric)
    if problems := countable(reading.strangers()):
        raise DocumentError(problems)
    return [
        reading.profile(row, stamp, () if number else remarks)
        for number, (row, stamp) in enumerate(zip(table.rows, stamps, strict=True))
    ]


def _stamps(table: Table) -> list[Stamp]:
    """What each submission's form was made of. Raises DocumentError with every row that does not say it."""
    columns = [at for at, heading in enumerate(table.header) if is_stamp(heading)]
    stamps, problems = [], []
    for row in table.rows:
        text = next((row.cells[at] for at in columns if at < len(row.cells) and row.cells[at].strip()), "")
        if stamp := read_stamp(text):
            stamps.append(stamp)
            continue
        message = Message("{text!r} does not say what the form was made of.", text=shortened(text))
        hint = Message("Leave {column} as it was exported; delete rows that hold no submission.", column=STAMP)
        place = table.place(row, columns[0])
        problems.append(Problem("no-stamp", message, hint, file=table.name, place=place))
    if problems:
        raise DocumentError(countable(problems))
    return stamps


class _Reading:
    """The reading of a table, once it is known which rubric it answers."""

    def __init__(self, table: Table, rubric: Rubric) -> None:
        self.table, self.rubric = table, rubric
        self.labels = FormLabels(rubric)
        fields = fields_of(rubric)
        self.columns = {
            at: field
            for at, heading in enumerate(table.header)
            if (field := field_under(heading, fields, self.labels)) is not None
        }

    def strangers(self) -> Iterator[Problem]:
        """The columns that no question of the form has, and that are not empty."""
        for at, heading in enumerate(self.table.header):
            if at in self.columns or is_added(heading):
                continue
            row = next(
                (row for row in self.table.rows if at < len(row.cells) and row.cells[at].strip() not in _NO_ANSWER),
                None,
            )
            if row is not None:
                message = Message("There is no question for the column {name!r}.", name=shortened(heading))
                hint = Message(
                    "If it does not belong to the form, delete the column; else export it with the names of questions "
                    "or their labels in one of the form's languages."
                )
                place = self.table.place(row, at)
                yield Problem("unknown-column", message, hint, file=self.table.name, place=place)

    def profile(self, row: Row, stamp: Stamp, remarks: Sequence[Problem]) -> Imported:
        """The profile that a row stands for, with these remarks and those on its cells."""
        problems = [*remarks, *self._misshapen(row)]
        answers: dict[Field, Given] = {}
        for at, field in self.columns.items():
            text = row.cells[at].strip() if at < len(row.cells) else ""
            if text in _NO_ANSWER or field.part in (STAMP, INTRODUCTION):
                continue
            given = Given(text.replace("\r\n", "\n").replace("\r", "\n"), self.table.place(row, at))
            other = answers.setdefault(field, given)
            if other.text != given.text:
                problems.append(_twice(other, given))
            if at in row.broken:
                message = Message("The cell holds a formula without a result, or an error.")
                hint = Message("Write the value itself.")
                problems.append(Problem("broken-cell", message, hint, place=given.place))
        submission = Submission(stamp, self.rubric, self.labels, f"row {row.number}")
        return submission.profile(self.table.name, answers, problems)

    def _misshapen(self, row: Row) -> Iterator[Problem]:
        """A row with other cells than there are columns: something was cut off, or has slipped."""
        width = len(self.table.header)
        spare = next((at for at in range(width, len(row.cells)) if row.cells[at].strip()), None)
        if spare is not None or len(row.cells) < width:
            message = Message(
                "The row has {cells} cells, but there are {columns} columns.", cells=len(row.cells), columns=width
            )
            hint = Message("Export the submissions again: cells were cut off or have slipped.")
            yield Problem("wrong-width", message, hint, place=f"row {row.number}")


def _twice(one: Given, other: Given) -> Problem:
    message = Message("Two columns answer the same question, and not alike; the other is {place}.", place=one.place)
    return Problem("two-answers", message, Message("Keep one of them."), place=other.place)
