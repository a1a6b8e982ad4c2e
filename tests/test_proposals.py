"""Proposals wait: every page shows them, nothing counts them, and a person decides."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from aigov_checklist import load_profile, load_rubric
from aigov_checklist.cli import aigov
from aigov_checklist.readers.plain import read_document
from conftest import PROFILES

GROUND = {
    "from": "waico.framework",
    "to": "std.dialogue",
    "relation": "subset",
    "strength": "strong",
    "reason": "Why <b>they</b> | correspond.",
    "source_status": "read_indirect",
    "answers": {"waico.framework": "level 3"},
}


def proposal(**bounds: int) -> dict[str, Any]:
    rubric = {"id": "waico-2025", "version": "1.0.0"}
    return {"rubric": rubric, **bounds, "confidence": "medium", "reason": "Read across.", "grounds": [GROUND]}


EXACT, RANGE, LEAD = proposal(at_least=2, at_most=2), proposal(at_least=1, at_most=2), proposal()
LAW = {"title": "Law", "url": "https://example.org/law"}

SINGAPORE = {"id": "SGP", "name": "Singapore", "kind": "country"}
RESPONSES: dict[str, Any] = {
    "std.dialogue": {"evidence": [LAW], "proposal": EXACT},
    "std.bodies": {"proposal": RANGE},
    "std.framework": {"proposal": LEAD},
    "std.balance": {"level": 3, "evidence": [LAW], "proposal": EXACT},
}


def written(folder: Path, responses: dict[str, Any] = RESPONSES, name: str = "mine.json", **changed: Any) -> Path:
    document = {
        "rubric": {"id": "gaigap-2025", "version": "1.0.0"},
        "kind": "self-assessment",
        "date": "2026-11-21",
        "subject": SINGAPORE,
        "responses": responses,
    }
    path = folder / name
    path.write_text(json.dumps({**document, **changed}), encoding="utf-8")
    return path


def without_proposals(responses: dict[str, Any] = RESPONSES) -> dict[str, Any]:
    return {name: {key: value for key, value in one.items() if key != "proposal"} for name, one in responses.items()}


def run(*arguments: str | Path, lines: str = "") -> Result:
    result = CliRunner().invoke(aigov, [str(argument) for argument in arguments], input=lines)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def response(path: Path, name: str) -> dict[str, Any]:
    document, _ = read_document(path.read_bytes(), str(path))
    found: dict[str, Any] = document["responses"][name]
    return found


# --- Nothing counts them ---------------------------------------------------------------------------------------


def test_scores_are_the_same_with_and_without(tmp_path: Path) -> None:
    with_some, with_none = written(tmp_path), written(tmp_path, without_proposals(), "none.json")
    scores = [json.loads(run("score", path, "--format", "json").stdout) for path in (with_some, with_none)]
    for score in scores:
        del score["profile"]
    assert scores[0] == scores[1]


def test_a_batch_scores_them_bit_for_bit_as_if_they_were_not_there(tmp_path: Path) -> None:
    tables = []
    for name, responses in (("some", RESPONSES), ("none", without_proposals())):
        folder = tmp_path / name
        folder.mkdir()
        lines = [
            json.loads(written(folder, answers, "line.json", subject=subject).read_text(encoding="utf-8"))
            for answers, subject in (
                (responses, SINGAPORE),
                ({}, {"id": "IDN", "name": "Indonesia", "kind": "country"}),
            )
        ]
        (folder / "line.json").unlink()
        source = folder / "profiles.jsonl"
        source.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
        assert run("batch", source, "-o", folder / "out", "--format", "csv").exit_code == 0
        tables.append((folder / "out" / "scores.csv").read_text(encoding="utf-8").replace(str(folder), ""))
    assert tables[0] == tables[1]


def test_a_league_table_in_public_says_nothing_of_them(tmp_path: Path) -> None:
    told = [
        run("rank", written(tmp_path, answers), PROFILES / "kenya.yaml", "--public", "--include-provisional").stdout
        for answers in (RESPONSES, without_proposals())
    ]
    assert told[0] == told[1]


# --- Every page shows them -------------------------------------------------------------------------------------


def test_the_scorecard_says_how_many_wait(tmp_path: Path) -> None:
    assert "! 3 proposals wait for a decision" in run("score", written(tmp_path)).stdout
    assert "proposals wait" not in run("score", written(tmp_path, without_proposals())).stdout


@pytest.mark.parametrize("style", ["text", "markdown", "json", "html"])
def test_a_report_lists_what_waits_with_its_grounds(style: str, tmp_path: Path) -> None:
    told = run("report", written(tmp_path), "--format", style).stdout
    assert "Proposals that wait for a decision" in told
    assert "Read across" in told
    assert ("read_indirect" in told) or ("read\\_indirect" in told)
    assert "<b>they</b>" not in told or style in ("text", "json")


def test_a_report_says_where_an_answer_came_from(tmp_path: Path) -> None:
    told = run("report", written(tmp_path)).stdout
    assert "- Proposal: level 2, from waico-2025 (confidence: medium)" in told


@pytest.mark.parametrize("style", ["pdf", "docx", "xlsx"])
def test_other_formats_show_them_too(style: str, tmp_path: Path) -> None:
    output = tmp_path / f"out.{style}"
    assert run("report", written(tmp_path), "--format", style, "-o", output).exit_code == 0
    assert "Proposals that wait for a decision" in _text_of(output)


def test_the_table_of_answers_has_a_column_for_them(tmp_path: Path) -> None:
    table = run("report", written(tmp_path), "--format", "csv", "--table", "indicators").stdout
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(table))}
    assert rows["std.bodies"]["proposal"] == "level 1 to 2, from waico-2025 (confidence: medium)"
    assert (rows["std.bodies"]["state"], rows["std.bodies"]["answer"]) == ("unanswered", "")


def test_nothing_in_a_proposal_drives_a_terminal_or_a_page(tmp_path: Path) -> None:
    wild = {**EXACT, "reason": "\x1b[2J<script>", "grounds": [{**GROUND, "reason": "\x1b[2J<script>"}]}
    path = written(tmp_path, {"std.dialogue": {"proposal": wild}})
    assert "<script>" not in run("report", path, "--format", "html").stdout
    for command in (("report", path), ("score", path), ("diff", path, written(tmp_path, {}, "none.json"))):
        assert "\x1b" not in run(*command).stdout
    assert "\x1b" not in run("interview", path, lines="j std.dialogue\nq\n").stdout


def _text_of(path: Path) -> str:
    if path.suffix == ".pdf":
        from pypdf import PdfReader

        return " ".join(
            " ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(path.read_bytes())).pages
        )
    if path.suffix == ".docx":
        from docx import Document

        return "\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs)
    from openpyxl import load_workbook  # type: ignore[import-untyped]

    return "\n".join(str(cell) for sheet in load_workbook(path) for row in sheet.values for cell in row)


def test_an_interview_shows_the_proposal_with_its_grounds(tmp_path: Path) -> None:
    shown = " ".join(run("interview", written(tmp_path), lines="j std.dialogue\nq\n").stdout.split())
    assert "Proposed: level 2 (confidence: medium). Read across." in shown
    assert "waico.framework of waico-2025 is part of std.dialogue (strong; source status: read_indirect)." in shown


def test_an_answer_in_an_interview_keeps_the_proposal_as_its_provenance(tmp_path: Path) -> None:
    path = written(tmp_path)
    run("interview", path, lines="j std.dialogue\n3\nq\n")
    assert response(path, "std.dialogue") == {"level": 3, "evidence": [LAW], "proposal": EXACT}


def test_a_difference_in_proposals_is_told(tmp_path: Path) -> None:
    before, after = written(tmp_path, without_proposals(), "before.json"), written(tmp_path)
    told = run("diff", before, after)
    assert told.exit_code == 1
    assert "  proposal: nothing → level 2, from waico-2025 (confidence: medium)" in told.stdout
    assert "  proposal: nothing → level 1 to 2, from waico-2025 (confidence: medium)" in told.stdout
    assert run("diff", after, after).exit_code == 0


# --- Merging and workbooks keep them ---------------------------------------------------------------------------


def test_a_merge_keeps_proposals_where_nobody_has_answered(tmp_path: Path) -> None:
    ana = written(tmp_path, RESPONSES, "ana.json")
    ben = written(tmp_path, {"std.bodies": {"level": 1}}, "ben.json")
    both = tmp_path / "both.json"
    assert run("merge", ana, ben, "-o", both).exit_code == 0
    assert response(both, "std.dialogue")["proposal"] == EXACT
    assert response(both, "std.framework")["proposal"] == LEAD
    assert response(both, "std.bodies")["level"] == 1
    assert run("validate", both).exit_code == 0


def test_a_review_leaves_proposals_where_they_are(tmp_path: Path) -> None:
    mine, reviewer = written(tmp_path), written(tmp_path, {"std.balance": {"level": 3}}, "reviewer.json")
    reviewed = tmp_path / "reviewed.json"
    assert run("merge", mine, "--reviewer", reviewer, "-o", reviewed).exit_code == 0
    assert response(reviewed, "std.balance")["proposal"] == EXACT
    assert response(reviewed, "std.dialogue")["proposal"] == EXACT


def test_a_workbook_brings_them_back(tmp_path: Path) -> None:
    path, book, back = written(tmp_path), tmp_path / "form.xlsx", tmp_path / "back.json"
    assert run("form", "workbook", "--prefill", path, "-o", book).exit_code == 0
    assert run("import", book, "-o", back).exit_code == 0
    rubric = load_rubric("gaigap-2025")
    assert load_profile(back, rubric).responses == load_profile(path, rubric).responses


# --- A person decides ------------------------------------------------------------------------------------------


def test_accepting_makes_the_level_the_answer_and_keeps_the_proposal(tmp_path: Path) -> None:
    path = written(tmp_path)
    assert run("set", path, "std.dialogue", "--accept", "--note", "Seen.").exit_code == 0
    assert response(path, "std.dialogue") == {"level": 2, "evidence": [LAW], "note": "Seen.", "proposal": EXACT}
    assert "2 proposals wait" in run("score", path).stdout


NOT_ACCEPTED = {
    "a range": ("std.bodies", [], "no single level (level 1 to 2). Choose a level with --level."),
    "a lead": ("std.framework", [], "no single level (a lead, no level). Choose a level with --level."),
    "an answer": ("std.balance", [], "std.balance is answered already."),
    "nothing proposed": ("std.review", [], "There is no proposal for std.review."),
    "an answer of one's own beside": ("std.dialogue", ["--level", "1"], "Give one answer only"),
}


@pytest.mark.parametrize(("name", "more", "words"), NOT_ACCEPTED.values(), ids=NOT_ACCEPTED)
def test_what_cannot_be_accepted(name: str, more: list[str], words: str, tmp_path: Path) -> None:
    path = written(tmp_path)
    before = path.read_bytes()
    if name == "std.review":
        name = next(leaf for leaf in load_rubric("gaigap-2025").indicators if leaf not in RESPONSES)
        words = words.replace("std.review", name)
    result = run("set", path, name, "--accept", *more)
    assert result.exit_code == 2
    assert words in result.stderr
    assert path.read_bytes() == before


def test_a_level_of_ones_own_beside_a_proposal(tmp_path: Path) -> None:
    path = written(tmp_path)
    assert run("set", path, "std.framework", "--level", "0").exit_code == 0
    assert response(path, "std.framework") == {"level": 0, "proposal": LEAD}
