"""HTML reports: one page that stands alone, obeys nobody's text, and can be read by everybody."""

import base64
import gettext
import hashlib
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib  # type: ignore[import-untyped]
import pytest
from markupsafe import escape

from aigov_checklist import assess, build_report, open_profile, write_report
from aigov_checklist.harmless import address
from aigov_checklist.language import ENGLISH, Language, language
from aigov_checklist.report.blocks import Chart, Citation, Column, Listing, Paragraph, Register, Report, Section, Table
from aigov_checklist.report.directions import parts
from aigov_checklist.translation import translated
from conftest import PROFILES

LONG_NOTE = "طويل 长 🌍 ночь <b> " * 600
ARABIC = Language("ar", gettext.NullTranslations(), "rtl")

HOSTILE = {
    "an element": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "the end of the title and the style": "</title></style><script>alert(1)</script>",
    "a comment": "<!-- --><![CDATA[ ]]>",
    "quotes that would end an attribute": '" onfocus="alert(1)" x=\'',
    "an entity": "&lt;script&gt; &amp;amp; &#x202e;",
    "a template": "{{ 7 * 7 }} {% raw %} {# x #}",
    "a right-to-left override": "abc\u202ecba",
    "controls": "a\x00b\x1b[31mred\x7f",
    "a javascript address": "javascript:alert(1)",
    "line breaks": "one\r\ntwo\u2028three",
    "other scripts and emoji": "إندونيسيا 印度尼西亚 👩🏽\u200d💻",
}


def opened(path: Path, language: Language = ENGLISH) -> Report:
    found = open_profile(path)
    rubric = found.rubric if language is ARABIC else translated(found.rubric, language.code)
    return build_report(assess(found.profile, found.rubric), found.profile, rubric, language=language)


def written(report: Report) -> bytes:
    stream = io.BytesIO()
    write_report(report, stream, format="html")
    return stream.getvalue()


def parsed(page: bytes) -> Element:
    """The page's tree; an error of syntax is an exception."""
    tree: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    return tree


def text_of(element: Element) -> str:
    return "".join(element.itertext())


def with_blocks(report: Report, *blocks: Any) -> Report:
    return replace(report, sections=(Section("only", "Only", tuple(blocks)),))


@pytest.fixture(scope="module")
def indonesia() -> Report:
    return opened(PROFILES / "indonesia.yaml")


@pytest.fixture(scope="module")
def page(indonesia: Report) -> bytes:
    return written(indonesia)


@pytest.fixture
def profile_of(tmp_path: Path) -> Callable[..., Path]:
    def make(**changes: Any) -> Path:
        document = {
            "rubric": {"id": "gaigap-2025", "version": "1.0.0"},
            "kind": "self-assessment",
            "date": "2026-11-21",
            "subject": {"id": "XYZ", "name": "Someland", "kind": "country"},
            "responses": {},
        }
        path = tmp_path / "profile.json"
        path.write_text(json.dumps(document | changes), encoding="utf-8")
        return path

    return make


def test_the_page_is_html_without_errors(page: bytes) -> None:
    assert page.startswith(b"<!DOCTYPE html>\n")
    parsed(page)


def test_nothing_runs_and_nothing_is_fetched(page: bytes) -> None:
    tree = parsed(page)
    names = {element.tag.rpartition("}")[2] for element in tree.iter()}
    assert names.isdisjoint({"script", "link", "iframe", "object", "embed", "form", "base", "audio", "video"})
    for element in tree.iter():
        assert not [name for name in element.attrib if name.startswith("on") or name in {"style", "src", "srcset"}]
    style = next(tree.iter("style")).text or ""
    assert "url(" not in style
    assert "@import" not in style


def test_the_policy_allows_this_stylesheet_and_no_other(page: bytes) -> None:
    tree = parsed(page)
    policy = next(meta.get("content", "") for meta in tree.iter("meta") if meta.get("http-equiv"))
    (style,) = tree.iter("style")
    digest = base64.b64encode(hashlib.sha256((style.text or "").encode()).digest()).decode()
    assert policy.startswith("default-src 'none'; ")
    assert f"style-src 'sha256-{digest}';" in policy
    assert "unsafe" not in policy


def test_no_address_learns_where_its_reader_came_from(page: bytes) -> None:
    tree = parsed(page)
    assert "no-referrer" in {meta.get("content") for meta in tree.iter("meta") if meta.get("name") == "referrer"}
    outside = [link for link in tree.iter("a") if not link.get("href", "").startswith("#")]
    assert outside
    for link in outside:
        assert link.get("href", "").startswith(("http://", "https://"))
        assert link.get("rel") == "noopener noreferrer nofollow"


