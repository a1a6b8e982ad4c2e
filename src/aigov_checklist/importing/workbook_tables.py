"""The tables of a workbook of ours, found by their hidden headings wherever they stand now."""

from collections.abc import Iterator
from dataclasses import dataclass

from aigov_checklist.forms.workbook_marks import MARK
from aigov_checklist.importing.spreadsheet import Book, Cell, Sheet

Row = dict[str, Cell]
"""The cells of a row that hold something, by the key of their column."""


@dataclass(frozen=True)
class Table:
    """The rows below hidden headings, down to the next ones or to the end of the sheet.

    `columns` are the columns by their keys; the rows are whole, also with what stands beside the table.
    """

    sheet: Sheet
    columns: dict[str, int]
    rows: tuple[tuple[Cell, ...], ...]

    def keyed_rows(self) -> Iterator[tuple[Row, list[Cell]]]:
        """Each row as what stands in the table's columns, and what stands in others."""
        keys = {column: key for key, column in self.columns.items()}
        for cells in self.rows:
            yield (
                {keys[cell.column]: cell for cell in cells if cell.column in keys},
                [cell for cell in cells if cell.column not in keys],
            )


def tables_of(book: Book) -> list[Table]:
    """Every table of ours, sheet by sheet from the top."""
    return [table for sheet in book.sheets for table in _tables(sheet)]


def _tables(sheet: Sheet) -> Iterator[Table]:
    columns: dict[str, int] = {}
    rows: list[tuple[Cell, ...]] = []
    for cells in sheet.rows:
        found = {
            cell.value.strip().removeprefix(MARK): cell.column
            for cell in reversed(cells)  # of a column that was copied the first counts
            if isinstance(cell.value, str) and cell.value.strip().startswith(MARK)
        }
        if found:
            if columns:
                yield Table(sheet, columns, tuple(rows))
            columns, rows = found, []
        else:
            rows.append(cells)
    if columns:
        yield Table(sheet, columns, tuple(rows))
