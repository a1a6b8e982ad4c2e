"""PDF reports: tagged and whole, linked both ways, in any script, and obedient to nobody's text."""

import gettext
import io
import json
import re
import shutil
import subprocess
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import Destination

from aigov_checklist import assess, build_report, open_profile
from aigov_checklist.language import Language
from aigov_checklist.report.blocks import Chart, Column, Finding, Listing, Register, Report, Section, Table
from aigov_checklist.report.glyphs import Writing, families
from aigov_checklist.resources import data_folder
from conftest import PROFILES
from offices import report_on, squeezed, without_charts, written

ARABIC = Language("ar", gettext.NullTranslations(), "rtl")


def opened(report: Report) -> PdfReader:
    return PdfReader(io.BytesIO(written(report, "pdf")))


def text_of(pdf: PdfReader) -> str:
    return "\n".join(page.extract_text() for page in pdf.pages)


def root(pdf: PdfReader) -> Any:
    return pdf.trailer["/Root"]


def elements(pdf: PdfReader, kind: str) -> list[Any]:
    """The parts of the document of that kind, as a screen reader is told."""
    found, waiting = [], [root(pdf)["/StructTreeRoot"]]
    while waiting:
        part = waiting.pop().get_object()
        if isinstance(part, list):
            waiting += part
        elif isinstance(part, dict):
            found += [part] if part.get("/S") == kind else []
            waiting += [part["/K"]] if "/K" in part else []
    return found


def links(pdf: PdfReader) -> list[Any]:
    return [link.get_object() for page in pdf.pages for link in page.get("/Annots", [])]


def addresses(pdf: PdfReader) -> set[str]:
    return {str(link["/A"]["/URI"]) for link in links(pdf) if "/URI" in link.get("/A", {})}


def noted(text: str) -> Report:
    return without_charts(report_on({"std.bodies": {"level": 1, "note": text}}))


@pytest.fixture(scope="module")
def indonesia() -> Report:
    found = open_profile(PROFILES / "indonesia.yaml")
    return build_report(assess(found.profile, found.rubric), found.profile, found.rubric)


@pytest.fixture(scope="module")
def pdf(indonesia: Report) -> PdfReader:
    return opened(indonesia)