def test_every_jump_has_its_target_and_no_id_is_used_twice(page: bytes) -> None:
    tree = parsed(page)
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    named = {name for element in tree.iter() for name in element.get("aria-labelledby", "").split()}
    named |= {name for element in tree.iter() for name in element.get("aria-describedby", "").split()}
    named |= {link.get("href", "")[1:] for link in tree.iter("a") if link.get("href", "").startswith("#")}
    named |= set(re.findall(r"url\(#([^)]+)\)", page.decode()))
    assert named <= set(ids)


def test_evidence_and_findings_point_at_each_other(page: bytes) -> None:
    tree = parsed(page)
    jumps: dict[str, set[str]] = {
        element.get("id", ""): {link.get("href", "")[1:] for link in element.iter("a")}
        for element in tree.iter()
        if element.get("id", "").startswith(("indicator-", "evidence-"))
    }
    assert "evidence-19" in jumps["indicator-std.bodies"]
    for place, targets in jumps.items():
        assert all(place in jumps[target] for target in targets if target in jumps)


def test_every_answer_and_every_evidence_item_appears(page: bytes) -> None:
    tree = parsed(page)
    findings = {element.get("id") for element in tree.iter("article")}
    (register,) = (text_of(element) for element in tree.iter("ol"))
    for leaf_id, response in open_profile(PROFILES / "indonesia.yaml").profile.responses.items():
        assert f"indicator-{leaf_id}" in findings
        for item in response.evidence:
            assert item.title in register
            assert (item.url or "") in register


def test_headings_begin_with_one_first_and_skip_no_step(page: bytes) -> None:
    levels = [int(element.tag[1]) for element in parsed(page).iter() if element.tag in {"h1", "h2", "h3", "h4"}]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_table_has_a_caption_and_says_what_its_headings_head(page: bytes) -> None:
    for table in parsed(page).iter("table"):
        assert text_of(next(table.iter("caption")))
        assert {cell.get("scope") for cell in table.iter("th")} <= {"row", "col"}
        assert all(len(row.findall("th")) == 1 for row in table.iterfind("tbody/tr"))


def test_every_chart_has_its_text(page: bytes, indonesia: Report) -> None:
    captions = [" ".join(text_of(caption).split()) for caption in parsed(page).iter("figcaption")]
    charts = [block for section in indonesia.sections for block in section.blocks if isinstance(block, Chart)]
    assert captions == [" ".join(f"{chart.title} {chart.text}".split()) for chart in charts]


def test_a_title_is_shown_once_in_a_section(indonesia: Report) -> None:
    table = Table((Column("Area"),), (("1",),), "Views")
    tree = parsed(written(with_blocks(indonesia, Paragraph("Views"), table, table._replace(caption="Only"), table)))
    assert [caption.get("class", "") for caption in tree.iter("caption")] == ["", "unseen", "unseen"]
    assert "Views" not in [text_of(paragraph) for paragraph in tree.iter("p")]


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_text_is_shown_and_not_obeyed(case: str, profile_of: Callable[..., Path], page: bytes) -> None:
    text = HOSTILE[case]
    item = {"title": text, "document": text, "issuer": text}
    answers = {
        "std.bodies": {"level": 1, "note": text, "evidence": [item], "reply": text},
        "std.dialogue": {"level": 1, "target": {"level": 2, "owner": text}},
        "seize.adoption": {"no_information": text},
    }
    subject = {"id": "XYZ", "name": text, "kind": "country"}
    hostile = written(opened(profile_of(subject=subject, responses=answers, statement=text)))
    tree = parsed(hostile)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2028]", hostile.decode())
    assert {element.tag for element in tree.iter()} <= {element.tag for element in parsed(page).iter()}
    assert all(link.get("href", "").startswith(("#", "http://", "https://")) for link in tree.iter("a"))
    expected = "".join(text.replace("\u202e", r"\u202e").split())
    for control in "\x00\x1b\x7f":
        expected = expected.replace(control, f"\\x{ord(control):02x}")
    for place in ("h1", "article", "ol", "dd"):
        assert any(expected in "".join(text_of(element).split()) for element in tree.iter(place)), place


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " https://example.org",
        "data:text/html,x",
        "https:///x",
        "//example.org",
        "https://[::1",
        "https://a.example\u202e/x",
        "https://a.example/\nx",
    ],
)
def test_what_is_no_plain_web_address_does_not_become_a_link(url: str, indonesia: Report) -> None:
    assert address(url) == ""
    register = Register((Citation(1, "Title", url, ("std.bodies",)),), "Cited by")
    page = parsed(written(with_blocks(indonesia, register, Listing((url,)))))
    assert [link.get("href") for link in page.iter("a")] == ["#main", "#only"]


