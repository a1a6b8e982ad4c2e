"""Workbooks that come back: moved about, filled with junk, damaged, or made to do harm."""

import io
import json
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook  # type: ignore[import-untyped]
from openpyxl.comments import Comment  # type: ignore[import-untyped]
from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]

from aigov_checklist import Rubric
from aigov_checklist.cli import aigov
from aigov_checklist.errors import DocumentError, Problem
from aigov_checklist.importing.entries import date_of, number_of
from aigov_checklist.importing.spreadsheet import Cell, open_book
from strategies import as_rubric
from workbooks import (
    LIMIT,
    Change,
    beginning,
    brought_back,
    cell_of,
    cite,
    columns_of,
    edited,
    evidence_sheet,
    form,
    part_of,
    problems_of,
    put,
    repacked,
)

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")  # openpyxl knows no bars

ITEM = {"title": "A law", "url": "https://example.org/law", "date": "2025"}
BEFORE = {"std.bodies": {"level": 3, "note": "As it was", "evidence": [ITEM]}, "std.dialogue": {"level": 1}}


@pytest.fixture(scope="module")
def blank(gaigap: Rubric) -> bytes:
    return form(gaigap, beginning(gaigap, tier="essential"))


@pytest.fixture(scope="module")
def prefilled(gaigap: Rubric) -> bytes:
    return form(gaigap, beginning(gaigap, BEFORE))


@pytest.fixture(scope="module")
def measures() -> Rubric:
    """A rubric with questions of every kind."""
    choices = [{"code": "law", "title": "By law", "points": 100}, {"code": "none", "title": "Not at all", "points": 0},
               {"code": "none-here", "title": "There is no such thing", "excluded": True}]  # fmt: skip
    leaves: list[dict[str, Any]] = [
        {"id": "a.level"},
        {"id": "a.choice", "measure": {"type": "choice", "choices": choices}},
        {"id": "a.number", "measure": {"type": "quantity", "unit": "%", "low": 0, "high": 100}},
        {"id": "a.new", "aliases": ["a.old"]},
    ]
    return as_rubric({"id": "kinds", "version": "2.0.0", "areas": [{"id": "a", "indicators": leaves}]})


def sheet_of(book: Workbook, indicator: str) -> Worksheet:
    return cell_of(book, indicator).parent


