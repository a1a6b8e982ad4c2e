"""A table of submissions as a file holds it: names of columns, and rows of texts."""

from collections.abc import Sequence
from typing import NamedTuple

_LONGEST_TITLE = 60


class Row(NamedTuple):
    """One submission: the number of its row as a spreadsheet counts, from 1, and its cells.

    `broken` are the indexes of cells that hold an error or a formula without a result.
    """

    number: int
    cells: Sequence[str]
    broken: frozenset[int] = frozenset()


class Table(NamedTuple):
    """The columns' names and the rows below them."""

    name: str
    header: Sequence[str]
    rows: Sequence[Row]

    def place(self, row: Row, column: int) -> str:
        """Where a cell stands, as it is told: labels are long, and no two end alike."""
        title = self.header[column].strip() if column < len(self.header) else ""
        shown = title if len(title) <= _LONGEST_TITLE else f"…{title[-_LONGEST_TITLE:]}"
        return f"row {row.number}, column {shown or column + 1}"
