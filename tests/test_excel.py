"""Excel reports: numbers are numbers, text is text, and every sheet can be sorted, filtered, printed and checked."""

import gettext
import io
import re
from datetime import datetime
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook  # type: ignore[import-untyped]
from openpyxl.cell import Cell  # type: ignore[import-untyped]
from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]

from aigov_checklist import assess, build_report, open_profile
from aigov_checklist.cells import pieces
from aigov_checklist.comparing import compare
from aigov_checklist.harmless import visible
from aigov_checklist.language import Language, language
from aigov_checklist.report.blocks import Report
from aigov_checklist.report.comparison import build_comparison
from aigov_checklist.translation import translated
from conftest import PROFILES
from offices import HOSTILE, LONG_NOTE, hostile_report, report_on, squeezed, written

ARABIC = Language("ar", gettext.NullTranslations(), "rtl")
SHEETS = ["Summary", "Areas", "Indicators", "Evidence", "Method", "Data dictionary"]
GRIDS = ["Areas", "Indicators", "Evidence", "Data dictionary"]


def opened(report: Report, *, values: bool = False) -> Workbook:
    return load_workbook(io.BytesIO(written(report, "xlsx")), data_only=values)


def cells(book: Workbook) -> list[Cell]:
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


def text_of(book: Workbook) -> str:
    return "".join(str(cell.value) for cell in cells(book))


def table(sheet: Worksheet) -> list[dict[str, Cell]]:
    head, *rows = sheet.iter_rows()
    return [{str(title.value): cell for title, cell in zip(head, row, strict=True)} for row in rows]


def column(sheet: Worksheet, title: str) -> list[object]:
    return [row[title].value for row in table(sheet)]


@pytest.fixture(scope="module")
def indonesia() -> Report:
    found = open_profile(PROFILES / "indonesia.yaml")
    return build_report(assess(found.profile, found.rubric), found.profile, found.rubric)


@pytest.fixture(scope="module")
def book(indonesia: Report) -> Workbook:
    return opened(indonesia)


def test_the_sheets_and_their_order(book: Workbook) -> None:
    assert book.sheetnames == SHEETS


def test_every_area_has_its_numbers_in_full(indonesia: Report, book: Workbook) -> None:
    overall, *areas = indonesia.assessment.overall, *indonesia.assessment.areas
    for title, read in (("Declared: Score", "value"), ("Declared: Low", "low"), ("Declared: Known", "coverage")):
        shown = column(book["Areas"], title)
        assert shown == pytest.approx([getattr(node.declared, read) for node in (overall, *areas)], rel=1e-15)
    assert column(book["Areas"], "Reviewed: Score") == [None] * 14


def test_every_indicator_has_its_numbers_in_full(indonesia: Report, book: Workbook) -> None:
    results = [result for area in indonesia.assessment.areas for result in area.indicators]
    rows = table(book["Indicators"])
    assert [row["Id"].value for row in rows] == [result.id for result in results]
    for row, result in zip(rows, results, strict=True):
        for title, number in (("Contribution", result.contribution), ("Gain", result.gain), ("Points", result.points)):
            assert row[title].value == (None if number is None else pytest.approx(number, rel=1e-14))
            assert row[title].data_type == "n"
        assert row["Star"].value is result.star


def test_scores_on_the_summary_are_numbers_behind_what_is_shown(indonesia: Report, book: Workbook) -> None:
    found = {cell.value: cell for cell in cells(book) if cell.parent.title == "Summary"}
    overall = indonesia.assessment.overall.declared
    value = next(cell for number, cell in found.items() if number == pytest.approx(overall.value, rel=1e-15))
    share = next(cell for number, cell in found.items() if number == pytest.approx(overall.coverage, rel=1e-15))
    assert (value.number_format, share.number_format) == ("0.0", "0 %")


def test_formulas_stand_only_where_a_person_would_recompute(book: Workbook) -> None:
    formulas = [cell for cell in cells(book) if cell.data_type == "f"]
    assert {(cell.parent.title, cell.parent.cell(1, cell.column).value) for cell in formulas} == {
        ("Areas", "Check"),
        ("Indicators", "Check"),
    }


