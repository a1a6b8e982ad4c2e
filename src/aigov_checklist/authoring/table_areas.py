"""The areas of a table: named in a column, by a row of their own, or by the sheet they stand on."""

import re
from typing import Any

from aigov_checklist.authoring.naming import id_of, is_id
from aigov_checklist.authoring.row_cells import RowCells
from aigov_checklist.authoring.tables import Table
from aigov_checklist.authoring.words import plain
from aigov_checklist.message import Message

Document = dict[str, Any]

_ASKED = ("question", "title", "commitment")
_OF_AREAS = frozenset(("area", "area_id", "area_weight"))
_NUMBERED = re.compile(r"(?P<number>[0-9]{1,3})\s*[.):]\s*(?P<title>\S.*)", re.DOTALL)


def is_asked(row: RowCells) -> bool:
    """Whether a row has something to ask."""
    return any(key in row for key in _ASKED)


def area_named_by(row: RowCells, table: Table) -> str:
    """The area whose heading a row is: nothing but its name stands there; empty for any other row."""
    if len(row.whole) == 1 and not row.cells.keys() & _OF_AREAS:
        cell = row.whole[0]
        is_wide = any(
            top <= cell.row <= bottom and first <= cell.column < last for first, top, last, bottom in table.sheet.merged
        )
        is_no_id = row.cells.keys() == {"id"} and not is_id(cell.text)
        return cell.text if is_wide or is_no_id or not row.cells else ""
    return row.text("area") if row.cells.keys() <= _OF_AREAS else ""


class Areas:
    """The areas in the order in which the table first names them, by the words of their names."""

    def __init__(self, taken: set[str]) -> None:
        self.taken = taken
        self.by_name: dict[str, Document] = {}
        self.rows: dict[str, RowCells | None] = {}

    def under(self, name: str, row: RowCells | None = None) -> Document:
        """The area of that name, new or known; the row may give its id and weight."""
        numbered = _NUMBERED.fullmatch(name)
        title = numbered["title"] if numbered else name
        known = plain(title) or (row.text("area_id") if row else "")
        area = self.by_name.get(known)
        if area is None:
            given = row.text("area_id") if row else ""
            area = {"id": given or id_of(title, f"area-{len(self.by_name) + 1}", self.taken)}
            area |= {"number": int(numbered["number"])} if numbered else {}
            area |= {"title": title} if title else {}
            self.by_name[known], self.rows[area["id"]] = area, row
            self.taken.add(area["id"])
        if row is not None:
            self._take(area, row)
        return area

    def _take(self, area: Document, row: RowCells) -> None:
        """What a row says of its area must be what other rows say."""
        said = {"id": row.text("area_id") or None, "weight": row.number("area_weight")}
        for key, value in said.items():
            if value is not None and area.setdefault(key, value) != value:
                message = Message("Other rows of this area say {other}, not {value}.", other=area[key], value=value)
                place = row.place_of(f"area_{key}")
                row.found.error("two-areas", message, Message("Write the same into all of them."), place=place)