def test_it_says_that_it_is_accessible_and_made_to_be_kept(pdf: PdfReader, indonesia: Report) -> None:
    about = root(pdf)["/Metadata"].get_data().decode()
    claims = dict(re.findall(r"<(pdfaid:part|pdfaid:conformance|pdfuaid:part)>(\w+)<", about))
    assert claims == {"pdfaid:part": "3", "pdfaid:conformance": "A", "pdfuaid:part": "1"}
    assert root(pdf)["/MarkInfo"]["/Marked"]
    assert root(pdf)["/Lang"] == "en"
    assert root(pdf)["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata is not None
    assert pdf.metadata.title == indonesia.title
    assert str(pdf.metadata.creation_date) == "2026-11-21 00:00:00+00:00"


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not on this machine (2026-11-21)")
def test_qpdf_finds_nothing_wrong(indonesia: Report, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(written(indonesia, "pdf"))
    assert subprocess.run(["qpdf", "--check", path], capture_output=True, check=False).returncode == 0


def test_the_bookmarks_are_the_sections_with_their_indicators(pdf: PdfReader, indonesia: Report) -> None:
    def titles(entries: list[Any]) -> list[str]:
        return [str(entry.title) for entry in entries if isinstance(entry, Destination)]

    assert set(titles(pdf.outline)) == {section.title for section in indonesia.sections}
    below = [title for entry in pdf.outline if isinstance(entry, list) for title in titles(entry)]
    findings = [block.title for section in indonesia.sections for block in section.blocks if isinstance(block, Finding)]
    assert below == findings


def test_the_contents_give_the_page_of_every_section(pdf: PdfReader, indonesia: Report) -> None:
    contents = pdf.pages[1].extract_text().partition("Contents")[2]
    for section in indonesia.sections:
        number = re.search(re.escape(section.title) + r"[ .]*(\d+)", contents)
        assert number is not None
        assert section.title in pdf.pages[int(number[1]) - 1].extract_text()


def test_the_first_page_is_the_summary(pdf: PdfReader, indonesia: Report) -> None:
    page = pdf.pages[0].extract_text()
    assert "35.2, in a range of" in " ".join(page.split())
    assert "The overall score under the three lenses" in page
    assert all(squeezed(area.title) in squeezed(page) for area in indonesia.assessment.areas)


def test_every_other_page_carries_subject_date_and_number(pdf: PdfReader) -> None:
    for number, page in enumerate(pdf.pages, start=1):
        text = page.extract_text()
        assert f"{number} / {len(pdf.pages)}" in text
        assert number == 1 or text.startswith("Indonesia 2026-11-21")


def test_every_indicator_and_every_evidence_item_is_there(pdf: PdfReader, indonesia: Report) -> None:
    text = squeezed(text_of(pdf))
    for section in indonesia.sections:
        for block in section.blocks:
            match block:
                case Finding(id=name):
                    assert squeezed(name) in text
                case Register(citations=citations):
                    assert all(squeezed(citation.text) in text for citation in citations)


def test_tables_have_headings_for_screen_readers_and_pictures_have_words(pdf: PdfReader, indonesia: Report) -> None:
    blocks = [block for section in indonesia.sections for block in section.blocks]
    tables = [block for block in blocks if isinstance(block, Table)]
    charts = [block for block in blocks if isinstance(block, Chart)]
    assert len(elements(pdf, "/Table")) == len(tables)
    assert len(elements(pdf, "/TH")) == sum(len(table.columns) for table in tables)
    assert {str(figure["/Alt"]) for figure in elements(pdf, "/Figure")} == {
        f"{chart.title}. {chart.text}" for chart in charts
    }


def test_the_heading_of_a_long_table_is_repeated_on_each_page(indonesia: Report) -> None:
    table = next(block for section in indonesia.sections for block in section.blocks if isinstance(block, Table))
    row = tuple(f"cell {place}" for place in range(len(table.columns)))
    long = replace(indonesia, sections=(Section("long", "Long", (table._replace(rows=(row,) * 200),)),))
    pages = [text for page in opened(long).pages if "cell 0" in (text := page.extract_text())]
    assert len(pages) > 2
    assert all(squeezed("".join(column.title for column in table.columns)) in squeezed(page) for page in pages)


def test_evidence_and_indicators_lead_to_each_other_and_addresses_out(pdf: PdfReader, indonesia: Report) -> None:
    blocks = [block for section in indonesia.sections for block in section.blocks]
    citations = [one for block in blocks if isinstance(block, Register) for one in block.citations]
    ours = sum(len(block.evidence) for block in blocks if isinstance(block, Finding))
    theirs = sum(len(citation.cited_by) for citation in citations)
    inside = {
        (link["/StructParent"], str(link.get("/Dest") or link["/A"]["/D"]))
        for link in links(pdf)
        if "/URI" not in link.get("/A", {})
    }
    assert len(inside) >= ours + theirs + len(indonesia.sections)
    assert {citation.url for citation in citations if citation.url} <= addresses(pdf)


def test_the_assessment_is_attached(pdf: PdfReader, indonesia: Report) -> None:
    assert list(pdf.attachments) == ["assessment.json"]
    assert pdf.attachments["assessment.json"][0].decode() == indonesia.assessment.to_json()


def test_the_same_report_gives_the_same_bytes(indonesia: Report) -> None:
    assert written(indonesia, "pdf") == written(indonesia, "pdf")


HOSTILE = (
    '#import "secret.typ": *',
    '#read("/etc/passwd") #panic()',
    "$ x^2 $ and a lone $",
    "a backslash \\ at the end \\",
    "// no comment /* none */",
    "```raw``` and `raw",
    "[bracket] ] [",
    "@reference <label> <finding:std.bodies>",
    "= no heading",
    "*not bold* _not italic_ ~ -- --- ... 'quoted' \"quoted\"",
    "1. no list + none - none / none: none",
    "https://example.org/*not*bold",
    "{braces} ${code} {{jinja}} %s",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_typst_markup_is_shown_letter_by_letter(text: str) -> None:
    assert squeezed(text) in squeezed(text_of(opened(noted(text))))


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "https://a b", "HTTPS://x\n", "#x"]
)
def test_only_web_addresses_become_links(text: str) -> None:
    report = noted("a note")
    sections = (Section("links", "Links", (Listing((text, "https://example.org/")),)),)
    assert addresses(opened(replace(report, sections=sections))) == {"https://example.org/"}


def test_an_address_in_any_script_leads_where_it_says() -> None:
    url = "https://example.org/文件?q=é&x=(1)#ب"
    answer = {"level": 1, "evidence": [{"title": "A paper", "url": url}]}
    pdf = opened(without_charts(report_on({"std.bodies": answer})))
    assert "https://example.org/%E6%96%87%E4%BB%B6?q=%C3%A9&x=(1)#%D8%A8" in addresses(pdf)
    assert url in squeezed(text_of(pdf))


@pytest.mark.parametrize("sign", ["q", "文"])
def test_an_address_longer_than_a_link_can_be_stays_text(sign: str) -> None:
    url = f"https://example.org/{sign * 3_980}"
    pdf = opened(without_charts(report_on({"std.bodies": {"level": 1, "evidence": [{"title": "A", "url": url}]}})))
    assert squeezed(text_of(pdf)).count(sign) >= 3_980
    assert (url in addresses(pdf)) == (sign == "q")
    assert all(len(target) < 5_000 for target in addresses(pdf))


@pytest.mark.parametrize(
    "text",
    ["الذكاء الاصطناعي", "یک گزارش", "人工智能治理", "“引号”——还有", "Žluťoučký kůň", "Стратегия", "Αθήνα", "→ ≥ ✓ ①"],
)
def test_every_shipped_script_is_kept(text: str) -> None:
    shown = squeezed(text_of(opened(noted(text))))
    assert all(word in shown for word in text.split())
    assert "Characters written as codes" not in shown


def test_what_no_font_has_is_written_out_and_reported() -> None:
    text = text_of(opened(noted("A globe 🌍, 한국 and ✓\u0301")))
    assert "A globe [U+1F30D], [U+D55C][U+AD6D] and ✓[U+0301]" in text
    assert "Characters written as codes" in text
    assert "[U+1F30D] EARTH GLOBE EUROPE-AFRICA" in text
    assert "[U+0301] COMBINING ACUTE ACCENT" in text


def test_what_no_font_has_may_stand_in_charts_and_titles_too() -> None:
    report = report_on({"std.bodies": {"level": 1}}, subject={"id": "XYZ", "name": "🌍 क\u0301", "kind": "country"})
    charts = tuple(
        block._replace(rows=tuple(row | {"label": "🌍"} for row in block.rows))
        for section in report.sections
        for block in section.blocks
        if isinstance(block, Chart)
    )
    pdf = opened(replace(report, sections=(Section("charts", "🌍", charts),)))
    assert "[U+1F30D]" in text_of(pdf)


def test_controls_and_overrides_are_written_out() -> None:
    text = text_of(opened(noted("a\x07b\x1b[31m \u202eabc\u2066 \x00")))
    assert r"a\x07b\x1b[31m \u202eabc\u2066 \x00" in text


def test_marks_are_drawn_with_their_letter_or_written_out() -> None:
    writing = Writing()
    assert writing.showable("e\u0301 ب\u064e") == "e\u0301 ب\u064e"
    assert not writing.missing
    assert writing.showable("中\u0301\u0302 ب\u0301") == "中[U+0301][U+0302] ب[U+0301]"


def test_every_family_of_the_coverage_is_shipped_with_its_licence() -> None:
    names = " ".join(path.stem for path in data_folder("fonts").glob("*.ttf"))
    assert all(family.replace(" ", "") in names for family in families())
    assert "SIL OPEN FONT LICENSE" in (data_folder("fonts") / "OFL.txt").read_text(encoding="utf-8")


def test_a_family_that_charts_ask_for_a_script_has_latin_letters_too() -> None:
    scripts = json.loads((data_folder("charts") / "scripts.json").read_text(encoding="utf-8"))
    coverage = json.loads((data_folder("fonts") / "coverage.json").read_text(encoding="utf-8"))
    for family in scripts:
        points = {point for first, last in coverage[family] for point in range(first, last + 1)}
        assert set(map(ord, "AZaz09 .,:;%()-–éü")) <= points


def test_a_report_from_right_to_left() -> None:
    name, note = "إندونيسيا", "تنص الاستراتيجية الوطنية على إنشاء مجلس أعلى (2020)."
    subject = {"id": "IDN", "name": name, "kind": "country"}
    pdf = opened(report_on({"std.bodies": {"level": 1, "note": note}}, language=ARABIC, subject=subject))
    text = text_of(pdf)
    assert root(pdf)["/Lang"] == "ar"
    assert name in text
    assert "الاستراتيجية" in text
    header = pdf.pages[1].extract_text(extraction_mode="layout").strip().splitlines()[0].split()
    # What stands left and what right is asked; some readers give the letters of the name as drawn, from the left.
    assert (header[0], sorted(header[-1])) == ("2026-11-21", sorted(name))


def test_a_long_note_is_whole_and_lines_stay_lines() -> None:
    words = [f"word{number:05d}" for number in range(18_000)]
    shown = squeezed(text_of(opened(noted(" ".join(words) + "\nlast line"))))
    assert [word for word in words if word not in shown] == []
    assert "lastline" in shown


@pytest.mark.parametrize("text", ["w" * 3_000, "https://example.org/" + "q" * 3_000, "?" * 3_000, "中" * 3_000])
def test_a_word_without_end_stays_on_the_paper(text: str) -> None:
    pdf = opened(noted(text))
    assert squeezed(text_of(pdf)).count(text[-1]) >= 3_000
    lines = [line for page in pdf.pages for line in page.extract_text().splitlines()]
    assert max(line.count(text[-1]) for line in lines) < 100


def titled(text: str) -> Report:
    """A report that says the text as the title of everything that has one."""
    table = Table((Column(text), Column("narrow")), ((text, "x"),), f"{text} again")
    return replace(noted("a note"), title=text, sections=(Section("title", text, (table,)),))


@pytest.mark.parametrize(
    "text", ["§" * 700, "中§" * 1_000, "§ " * 20_000, "§" * 50_000, "§\n" * 5_000, "中§" * 4_000], ids=len
)
def test_a_title_of_many_pages_is_whole(text: str) -> None:
    # The title of the report, of the section, of the table and of its column, and the cell.
    assert text_of(opened(titled(text))).count("§") >= 5 * text.count("§")


@pytest.mark.parametrize("text", ["word " * 200_000, "x" * 1_000_000, "a" + "\u0301" * 30_000], ids=len)
def test_a_title_of_a_megabyte_does_not_hang(text: str) -> None:
    start = time.perf_counter()
    written(titled(text), "pdf")
    assert time.perf_counter() - start < 120