def codes(problems: tuple[Problem, ...] | list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def moved_row(book: Workbook) -> None:
    """Cut a row out and put it at the end of another sheet."""
    source, target = sheet_of(book, "std.bodies"), sheet_of(book, "safety.risk-assessment")
    row = cell_of(book, "std.bodies").row
    values = [cell.value for cell in source[row]]
    source.delete_rows(row)
    for column, value in enumerate(values, start=1):
        target.cell(target.max_row + (column == 1), column).value = value


def renamed(book: Workbook) -> None:
    for number, sheet in enumerate(book):
        sheet.title = f"Sheet {number}"


def turned_round(book: Workbook) -> None:
    """Sort the questions of every sheet the other way round."""
    for sheet in book:
        columns = columns_of(sheet)
        if "answer" in columns:
            rows = [row for row in sheet.iter_rows() if row[columns["id"] - 1].value and row[0].row > 4]
            values = [[cell.value for cell in row] for row in rows]
            for row, old in zip(rows, reversed(values), strict=True):
                for cell, value in zip(row, old, strict=True):
                    cell.value = value


def hidden_columns(book: Workbook) -> None:
    for sheet in book:
        for column in "BCDEHIJ":
            sheet.column_dimensions[column].hidden = True


def inserted_columns(book: Workbook) -> None:
    for sheet in book:
        sheet.insert_cols(1, 3)


def inserted_rows(book: Workbook) -> None:
    for sheet in book:
        sheet.insert_rows(1, 4)


def other_order(book: Workbook) -> None:
    book._sheets.reverse()
    book.active = 0


def copied_sheet(book: Workbook) -> None:
    for number, sheet in enumerate((sheet_of(book, "std.bodies"), evidence_sheet(book))):
        sheet.title = f"Sheet {number}"
        book.copy_worksheet(sheet)


def without_hidden_ids(book: Workbook) -> None:
    """Delete the hidden column of ids; the ids that are shown stay."""
    for sheet in book:
        if "answer" in columns_of(sheet):
            sheet.delete_cols(1)


def without_progress(book: Workbook) -> None:
    del book["Progress"]


@pytest.mark.parametrize(
    "change",
    [moved_row, renamed, turned_round, hidden_columns, inserted_columns, inserted_rows, other_order, copied_sheet,
     without_hidden_ids, without_progress],
)  # fmt: skip
def test_a_workbook_that_was_moved_about_says_the_same(gaigap: Rubric, prefilled: bytes, change: Change) -> None:
    profile, warnings = brought_back(edited(prefilled, change))
    responses = {name: response for name, response in profile.responses.items() if response.state != "unanswered"}
    assert {name: response.level for name, response in responses.items()} == {"std.bodies": 3, "std.dialogue": 1}
    assert responses["std.bodies"].note == "As it was"
    assert [item.model_dump(exclude_unset=True) for item in responses["std.bodies"].evidence] == [ITEM]
    assert warnings == ()


@pytest.mark.parametrize(
    "text",
    ["established", "  ESTABLISHED ", "Established\n", "berjalan", "已确立", "ｅｓｔａｂｌｉｓｈｅｄ"],
)
def test_an_answer_is_known_by_its_text_in_any_language(blank: bytes, text: str) -> None:
    profile, warnings = brought_back(edited(blank, put("std.bodies", answer=text)))
    assert (profile.responses["std.bodies"].level, warnings) == (3, ())


def test_what_is_filled_in_is_taken(blank: bytes) -> None:
    filled = edited(
        blank,
        put("std.bodies", answer="started", note="A note", confidence="High"),
        put("safety.risk-assessment", answer="no information", reason="the gazette"),
        cite(
            3, indicator="STD.bodies ", url="https://example.org/a", date=2025, accessed=datetime(2026, 1, 2), page=12
        ),
        cite(5, indicator="std.bodies", title="B", date="14.3.2025", accessed="2025/3"),
    )
    profile, warnings = brought_back(filled)
    response = profile.responses["std.bodies"]
    assert (response.level, response.note, response.confidence) == (2, "A note", "high")
    assert profile.responses["safety.risk-assessment"].no_information == "the gazette"
    first, second = response.evidence
    assert (first.title, first.date, first.accessed, first.page) == (
        "https://example.org/a", "2025", "2026-01-02", "12",
    )  # fmt: skip
    assert (second.date, second.accessed) == ("2025-03-14", "2025-03")
    assert codes(warnings) == ["evidence-without-title"]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"answer": "2"}, "not-an-answer"),
        ({"answer": 2}, "not-an-answer"),
        ({"answer": True}, "not-an-answer"),
        ({"answer": "rather good"}, "not-an-answer"),
        ({"answer": datetime(2026, 1, 2)}, "not-an-answer"),
        ({"answer": "#N/A"}, "cell-error"),
        ({"answer": "=1+1"}, "formula"),
        ({"answer": "started", "note": "=A1"}, "formula"),
        ({"answer": "started", "note": "#REF!"}, "cell-error"),
        ({"answer": "not applicable"}, "reason-missing"),
        ({"answer": "no information", "reason": " "}, "reason-missing"),
        ({"reason": "the gazette"}, "reason-without-answer"),
        ({"answer": "started", "confidence": "quite"}, "not-a-confidence"),
        ({"answer": "not applicable", "reason": "x" * 2_001}, "too-long"),
        ({"id": "std.bodys", "answer": "started"}, "two-ids"),
        ({"id": None, "shown-id": None, "answer": "started"}, "row-without-id"),
    ],
)
def test_what_cannot_be_understood_is_told_with_its_cell(blank: bytes, values: dict[str, Any], code: str) -> None:
    data = edited(blank, put("std.bodies", **dict(reversed(values.items()))))
    book = load_workbook(io.BytesIO(blank))
    row = cell_of(book, "std.bodies").row
    errors = [problem for problem in problems_of(data) if problem.severity == "error"]
    assert codes(errors) == [code]
    assert errors[0].place.startswith("8. Forging consensus on")
    assert errors[0].place.endswith(str(row))
    assert errors[0].hint


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"indicator": "std.body", "title": "A"}, "unknown-indicator"),
        ({"title": "A"}, "unknown-indicator"),
        ({"indicator": "std.bodies"}, "evidence-without-title"),
        ({"indicator": "std.bodies", "title": "A", "date": "last spring"}, "not-a-date"),
        ({"indicator": "std.bodies", "title": "A", "date": "03/04/2025"}, "not-a-date"),
        ({"indicator": "std.bodies", "title": "A", "date": "2025-13"}, "wrong-form"),
        ({"indicator": "std.bodies", "title": "A", "date": 45_000}, "not-a-date"),
        ({"indicator": "std.bodies", "title": "A", "url": "www.example.org"}, "wrong-form"),
        ({"indicator": "std.bodies", "title": "#VALUE!"}, "cell-error"),
    ],
)
def test_evidence_that_cannot_be_understood_is_told_with_its_cell(
    blank: bytes, values: dict[str, Any], code: str
) -> None:
    errors = [problem for problem in problems_of(edited(blank, cite(2, **values))) if problem.severity == "error"]
    assert code in codes(errors)
    assert all(problem.place.startswith("Evidence!") and problem.place.endswith("7") for problem in errors)


