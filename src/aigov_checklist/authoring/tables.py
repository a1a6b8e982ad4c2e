"""Opening a table of indicators: its sheets, the row of headings in each, and what each column holds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from aigov_checklist.authoring.columns import Columns
from aigov_checklist.authoring.words import Meaning, column_names, plain
from aigov_checklist.errors import DocumentError, Problem
from aigov_checklist.importing.delimited import DELIMITERS, decoded, rows_of
from aigov_checklist.importing.findings import Findings
from aigov_checklist.importing.merged_cells import hidden_rows
from aigov_checklist.importing.spreadsheet import Cell, Sheet, open_book
from aigov_checklist.importing.unpacking import is_workbook
from aigov_checklist.message import Message
from aigov_checklist.readers.places import shortened
from aigov_checklist.suggesting import did_you_mean

_WANTED = ("question", "title", "commitment")
"""A row of headings has at least one of these."""

_FIRST_ROWS = 30
"""Among so many rows the headings are looked for: titles may stand above them."""

MOST_ROWS = 5_000
"""Of all sheets; no form with so many questions was ever filled in."""


@dataclass(frozen=True)
class Table:
    """A sheet with headings: what its columns hold, by their numbers, and the rows from the headings on down."""

    sheet: Sheet
    columns: dict[int, Meaning]
    lines: tuple[tuple[Cell, ...], ...]

    @property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows below the headings."""
        return self.lines[1:]

    @property
    def headings(self) -> dict[str, str]:
        """The headings as they are written, by the names of their columns."""
        return {self.columns[cell.column].key: cell.text for cell in self.lines[0] if cell.column in self.columns}


def open_tables(name: str, data: bytes, columns: Columns, found: Findings, *, limit: int) -> list[Table]:
    """Every sheet that has headings, in a workbook or a CSV file; what else there is, `found` is told.

    Raises DocumentError if it cannot be read, or if no sheet has headings.
    """
    if is_workbook(name, data):
        book = open_book(name, data, limit=limit)
        hidden = hidden_rows(data)
        sheets = [filled for sheet in book.sheets if (filled := _filled(sheet)).rows]
    else:
        hidden, sheets = {}, [_csv_sheet(name, data, columns)]
    heads = {sheet.title: _head(sheet, columns) for sheet in sheets if not sheet.is_hidden}
    if not any(heads.values()):
        message = Message("There is no row of headings here: one of them must be {wanted}.", wanted=", ".join(_WANTED))
        hint = Message("If they have other names, say which is which: --column question='What is asked'.")
        raise DocumentError([Problem("no-headings", message, hint, file=name)])
    _tell_missing(columns, [cell for head in heads.values() for cell in head], found)
    tables = []
    for sheet in sheets:
        if head := heads.get(sheet.title):
            tables.append(_table(sheet, head, columns, found))
            _tell_hidden(sheet, hidden.get(sheet.title, ()), found)
        else:
            message = Message("The sheet {title!r} is not read: it is hidden, or has no headings.", title=sheet.title)
            found.warning("unread-sheet", message, place=sheet.title)
    if sum(len(table.rows) for table in tables) > MOST_ROWS:
        message = Message("There are more than {most:,} rows.", most=MOST_ROWS)
        raise DocumentError([Problem("too-many", message, Message("A row is one indicator."), file=name)])
    return tables


def _filled(sheet: Sheet) -> Sheet:
    """The sheet without cells that hold nothing but spaces; a formula or an error holds something."""
    rows = (tuple(cell for cell in row if cell.text or cell.kind in ("formula", "error")) for row in sheet.rows)
    return replace(sheet, rows=tuple(row for row in rows if row))


def _csv_sheet(name: str, data: bytes, columns: Columns) -> Sheet:
    """The table in CSV text, with the delimiter under which most headings are known."""
    text = decoded(name, data)
    refusals: list[DocumentError] = []
    sheets = []
    for delimiter in DELIMITERS:
        try:
            rows = tuple(
                tuple(
                    Cell("text", text.strip(), row.number, at) for at, text in enumerate(row.cells, 1) if text.strip()
                )
                for row in rows_of(name, text, delimiter)
            )
        except DocumentError as refusal:
            refusals.append(refusal)
        else:
            sheets.append(Sheet("", rows))
    if not sheets:
        raise refusals[0]
    return max(sheets, key=lambda sheet: (len(_known(_head(sheet, columns), columns)), _width(sheet)))


