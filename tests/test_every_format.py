"""What every format has in common: complete, the same bytes each time, obedient to nobody's text, asked for by name."""

import html
import json
import re
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from aigov_checklist import Rubric, assess, build_report, load_rubric, write_report
from aigov_checklist.cli import aigov
from aigov_checklist.models.profile import Profile
from aigov_checklist.report.writing import FORMATS
from conftest import PROFILES

HEAVY = {"html": "jinja2", "pdf": "typst", "docx": "docx", "xlsx": "xlsxwriter"}
ANSWERED = [
    name for name in FORMATS if name != "csv"
]  # the plain CSV holds the scores; answers have a table of their own


def profile(answers: dict[str, Any], name: str = "Someland") -> Profile:
    document = {
        "rubric": {"id": "gaigap-2025", "version": "1.0.0"},
        "kind": "self-assessment",
        "date": "2026-11-21",
        "subject": {"id": "XYZ", "name": name, "kind": "country"},
        "responses": answers,
    }
    return Profile.model_validate_json(json.dumps(document))


def written(document: Profile, rubric: Rubric, style: str) -> bytes:
    stream = BytesIO()
    write_report(build_report(assess(document, rubric), document, rubric), stream, format=style)
    return stream.getvalue()


def zipped_text(data: bytes) -> str:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")]
    return html.unescape(re.sub(r"<[^>]*>", "", "".join(parts)))


def plain(data: bytes) -> str:
    return data.decode()


SHOWN: dict[str, Callable[[bytes], str]] = {
    "text": plain,
    "markdown": lambda data: html.unescape(re.sub(r"\\(.)", r"\1", data.decode()).replace("<br>", " ")),
    "json": lambda data: json.dumps(json.loads(data), ensure_ascii=False),
    "html": lambda data: html.unescape(re.sub(r"<[^>]*>", "", data.decode())),
    "pdf": lambda data: "".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages),
    "docx": zipped_text,
    "xlsx": zipped_text,
}


def bare(text: str) -> str:
    """The text without what a layout may put between its characters."""
    return re.sub(r"[\s\-‐]", "", text)


@pytest.mark.parametrize("style", FORMATS)
def test_the_same_report_gives_the_same_bytes(style: str, gaigap: Rubric) -> None:
    document = profile({"std.bodies": {"level": 2, "note": "a note"}})
    assert written(document, gaigap, style) == written(document, gaigap, style)


NOTES = st.text(
    st.one_of(
        st.sampled_from("abc xyz 你好世界 مرحبا 🌍é\n"), st.characters(exclude_categories=["Cs"], max_codepoint=0x2FF)
    ),
    min_size=1,
    max_size=60,
).filter(lambda text: bool(text.strip(" \t\r\n")))


@pytest.mark.parametrize("style", ANSWERED)
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_answer_and_every_ordinary_word_of_a_note_appears(style: str, data: st.DataObject) -> None:
    gaigap = load_rubric("gaigap-2025")
    ids = [leaf.id for leaf in gaigap.leaves() if "country" in leaf.applies_to]
    chosen = data.draw(st.lists(st.sampled_from(ids), min_size=1, max_size=6, unique=True))
    notes = {leaf_id: data.draw(NOTES) for leaf_id in chosen}
    document = profile({leaf_id: {"level": 1, "note": note} for leaf_id, note in notes.items()})
    shown = bare(SHOWN[style](written(document, gaigap, style)))
    for leaf_id, note in notes.items():
        assert bare(leaf_id) in shown
        for word in re.findall(r"[A-Za-z0-9]+", note):
            assert word in shown


@pytest.mark.parametrize("style", ANSWERED)
def test_a_note_of_ten_thousand_characters_is_whole(style: str, gaigap: Rubric) -> None:
    words = [f"word{number:05d}" for number in range(1_000)]
    shown = bare(SHOWN[style](written(profile({"std.bodies": {"level": 1, "note": " ".join(words)}}), gaigap, style)))
    assert [word for word in words if word not in shown] == []