def pasted_beside(book: Workbook) -> None:
    sheet = sheet_of(book, "std.bodies")
    sheet.cell(6, 20).value = "pasted"


def pasted_below(book: Workbook) -> None:
    sheet = sheet_of(book, "std.bodies")
    sheet.cell(sheet.max_row + 3, 3).value = "pasted"


def pasted_much(book: Workbook) -> None:
    sheet = evidence_sheet(book)
    for row in range(6, 3_000):
        sheet.cell(row, 30).value = row


def own_sheet(book: Workbook) -> None:
    book.create_sheet("Mine")["A1"] = "my notes"


def own_list(book: Workbook) -> None:
    """A sheet of somebody's own that names questions, beside all of ours."""
    book.create_sheet("Who does what").append(["std.bodies", "Ministry"])


def no_evidence(book: Workbook) -> None:
    del book["Evidence"]


def no_instructions(book: Workbook) -> None:
    del book["Instructions"]


def no_row(book: Workbook) -> None:
    sheet_of(book, "std.dialogue").delete_rows(cell_of(book, "std.dialogue").row)


def no_item(book: Workbook) -> None:
    sheet = evidence_sheet(book)
    sheet.delete_rows(5)


def commented(book: Workbook) -> None:
    cell_of(book, "std.bodies").comment = Comment("Are we sure?", "A")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (pasted_beside, ["not-part-of-form"]),
        (pasted_below, ["not-part-of-form"]),
        (pasted_much, ["not-part-of-form"] * 20),
        (own_sheet, ["not-part-of-form"]),
        (own_list, ["not-part-of-form"]),
        (no_evidence, ["no-evidence-sheet"]),
        (no_instructions, ["no-fields"]),
        (no_row, ["row-missing"]),
        (no_item, ["evidence-left-out"]),
        (commented, ["attachments"]),
        (put("std.dialogue", answer=None), ["answer-emptied"]),
        (put("std.bodies", reason="a remark"), ["reason-left-out"]),
    ],
)
def test_what_is_not_taken_is_told(prefilled: bytes, change: Change, expected: list[str]) -> None:
    _, warnings = brought_back(edited(prefilled, change))
    assert codes(warnings) == expected
    assert all(problem.severity == "warning" for problem in warnings)


