"""The sheet with the evidence of a workbook: a row an item, beside the id of the question that it supports."""

from collections.abc import Iterator
from typing import Any

from xlsxwriter.utility import xl_col_to_name, xl_range, xl_range_abs
from xlsxwriter.worksheet import Worksheet

from aigov_checklist.forms.workbook_lists import IDS, Lists
from aigov_checklist.forms.workbook_looks import Looks, set_up, write_headings
from aigov_checklist.forms.workbook_marks import EVIDENCE_PARTS, INDICATOR, ITEM, QUESTION, item_mark
from aigov_checklist.forms.workbook_material import Material
from aigov_checklist.forms.workbook_words import is_cut

_TITLE, _HELP, _HEADER, _MARKS, _FIRST = range(5)
_KEYS = (ITEM, INDICATOR, QUESTION, *EVIDENCE_PARTS)
_WIDTHS = (4, 24, 34, 36, 40, 24, 22, 12, 12, 10, 44)
_AT = {key: column for column, key in enumerate(_KEYS)}
_PLAIN = ("indicator", "url", "document", "date", "accessed", "page")
"""Columns in which nothing must become a date or a number."""

_FEWEST_EMPTY, _EMPTY_A_QUESTION = 100, 2
_IDS, _URLS, _DOCUMENTS = "aigov_evidence_ids", "aigov_evidence_urls", "aigov_evidence_documents"


def counted_for(cell: str) -> str:
    """The formula for how many items that can be looked up the question has whose id stands in the cell."""
    return f'=SUMPRODUCT(--({_IDS}={cell}),--(({_URLS}<>"")+({_DOCUMENTS}<>"")>0))'


def add_evidence(sheet: Worksheet, lists: Lists, looks: Looks) -> None:
    """Write the sheet: what the profile cites already, and open rows for more."""
    material = lists.material
    say = material.language.say
    set_up(sheet, language=material.language)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width, None, {"hidden": _KEYS[column] == ITEM})
    looks.write(sheet, _TITLE, _AT[INDICATOR], say("Evidence"), "title")
    sheet.set_row(_TITLE, 24)
    _write_help(sheet, looks, material)
    headers = dict(zip(_KEYS[1:], _headers(material), strict=True))
    for key, text in headers.items():
        looks.write(sheet, _HEADER, _AT[key], text, "header")
    looks.set_height(sheet, _HEADER, [(text, _WIDTHS[_AT[key]] * 0.9) for key, text in headers.items()])
    write_headings(sheet, _MARKS, _KEYS, looks)
    items = list(_items(material))
    for row, (leaf_id, index, item) in enumerate(items, start=_FIRST):
        sheet.write_string(row, _AT[ITEM], item_mark(leaf_id, index), looks.of("mark"))
        _write_item(sheet, row, {**item, INDICATOR: leaf_id}, looks)
        _write_question(sheet, row, material, looks, leaf_id)
    asked = sum(len(area.leaves) for area in material.areas)
    last = _FIRST + len(items) + max(_FEWEST_EMPTY, _EMPTY_A_QUESTION * asked) - 1
    for row in range(_FIRST + len(items), last + 1):
        _write_item(sheet, row, {}, looks)
        _write_question(sheet, row, material, looks)
    _check_entries(sheet, last, material)
    for name, key in ((_IDS, INDICATOR), (_URLS, "url"), (_DOCUMENTS, "document")):
        quoted = material.evidence.replace("'", "''")
        lists.book.define_name(name, f"='{quoted}'!{xl_range_abs(_FIRST, _AT[key], last, _AT[key])}")
    plain = " ".join(xl_range(_FIRST, _AT[key], last, _AT[key]) for key in _PLAIN)
    sheet.ignore_errors({"number_stored_as_text": plain})
    sheet.freeze_panes(_FIRST, _AT["title"])
    sheet.repeat_rows(_HEADER, _MARKS)


def _headers(material: Material) -> tuple[str, ...]:
    say = material.language.say
    return (
        say("Id of the question"),
        say("Question"),
        say("Name of the document"),
        say("Web address"),
        say("Or where else it can be found"),
        say("Issuer"),
        say("Date"),
        say("Accessed"),
        say("Page"),
        say("Excerpt"),
    )


def _write_help(sheet: Worksheet, looks: Looks, material: Material) -> None:
    text = material.language.say(
        "One row a document. Choose or type the id of the question that it supports; a document that supports "
        "several questions stands in several rows. It counts if others can look it up: give its web address, or "
        "where else it can be found (a number, an archive, an office). Dates are a year, a month or a day: 2025, "
        "2025-03 or 2025-03-14."
    )
    columns = (INDICATOR, QUESTION, "title", "url")
    sheet.merge_range(_HELP, _AT[columns[0]], _HELP, _AT[columns[-1]], "", looks.of("aim"))
    looks.write(sheet, _HELP, _AT[INDICATOR], text, "aim")
    looks.set_height(sheet, _HELP, [(text, sum(_WIDTHS[_AT[key]] for key in columns))])


def _items(material: Material) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """Every item of evidence of the profile, also for questions that are not asked: no sheet hides any."""
    responses = material.document["responses"]
    order = {leaf_id: place for place, leaf_id in enumerate(material.rubric.indicators)}
    for leaf_id in sorted(responses, key=lambda name: order.get(name, len(order))):
        for index, item in enumerate(responses[leaf_id].get("evidence", ())):
            yield leaf_id, index, item


def _write_item(sheet: Worksheet, row: int, item: dict[str, Any], looks: Looks) -> None:
    texts = {key: str(item.get(key, "")) for key in (INDICATOR, *EVIDENCE_PARTS)}
    for key, text in texts.items():
        look = "closed" if is_cut(text) else "plain" if key in _PLAIN else "open"
        looks.write(sheet, row, _AT[key], text, look)
    if item:
        looks.set_height(sheet, row, [(text, _WIDTHS[_AT[key]]) for key, text in texts.items()])


def _write_question(sheet: Worksheet, row: int, material: Material, looks: Looks, leaf_id: str = "") -> None:
    """The title of the question, found by its id."""
    leaf = material.words.rubric.indicators.get(leaf_id)
    cell = f"${xl_col_to_name(_AT[INDICATOR])}{row + 1}"
    formula = f'=IFERROR(INDEX({IDS}_titles,MATCH(TRIM({cell}),{IDS},0)),"")'
    sheet.write_formula(row, _AT[QUESTION], formula, looks.of("text"), leaf.label if leaf else "")


def _check_entries(sheet: Worksheet, last: int, material: Material) -> None:
    say = material.language.say
    message = say("Choose the id of a question from the list. It stands beside the question.")
    sheet.data_validation(
        _FIRST, _AT[INDICATOR], last, _AT[INDICATOR],
        {"validate": "list", "source": f"={IDS}", "error_type": "warning", "error_message": message[:250]},
    )  # fmt: skip
    hint = say("A year, a month or a day: 2025, 2025-03 or 2025-03-14.")
    for key in ("date", "accessed"):
        sheet.data_validation(_FIRST, _AT[key], last, _AT[key], {"validate": "any", "input_message": hint[:250]})
