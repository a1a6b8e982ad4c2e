"""Retired and planned indicators: shown, and not counted; the same in the tree walk, in batches and in forms."""

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner

from aigov_checklist import Rubric, assess, check_rubric
from aigov_checklist.bounds import Bounds
from aigov_checklist.cli import aigov
from aigov_checklist.forms.blank import blank_form
from aigov_checklist.forms.questionnaire import questionnaire
from aigov_checklist.forms.questions import questions_by_area
from aigov_checklist.interviewing.course import course_of
from aigov_checklist.models.profile import Profile
from aigov_checklist.structure import structure_of
from strategies import as_document, as_profile, as_rubric

RETIRED = {"version": "1.1.0", "reason": "asked twice"}


def office(*indicators: Any, **area: Any) -> Rubric:
    rubric = as_rubric(
        {"id": "office", "version": "1.1.0", "areas": [{"id": "people", "indicators": indicators, **area}]}
    )
    assert check_rubric(rubric) == []
    return rubric


OFFICE = office(
    {"id": "skills"},
    {"id": "trainers", "retired": RETIRED},
    {"id": "schools", "planned": {"from": "2027-01-01", "reason": "the law begins"}},
)


def answered(day: str, **levels: int) -> Profile:
    return as_profile(
        {
            "rubric": {"id": "office", "version": "1.1.0"},
            "kind": "desk-review",
            "date": day,
            "subject": {"id": "KEN", "name": "Kenya", "kind": "country"},
            "responses": {name: {"level": level} for name, level in levels.items()},
        }
    )


@pytest.mark.parametrize(
    ("day", "value", "coverage", "told"),
    [
        # level 3 is worth 75, level 1 is worth 25; only skills counts before the day, the mean of two from it on
        ("2026-12-31", 75, 1, ["trainers", "schools"]),
        ("2027-01-01", (75 + 25) / 2, 1, ["trainers"]),
    ],
)
def test_the_retired_never_counts_and_the_planned_from_its_day_on(
    day: str, value: float, coverage: float, told: list[str]
) -> None:
    assessment = assess(answered(day, skills=3, trainers=4, schools=1), OFFICE)
    score = assessment.overall.declared
    assert (score.value, score.low, score.high, score.coverage) == (value, value, value, coverage)
    assert [problem.path for problem in assessment.problems] == [f"$.responses.{name}" for name in told]
    assert all(problem.severity == "warning" for problem in assessment.problems)


def test_an_unanswered_retired_indicator_is_not_missing() -> None:
    assert assess(answered("2026-12-31", skills=3), OFFICE).overall.declared.coverage == 1


def test_an_area_in_which_all_is_retired_has_no_score() -> None:
    rubric = as_rubric(
        {
            "id": "office",
            "version": "1.1.0",
            "method": "sum",
            "areas": [
                {"id": "gone", "indicators": [{"id": "trainers", "retired": RETIRED}]},
                {"id": "people", "indicators": [{"id": "skills"}, {"id": "schools", "retired": RETIRED}]},
            ],
        }
    )
    assert check_rubric(rubric) == []
    assessment = assess(answered("2026-12-31", skills=2, trainers=4), rubric)
    assert (assessment.areas[0].declared.value, assessment.overall.declared.value) == (None, 50)
    # What is retired cannot be reached: the most is one indicator's 100, not three times that.
    assert Bounds(structure_of(rubric)).of("overall") == (0, 100)


@pytest.mark.parametrize("name", ["profiles.jsonl", "wide.csv"])
def test_batches_ask_by_the_day_of_each_profile(name: str, tmp_path: Path) -> None:
    (tmp_path / "office.json").write_bytes(OFFICE.canonical_json())
    days, levels = ("2026-12-31", "2027-01-01"), {"skills": 3, "trainers": 4, "schools": 1}
    source = tmp_path / name
    if name.endswith("csv"):
        rows = [f"S{number},Office,organization,{day},full,3,4,1\n" for number, day in enumerate(days)]
        source.write_text("subject,name,kind,date,tier,skills,trainers,schools\n" + "".join(rows), encoding="utf-8")
    else:
        source.write_text(
            "".join(json.dumps(as_document(answered(day, **levels))) + "\n" for day in days), encoding="utf-8"
        )
    arguments = ["batch", source, "--rubric", tmp_path / "office.json", "-o", tmp_path / "out"]
    result = CliRunner().invoke(aigov, [*map(str, arguments)])
    assert result.exit_code == 0, result.output
    scores = pl.read_parquet(tmp_path / "out" / "scores" / "*.parquet").sort("date")
    assert scores["overall.declared.value"].to_list() == [75, 50]


def test_forms_ask_what_counts_on_their_day() -> None:
    def asked(day: str | None) -> list[str]:
        return [leaf.id for _, leaves in questions_by_area(OFFICE, "country", "full", day) for leaf in leaves]

    assert asked("2026-12-31") == ["skills"]
    assert asked("2027-01-01") == ["skills", "schools"]
    assert asked(None) == ["skills", "schools"]  # whoever fills it in says the day
    form = blank_form(OFFICE, kind="country", name="Kenya", subject_id="KEN", tier="full", date="2026-12-31")
    assert "skills: {}" in form
    assert "schools" not in form
    assert course_of(OFFICE, answered("2026-12-31")).questions == ("skills",)
    assert course_of(OFFICE, answered("2027-01-01")).questions == ("skills", "schools")


def test_a_form_without_a_day_says_from_when_a_question_counts() -> None:
    form = questionnaire(OFFICE, kind="country", tier="full", codes=("en",))
    hints = [item.questions[0].hint for section in form.sections for item in section.items]
    assert hints == [None, {"en": "This counts in assessments dated from 2027-01-01 on."}]


def test_a_report_says_why_something_is_not_asked(tmp_path: Path) -> None:
    (tmp_path / "office.json").write_bytes(OFFICE.canonical_json())
    profile = tmp_path / "profile.json"
    profile.write_text(json.dumps(as_document(answered("2026-12-31", skills=3, trainers=4))), encoding="utf-8")
    arguments = ["report", str(profile), "--rubric", str(tmp_path / "office.json"), "--format", "text"]
    text = CliRunner().invoke(aigov, arguments).stdout
    assert "not asked: retired in version 1.1.0 (4)" in text
    assert "not asked before 2027-01-01" in text


def test_the_page_of_a_rubric_shows_what_is_retired_and_planned(tmp_path: Path) -> None:
    (tmp_path / "office.json").write_bytes(OFFICE.canonical_json())
    outline = CliRunner().invoke(aigov, ["rubric", "show", str(tmp_path / "office.json")]).output
    assert "1 indicator is retired: shown, and not counted." in outline
    assert "from 2027-01-01" in outline
    area = CliRunner().invoke(aigov, ["rubric", "show", str(tmp_path / "office.json"), "--area", "people"]).output
    assert "Retired in version 1.1.0, so it is no longer asked nor counted. Reason: asked" in area
    assert "Planned: it is asked and counted in profiles dated from 2027-01-01 on." in area