def test_a_formula_with_an_answer_is_taken_and_told(blank: bytes) -> None:
    name = "xl/worksheets/sheet10.xml"
    changed = edited(blank, put("std.bodies", answer='="start"&"ed"'))
    sheet = part_of(changed, name)
    assert b"<v></v>" in sheet or b"<v />" in sheet
    place = sheet.index(b'"start"') if b'"start"' in sheet else sheet.index(b"&quot;start&quot;")
    start, end = sheet.rindex(b"<c ", 0, place), sheet.index(b"</c>", place)
    cell = sheet[start:end].replace(b"<v></v>", b"<v>started</v>").replace(b"<v />", b"<v>started</v>")
    cell = cell.replace(b"<c ", b'<c t="str" ', 1) if b"t=" not in cell else cell
    profile, warnings = brought_back(repacked(changed, {name: sheet[:start] + cell + sheet[end:]}))
    assert profile.responses["std.bodies"].level == 2
    assert codes(warnings) == ["formula-result"]


def test_merged_answers_are_told(prefilled: bytes) -> None:
    def merge(book: Workbook) -> None:
        cell = cell_of(book, "std.bodies")
        cell.parent.merge_cells(start_row=cell.row, end_row=cell.row + 1, start_column=cell.column,
                                end_column=cell.column)  # fmt: skip

    errors = [problem for problem in problems_of(edited(prefilled, merge)) if problem.severity == "error"]
    assert codes(errors) == ["merged-cells"]


def copied_row(**values: Any) -> Change:
    def change(book: Workbook) -> None:
        cell = cell_of(book, "std.bodies")
        sheet, columns, last = cell.parent, columns_of(cell.parent), cell.parent.max_row + 1
        for old in sheet[cell.row]:
            sheet.cell(last, old.column).value = old.value
        for key, value in values.items():
            sheet.cell(last, columns[key]).value = value

    return change


def test_a_copied_row_counts_once(prefilled: bytes) -> None:
    emptied = copied_row(answer=None, note=None)
    for change in (copied_row(), emptied):
        profile, warnings = brought_back(edited(prefilled, change))
        assert (profile.responses["std.bodies"].level, warnings) == (3, ())
    profile, warnings = brought_back(edited(prefilled, emptied, put("std.bodies", answer="stated")))
    assert profile.responses["std.bodies"].level == 1


def test_a_question_answered_twice_is_told(prefilled: bytes) -> None:
    errors = problems_of(edited(prefilled, copied_row(answer="stated")))
    assert codes(errors) == ["answered-twice"]


def no_columns(book: Workbook) -> None:
    sheet = sheet_of(book, "std.bodies")
    sheet.delete_cols(columns_of(sheet)["answer"])


def no_ids(book: Workbook) -> None:
    sheet_of(book, "std.bodies").delete_cols(1, 2)


def no_headings(book: Workbook) -> None:
    sheet_of(book, "std.bodies").delete_rows(4)


def no_questions(book: Workbook) -> None:
    for sheet in [sheet for sheet in book if "answer" in columns_of(sheet)]:
        del book[sheet.title]


def no_stamp(book: Workbook) -> None:
    del book["aigov profile"]


def changed_stamp(book: Workbook) -> None:
    book["aigov profile"]["B5"] = '{"rubric":1}'


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (no_columns, "columns-missing"),
        (no_ids, "columns-missing"),
        (no_headings, "headings-missing"),
        (no_questions, "no-questions"),
        (no_stamp, "workbook-without-stamp"),
        (changed_stamp, "workbook-without-stamp"),
    ],
)
def test_a_workbook_that_lost_its_structure_is_not_taken(prefilled: bytes, change: Change, code: str) -> None:
    errors = [problem for problem in problems_of(edited(prefilled, change)) if problem.severity == "error"]
    assert codes(errors) == [code]
    assert errors[0].hint