def _width(sheet: Sheet) -> int:
    return max((row[-1].column for row in sheet.rows), default=0)


def _head(sheet: Sheet, columns: Columns) -> tuple[Cell, ...]:
    """The row of headings: the one with most of them that are known; none if nothing that is wanted is there."""
    best = max(sheet.rows[:_FIRST_ROWS], key=lambda row: len(_known(row, columns)), default=())
    return best if any(found.key in _WANTED for found in _known(best, columns)) else ()


def _known(row: Iterable[Cell], columns: Columns) -> list[Meaning]:
    return [found for cell in row if (found := columns.meaning(cell.text)) is not None]


def _table(sheet: Sheet, head: tuple[Cell, ...], columns: Columns, found: Findings) -> Table:
    at = sheet.rows.index(head)
    for row in sheet.rows[:at]:
        message = Message("What stands above the headings is left out: {text}.",
                          text=shortened(" ".join(cell.text for cell in row)))  # fmt: skip
        found.warning("above-headings", message, place=sheet.place(row[0]))
    known = {cell.column: held for cell in head if (held := columns.meaning(cell.text))}
    first = {held.key: column for column, held in reversed(known.items())}
    for cell in head:
        held = known.get(cell.column)
        if held is not None and first[held.key] != cell.column:
            message = Message("Two columns hold the {key}; this is the second one.", key=held.key)
            hint = Message("Leave this one out with --ignore {heading!r}, or say what it holds with --column.",
                           heading=cell.text)  # fmt: skip
            found.error("repeated-column", message, hint, place=sheet.place(cell))
    _tell_unknown(sheet, sheet.rows[at:], known, columns, found)
    return Table(sheet, {column: known[column] for column in first.values()}, sheet.rows[at:])


def _tell_unknown(
    sheet: Sheet, rows: tuple[tuple[Cell, ...], ...], known: dict[int, Meaning], columns: Columns, found: Findings
) -> None:
    """Tell the columns that hold something and are not understood, each once."""
    head = {cell.column: cell for cell in rows[0]}
    told = set(known) | {column for column, cell in head.items() if plain(cell.text) in columns.ignored}
    for cell in (cell for row in rows[1:] for cell in row):
        if cell.column in told:
            continue
        told.add(cell.column)
        heading = head.get(cell.column)
        if heading is None:
            message = Message("This column has no heading, and is left out: {text}.", text=shortened(cell.text))
            found.warning("unknown-column", message, Message("Give it one."), place=sheet.place(cell))
            continue
        message = Message("The column {heading!r} is not understood, and is left out.", heading=shortened(heading.text))
        hint = did_you_mean(plain(heading.text).replace(" ", "_"), column_names())
        hint = hint or Message("Say what it holds with --column NAME=HEADING, or leave it out with --ignore HEADING.")
        found.warning("unknown-column", message, hint, place=sheet.place(heading))


def _tell_missing(columns: Columns, heads: list[Cell], found: Findings) -> None:
    """Tell the columns that the user says something of and that no sheet has."""
    there = {plain(cell.text): cell.text for cell in heads}
    for heading in columns.meanings:
        if heading not in there:
            message = Message("There is no column {heading!r}.", heading=heading)
            found.error("no-such-column", message, did_you_mean(heading, there.values()))


def _tell_hidden(sheet: Sheet, hidden: Iterable[int], found: Findings) -> None:
    filled = {row[0].row for row in sheet.rows}
    for number in hidden:
        if number in filled:
            message = Message("Row {number} is hidden, and is read as the others.", number=number)
            hint = Message("Delete it if it is not meant.")
            found.warning("hidden-row", message, hint, place=f"{sheet.title}!{number}")


def filled_cells(table: Table) -> Iterator[tuple[dict[str, Cell], tuple[Cell, ...]]]:
    """Each row as the cells whose columns are known, by the columns' names, and as a whole."""
    for row in table.rows:
        yield {table.columns[cell.column].key: cell for cell in row if cell.column in table.columns}, row