def test_a_web_address_with_quotes_stays_inside_its_attribute(indonesia: Report) -> None:
    url = "https://example.org/?a=1&b='x'>é"
    page = parsed(written(with_blocks(indonesia, Listing((url.replace(">", ""), url)))))
    assert [link.get("href") for link in page.iter("a")][2:] == ["https://example.org/?a=1&b='x'%C3%A9"]
    assert url in text_of(page)


def test_a_title_of_a_megabyte_is_kept(indonesia: Report) -> None:
    title = "<Ж&" * 350_000
    page = written(replace(with_blocks(indonesia, Paragraph("x")), title=title)).decode()
    assert re.findall("<h1>(.*)</h1>", page) == [str(escape(title))]


def test_a_long_note_in_any_script_is_kept_whole(profile_of: Callable[..., Path]) -> None:
    assert len(LONG_NOTE) >= 10_000
    report = opened(profile_of(responses={"std.bodies": {"level": 1, "note": LONG_NOTE}}))
    assert LONG_NOTE in [text_of(cell) for cell in parsed(written(report)).iter("dd")]


def test_lines_of_a_note_stay_lines(profile_of: Callable[..., Path]) -> None:
    report = opened(profile_of(responses={"std.bodies": {"level": 1, "note": "one\n\ntwo"}}))
    assert "one\n\ntwo" in [text_of(cell) for cell in parsed(written(report)).iter("dd")]


def test_text_runs_the_way_of_its_own_script(profile_of: Callable[..., Path]) -> None:
    path = profile_of(
        subject={"id": "XYZ", "name": "المثال", "kind": "country"},
        responses={"std.bodies": {"level": 1, "note": "ملاحظة"}},
    )
    tree = parsed(written(opened(path)))
    assert tree.get("dir") == "ltr"
    assert [cell.get("dir") for cell in tree.iter("dd") if text_of(cell) == "ملاحظة"] == ["auto"]
    (heading,) = tree.iter("h1")
    assert [text_of(name) for name in heading.iter("bdi")] == ["المثال"], "a name of the other direction stands apart"


def test_a_date_beside_a_name_of_the_other_direction_stands_apart(profile_of: Callable[..., Path]) -> None:
    target = {"level": 3, "owner": "وزارة الاتصالات", "due": "2027-12-31"}
    evidence = {"title": "A long paper on the governance of AI", "issuer": "وزارة الاتصالات", "date": "2021"}
    path = profile_of(responses={"std.bodies": {"level": 1, "target": target, "evidence": [evidence]}})
    tree = parsed(written(opened(path)))
    apart = [text_of(part) for place in ("dd", "ol") for element in tree.iter(place) for part in element.iter("bdi")]
    assert apart == ["وزارة الاتصالات", "2027-12-31", "وزارة الاتصالات", "2021"]


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("all one way. 2027-12-31", []),
        ("it runs one way. المجلس. نعم. 2027", ["المجلس. نعم", "2027"]),
        ("المجلس الأعلى. A. Smith. نعم.", ["A. Smith"]),
        ("المجلس الأعلى، GDPR.", []),
        ("", []),
    ],
)
def test_sentences_of_the_other_direction_stand_apart(text: str, apart: list[str]) -> None:
    assert "".join(part for part, _ in parts(text)) == text
    assert [part for part, is_apart in parts(text) if is_apart] == apart


def test_a_language_from_right_to_left_turns_the_page(profile_of: Callable[..., Path]) -> None:
    tree = parsed(written(opened(profile_of(statement="بيان"), ARABIC)))
    assert (tree.get("lang"), tree.get("dir")) == ("ar", "rtl")
    assert "بيان" in text_of(tree)


@pytest.mark.parametrize("code", ["en", "id", "zh"])
def test_the_page_says_its_language(code: str) -> None:
    tree = parsed(written(opened(PROFILES / "kenya.yaml", language(code))))
    assert (tree.get("lang"), tree.get("dir")) == (code, "ltr")


def test_the_same_report_gives_the_same_bytes(indonesia: Report, page: bytes) -> None:
    assert written(indonesia) == page
    assert written(opened(PROFILES / "indonesia.yaml")) == page