def test_a_changed_answer_leaves_its_review_behind_and_says_so(gaigap: Rubric) -> None:
    review = {"decision": "revised", "level": 2, "reviewer": "R. Viewer"}
    data = form(gaigap, beginning(gaigap, {"std.bodies": {"level": 3, "review": review}}))
    profile, warnings = brought_back(edited(data, put("std.bodies", answer="sustained")))
    assert profile.responses["std.bodies"].model_dump(exclude_unset=True) == {"level": 4}
    assert codes(warnings) == ["review-left-out"]
    assert "R. Viewer" in warnings[0].message


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (3.5, 3.5),
        ("3,5", 3.5),
        ("3.5", 3.5),
        (" 12 500,25 ", 12500.25),
        ("-4", -4),
        ("４２", 42),
        (42, 42),
        ("−0,5", -0.5),
    ],
)
def test_a_number_with_a_comma_is_a_number(measures: Rubric, value: Any, number: float) -> None:
    data = edited(form(measures, beginning(measures)), put("a.number", answer=value))
    assert brought_back(data, measures)[0].responses["a.number"].quantity == number


@pytest.mark.parametrize(
    "value", ["1,234", "1.234", "1,234.5", "12 %", "about 3", "1e5", "inf", "٣", datetime(2026, 1, 2)]
)
def test_a_number_that_could_be_two_is_told(measures: Rubric, value: Any) -> None:
    data = edited(form(measures, beginning(measures)), put("a.number", answer=value))
    assert codes(problems_of(data, measures)) == ["not-an-answer"]


def test_choices_are_known_by_their_titles(measures: Rubric) -> None:
    data = edited(form(measures, beginning(measures)), put("a.choice", answer="by LAW"),
                  put("a.number", answer="not applicable", reason="no such market"))  # fmt: skip
    profile, _ = brought_back(data, measures)
    assert profile.responses["a.choice"].choice == "law"
    assert profile.responses["a.number"].not_applicable == "no such market"


def older(rubric: Rubric) -> Rubric:
    """The rubric as it was before a question moved and another was dropped."""
    document = rubric.model_dump(mode="json", by_alias=True, exclude_unset=True)
    document["version"] = "1.0.0"
    leaves = document["areas"][0]["indicators"]
    leaves[-1] = {"id": "a.old"}
    leaves.append({"id": "a.gone"})
    return as_rubric(document)


def test_a_workbook_of_an_older_version_is_understood(measures: Rubric) -> None:
    before = older(measures)
    gone = {"level": 2, "evidence": [ITEM]}
    data = form(before, beginning(before, {"a.old": {"level": 1}, "a.level": {"level": 2}, "a.gone": gone}))
    filled = edited(data, put("a.old", answer="established"), cite(1, indicator="a.old", title="B", document="7"))
    profile, warnings = brought_back(filled, measures)
    assert profile.rubric.version == "2.0.0"
    assert {name: response.level for name, response in profile.responses.items()} == {"a.level": 2, "a.new": 3}
    assert profile.responses["a.new"].evidence[0].title == "B"
    assert set(codes(warnings)) == {
        "other-version", "alias", "unknown-indicator", "earlier-answer-left-out", "evidence-left-out",
    }  # fmt: skip
    assert "a.gone" in " ".join(problem.message for problem in warnings)


def test_a_workbook_of_another_rubric_is_not_taken(measures: Rubric, prefilled: bytes) -> None:
    assert codes(problems_of(prefilled, measures)) == ["other-rubric"]
    assert codes(problems_of(form(measures, beginning(measures)))) == ["unknown-rubric"]


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return stream.getvalue()


_OUTSIDE = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/oleObject" '
    b'Target="https://example.org/x" TargetMode="External"/></Relationships>'
)
_LAUGHS = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><a>&c;</a>'
_STRICT = b'<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'
_XXE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><sst>&b;</sst>'


