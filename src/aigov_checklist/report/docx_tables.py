"""Tables in Word: widths that suit what stands in them, headings on every page."""

from collections.abc import Iterable

from docx.oxml.ns import qn
from docx.table import Table as WordTable
from wcwidth import wcswidth

from aigov_checklist.harmless import visible
from aigov_checklist.report.blocks import Table
from aigov_checklist.report.docx_parts import element
from aigov_checklist.report.docx_styles import TEXT_WIDTH

_LINE, _BROADEST, _PADDING = 96, 20, 3
"""In letters of a table: the page, the most for a column that is not wide, the margins of a cell."""

_MARGINS = {"top": 40, "left": 80, "bottom": 40, "right": 80}


def shape_table(table: WordTable, widths: Iterable[int], *, title: str, page_to_left: bool) -> None:
    """Fix a table's column widths (in twentieths of a point), repeat its first row, and name it for screen readers."""
    sizes = list(widths)
    borders = element(
        "tblBorders",
        *(element(side, val="single", sz=4, space=0, color="BFC5CE") for side in ("top", "bottom", "insideH")),
    )
    margins = element("tblCellMar", *(element(side, w=size, type="dxa") for side, size in _MARGINS.items()))
    properties = table._tbl.tblPr
    properties[:] = (
        *((element("bidiVisual"),) if page_to_left else ()),
        element("tblW", w=sum(sizes), type="dxa"),
        borders,
        element("tblLayout", type="fixed"),
        margins,
        element("tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
        *((element("tblCaption", val=title),) if title else ()),
    )
    for column, size in zip(table._tbl.tblGrid, sizes, strict=True):
        column.set(qn("w:w"), str(size))
    for index, row in enumerate(table._tbl.tr_lst):
        row_properties = row.get_or_add_trPr()
        row_properties.append(element("cantSplit"))
        if index == 0:
            row_properties.append(element("tblHeader"))
        for cell, size in zip(row.tc_lst, sizes, strict=True):
            cell.get_or_add_tcPr()[:] = (
                element("tcW", w=size, type="dxa"),
                *((element("shd", val="clear", color="auto", fill="E6EBF2"),) if index == 0 else ()),
            )


def column_widths(table: Table) -> list[int]:
    """Column widths in twentieths of a point: narrow columns by their longest text, wide ones share what is left."""
    texts = [
        [visible(text) for text in (column.title, *(row[place] for row in table.rows))]
        for place, column in enumerate(table.columns)
    ]
    natural = [max(map(wcswidth, column)) + _PADDING for column in texts]
    letters = [
        max(min(size, _BROADEST), *(wcswidth(word) + _PADDING for word in column.title.split()))
        for size, column in zip(natural, table.columns, strict=True)
    ]
    wide = [place for place, column in enumerate(table.columns) if column.is_wide]
    room = _LINE - sum(size for place, size in enumerate(letters) if place not in wide)
    needs = {place: min(natural[place], _LINE) for place in wide}
    for place, need in needs.items():
        letters[place] = max(_BROADEST, room * need // sum(needs.values()))
    return [TEXT_WIDTH.twips * size // sum(letters) for size in letters]