@pytest.mark.parametrize("style", [name for name in ANSWERED if name != "pdf"])  # see test_pdf for its fonts
@pytest.mark.parametrize("text", ["المساءلة والشفافية", "人工智能治理", "🌍🤝", "Žluťoučký kůň"])
def test_every_script_is_kept_as_it_is(style: str, text: str, gaigap: Rubric) -> None:
    shown = SHOWN[style](written(profile({"std.bodies": {"level": 1, "note": text}}), gaigap, style))
    assert bare(text) in bare(shown)


HOSTILE = {
    "HTML": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "an attribute": '" onmouseover="alert(1)',
    "a Markdown link": "[click](javascript:alert(1))",
    "typst": '#import "secret.typ": * #read("/etc/passwd") $x$ @label <label> \\',
    "a formula": "=HYPERLINK(1)",
    "a formula behind a tab": "\t=1+1",
    "a formula behind a plus": "+1+1",
    "a bidirectional override": "abc\u202ecba",
    "a terminal's escape": "\x1b]0;title\x07",
    "a form feed": "one\x0ctwo",
}


@pytest.mark.parametrize("style", ANSWERED)
@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_text_is_shown_as_text(case: str, style: str, gaigap: Rubric) -> None:
    text = HOSTILE[case]
    evidence = [{"title": text, "document": text}]
    data = written(profile({"std.bodies": {"level": 2, "note": text, "evidence": evidence}}, name=text), gaigap, style)
    shown = SHOWN[style](data)
    for word in re.findall(r"[A-Za-z]{3,}", text):
        assert word in shown
    if style == "html":
        assert b"<script" not in data
        assert not re.search(rb"<[^>]+\son\w+=", data)
        assert b'href="javascript' not in data
    if style not in ("json", "pdf"):
        assert "\x1b" not in shown
        assert "\u202e" not in shown


@pytest.mark.parametrize(("style", "library"), HEAVY.items())
def test_a_missing_optional_part_is_one_line_that_says_how_to_get_it(
    style: str, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    for module in [name for name in sys.modules if re.search(rf"report\.({style}|captions|glyphs)", name)]:
        monkeypatch.delitem(sys.modules, module)
    result = CliRunner().invoke(aigov, ["report", str(PROFILES / "kenya.yaml"), "--format", style])
    assert result.exit_code == 3
    assert result.stderr.splitlines() == [
        f"Error: The format '{style}' needs an optional part. Install it with: pip install 'aigov-checklist[{style}]'"
    ]


def test_a_folder_of_profiles_becomes_a_folder_of_reports(tmp_path: Path) -> None:
    source, target = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    for name in ("kenya", "brazil"):
        (source / f"{name}.yaml").write_bytes((PROFILES / f"{name}.yaml").read_bytes())
    (source / "broken.yaml").write_text("rubric: 1\n", encoding="utf-8")
    arguments = ["report", str(source), "-o", str(target), "--format", "markdown", "--jobs", "2"]
    result = CliRunner().invoke(aigov, arguments)
    assert result.exit_code == 1
    assert "broken.yaml:1: error" in result.stderr
    assert sorted(path.name for path in target.iterdir()) == ["brazil.md", "kenya.md"]


def test_one_report_or_many_the_bytes_are_the_same(tmp_path: Path) -> None:
    source, target = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    (source / "kenya.yaml").write_bytes((PROFILES / "kenya.yaml").read_bytes())
    CliRunner().invoke(aigov, ["report", str(source), "-o", str(target), "--format", "json"])
    alone = CliRunner().invoke(aigov, ["report", str(PROFILES / "kenya.yaml"), "--format", "json"])
    assert (target / "kenya.json").read_bytes() == alone.stdout_bytes


def test_the_date_inside_files_is_that_of_source_date_epoch(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    dates = []
    for seconds in ("86400", "172800"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds)
        path = tmp_path / f"{seconds}.pdf"
        CliRunner().invoke(aigov, ["report", str(PROFILES / "kenya.yaml"), "--format", "pdf", "-o", str(path)])
        metadata = PdfReader(path).metadata
        assert metadata is not None
        dates.append(str(metadata.creation_date)[:10])
    assert dates == ["1970-01-02", "1970-01-03"]