def with_part(name: str, data: bytes) -> Callable[[bytes], bytes]:
    return lambda blank: repacked(blank, {name: data})


def as_macro_workbook(blank: bytes) -> bytes:
    types = part_of(blank, "[Content_Types].xml")
    plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    assert plain in types
    return repacked(
        blank, {"[Content_Types].xml": types.replace(plain, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")}
    )


def locked(blank: bytes) -> bytes:
    """The flag of encryption set on every part."""
    data = bytearray(blank)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + offset] |= 1
            place = data.find(mark, place + 4)
    return bytes(data)


def spoiled(blank: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(blank)) as package:
        start = package.getinfo("xl/sharedStrings.xml").header_offset + 60
    return blank[:start] + bytes(100) + blank[start + 100 :]


def twice(blank: bytes) -> bytes:
    stream = io.BytesIO(blank)
    with zipfile.ZipFile(stream, "a") as package, pytest.warns(UserWarning, match="Duplicate"):
        package.writestr("xl/workbook.xml", b"<workbook/>")
    return stream.getvalue()


HARMFUL: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "macros": (with_part("xl/vbaProject.bin", b"\xd0\xcf"), "macros"),
    "old macros": (with_part("xl/macrosheets/sheet1.xml", b"<a/>"), "macros"),
    "a macro workbook by its type": (as_macro_workbook, "macros"),
    "a linked workbook": (with_part("xl/externalLinks/externalLink1.xml", b"<a/>"), "external-links"),
    "a data connection": (with_part("xl/connections.xml", b"<a/>"), "external-links"),
    "an object elsewhere": (with_part("xl/worksheets/_rels/sheet1.xml.rels", _OUTSIDE), "external-links"),
    "a billion laughs": (with_part("xl/styles.xml", _LAUGHS), "entities"),
    "an entity from a file": (with_part("xl/sharedStrings.xml", _XXE), "entities"),
    "an entity behind spaces": (with_part("xl/sharedStrings.xml", b" " * 2_000 + _XXE[21:]), "entities"),
    "an object behind a long comment": (
        with_part("xl/worksheets/_rels/sheet1.xml.rels", b"<!--" + b" " * 999_900 + b"-->" + _OUTSIDE),
        "external-links",
    ),
    "an entity in UTF-16": (with_part("xl/sharedStrings.xml", _XXE.decode().encode("utf-16")), "entities"),
    "a bomb": (with_part("xl/media/zeros", bytes(200_000_000)), "unpacks-too-large"),
    "a smaller bomb": (with_part("xl/media/zeros", bytes(20_000_000)), "unpacks-too-large"),
    "very many parts": (lambda _: zipped({f"part{number}": b"" for number in range(6_000)}), "unpacks-too-large"),
    "a password": (locked, "workbook-with-password"),
    "cut off": (lambda blank: blank[: len(blank) // 2], "damaged-workbook"),
    "cut off at its end": (lambda blank: blank[:-10], "damaged-workbook"),
    "spoiled inside": (spoiled, "damaged-workbook"),
    "a part that stands twice": (twice, "damaged-workbook"),
    "a sheet that is no XML": (with_part("xl/worksheets/sheet5.xml", b"<worksheet><sheetData>"), "damaged-workbook"),
    "no XML at all": (with_part("xl/workbook.xml", b"nothing"), "damaged-workbook"),
    "strings that are missing": (with_part("xl/sharedStrings.xml", b"<sst/>"), "damaged-workbook"),
    "nested too deep": (with_part("xl/workbook.xml", b"<a>" * 100_000 + b"</a>" * 100_000), "damaged-workbook"),
    "the strict variant": (with_part("xl/workbook.xml", _STRICT), "strict-workbook"),
    "another packed file": (lambda _: zipped({"a.txt": b"a"}), "not-a-workbook"),
    "an OpenDocument sheet": (lambda _: zipped({"mimetype": b"x", "content.xml": b"<a/>"}), "not-a-workbook"),
}


@pytest.mark.parametrize("case", HARMFUL)
def test_a_harmful_or_damaged_workbook_is_refused(blank: bytes, case: str) -> None:
    make, code = HARMFUL[case]
    data = make(blank)
    with pytest.raises(DocumentError) as refused:
        open_book("form.xlsx", data, limit=LIMIT)
    assert codes(refused.value.problems) == [code]
    assert refused.value.problems[0].hint


def sheet_with(rows: str) -> bytes:
    """A workbook of one sheet with these rows."""
    stream = io.BytesIO()
    Workbook().save(stream)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{main}"><dimension ref="A1:B2"/><sheetData>{rows}</sheetData></worksheet>'
    return repacked(stream.getvalue(), {"xl/worksheets/sheet1.xml": sheet.encode()})


TOO_MUCH = {
    "a row beyond the last": '<row r="2000000"><c r="A2000000"><v>1</v></c></row>',
    "very many rows": "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 100_100)),
    "a column far out": '<row r="1"><c r="XFD1"><v>1</v></c></row>',
    "empty cells far out": "".join(f'<row r="{row}"><c r="XFD{row}"/></row>' for row in range(1, 1_500)),
    "a text too long": f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"x" * 40_000}</t></is></c></row>',
}


@pytest.mark.parametrize("case", TOO_MUCH)
def test_too_much_is_refused(case: str) -> None:
    with pytest.raises(DocumentError) as refused:
        open_book("form.xlsx", sheet_with(TOO_MUCH[case]), limit=LIMIT)
    assert codes(refused.value.problems) == ["too-large"]
    assert refused.value.problems[0].place.startswith("Sheet!")


def test_too_many_sheets_are_refused() -> None:
    book, stream = Workbook(), io.BytesIO()
    for _ in range(201):
        book.create_sheet()
    book.save(stream)
    with pytest.raises(DocumentError) as refused:
        open_book("form.xlsx", stream.getvalue(), limit=LIMIT)
    assert codes(refused.value.problems) == ["too-large"]


def test_cells_are_read_as_they_are_whatever_the_sheet_says_of_its_size() -> None:
    rows = (
        '<row r="3"><c r="B3"><v>1.50</v></c><c r="D3" t="b"><v>1</v></c><c r="E3" t="e"><v>#N/A</v></c></row>'
        '<row r="9"><c r="C9" t="inlineStr"><is><t>a_x000D_\nb</t></is></c><c r="D9"><f>1+1</f><v>2</v></c>'
        '<c r="E9"><f>1+1</f></c></row><row r="1048576"><c r="A1048576"/></row>'
    )
    (sheet,) = open_book("form.xlsx", sheet_with(rows), limit=LIMIT).sheets
    assert [(cell.coordinate, cell.kind, cell.value, cell.is_formula) for row in sheet.rows for cell in row] == [
        ("B3", "number", 1.5, False),
        ("D3", "truth", True, False),
        ("E3", "error", "#N/A", False),
        ("C9", "text", "a\nb", False),
        ("D9", "number", 2, True),
        ("E9", "formula", None, True),
    ]


@pytest.mark.parametrize("epoch", [datetime(1899, 12, 30), datetime(1904, 1, 1)])
def test_days_are_days_in_both_systems(blank: bytes, epoch: datetime) -> None:
    def change(book: Workbook) -> None:
        book.epoch = epoch
        cite(0, indicator="std.bodies", title="A", date=datetime(2025, 3, 14))(book)
        for sheet in book:
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, datetime):
                        cell.number_format = "yyyy-mm-dd"

    profile, _ = brought_back(edited(blank, change))
    assert (profile.date, profile.responses["std.bodies"].evidence[0].date) == ("2026-11-21", "2025-03-14")


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2025", "2025"), ("2025-3", "2025-03"), ("2025-03-14", "2025-03-14"), ("2025/3/4", "2025-03-04"),
        ("2025年3月14日", "2025-03-14"), ("2025年3月", "2025-03"), ("2025.3", "2025-03"), ("14.3.2025", "2025-03-14"),
        ("14/3/2025", "2025-03-14"), ("3/14/2025", "2025-03-14"), ("4/4/2025", "2025-04-04"), ("3/4/2025", None),
        ("March 2025", None), ("25", None), ("", None), (datetime(2025, 3, 14, 12, 30), "2025-03-14"),
        (date(2025, 3, 14), "2025-03-14"),
    ],
)  # fmt: skip
def test_dates_as_people_write_them(value: Any, day: str | None) -> None:
    assert date_of(Cell("text" if isinstance(value, str) else "date", value, 1, 1)) == day


