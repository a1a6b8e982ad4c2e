"""`aigov import`: files of any sort become profile files, or nothing changes and everything is told."""

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from aigov_checklist import open_profile
from aigov_checklist.cli import aigov
from aigov_checklist.cli.form import form
from aigov_checklist.models.history import Imported
from test_field_forms import ABOUT, LADDER, rows
from xforms import csv_of, xlsx_of

LEVEL = "seize__participation"
KENYA = {"subject_name": "Kenya", "subject_id": "KEN", LEVEL: "level_3"}
NO_REASON = {"subject_id": "BRA", LEVEL: "not_applicable"}


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(aigov, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def made(folder: Path, name: str, *submissions: dict[str, str]) -> Path:
    path = folder / name
    if name.endswith(".json"):
        path.write_text(json.dumps([ABOUT | answers for answers in submissions]), encoding="utf-8")
    else:
        path.write_bytes((csv_of if name.endswith(".csv") else xlsx_of)(rows(*submissions)))
    return path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("name", ["export.csv", "export.xlsx", "answers.json"])
def test_several_submissions_become_a_folder_of_profiles(tmp_path: Path, out: Path, name: str) -> None:
    source = made(tmp_path, name, {LEVEL: "level_1"}, KENYA, {LEVEL: "level_2"})
    result = run("import", source, "-o", out)
    assert result.exit_code == 0, result.stderr
    assert sorted(contents(out)) == ["IDN-2026-11-21-2.yaml", "IDN-2026-11-21.yaml", "KEN-2026-11-21.yaml"]
    assert [open_profile(path).profile.responses["seize.participation"].level for path in sorted(out.iterdir())] == [
        2,
        1,
        3,
    ]
    (step,) = open_profile(out / "KEN-2026-11-21.yaml").profile.history
    assert isinstance(step, Imported)
    assert (step.file, step.date, step.row) == (
        name,
        date.today().isoformat(),
        "respondent 2" if name.endswith(".json") else "row 3",
    )
    assert step.sha256 == hashlib.sha256(source.read_bytes()).hexdigest()


@pytest.mark.parametrize("target", ["mine.yaml", "mine.json"])
def test_one_submission_becomes_a_file(tmp_path: Path, target: str) -> None:
    source = made(tmp_path, "export.csv", KENYA)
    assert run("import", source, "-o", tmp_path / target).exit_code == 0
    profile = open_profile(tmp_path / target).profile
    assert (profile.subject.name, profile.responses["seize.participation"].level) == ("Kenya", 3)
    assert [step.event for step in profile.history] == ["imported"]
    assert "row" not in profile.history[0].model_fields_set


def test_several_submissions_do_not_fit_a_file(tmp_path: Path) -> None:
    source = made(tmp_path, "export.csv", {LEVEL: "level_1"}, KENYA)
    result = run("import", source, "-o", tmp_path / "mine.yaml")
    assert result.exit_code == 2
    assert "holds 2 profiles: give a folder that exists with -o" in result.stderr
    assert not (tmp_path / "mine.yaml").exists()


def test_a_submission_with_errors_is_told_and_the_others_are_written(tmp_path: Path, out: Path) -> None:
    source = made(tmp_path, "export.csv", NO_REASON, KENYA)
    result = run("import", source, "-o", out)
    assert result.exit_code == 1
    assert sorted(contents(out)) == ["KEN-2026-11-21.yaml"]
    assert "export.csv:row 2, column seize__participation: error: The text is empty." in result.stderr


def test_no_file_changes_if_one_of_them_may_not_be_replaced(tmp_path: Path, out: Path) -> None:
    (out / "KEN-2026-11-21.yaml").write_text("mine", encoding="utf-8")
    source = made(tmp_path, "export.csv", {LEVEL: "level_1"}, KENYA)
    result = run("import", source, "-o", out)
    assert result.exit_code == 3
    assert contents(out) == {"KEN-2026-11-21.yaml": b"mine"}
    assert run("import", source, "-o", out, "--force").exit_code == 0
    assert sorted(contents(out)) == ["IDN-2026-11-21.yaml", "KEN-2026-11-21.yaml"]


@pytest.mark.parametrize("answers", [NO_REASON, {"phone": "1"}, {"rubric_stamp": "x"}])
def test_a_file_that_fails_leaves_the_target_as_it_was(tmp_path: Path, answers: dict[str, str]) -> None:
    target = tmp_path / "mine.yaml"
    target.write_text("mine", encoding="utf-8")
    result = run("import", made(tmp_path, "export.csv", answers), "-o", target, "--force")
    assert result.exit_code == 1
    assert "error: " in result.stderr
    assert target.read_text(encoding="utf-8") == "mine"


def test_a_rubric_of_ones_own_is_given(tmp_path: Path) -> None:
    answers = {
        "rubric_stamp": "ladder 1.0.0 country full",
        "office": "choice_B",
        "share": "number",
        "share_number": "7.5",
    }
    source = made(tmp_path, "export.csv", answers)
    refused = run("import", source, "-o", tmp_path / "mine.yaml")
    assert refused.exit_code == 1
    assert "There is no rubric ladder." in refused.stderr
    assert run("import", source, "-o", tmp_path / "mine.yaml", "--rubric", "gaigap-2025").exit_code == 1
    assert run("import", source, "-o", tmp_path / "mine.yaml", "--rubric", LADDER).exit_code == 0
    assert run("validate", tmp_path / "mine.yaml", "--rubric", LADDER).exit_code == 0


def test_a_sheet_that_is_not_read_is_told(tmp_path: Path) -> None:
    from openpyxl import load_workbook  # type: ignore[import-untyped]

    source = made(tmp_path, "export.xlsx", KENYA)
    book = load_workbook(source)
    book.create_sheet("Remarks", 0)["A1"] = "Kenya called twice"
    book.save(source)
    result = run("import", source, "-o", tmp_path / "mine.yaml")
    assert result.exit_code == 0
    assert "export.xlsx:Remarks: warning: The sheet 'Remarks' is not read; the submissions stand on" in result.stderr


def test_json_with_a_byte_order_mark_is_told_as_such(tmp_path: Path) -> None:
    source = tmp_path / "answers.json"
    source.write_bytes(b"\xef\xbb\xbf{}")
    assert "begins with a byte order mark" in run("import", source, "-o", tmp_path / "mine.yaml").stderr


@pytest.mark.parametrize("command", ["xlsform", "surveyjs"])
def test_a_form_replaces_no_file_without_leave(tmp_path: Path, command: str) -> None:
    target = tmp_path / "form"
    asked = ("form", command, "--rubric", LADDER, "--kind", "organization", "-o", target)
    assert run(*asked).exit_code == 0
    first = target.read_bytes()
    assert run(*asked).exit_code == 3
    assert run("form", command, "--rubric", "nothing", "--kind", "country", "-o", target, "--force").exit_code == 2
    assert target.read_bytes() == first


def test_every_form_has_its_help() -> None:
    for name in form.list_commands(None):  # type: ignore[arg-type]
        assert run("form", name, "--help").exit_code == 0
