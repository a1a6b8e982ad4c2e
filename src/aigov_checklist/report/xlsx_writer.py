"""Reports as Excel workbooks: numbers as numbers, text as text, sheets ready to be sorted, filtered and printed."""

import io
import re
from datetime import UTC, datetime
from typing import BinaryIO

import xlsxwriter

from aigov_checklist.harmless import visible
from aigov_checklist.models.assessment import Score
from aigov_checklist.report.blocks import Report, Table, Told
from aigov_checklist.report.rows import scores_shown
from aigov_checklist.report.workbook import Grid, build_workbook
from aigov_checklist.report.workbook import Workbook as Content
from aigov_checklist.report.writing import Look
from aigov_checklist.report.xlsx_grid import Layout, add_grid
from aigov_checklist.report.xlsx_parts import Formats, set_up
from aigov_checklist.report.xlsx_prose import ProseSheet

_A3 = 8
_WIDE = 12
"""From so many columns on a sheet is printed on A3."""

_LONGEST_NAME, _LONGEST_PROPERTY = 31, 255
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")


def write(report: Report, stream: BinaryIO, look: Look) -> None:
    """Write the report as an Excel workbook."""
    write_book(report, build_workbook(report), scores_shown(report), stream, look.created)


def write_book(
    page: Report | Told,
    content: Content,
    scores: dict[Table, tuple[Score, ...]],
    stream: BinaryIO,
    created: datetime,
) -> None:
    """Write the sheets under the title of the page; `scores` are the scores in full of tables that show some."""
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False})
    book.set_properties(
        {
            "title": visible(page.title)[:_LONGEST_PROPERTY],
            "subject": visible(page.subtitle)[:_LONGEST_PROPERTY],
            "author": "aigov-checklist",
            "created": created.astimezone(UTC).replace(tzinfo=None),
        }
    )
    _add_sheets(book, page, content, scores)
    book.close()
    stream.write(written.getvalue())


def _add_sheets(
    book: xlsxwriter.Workbook, report: Report | Told, content: Content, scores: dict[Table, tuple[Score, ...]]
) -> None:
    formats = Formats(book)
    layouts = {
        sheet.id: Layout(sheet, _sheet_name(sheet.name), content.goes_on)
        for sheet in content.sheets
        if isinstance(sheet, Grid)
    }
    for index, part in enumerate(content.sheets):
        sheet = book.add_worksheet(_sheet_name(part.name))
        is_wide = isinstance(part, Grid) and len(part.fields) >= _WIDE
        set_up(sheet, report.language, **({"paper": _A3} if is_wide else {}))
        if isinstance(part, Grid):
            layout = layouts[part.id]
            add_grid(sheet, layout, layouts, formats)
            if layout.is_split:
                sheet.write_string(len(layout.lines) + 2, 0, content.split_note, formats.of("caption"))
            continue
        page = ProseSheet(sheet, formats, report.language, scores)
        if index == 0:
            page.add_line(report.title, "title")
            page.add_line(report.subtitle, "subtitle")
        for section in part.sections:
            page.add_section(section)


def _sheet_name(name: str) -> str:
    return _NOT_IN_NAMES.sub(" ", name)[:_LONGEST_NAME].strip("' ")
