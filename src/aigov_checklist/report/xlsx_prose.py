"""Sheets of a workbook that are read like a page: headings, sentences, small tables."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from aigov_checklist.cells import lines_in, pieces
from aigov_checklist.language import Language
from aigov_checklist.models.assessment import Score
from aigov_checklist.report.blocks import Block, Chart, Listing, Notice, Paragraph, Section, Table
from aigov_checklist.report.captions import titled
from aigov_checklist.report.xlsx_parts import Formats, set_height, write_text

_WIDTHS = (46, 14, 14, 14, 16, 14, 48)
_LAST = len(_WIDTHS) - 1
_TITLE_SCALE = 16 / 11
_MOST_IN_A_ROW = 3_000
"""A row is at most 409 points high: longer texts go on in the next row, so that all of them can be seen."""


@dataclass
class ProseSheet:
    """A sheet and the row that is written next."""

    sheet: Worksheet
    formats: Formats
    language: Language
    scores: dict[Table, tuple[Score, ...]]
    row: int = 0

    def __post_init__(self) -> None:
        for place, width in enumerate(_WIDTHS):
            self.sheet.set_column(place, place, width)

    def add_section(self, section: Section) -> None:
        """A heading and what stands below it."""
        self.row += 1 if self.row else 0
        self.add_line(section.title, "heading")
        for title, block in titled(section):
            if title:
                self.add_line(title, "caption")
            self.add_block(block)

    def add_block(self, block: Block) -> None:
        """One block; pictures are told in words, answers and evidence have sheets of their own."""
        match block:
            case Paragraph(text=text) | Chart(text=text):
                self.add_line(text)
            case Notice(text=text):
                self.add_line(text, "notice")
            case Listing(items=items):
                for item in items:
                    self.add_line(item, "item")
            case Table():
                self.add_table(block)

    def add_line(self, text: str, look: str = "line") -> None:
        """A text across the sheet, as high as it needs."""
        for piece in pieces(text, _MOST_IN_A_ROW):
            self._write_across(0, _LAST, piece, look)
            scale = _TITLE_SCALE if look == "title" else 1.0
            set_height(self.sheet, self.row, lines_in(piece, sum(_WIDTHS) / scale), scale=scale)
            self.row += 1

    def add_table(self, table: Table) -> None:
        """A table; a last column that is wide takes the rest of the sheet."""
        scores = self.scores.get(table, ())
        headings = [column.title for column in table.columns]
        for place, column in enumerate(table.columns):
            look = "header_right" if column.side == "right" else "header"
            self._write_across(place, self._end(table, place), column.title, look)
        self._end_row(table, headings)
        for index, cells in enumerate(table.rows):
            for place, text in enumerate(cells):
                self._write_cell(table, place, text, scores[index] if scores else None)
            self._end_row(table, cells)

    def _write_cell(self, table: Table, place: int, text: str, score: Score | None) -> None:
        is_right = table.columns[place].side == "right"
        found = _number(text, self.language) if is_right else None
        if found is None:
            self._write_across(place, self._end(table, place), text, "right" if is_right else "text")
            return
        shown, number_format = found
        full = {1: score.value, 3: score.coverage}.get(place) if score else None
        self.sheet.write_number(
            self.row, place, shown if full is None else full, self.formats.of("right", number=number_format)
        )

    def _write_across(self, first: int, last: int, text: str, look: str) -> None:
        if first < last:
            self.sheet.merge_range(self.row, first, self.row, last, "", self.formats.of(look))
        write_text(self.sheet, self.row, first, text, self.formats, look)

    def _end_row(self, table: Table, cells: Sequence[str]) -> None:
        set_height(
            self.sheet, self.row, max(lines_in(text, self._room(table, place)) for place, text in enumerate(cells))
        )
        self.row += 1

    def _end(self, table: Table, place: int) -> int:
        is_last = place == len(table.columns) - 1
        return max(place, _LAST) if is_last and table.columns[place].is_wide else place

    def _room(self, table: Table, place: int) -> int:
        return sum(_WIDTHS[place : self._end(table, place) + 1]) or _WIDTHS[1]


def _number(text: str, language: Language) -> tuple[float, str] | None:
    """The number that a cell shows and the format that shows it so; None if it is text."""
    sign = re.escape(language.decimal_sign)
    found = re.fullmatch(rf"([+-]?)([0-9]{{1,12}})(?:{sign}([0-9]{{1,6}}))?( %)?", text)
    if found is None:
        return None
    prefix, whole, decimals, percent = found.groups()
    value = float(f"{prefix}{whole}.{decimals or 0}")
    shown = f"0.{'0' * len(decimals)}" if decimals else "0"
    if percent:
        return value / 100, f"{shown} %"
    return value, f"+{shown};-{shown};{shown}" if prefix == "+" else shown