def test_each_check_holds_what_it_checks(indonesia: Report) -> None:
    values = opened(indonesia, values=True)
    contributions = [
        pytest.approx(number) if number else number for number in column(values["Indicators"], "Contribution")
    ]
    assert column(values["Indicators"], "Check") == contributions
    assert column(values["Areas"], "Check") == pytest.approx(column(values["Areas"], "Declared: Score"))


def test_the_formulas_mean_what_they_hold(indonesia: Report, book: Workbook) -> None:
    """Redone here as a spreadsheet would: product of two cells, and means over the cells that the formula names."""
    for row in table(book["Indicators"]):
        if formula := row["Check"].value:
            left, right = re.fullmatch(r"=([A-Z]+\d+)\*([A-Z]+\d+)", str(formula)).groups()  # type: ignore[union-attr]
            product = book["Indicators"][left].value * book["Indicators"][right].value
            assert product == pytest.approx(row["Contribution"].value)
    for row in table(book["Areas"]):
        sheet, owners, weights, values = _parts_of(str(row["Check"].value))
        parts = [
            (weight.value, value.value)
            for (owner,), (weight,), (value,) in zip(
                book[sheet][owners], book[sheet][weights], book[sheet][values], strict=True
            )
            if owner.value == row["Node"].value and value.value is not None
        ]
        mean = sum(weight * value for weight, value in parts) / sum(weight for weight, _ in parts)
        assert mean == pytest.approx(row["Declared: Score"].value)


def _parts_of(formula: str) -> tuple[str, str, str, str]:
    found = re.match(r"=SUMPRODUCT\(\('(\w+)'!([$A-Z\d:]+)=A\d+\)\*'\w+'!([$A-Z\d:]+)\*'\w+'!([$A-Z\d:]+)\)/", formula)
    assert found
    sheet, owners, weights, values = found.groups()
    return sheet, owners, weights, values


def test_evidence_and_indicators_lead_to_each_other(book: Workbook) -> None:
    for row in table(book["Indicators"]):
        if row["Evidence"].value:
            sheet, cell = _target(row["Evidence"])
            assert book[sheet][cell].value == int(str(row["Evidence"].value).split(", ")[0])
    for row in table(book["Evidence"]):
        sheet, cell = _target(row["Cited by"])
        assert book[sheet][cell].value == str(row["Cited by"].value).split(", ")[0]


def _target(cell: Cell) -> tuple[str, str]:
    assert cell.hyperlink
    sheet, _, place = str(cell.hyperlink.location).rpartition("!")
    return sheet.strip("'"), place


def test_every_answer_and_every_evidence_item_appears(book: Workbook) -> None:
    shown = squeezed(text_of(book))
    for name, response in open_profile(PROFILES / "indonesia.yaml").profile.responses.items():
        assert name in shown
        assert all(squeezed(item.title) in shown for item in response.evidence)
        assert squeezed(response.note or "") in shown
    urls = {cell.hyperlink.target for cell in cells(book) if cell.hyperlink and cell.hyperlink.target}
    assert all(url.startswith(("http://", "https://")) for url in urls)


def test_every_section_of_the_report_has_its_place(indonesia: Report, book: Workbook) -> None:
    shown = {cell.value for cell in cells(book)}
    assert {section.title for section in indonesia.sections if section.id != "evidence"} <= shown


def test_headings_stay_in_sight_on_screen_and_paper(book: Workbook) -> None:
    for name in GRIDS:
        sheet = book[name]
        assert str(sheet.freeze_panes).endswith("2")
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.auto_filter.ref
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)


def test_the_data_dictionary_tells_what_every_column_means(book: Workbook) -> None:
    told = [(row["Sheet"].value, row["Column"].value) for row in table(book["Data dictionary"])]
    assert told == [(name, cell.value) for name in GRIDS[:3] for cell in book[name][1]]
    assert all(column(book["Data dictionary"], "Meaning"))


def test_the_file_says_who_made_it_and_when_and_names_no_person(indonesia: Report, book: Workbook) -> None:
    properties = book.properties
    assert (properties.title, properties.subject) == (indonesia.title, indonesia.subtitle)
    assert (properties.creator, properties.lastModifiedBy) == ("aigov-checklist", "aigov-checklist")
    assert properties.created == datetime(2026, 11, 21)


