"""Word reports: headings, contents, tables and links are real ones, and nobody's text gets lost or obeyed."""

import gettext
import io
from datetime import UTC, datetime
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from aigov_checklist import assess, build_report, open_profile
from aigov_checklist.harmless import visible
from aigov_checklist.language import Language
from aigov_checklist.report.blocks import Chart, Register, Report
from conftest import PROFILES
from offices import HOSTILE, LONG_NOTE, hostile_report, report_on, squeezed, without_charts, written

ARABIC = Language("ar", gettext.NullTranslations(), "rtl")


def opened(report: Report) -> WordDocument:
    return Document(io.BytesIO(written(report, "docx")))


def text_of(document: WordDocument) -> str:
    return "".join(node.text or "" for node in document.element.body.iter(qn("w:t")))


def elements(document: WordDocument, name: str) -> list[Any]:
    return list(document.element.iter(qn(f"w:{name}")))


@pytest.fixture(scope="module")
def indonesia() -> Report:
    found = open_profile(PROFILES / "indonesia.yaml")
    return build_report(assess(found.profile, found.rubric), found.profile, found.rubric)


@pytest.fixture(scope="module")
def document(indonesia: Report) -> WordDocument:
    return opened(indonesia)


def test_every_section_is_a_heading_and_every_indicator_one_below(indonesia: Report, document: WordDocument) -> None:
    headings = [
        (line.style.name, line.text) for line in document.paragraphs if line.style and "Head" in line.style.name
    ]
    assert [text for style, text in headings if style == "Heading 1"] == [one.title for one in indonesia.sections]
    assert len([text for style, text in headings if style == "Heading 2"]) == 100
    assert document.paragraphs[0].style is not None
    assert document.paragraphs[0].style.name == "Title"


def test_the_table_of_contents_lists_the_sections_and_is_renewed_when_the_file_is_opened(
    indonesia: Report, document: WordDocument
) -> None:
    assert any("TOC" in (field.text or "") for field in elements(document, "instrText"))
    listed = [line.text for line in document.paragraphs if line.style and line.style.name == "toc 1"]
    assert listed == [section.title for section in indonesia.sections]
    assert document.settings.element.find(qn("w:updateFields")).get(qn("w:val")) == "true"


def test_fields_are_opened_and_closed_in_pairs(document: WordDocument) -> None:
    kinds = [one.get(qn("w:fldCharType")) for one in elements(document, "fldChar")]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") == 1


def test_pages_are_numbered(document: WordDocument) -> None:
    footer = document.sections[0].footer._element
    assert [field.text.strip() for field in footer.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]


def test_the_first_row_of_every_table_is_repeated_and_no_other(document: WordDocument) -> None:
    for table in document.tables:
        repeated = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
        assert repeated == [True] + [False] * (len(repeated) - 1)


def test_every_chart_is_a_picture_whose_text_says_the_same(indonesia: Report, document: WordDocument) -> None:
    charts = [block for section in indonesia.sections for block in section.blocks if isinstance(block, Chart)]
    pictures = document.inline_shapes
    assert [shape._inline.docPr.get("descr") for shape in pictures] == [visible(chart.text) for chart in charts]
    assert [shape._inline.docPr.get("title") for shape in pictures] == [visible(chart.title) for chart in charts]
    assert all(shape.width <= document.sections[0].page_width for shape in pictures)


def test_evidence_numbers_lead_to_the_register_and_back(indonesia: Report, document: WordDocument) -> None:
    bookmarks = {mark.get(qn("w:name")) for mark in elements(document, "bookmarkStart")}
    anchors = {link.get(qn("w:anchor")) for link in elements(document, "hyperlink")} - {None}
    registers = [block for section in indonesia.sections for block in section.blocks if isinstance(block, Register)]
    assert {f"evidence_{item.number}" for item in registers[0].citations} <= anchors <= bookmarks
    assert any(anchor.startswith("finding_") for anchor in anchors)
    assert max(map(len, bookmarks)) <= 40


def test_the_numbers_of_bookmarks_are_their_own(document: WordDocument) -> None:
    starts = [mark.get(qn("w:id")) for mark in elements(document, "bookmarkStart")]
    assert (
        sorted(starts)
        == sorted({*starts})
        == sorted(mark.get(qn("w:id")) for mark in elements(document, "bookmarkEnd"))
    )


