"""Sheets of a workbook that are sorted and filtered: one row a thing, numbers in full, links between the sheets."""

from dataclasses import dataclass
from functools import cached_property

from xlsxwriter.utility import xl_col_to_name, xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from aigov_checklist.cells import LONGEST_CELL, columns_of, lines_in, pieces
from aigov_checklist.report.fields import Field
from aigov_checklist.report.rows import Cell, Row
from aigov_checklist.report.workbook import Grid
from aigov_checklist.report.xlsx_parts import Formats, set_height, write_text

_WIDEST, _NARROWEST, _NUMBER, _MARGIN = 48, 8, 10, 2
_LEFT = ("text", "date", "truth")
_LINKS = {("indicators", "evidence"): "evidence", ("evidence", "cited_by"): "indicators"}
"""Columns whose cells lead to another sheet: to the first of the things that they name."""


@dataclass(frozen=True)
class Layout:
    """A grid with the rows of its sheet: a text that is too long for a cell goes on in rows of its own."""

    grid: Grid
    sheet_name: str
    goes_on: str

    @cached_property
    def lines(self) -> list[Row]:
        """The rows of the sheet below the headings."""
        return [line for row in self.grid.rows for line in self._lines_of(row)]

    @cached_property
    def places(self) -> dict[str, int]:
        """Where each thing stands, by its key as text."""
        return {
            str(line[self.grid.key]): place for place, line in enumerate(self.lines, start=1) if self.grid.key in line
        }

    @property
    def is_split(self) -> bool:
        """Whether any text goes on in another row."""
        return len(self.lines) > len(self.grid.rows)

    def column(self, name: str) -> int:
        """The place of a column by its name."""
        return [field.name for field in self.grid.fields].index(name)

    def range(self, name: str) -> str:
        """The cells of a column, for formulas."""
        place = self.column(name)
        return f"{quoted(self.sheet_name)}!{xl_range_abs(1, place, len(self.lines), place)}"

    def _lines_of(self, row: Row) -> list[Row]:
        cut = {name: list(pieces(cell, LONGEST_CELL)) for name, cell in row.items() if isinstance(cell, str)}
        lines = [{**row, **{name: parts[0] for name, parts in cut.items()}}]
        for place in range(1, max((len(parts) for parts in cut.values()), default=1)):
            rest: Row = {name: parts[place] for name, parts in cut.items() if len(parts) > place}
            lines.append({self.grid.fields[0].name: f"{row[self.grid.key]} {self.goes_on}", **rest})
        return lines


def add_grid(sheet: Worksheet, layout: Layout, layouts: dict[str, Layout], formats: Formats) -> None:
    """Write headings and rows, with filters and the headings always in sight."""
    grid = layout.grid
    widths = [_width(field, layout.lines) for field in grid.fields]
    for place, (field, width) in enumerate(zip(grid.fields, widths, strict=True)):
        write_text(sheet, 0, place, field.title, formats, "header" if field.kind in _LEFT else "header_right")
        sheet.set_column(place, place, width + _MARGIN)
    set_height(sheet, 0, max(lines_in(field.title, width) for field, width in zip(grid.fields, widths, strict=True)))
    for row, line in enumerate(layout.lines, start=1):
        cells = [line.get(field.name) for field in grid.fields]
        texts = ((cell, width) for cell, width in zip(cells, widths, strict=True) if isinstance(cell, str))
        set_height(sheet, row, max((lines_in(text, width) for text, width in texts), default=1))
        for place, field in enumerate(grid.fields):
            cell = cells[place]
            formula = _formula(field.name, row, line, layouts) if isinstance(cell, float) else ""
            target = layouts.get(_LINKS.get((grid.id, field.name), ""))
            if formula:
                sheet.write_formula(row, place, formula, formats.of("check"), cell)
            elif target and cell:
                _write_link(sheet, row, place, str(cell), target, formats)
            else:
                _write(sheet, row, place, cell, formats, field.kind)
    sheet.freeze_panes(1, grid.frozen)
    sheet.autofilter(0, 0, max(1, len(layout.lines)), len(grid.fields) - 1)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0, max(0, grid.frozen - 1))


def _width(field: Field, lines: list[Row]) -> int:
    if field.kind != "text":
        return _NUMBER
    longest = max((columns_of(str(line.get(field.name) or "")) for line in lines), default=0)
    return min(_WIDEST, max(_NARROWEST, longest, columns_of(field.title)))


def quoted(sheet_name: str) -> str:
    """A sheet's name as formulas and links write it."""
    return "'" + sheet_name.replace("'", "''") + "'"


def _write(sheet: Worksheet, row: int, place: int, cell: Cell, formats: Formats, look: str) -> None:
    match cell:
        case bool():
            sheet.write_boolean(row, place, cell, formats.of("truth"))
        case int() | float():
            sheet.write_number(row, place, cell, formats.of(look))
        case None | "":
            sheet.write_blank(row, place, None, formats.of("text"))
        case str():
            write_text(sheet, row, place, cell, formats)


def _write_link(sheet: Worksheet, row: int, place: int, text: str, target: Layout, formats: Formats) -> None:
    first = target.places.get(text.partition(", ")[0])
    if first is None:
        write_text(sheet, row, place, text, formats)
        return
    cell = xl_rowcol_to_cell(first, target.column(target.grid.key))
    sheet.write_url(row, place, f"internal:{quoted(target.sheet_name)}!{cell}", formats.of("link"), text)


def _formula(name: str, row: int, line: Row, layouts: dict[str, Layout]) -> str:
    """What a person would type to check a number; empty for numbers that are only given."""
    areas, indicators = layouts.get("areas"), layouts.get("indicators")
    if areas is None or indicators is None:
        return ""
    if name == "product":
        weight, points = (xl_col_to_name(indicators.column(part)) for part in ("effective_weight", "points"))
        return f"={weight}{row + 1}*{points}{row + 1}"
    if name == "mean":
        has_indicators = any(other.get("area") == line["node"] for other in indicators.lines)
        parts, owner, weight, value = (
            (indicators, "area", "effective_weight", "points")
            if has_indicators
            else (areas, "parent", "weight", "declared.value")
        )
        here = xl_rowcol_to_cell(row, areas.column("node"))
        owners, weights, values = (parts.range(column) for column in (owner, weight, value))
        return f'=SUMPRODUCT(({owners}={here})*{weights}*{values})/SUMIFS({weights},{owners},{here},{values},"<>")'
    return ""