@given(st.floats(allow_nan=False, allow_infinity=False, width=32), st.sampled_from(".,"))
def test_a_number_is_read_with_either_sign(number: float, sign: str) -> None:
    text = f"{number:.4f}"
    assert number_of(text.replace(".", sign)) == float(text)


@settings(max_examples=50)
@given(st.binary(max_size=400), st.integers(0, 60_000))
def test_no_bytes_make_it_crash(rubbish: bytes, place: int) -> None:
    """Bytes written over a form somewhere, and bytes by themselves."""
    data = _small()
    for candidate in (data[:place] + rubbish + data[place + len(rubbish) :], b"PK\x03\x04" + rubbish):
        with suppress(DocumentError):
            brought_back(candidate)


@settings(max_examples=30)
@given(st.data())
def test_no_part_makes_it_crash(data: st.DataObject) -> None:
    """A part of a form with something else in the place of some of its bytes."""
    with zipfile.ZipFile(io.BytesIO(_small())) as package:
        names = [
            name for name in package.namelist() if "sheet" not in name or name.endswith(("sheet3.xml", "sheet18.xml"))
        ]
        name = data.draw(st.sampled_from(names))
        part = package.read(name)
    start = data.draw(st.integers(0, len(part) - 1))
    end = start + data.draw(st.integers(0, 30))
    other = data.draw(
        st.sampled_from([b"", b"9", b"-1", b"x", b"<a/>", b'"', b"&#1;", b"1e999", b"\xff", b"A1", b"99999999999"])
    )
    with suppress(DocumentError):
        brought_back(repacked(_small(), {name: part[:start] + other + part[end:]}))


