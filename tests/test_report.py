"""Reports say all that was answered, and obey nobody's text."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from aigov_checklist import assess, build_report, open_profile, write_report
from aigov_checklist.cli import aigov
from conftest import HERE, PROFILES, SameAsFile

HOSTILE = {
    "a terminal's escape sequence": ("\x1b[31mred\x1b[0m", "\x1b", {"text", "markdown"}),
    "a right-to-left override": ("abc\u202ecba", "\u202e", {"text", "markdown"}),
    "HTML": ("<script>alert(1)</script>", "<script>", {"markdown"}),
    "a Markdown link": ("[click](javascript:alert(1))", "[click](javascript", {"markdown"}),
    "a table's bar": ("a | b", " a | b ", {"markdown"}),
    "a line break": ("one\n# two", "\n# two", {"text", "markdown"}),
}


def written(path: Path, style: str) -> str:
    opened = open_profile(path)
    stream = io.BytesIO()
    report = build_report(assess(opened.profile, opened.rubric), opened.profile, opened.rubric)
    write_report(report, stream, format=style)
    return stream.getvalue().decode()


def profile_with(tmp_path: Path, **changes: Any) -> Path:
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


@pytest.mark.parametrize("style", ["text", "markdown", "json"])
def test_the_report_on_indonesia(style: str, same_as_file: SameAsFile) -> None:
    ending = {"text": "txt", "markdown": "md", "json": "json"}[style]
    same_as_file(HERE / "golden" / f"indonesia.{ending}", written(PROFILES / "indonesia.yaml", style).encode())


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("score-indonesia.txt", ["score", "indonesia.yaml"]),
        ("score-all.txt", ["score", "brazil.yaml", "indonesia.yaml", "kenya.yaml", "singapore.yaml"]),
        ("score-indonesia.csv", ["score", "indonesia.yaml", "--format", "csv"]),
        ("explain-indonesia.txt", ["explain", "indonesia.yaml"]),
        ("explain-indicator.txt", ["explain", "indonesia.yaml", "seize.infra"]),
        ("rubric-list.txt", ["rubric", "list"]),
        ("rubric-area-8.txt", ["rubric", "show", "gaigap-2025", "--area", "8"]),
    ],
)
def test_what_the_commands_print(
    name: str, arguments: list[str], same_as_file: SameAsFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(PROFILES)
    result = CliRunner().invoke(aigov, arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    same_as_file(HERE / "golden" / name, result.stdout_bytes)


@pytest.mark.parametrize("style", ["text", "markdown", "json"])
def test_every_answer_and_every_evidence_item_appears(style: str) -> None:
    opened = open_profile(PROFILES / "indonesia.yaml")
    shown = "".join(written(PROFILES / "indonesia.yaml", style).replace("\\", "").split())
    for name, response in opened.profile.responses.items():
        assert name in shown
        for item in response.evidence:
            assert "".join(json.dumps(item.title, ensure_ascii=False)[1:-1].replace("\\", "").split()) in shown


@pytest.mark.parametrize("case", HOSTILE)
@pytest.mark.parametrize("style", ["text", "markdown"])
def test_hostile_text_is_shown_and_not_obeyed(case: str, style: str, tmp_path: Path) -> None:
    text, danger, formats = HOSTILE[case]
    subject = {"id": "XYZ", "name": text, "kind": "country"}
    answers = {"std.bodies": {"level": 1, "note": text, "evidence": [{"title": text, "document": text}]}}
    shown = written(profile_with(tmp_path, subject=subject, responses=answers, statement=text), style)
    assert style not in formats or danger not in shown
    assert "".join(letter for letter in text if letter.isalpha())[:3] in shown


def test_a_long_note_in_any_script_is_kept_whole(tmp_path: Path) -> None:
    note = "طويل 长 🌍 ночь " * 700
    path = profile_with(tmp_path, responses={"std.bodies": {"level": 1, "note": note}})
    for style in ("text", "markdown", "json"):
        assert "".join(note.split()) in "".join(written(path, style).replace("- ", "").split())


@pytest.mark.parametrize("name", ["=cmd()", "+1", "-1", "@x", "\t=1"])
def test_no_cell_of_the_csv_is_a_formula(name: str, tmp_path: Path) -> None:
    path = profile_with(tmp_path, subject={"id": "XYZ", "name": name, "kind": "country"})
    result = CliRunner().invoke(aigov, ["score", str(path), "--format", "csv"])
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert {row["name"] for row in rows} == {f"'{name}"}


def test_the_csv_has_full_numbers_and_empty_cells_for_missing_ones() -> None:
    result = CliRunner().invoke(aigov, ["score", str(PROFILES / "indonesia.yaml"), "--format", "csv"])
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert len(rows) == (1 + 13) * 3
    opened = open_profile(PROFILES / "indonesia.yaml")
    overall = assess(opened.profile, opened.rubric).overall
    assert float(rows[0]["value"]) == overall.declared.value
    assert (rows[2]["lens"], rows[2]["value"]) == ("reviewed", "")


def test_a_profile_without_answers_has_no_score_rather_than_zero(tmp_path: Path) -> None:
    shown = written(profile_with(tmp_path), "text")
    assert "Nothing is known yet about Someland: there is no score" in shown
    assert "not scored" in shown


def test_a_bad_profile_does_not_stop_the_others(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("rubric: 1\n", encoding="utf-8")
    result = CliRunner().invoke(aigov, ["score", str(bad), str(PROFILES / "kenya.yaml")])
    assert result.exit_code == 1
    assert "Kenya" in result.stdout
    assert "bad.yaml:1: error" in result.stderr
