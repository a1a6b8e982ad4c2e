"""Two assessments of one subject: what moved, why, and what is not comparable."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from aigov_checklist.cli import aigov
from aigov_checklist.comparing import compare
from aigov_checklist.errors import UsageError
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.rubric import Rubric

# One area of two indicators and one of one: a weighs 1/2 (a1 and a2 1/4 each), b weighs 1/2.
RUBRIC = Rubric.model_validate_json(
    '{"id": "t", "version": "1.0.0", "areas": ['
    '{"id": "a", "indicators": [{"id": "a1"}, {"id": "a2"}]}, {"id": "b", "indicators": [{"id": "b1"}]}]}'
)


def profile(date: str, answers: dict[str, Any], **changes: Any) -> Profile:
    document = {
        "rubric": {"id": "t", "version": "1.0.0"},
        "kind": "self-assessment",
        "date": date,
        "subject": {"id": "XYZ", "name": "Someland", "kind": "country"},
        "responses": answers,
    }
    return Profile.model_validate_json(json.dumps(document | changes))


BEFORE = profile("2025-01-01", {"a1": {"level": 1}, "a2": {"level": 2}, "b1": {"level": 2}})
AFTER = profile(
    "2026-01-01", {"a1": {"level": 3}, "a2": {"level": 2, "evidence": [{"title": "New"}]}, "b1": {"level": 1}}
)


def test_the_effect_of_a_change_is_what_taking_it_back_would_cost() -> None:
    # a1 rose from 25 to 75 points: 50 x 1/4 = 12.5.  b1 fell from 50 to 25: -25 x 1/2 = -12.5.
    effects = {change.id: change.effect for change in compare(BEFORE, AFTER, RUBRIC).changes}
    assert effects == {"a1": 12.5, "a2": 0.0, "b1": -12.5}


def test_new_evidence_counts_as_a_change_even_if_the_level_stays() -> None:
    change = next(change for change in compare(BEFORE, AFTER, RUBRIC).changes if change.id == "a2")
    assert (change.evidence_added, change.evidence_removed) == (1, 0)


def test_nothing_changed_is_said_so() -> None:
    assert compare(BEFORE, BEFORE, RUBRIC).changes == ()


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (AFTER, BEFORE, "exchange the two"),
        (
            profile("2025-01-01", {}, subject={"id": "ABC", "name": "Otherland", "kind": "country"}),
            AFTER,
            "different subjects",
        ),
    ],
)
def test_what_cannot_be_compared_is_refused(before: Profile, after: Profile, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        compare(before, after, RUBRIC)


def written(tmp_path: Path, name: str, document: Profile) -> str:
    path = tmp_path / name
    path.write_text(document.model_dump_json(exclude_unset=True, by_alias=True), encoding="utf-8")
    return str(path)


def test_the_command_tells_what_moved(tmp_path: Path) -> None:
    rubric = tmp_path / "rubric.json"
    rubric.write_text(RUBRIC.model_dump_json(exclude_unset=True, by_alias=True), encoding="utf-8")
    files = [written(tmp_path, "before.json", BEFORE), written(tmp_path, "after.json", AFTER)]
    result = CliRunner().invoke(aigov, ["compare", *files, "--rubric", str(rubric)])
    assert result.exit_code == 0, result.output
    assert "3 answers changed." in result.stdout
    assert "+12.50" in result.stdout
    assert "-12.50" in result.stdout


def test_a_profile_of_another_rubric_version_is_refused(tmp_path: Path) -> None:
    rubric = tmp_path / "rubric.json"
    rubric.write_text(RUBRIC.model_dump_json(exclude_unset=True, by_alias=True), encoding="utf-8")
    older = profile("2024-01-01", {}, rubric={"id": "t", "version": "0.9.0"})
    files = [written(tmp_path, "before.json", older), written(tmp_path, "after.json", AFTER)]
    result = CliRunner().invoke(aigov, ["compare", *files, "--rubric", str(rubric)])
    assert result.exit_code == 1
    assert "version 0.9.0" in result.stderr