_kept: list[bytes] = []


def _small() -> bytes:
    from aigov_checklist import load_rubric

    if not _kept:
        rubric = load_rubric("gaigap-2025")
        _kept.append(form(rubric, beginning(rubric, tier="essential")))
    return _kept[0]


def test_a_failed_import_leaves_the_target_as_it_was(blank: bytes, tmp_path: Path) -> None:
    source, target = tmp_path / "form.xlsx", tmp_path / "profile.yaml"
    target.write_text("as it was", encoding="utf-8")
    for data in (edited(blank, put("std.bodies", answer="2")), blank[:-10], b"\xd0\xcf\x11\xe0" + bytes(100)):
        source.write_bytes(data)
        result = CliRunner().invoke(aigov, ["import", str(source), "-o", str(target), "--force"])
        assert result.exit_code == 1
        assert str(source) in result.output
    assert target.read_text(encoding="utf-8") == "as it was"
    assert sorted(tmp_path.iterdir()) == [source, target]


def test_the_digest_of_the_workbook_is_kept(blank: bytes, tmp_path: Path) -> None:
    import hashlib

    source, target = tmp_path / "form.xlsx", tmp_path / "profile.json"
    source.write_bytes(blank)
    assert CliRunner().invoke(aigov, ["import", str(source), "-o", str(target)]).exit_code == 0
    (step,) = json.loads(target.read_text(encoding="utf-8"))["history"]
    assert (step["file"], step["sha256"]) == ("form.xlsx", hashlib.sha256(blank).hexdigest())
