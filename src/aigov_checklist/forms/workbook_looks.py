"""How a workbook to fill in looks: formats, row heights, the printed page; and what may be changed in it."""

from collections.abc import Sequence
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from aigov_checklist.cells import lines_in
from aigov_checklist.forms.workbook_marks import heading
from aigov_checklist.forms.workbook_words import shown
from aigov_checklist.harmless import spreadsheet
from aigov_checklist.language import Language

TEXT = "@"
"""The number format of cells in which "2025-03" or "12-14" must not become a date."""

DAY = "yyyy-mm-dd"

_A3 = 8
_FONTS = {"zh": ("Microsoft YaHei", 0.92)}
_LATIN = ("Calibri", 1.2)
"""Fonts that hold the characters of a language, and how much more text a column holds in them than is estimated.

Programs that do not have one take their own.
"""

_SIZE, _LINE, _HIGHEST, _PADDING = 10, 13, 409, 6
_BORDER = {"border": 1, "border_color": "#B8C2CC"}
_OPEN = {**_BORDER, "bg_color": "#FFFBE6", "text_wrap": True, "locked": False}

_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "font_color": "#1F3A5F"},
    "aim": {"font_color": "#4A525C", "text_wrap": True},
    "line": {"text_wrap": True},
    "header": {"bold": True, "font_color": "#FFFFFF", "bg_color": "#1F3A5F", "text_wrap": True, "valign": "vcenter",
               **_BORDER},
    "mark": {"font_color": "#B8C2CC"},
    "label": {"bold": True, "text_wrap": True, **_BORDER},
    "text": {"text_wrap": True, **_BORDER},
    "number": {"align": "center", **_BORDER},
    "share": {"align": "center", "num_format": "0%", **_BORDER},
    "total": {"bold": True, "align": "center", **_BORDER},
    "total_share": {"bold": True, "align": "center", "num_format": "0%", **_BORDER},
    "link": {"font_color": "#0B57A4", "underline": 1, "text_wrap": True, **_BORDER},
    "status": {"align": "center", "text_wrap": True, **_BORDER},
    "answer": {**_OPEN, "bold": True},
    "open": _OPEN,
    "plain": {**_OPEN, "num_format": TEXT},
    "day": {**_OPEN, "num_format": DAY, "align": "left"},
    "closed": {"text_wrap": True, "font_color": "#4A525C", **_BORDER},
    "bold": {"bold": True},
}  # fmt: skip

COLOURS = {
    "open": {"bg_color": "#FFE9B8", "font_color": "#5C4300"},
    "unknown": {"bg_color": "#F7C6C5", "font_color": "#7A1310"},
    "reason": {"bg_color": "#FBD9C0", "font_color": "#7A3308"},
    "evidence": {"bg_color": "#FBD9C0", "font_color": "#7A3308"},
    "complete": {"bg_color": "#D8EEDB", "font_color": "#14532A"},
}
"""The colours of each status; its text always stands beside them."""


class Looks:
    """The formats of one workbook in a language, each made when it is first used."""

    def __init__(self, book: Workbook, language: Language) -> None:
        self.book, self.language = book, language
        self.font, self.room = _FONTS.get(language.code, _LATIN)
        self.made: dict[tuple[str, bool], Format] = {}

    def of(self, look: str, *, is_quoted: bool = False) -> Format:
        """A format by the name of its look; for text that must stay text when somebody edits it."""
        key = (look, is_quoted)
        if key not in self.made:
            properties = {"font_name": self.font, "font_size": _SIZE, "valign": "top", **_LOOKS[look]}
            self.made[key] = self.book.add_format({**properties, **({"quote_prefix": True} if is_quoted else {})})
        return self.made[key]

    def of_status(self, status: str) -> Format:
        """The colours of a status, to be laid over a cell's own."""
        return self.book.add_format(COLOURS[status])

    def write(self, sheet: Worksheet, row: int, column: int, text: str, look: str = "text") -> None:
        """Write text that is never a formula, whatever it begins with; nothing leaves the cell empty."""
        fitting = shown(text) if text else ""
        if fitting:
            sheet.write_string(row, column, fitting, self.of(look, is_quoted=spreadsheet(fitting) != fitting))
        else:
            sheet.write_blank(row, column, None, self.of(look))

    def set_height(self, sheet: Worksheet, row: int, texts: Sequence[tuple[str, float]]) -> None:
        """Make a row as high as its highest text: (text, width of its column)."""
        lines = max((lines_in(text, width * self.room) for text, width in texts if text), default=1)
        sheet.set_row(row, min(_HIGHEST, lines * _LINE + _PADDING))

    def write_with_titles(self, sheet: Worksheet, row: int, column: int, parts: Sequence[tuple[str, str]]) -> None:
        """Write titles in bold, each with the text that follows it."""
        bold, plain = self.of("bold"), self.of("line")
        runs: list[Any] = []
        for title, text in parts:
            runs += [bold, shown(title)] if title else []
            runs += [plain, shown(text)] if text else []
        if len(runs) > 2 and sum(len(run) for run in runs[1::2]) < _LONGEST_RICH:
            sheet.write_rich_string(row, column, *runs, self.of("text"))
        else:
            self.write(sheet, row, column, "".join(title + text for title, text in parts))


_LONGEST_RICH = 30_000


def write_headings(sheet: Worksheet, row: int, keys: Sequence[str], looks: Looks) -> None:
    """Write the hidden row by whose words the columns are found again; an empty key marks none."""
    for column, key in enumerate(keys):
        if key:
            sheet.write_string(row, column, heading(key), looks.of("mark"))
    sheet.set_row(row, None, None, {"hidden": True})


def set_up(sheet: Worksheet, *, language: Language, paper: int = _A3) -> None:
    """Print on landscape pages as wide as one; only open cells can be changed, columns and rows can be resized."""
    sheet.set_landscape()
    sheet.set_paper(paper)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.set_footer("&L&A&R&P / &N")
    sheet.hide_gridlines(2)
    if language.direction == "rtl":
        sheet.right_to_left()
    sheet.protect("", {"format_columns": True, "format_rows": True, "insert_hyperlinks": True})
