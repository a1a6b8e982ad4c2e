"""Profiles of several respondents become one, and no disagreement is lost; what differs between two is listed."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from aigov_checklist import Rubric, load_profile
from aigov_checklist.cli import aigov
from aigov_checklist.differing import differences
from aigov_checklist.errors import UsageError
from aigov_checklist.merging import Merged, merge, respondent
from aigov_checklist.models.profile import Profile
from aigov_checklist.readers.plain import read_document
from conftest import PROFILES
from respondents import ID, LAW, OTHER, written

LAW_DATED = LAW | {"date": "2025"}
CODE = {"title": "Code", "document": "No. 3"}


def merged(rubric: Rubric, *documents: dict[str, Any], **options: Any) -> Merged:
    profiles = [Profile.model_validate_json(json.dumps(document)) for document in documents]
    respondents = [respondent(f"{number}.yaml", profile, "?") for number, profile in enumerate(profiles)]
    return merge(respondents, rubric, **options)


AGREEING: dict[str, tuple[dict[str, Any] | None, dict[str, Any] | None, dict[str, Any] | None]] = {
    "only one answers": ({"level": 2, "note": "x"}, None, {"level": 2, "note": "x"}),
    "an empty answer says nothing": ({}, {"level": 0}, {"level": 0}),
    "nobody answers": ({}, None, None),
    "the same": ({"level": 2, "note": "x"}, {"level": 2, "note": "x"}, {"level": 2, "note": "x"}),
    "notes are signed": (
        {"level": 2, "note": "x"},
        {"level": 2, "note": "y"},
        {"level": 2, "note": "Ana: x\n\nBen: y"},
    ),
    "one note of two who answer": ({"level": 2}, {"level": 2, "note": "y"}, {"level": 2, "note": "Ben: y"}),
    "evidence once, the fuller item": (
        {"level": 2, "evidence": [LAW, CODE]},
        {"level": 2, "evidence": [LAW_DATED]},
        {"level": 2, "evidence": [CODE, LAW_DATED]},
    ),
    "the least confidence": (
        {"level": 2, "confidence": "high"},
        {"level": 2, "confidence": "low"},
        {"level": 2, "confidence": "low"},
    ),
    "two reasons": (
        {"no_information": "law gazette"},
        {"no_information": "ministry"},
        {"no_information": "law gazette; ministry"},
    ),
    "evidence without an answer": (
        {"level": 2},
        {"evidence": [LAW]},
        {"level": 2, "evidence": [LAW]},
    ),
    "a review of one": (
        {"level": 2, "review": {"decision": "confirmed"}},
        {"level": 2},
        {"level": 2, "review": {"decision": "confirmed"}},
    ),
}


@pytest.mark.parametrize("case", AGREEING)
def test_what_does_not_differ_is_put_together(case: str, gaigap: Rubric) -> None:
    one, two, both = AGREEING[case]
    result = merged(gaigap, written("Ana", one), written("Ben", two))
    assert result.document["responses"] == ({ID: both} if both is not None else {})
    assert result.conflicts == ()


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({"level": 2}, {"level": 0}),
        ({"level": 0}, {"no_information": "searched"}),
        ({"not_applicable": "none"}, {"no_information": "none"}),
        ({"level": 2, "evidence": [LAW], "note": "x"}, {"level": 3}),
    ],
)
def test_different_answers_are_left_out_and_told(one: dict[str, Any], two: dict[str, Any], gaigap: Rubric) -> None:
    result = merged(gaigap, written("Ana", one), written("Ben", two), written("Cy"))
    assert result.document["responses"] == {}
    (conflict,) = result.open_conflicts
    assert (conflict.id, conflict.part) == (ID, "answer")
    told = [voice.response.model_dump(mode="json", exclude_unset=True) for voice in conflict.voices]
    assert told == [one, two]


def test_the_preferred_file_wins_with_its_own_evidence_only(gaigap: Rubric) -> None:
    one, two = {"level": 2, "evidence": [LAW]}, {"level": 3, "evidence": [CODE], "note": "y"}
    documents = written("Ana", one), written("Ben", two), written("Cy", {"level": 3, "note": "z"}), written("Di", {})
    result = merged(gaigap, *documents, prefer=["3.yaml", "1.yaml"])
    assert result.document["responses"] == {ID: two | {"note": "Ben: y\n\nCy: z"}}
    (conflict,) = result.conflicts
    assert conflict.taken_from is not None
    assert (conflict.taken_from.name, conflict.because, result.open_conflicts) == ("Ben", "preferred", ())


def test_the_assessor_of_the_area_decides_before_whoever_is_preferred(gaigap: Rubric) -> None:
    ana = written("Ana", {"level": 2}, assessors=[{"name": "Ana", "areas": ["seize"]}])
    ana["responses"][OTHER] = {"level": 1}
    ben = written("Ben", {"level": 3}, assessors=[{"name": "Ben", "areas": ["std"]}])
    ben["responses"][OTHER] = {"level": 0}
    result = merged(gaigap, ana, ben, prefer=["1.yaml"])
    assert result.document["responses"] == {ID: {"level": 2}, OTHER: {"level": 0}}
    assert [conflict.because for conflict in result.conflicts] == ["area", "area"]
    assert result.document["assessors"] == [*ana["assessors"], *ben["assessors"]]


def test_an_area_of_two_assessors_is_nobodys(gaigap: Rubric) -> None:
    both = [{"name": "Ana", "areas": ["seize"]}, {"name": "Ben", "areas": ["seize"]}]
    documents = (written("", {"level": level}, assessors=[who]) for level, who in enumerate(both))
    assert len(merged(gaigap, *documents).open_conflicts) == 1


def test_an_answer_stays_where_only_targets_differ(gaigap: Rubric) -> None:
    one, two = ({"level": 2, "target": {"level": level}} for level in (3, 4))
    result = merged(gaigap, written("Ana", one), written("Ben", two))
    assert result.document["responses"] == {ID: {"level": 2}}
    assert [(conflict.part, conflict.taken_from) for conflict in result.conflicts] == [("target", None)]
    preferred = merged(gaigap, written("Ana", one), written("Ben", two), prefer=["1.yaml"])
    assert preferred.document["responses"] == {ID: two}


def test_the_head(gaigap: Rubric) -> None:
    subject = {"id": "SGP", "name": "Singapore", "kind": "country"}
    one = written("Ana", subject=subject | {"groups": {"region": "A", "income": "high"}}, statement="One.")
    two = written(
        "Ben", subject=subject | {"name": "SG", "groups": {"region": "B"}}, statement="Two.", tier="essential"
    )
    result = merged(gaigap, two | {"tier": "essential"}, one | {"date": "2026-11-22"})
    assert result.document["subject"] == subject | {"name": "SG", "groups": {"region": "B", "income": "high"}}
    assert (result.document["date"], result.document["tier"]) == ("2026-11-22", "full")
    assert result.document["statement"] == "Two.\n\nOne."
    assert [str(remark) for remark in result.remarks] == [
        "The subject has several names; that of 0.yaml is taken: SG.",
        "The subject is in several groups of region; that of 0.yaml is taken: B.",
    ]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"subject": {"id": "KEN", "name": "Kenya", "kind": "country"}}, "about another subject"),
        ({"subject": {"id": "SGP", "name": "Singapore", "kind": "organization"}}, "about another subject"),
        ({"rubric": {"id": "gaigap-2025", "version": "1.0.1"}}, "gaigap-2025 1.0.1, not gaigap-2025 1.0.0"),
        ({"kind": "desk-review"}, "stay apart"),
        ({"date": "2025-11-19"}, "more than 366 days apart"),
    ],
)
def test_profiles_of_different_things_are_refused(changed: dict[str, Any], words: str, gaigap: Rubric) -> None:
    with pytest.raises(UsageError, match=words):
        merged(gaigap, written("Ana"), written("Ben", **changed))


@pytest.mark.parametrize("path", sorted(PROFILES.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_profile_merged_with_itself_says_the_same(path: Path, gaigap: Rubric, tmp_path: Path) -> None:
    out = tmp_path / "out.yaml"
    assert run("merge", path, path, "-o", out).output == ""
    assert load_profile(out).responses == {
        key: value for key, value in load_profile(path).responses.items() if value.model_fields_set
    }
    assert differences(load_profile(path), load_profile(out), list(gaigap.indicators)).are_none


# At the command line


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(aigov, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    monkeypatch.chdir(tmp_path)
    hostile = "\x1b[31m <b>|*x*\u202e"
    documents = {
        "ana.json": written("Ana", {"level": 2, "evidence": [LAW]}),
        "ben.json": written("Ben", {"level": 3, "note": hostile}),
    }
    for name, document in documents.items():
        Path(name).write_text(json.dumps(document), encoding="utf-8")
    return [Path(name) for name in documents]


def test_merge_tells_what_is_left_open(two: list[Path]) -> None:
    result = run("merge", *two, "-o", "out.yaml", "--conflicts", "conflicts.yaml")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == (
        "seize.participation: answer (Ana: level 2; Ben: level 3). Left open.\nConflicts left open: 1\n"
    )
    assert load_profile("out.yaml").responses == {}
    told, problems = read_document(Path("conflicts.yaml").read_bytes(), "conflicts.yaml")
    assert problems == []
    assert told["open"] == 1
    assert [voice["name"] for voice in told["conflicts"][0]["voices"]] == ["Ana", "Ben"]
    assert told["conflicts"][0]["voices"][0]["response"]["evidence"] == [LAW]


def test_merge_with_a_preference_leaves_nothing_open(two: list[Path]) -> None:
    result = run("merge", *two, "-o", "out.json", "--prefer", two[1], "--conflicts", "c.json")
    assert result.exit_code == 0
    assert "Taken from Ben, who is preferred." in result.stderr
    assert load_profile("out.json").responses[ID].level == 3
    assert json.loads(Path("c.json").read_text(encoding="utf-8"))["conflicts"][0]["taken_from"] == "ben.json"


def test_hostile_notes_are_harmless_in_the_report(two: list[Path]) -> None:
    run("merge", *two, "-o", "out.yaml", "--conflicts", "c.md")
    text = Path("c.md").read_text(encoding="utf-8")
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "<b>" not in text
    assert "- Ben \\(ben\\.json\\)\\: level 3\n  - note\\: " in text


@pytest.mark.parametrize(
    ("arguments", "exit_code", "words"),
    [
        (["ana.json", "-o", "out.yaml"], 2, "two profiles or more"),
        (["ana.json", "ben.json", "-o", "ben.json", "--force"], 3, "another name"),
        (["ana.json", "ben.json", "-o", "out.yaml", "--conflicts", "out.yaml"], 3, "another name"),
        (["ana.json", "ben.json", "-o", "out.yaml", "--conflicts", "c.txt"], 2, ".yaml, .yml, .json, .md"),
        (["ana.json", "ben.json", "-o", "out.yaml", "--prefer", "cy.json"], 2, "not one of the files"),
        (["ana.json", "ben.json", "-o", "old.yaml"], 3, "--force"),
        (["ana.json", "ben.json", "-o", "old.yaml", "--conflicts", "c.md"], 3, "--force"),
        (["ana.json", "no.json", "-o", "out.yaml"], 1, "no such file"),
    ],
)
def test_misuse_of_merge_writes_nothing(two: list[Path], arguments: list[str], exit_code: int, words: str) -> None:
    Path("old.yaml").write_text("old", encoding="utf-8")
    before = {path: path.read_bytes() for path in Path().iterdir()}
    result = run("merge", *arguments)
    assert result.exit_code == exit_code, result.output
    assert words in result.stderr
    assert {path: path.read_bytes() for path in Path().iterdir()} == before


def test_what_would_not_pass_the_door_is_not_written(two: list[Path]) -> None:
    for path, letter in zip(two, "ab", strict=True):
        document = written(path.stem, {"no_information": letter * 1_500})
        path.write_text(json.dumps(document), encoding="utf-8")
    result = run("merge", *two, "-o", "out.yaml")
    assert result.exit_code == 1
    assert "out.yaml" in result.stderr
    assert "too-long" in result.stderr
    assert not Path("out.yaml").exists()


def test_diff_lists_what_differs(two: list[Path]) -> None:
    result = run("diff", *two)
    assert result.exit_code == 1
    assert result.stderr == ""
    assert result.stdout.splitlines() == [
        "assessors: name Ana → name Ben",
        "seize.participation",
        "  answer: level 2 → level 3",
        "  evidence removed: Law, https://example.org/law",
        "  note: nothing → \\x1b[31m <b>|*x*\\u202e",
    ]
    assert run("diff", two[0], two[0]).exit_code == 0


def test_diff_for_machines(two: list[Path]) -> None:
    told = json.loads(run("diff", *two, "--format", "json").stdout)
    assert (told["same"], told["same_subject"], list(told["head"])) == (False, True, ["assessors"])
    (answer,) = told["answers"]
    assert (answer["id"], answer["answer_differs"], answer["before"]["level"]) == (ID, True, 2)
    assert (answer["evidence_added"], answer["evidence_removed"]) == ([], [LAW])


def test_diff_of_different_subjects_says_so() -> None:
    result = run("diff", PROFILES / "kenya.yaml", PROFILES / "brazil.yaml")
    assert result.exit_code == 1
    assert result.stderr == "The profiles are of different subjects: Kenya and Brazil.\n"
    assert result.stdout.startswith("subject: id KEN")


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("id", "seize.participation: jawaban (Ana: tingkat 2; Ben: tingkat 3). Belum diputuskan."),
        ("zh", "seize.participation：回答（Ana：等级2；Ben：等级3）。尚未解决。"),
    ],
)
def test_conflicts_are_told_in_the_language_of_the_command(two: list[Path], code: str, told: str) -> None:
    assert run("--lang", code, "merge", *two, "-o", "out.yaml").stderr.splitlines()[0] == told