def test_the_same_report_gives_the_same_bytes(indonesia: Report) -> None:
    assert written(indonesia, "xlsx") == written(indonesia, "xlsx")


def test_a_right_to_left_report_has_right_to_left_sheets() -> None:
    assert all(sheet.sheet_view.rightToLeft for sheet in opened(report_on({}, ARABIC)))


def test_arabic_text_in_an_english_report_runs_its_own_way() -> None:
    note = "تقييم ذاتي (AI) في عام 2026."
    book = opened(report_on({"std.bodies": {"level": 1, "note": note}}))
    orders = {cell.value: cell.alignment.readingOrder for cell in cells(book)}
    assert (orders[note], orders["std.bodies"]) == (2, 0)


def test_a_chinese_report_has_chinese_headings() -> None:
    found = open_profile(PROFILES / "indonesia.yaml")
    rubric, chinese = translated(found.rubric, "zh"), language("zh")
    book = opened(build_report(assess(found.profile, found.rubric), found.profile, rubric, language=chinese))
    assert book.sheetnames[0] == chinese.say("Summary") != "Summary"
    assert next(cell.value for cell in book.worksheets[1][1] if cell.value == chinese.say("Band"))


def test_a_text_longer_than_a_cell_goes_on_below_and_says_so() -> None:
    book = opened(report_on({"seize.sdg": {"level": 1, "note": LONG_NOTE}, "std.bodies": {"level": 2}}))
    sheet = book["Indicators"]
    rows = table(sheet)
    place = next(index for index, row in enumerate(rows) if row["Id"].value == "seize.sdg")
    kept = [str(rows[place]["Note"].value)]
    while "seize.sdg (continued)" in str(rows[place + len(kept)]["Area"].value):
        kept.append(str(rows[place + len(kept)]["Note"].value))
    assert "".join(kept) == LONG_NOTE
    assert all(len(part.encode("utf-16-le")) // 2 <= 32_767 for part in kept)
    assert "longer than a cell can hold" in str(sheet.cell(sheet.max_row, 1).value)
    check = next(row["Check"].value for row in table(book["Areas"]) if row["Node"].value == "std")
    assert f"${len(rows) - 1}" in str(check)


def test_pieces_never_cut_a_character_in_two() -> None:
    text = "a" + "🌍" * 10
    assert list(pieces(text, 4)) == ["a🌍", *("🌍🌍",) * 4, "🌍"]
    assert list(pieces("", 4)) == [""]


def test_a_long_statement_is_kept_whole() -> None:
    book = opened(report_on({}, statement=LONG_NOTE))
    assert squeezed(LONG_NOTE) in squeezed(text_of(book))


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_text_is_shown_and_never_a_formula(case: str) -> None:
    data = written(hostile_report(HOSTILE[case]), "xlsx")
    book = load_workbook(io.BytesIO(data))
    shown = squeezed(visible(HOSTILE[case], keep_lines=True))
    assert squeezed(text_of(book)).count(shown) >= 6
    for cell in cells(book):
        if cell.data_type == "f":
            assert cell.parent.cell(1, cell.column).value == "Check"
        elif (
            str(cell.value).startswith(("=", "+", "-", "@"))
            and cell.data_type == "s"
            and shown in squeezed(str(cell.value))
        ):
            assert cell.quotePrefix
    with ZipFile(io.BytesIO(data)) as entries:
        links = "".join(entries.read(name).decode() for name in entries.namelist() if name.endswith(".rels"))
    assert "javascript:" not in links


def test_an_address_too_long_for_excel_stays_text() -> None:
    url = "https://example.org/" + "a" * 3_000
    book = opened(report_on({"std.bodies": {"level": 1, "evidence": [{"title": "Item", "url": url}]}}))
    cell = table(book["Evidence"])[0]["Address"]
    assert (cell.value, cell.hyperlink) == (url, None)


def test_a_report_without_answers_is_a_workbook_too() -> None:
    assert opened(report_on({})).sheetnames == SHEETS


def test_a_comparison_has_no_sheets_of_answers() -> None:
    found = open_profile(PROFILES / "indonesia.yaml")
    comparison = compare(found.profile, found.profile, found.rubric)
    book = opened(build_comparison(comparison, found.profile, found.rubric))
    assert book.sheetnames == ["Summary", "Method"]
