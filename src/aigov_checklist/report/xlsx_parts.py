"""What all sheets of a workbook share: formats, text that is only text, row heights, the printed page."""

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from aigov_checklist.harmless import address, spreadsheet, visible
from aigov_checklist.language import Language
from aigov_checklist.report.directions import direction_of

LONGEST_ADDRESS = 2_000
"""Excel follows links of up to 2,079 characters, counted after escaping."""

_A4 = 9
_AS_THE_FIRST_LETTER, _FROM_LEFT, _FROM_RIGHT = 0, 1, 2
_LINE_HEIGHT, _HIGHEST = 15, 409
_ALL = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
_HEADER = {"bold": True, "font_color": "#FFFFFF", "bg_color": "#1F3A5F", "text_wrap": True, "valign": "vcenter"}

_CELL = {"text_wrap": True, "border": 1, "border_color": "#D5DAE1"}
_LINK = {"font_color": "#0B57A4", "underline": 1}
_RIGHT = {"align": "right", "indent": 1}
# Numbers are never broken into lines.
_NUMBER = {**_CELL, **_RIGHT, "text_wrap": False}

_LOOKS: dict[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 16, "font_color": "#1F3A5F", "text_wrap": True},
    "subtitle": {"font_color": "#4A525C", "text_wrap": True},
    "heading": {"bold": True, "font_size": 13, "font_color": "#1F3A5F", "text_wrap": True},
    "caption": {"bold": True, "font_color": "#1F3A5F", "text_wrap": True},
    "line": {"text_wrap": True},
    "item": {"text_wrap": True, "indent": 1},
    "notice": {"text_wrap": True, "bg_color": "#FFF6E5", "left": 5, "left_color": "#9A5B00"},
    "header": _HEADER,
    "header_right": {**_HEADER, **_RIGHT},
    "text": _CELL,
    "date": _CELL,
    "link": {**_CELL, **_LINK},
    "right": {**_CELL, **_RIGHT},
    "points": {**_NUMBER, "num_format": "0.00"},
    "number": {**_NUMBER, "num_format": "0.00"},
    "share": {**_NUMBER, "num_format": "0.0%"},
    "integer": {**_NUMBER, "num_format": "0"},
    "truth": {**_CELL, "align": "center"},
    "check": {**_NUMBER, "num_format": "0.00", "italic": True, "font_color": "#4A525C"},
}


class Formats:
    """The formats of one workbook, each made when it is first used."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.made: dict[tuple[str, str, bool, int], Format] = {}

    def of(self, look: str, *, number: str = "", is_quoted: bool = False, order: int = _AS_THE_FIRST_LETTER) -> Format:
        """A format by the name of its look; with a number format, for text that must stay text, for text that turns."""
        key = (look, number, is_quoted, order)
        if key not in self.made:
            side = {"align": "left"} if order == _FROM_LEFT else {}
            properties = {**_ALL, "reading_order": order, **side, **_LOOKS[look]}
            if "indent" in properties and "align" not in properties:  # only from a side can be indented
                properties["align"] = "right" if order == _FROM_RIGHT else "left"
            properties |= {"num_format": number, "text_wrap": False} if number else {}
            # Without the mark a cell "=1+1" would turn into a formula when somebody edits it.
            properties |= {"quote_prefix": True} if is_quoted else {}
            self.made[key] = self.book.add_format(properties)
        return self.made[key]


def write_text(sheet: Worksheet, row: int, column: int, text: str, formats: Formats, look: str = "text") -> None:
    """Write text that is never a formula, whatever it begins with; a web address becomes a link."""
    shown = visible(text, keep_lines=True)
    target = address(shown)
    if (
        target
        and len(target) <= LONGEST_ADDRESS
        and not sheet.write_url(row, column, target, formats.of("link"), shown)
    ):
        return
    is_quoted = spreadsheet(shown) != shown
    sheet.write_string(row, column, shown, formats.of(look, is_quoted=is_quoted, order=_reading_order(shown)))


def set_height(sheet: Worksheet, row: int, lines: float, *, scale: float = 1) -> None:
    """Make a row as high as its lines: not every program does that by itself."""
    sheet.set_row(row, min(_HIGHEST, lines * _LINE_HEIGHT * scale + 1))


def set_up(sheet: Worksheet, language: Language, *, paper: int = _A4) -> None:
    """Print on landscape pages as wide as one, numbered; right to left if the language is."""
    sheet.set_landscape()
    sheet.set_paper(paper)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.set_footer("&L&A&R&P / &N")
    sheet.hide_gridlines(2)
    if language.direction == "rtl":
        sheet.right_to_left()


def _reading_order(text: str) -> int:
    if direction_of(text) < 0:
        return _FROM_RIGHT
    return _FROM_LEFT if any(direction_of(letter) < 0 for letter in text) else _AS_THE_FIRST_LETTER
