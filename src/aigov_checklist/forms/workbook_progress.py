"""The sheet of a workbook that counts what is answered while somebody answers."""

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from aigov_checklist.forms.questions import area_title
from aigov_checklist.forms.workbook_areas import status_cells
from aigov_checklist.forms.workbook_lists import Lists, status_name
from aigov_checklist.forms.workbook_looks import Looks, set_up, write_headings
from aigov_checklist.forms.workbook_marks import OURS
from aigov_checklist.forms.workbook_material import STATUSES, status_texts

_TITLE, _HELP, _HEADER, _MARKS, _FIRST = range(5)
_AREA, _ASKED, _FIRST_STATUS = 1, 2, 3
_ANSWERED = _FIRST_STATUS + len(STATUSES)
_WIDTHS = (2, 56, 12, *(14 for _ in STATUSES), 14)
_A4 = 9


def add_progress(sheet: Worksheet, lists: Lists, looks: Looks) -> None:
    """Write the sheet: a row an area with a column a status, and the sum of all."""
    material = lists.material
    say = material.language.say
    set_up(sheet, language=material.language, paper=_A4)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    looks.write(sheet, _TITLE, _AREA, say("Progress"), "title")
    sheet.set_row(_TITLE, 24)
    looks.write(sheet, _HELP, _AREA, say("It counts while you answer. A click on an area leads to its sheet."), "aim")
    headers = (say("Area"), say("Questions"), *status_texts(material.language).values(), say("Answered"))
    for column, text in enumerate(headers, start=_AREA):
        looks.write(sheet, _HEADER, column, text, "header")
    looks.set_height(sheet, _HEADER, [(text, _WIDTHS[_ASKED] * 0.9) for text in headers[1:]])
    write_headings(sheet, _MARKS, (OURS,), looks)
    counted = dict.fromkeys(STATUSES, 0)
    for row, area in enumerate(material.areas, start=_FIRST):
        name = area.name.replace("'", "''")
        title = area_title(area.area, say)
        sheet.write_url(row, _AREA, f"internal:'{name}'!A1", looks.of("link"), title[:255])
        looks.set_height(sheet, row, [(title, _WIDTHS[_AREA])])
        sheet.write_number(row, _ASKED, len(area.leaves), looks.of("number"))
        now = [material.status(leaf) for leaf in area.leaves]
        for column, status in enumerate(STATUSES, start=_FIRST_STATUS):
            counted[status] += now.count(status)
            formula = f"=COUNTIF({status_cells(area)},{status_name(status)})"
            sheet.write_formula(row, column, formula, looks.of("number"), now.count(status))
        _write_share(row, now.count("open"), len(now), sheet=sheet, looks=looks, look="share")
    row, asked = _FIRST + len(material.areas), sum(len(area.leaves) for area in material.areas)
    looks.write(sheet, row, _AREA, say("All areas"), "label")
    for column, total in enumerate((asked, *counted.values()), start=_ASKED):
        cells = f"{xl_rowcol_to_cell(_FIRST, column)}:{xl_rowcol_to_cell(row - 1, column)}"
        sheet.write_formula(row, column, f"=SUM({cells})", looks.of("total"), total)
    _write_share(row, counted["open"], asked, sheet=sheet, looks=looks, look="total_share")
    bars = {"type": "data_bar", "bar_color": "#8FC79A", "bar_solid": True, "min_type": "num", "max_type": "num",
            "min_value": 0, "max_value": 1}  # fmt: skip
    sheet.conditional_format(_FIRST, _ANSWERED, row, _ANSWERED, bars)
    sheet.freeze_panes(_FIRST, _ASKED)
    sheet.repeat_rows(_HEADER, _MARKS)


def _write_share(row: int, unanswered: int, asked: int, *, sheet: Worksheet, looks: Looks, look: str) -> None:
    total, left = (xl_rowcol_to_cell(row, column) for column in (_ASKED, _FIRST_STATUS))
    sheet.write_formula(row, _ANSWERED, f"=({total}-{left})/{total}", looks.of(look), (asked - unanswered) / asked)