def test_every_web_address_of_the_evidence_can_be_followed(indonesia: Report, document: WordDocument) -> None:
    targets = {relation.target_ref for relation in document.part.rels.values() if relation.is_external}
    registers = [block for section in indonesia.sections for block in section.blocks if isinstance(block, Register)]
    assert {item.url for item in registers[0].citations if item.url} <= targets
    assert all(target.startswith(("http://", "https://")) for target in targets)


def test_every_answer_and_every_evidence_item_appears(document: WordDocument) -> None:
    shown = squeezed(text_of(document))
    for name, response in open_profile(PROFILES / "indonesia.yaml").profile.responses.items():
        assert name in shown
        assert all(squeezed(item.title) in shown for item in response.evidence)
        assert squeezed(response.note or "") in shown


def test_the_file_says_who_made_it_and_when_and_names_no_person(indonesia: Report, document: WordDocument) -> None:
    properties = document.core_properties
    assert (properties.title, properties.subject) == (indonesia.title, indonesia.subtitle)
    assert (properties.author, properties.last_modified_by) == ("aigov-checklist", "aigov-checklist")
    assert properties.created == properties.modified == datetime(2026, 11, 21, tzinfo=UTC)
    assert (properties.language, properties.comments) == ("en", "")


def test_the_same_report_gives_the_same_bytes_dated_from_the_assessment(indonesia: Report) -> None:
    first, second = written(indonesia, "docx"), written(indonesia, "docx")
    assert first == second
    with ZipFile(io.BytesIO(first)) as entries:
        assert {entry.date_time for entry in entries.infolist()} == {(2026, 11, 21, 0, 0, 0)}


def test_a_date_before_zip_files_is_their_first() -> None:
    data = written(without_charts(report_on({})), "docx", created=datetime(1970, 1, 1, tzinfo=UTC))
    with ZipFile(io.BytesIO(data)) as entries:
        assert {entry.date_time[0] for entry in entries.infolist()} == {1980}


def test_fonts_are_named_for_every_kind_of_script(document: WordDocument) -> None:
    fonts = document.styles.element.find(f".//{qn('w:rFonts')}")
    assert all(fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs"))


def test_a_right_to_left_report_runs_from_right_to_left() -> None:
    document = opened(without_charts(report_on({}, ARABIC)))
    assert document.styles["Normal"].element.find(f".//{qn('w:bidi')}") is not None
    assert document.element.body.sectPr.find(qn("w:bidi")) is not None
    assert all(table._tbl.tblPr.find(qn("w:bidiVisual")) is not None for table in document.tables)


def test_an_arabic_note_in_an_english_report_runs_its_own_way() -> None:
    note = "تقييم ذاتي (AI) في عام 2026."
    document = opened(without_charts(report_on({"std.bodies": {"level": 1, "note": note}})))
    line = next(line for line in document.paragraphs if line.text == note)
    assert line._p.pPr is not None
    assert line._p.pPr.find(qn("w:bidi")).get(qn("w:val")) == "1"
    assert line.runs[0].font.rtl


def test_a_long_note_in_any_script_is_kept_whole() -> None:
    shown = text_of(opened(without_charts(report_on({"std.bodies": {"level": 1, "note": LONG_NOTE}}))))
    assert squeezed(LONG_NOTE) in squeezed(shown)


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_text_is_shown_and_not_obeyed(case: str) -> None:
    text = HOSTILE[case]
    data = written(without_charts(hostile_report(text)), "docx")
    document = Document(io.BytesIO(data))
    assert squeezed(text_of(document)).count(squeezed(visible(text, keep_lines=True))) >= 8
    targets = {relation.target_ref for relation in document.part.rels.values() if relation.is_external}
    assert all(target.startswith(("http://", "https://")) for target in targets)
    assert not elements(document, "script")


def test_an_address_that_no_program_understands_stays_text() -> None:
    url = "https://[bad/path"
    answers = {"std.bodies": {"level": 1, "evidence": [{"title": "Item", "url": url}]}}
    document = opened(without_charts(report_on(answers)))
    assert url in text_of(document)
    assert not any("bad" in relation.target_ref for relation in document.part.rels.values() if relation.is_external)
