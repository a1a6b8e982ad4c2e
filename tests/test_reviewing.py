"""A reviewer's answers become reviews, the subject replies, and nothing that anybody said is lost on the way."""

import json
import re
import shlex
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from aigov_checklist import Rubric, assess, load_profile
from aigov_checklist.cli import aigov
from aigov_checklist.editing import Edit, edit_answer
from aigov_checklist.errors import UsageError
from aigov_checklist.merging import Merged, merge, respondent, review
from aigov_checklist.models.profile import Profile
from aigov_checklist.readers.draft import Draft
from conftest import HERE, PROFILES
from respondents import ID, LAW, OTHER, written

CODE = {"title": "Code", "document": "No. 3", "issuer": "Ministry", "page": "7", "note": "in force"}
RITA = {"reviewer": "Rita", "date": "2026-12-01"}


def by_rita(answer: dict[str, Any] | None = None, **changed: Any) -> dict[str, Any]:
    return written("Rita", answer, **{"kind": "peer-review", "date": "2026-12-01"} | changed)


def reviewed(rubric: Rubric, *documents: dict[str, Any], reviewer: dict[str, Any], **options: Any) -> Merged:
    """The documents merged as 0.yaml, 1.yaml and so on, then reviewed by review.yaml."""
    profiles = [Profile.model_validate_json(json.dumps(document)) for document in (*documents, reviewer)]
    everybody = [respondent(f"{number}.yaml", profile, "?") for number, profile in enumerate(profiles)]
    together = merge(everybody[:-1], rubric, prefer=options.get("prefer", ()))
    return review(together, everybody[:-1], replace(everybody[-1], file="review.yaml"), rubric, **options)


DECIDED: dict[str, tuple[dict[str, Any] | None, dict[str, Any], dict[str, Any] | None]] = {
    # the subject's answer, the reviewer's, what comes of it
    "confirmed": ({"level": 2}, {"level": 2}, {"level": 2, "review": {"decision": "confirmed"} | RITA}),
    "revised, with a note": (
        {"level": 2, "note": "x"},
        {"level": 0, "note": "y"},
        {"level": 2, "note": "x", "review": {"level": 0, "decision": "revised", "comment": "y"} | RITA},
    ),
    "evidence for the same answer joins it, signed": (
        {"level": 2, "evidence": [LAW]},
        {"level": 2, "evidence": [LAW, CODE]},
        {
            "level": 2,
            "evidence": [LAW, CODE | {"note": "Rita (reviewer): in force"}],
            "review": {"decision": "confirmed"} | RITA,
        },
    ),
    "evidence for another answer stays with that": (
        {"level": 2, "evidence": [LAW]},
        {"level": 1, "evidence": [LAW, CODE], "note": "y", "confidence": "low"},
        {
            "level": 2,
            "evidence": [LAW],
            "review": {
                "level": 1,
                "decision": "revised",
                "comment": "y\n\nCode, No. 3, Ministry, 7, in force\n\nconfidence: low",
            }
            | RITA,
        },
    ),
    "an answer where there was none": (
        None,
        {"level": 1},
        {"review": {"level": 1, "decision": "revised"} | RITA},
    ),
    "no answer decides nothing": ({"level": 1}, {"confidence": "low"}, {"level": 1}),
    "another state": (
        {"level": 1},
        {"not_applicable": "no such market"},
        {"level": 1, "review": {"not_applicable": "no such market", "decision": "revised"} | RITA},
    ),
    "the same state for another reason": (
        {"no_information": "law gazette"},
        {"no_information": "ministry"},
        {"no_information": "law gazette", "review": {"decision": "confirmed", "comment": "ministry"} | RITA},
    ),
    "what the reviewer has copied is not said again": (
        {"level": 2, "note": "x", "confidence": "low", "evidence": [LAW]},
        {"level": 2, "note": "x", "confidence": "low", "evidence": [LAW]},
        {
            "level": 2,
            "evidence": [LAW],
            "note": "x",
            "confidence": "low",
            "review": {"decision": "confirmed"} | RITA,
        },
    ),
    "the review before the reply": (
        {"level": 2, "reply": "But why?"},
        {"level": 2},
        {"level": 2, "review": {"decision": "confirmed"} | RITA, "reply": "But why?"},
    ),
}


@pytest.mark.parametrize("case", DECIDED)
def test_what_a_reviewer_decides(case: str, gaigap: Rubric) -> None:
    before, said, after = DECIDED[case]
    result = reviewed(gaigap, written("Ana", before), reviewer=by_rita(said))
    assert result.document["responses"] == ({} if after is None else {ID: after})
    assert list(result.document["responses"].get(ID, {})) == list(after or {})
    assert result.conflicts == ()
    assert result.document["kind"] == "self-assessment"
    assert result.document["assessors"] == [{"name": "Ana"}]


@pytest.mark.parametrize("case", DECIDED)
def test_a_second_run_changes_nothing(case: str, gaigap: Rubric) -> None:
    before, said, _ = DECIDED[case]
    once = reviewed(gaigap, written("Ana", before), reviewer=by_rita(said))
    twice = reviewed(gaigap, once.document, reviewer=by_rita(said, date="2026-12-02"))
    assert twice.document == once.document
    assert twice.conflicts == ()


def test_evidence_that_a_reviewer_finds_later_is_not_lost(gaigap: Rubric) -> None:
    once = reviewed(gaigap, written("Ana", {"level": 2}), reviewer=by_rita({"level": 2}))
    later = reviewed(gaigap, once.document, reviewer=by_rita({"level": 2, "evidence": [LAW]}))
    assert later.document["responses"][ID]["evidence"] == [LAW | {"note": "Rita (reviewer)"}]


def test_without_names_nobody_is_named(gaigap: Rubric) -> None:
    result = reviewed(
        gaigap, written("Ana", {"level": 2}), reviewer=by_rita({"level": 2, "evidence": [LAW]}), sign=False
    )
    (response,) = result.document["responses"].values()
    assert response == {"level": 2, "evidence": [LAW], "review": {"decision": "confirmed", "date": "2026-12-01"}}


EARLIER = {"decision": "confirmed", "reviewer": "Otto", "date": "2026-11-30"}


def test_another_review_is_never_overwritten_silently(gaigap: Rubric) -> None:
    document = written("Ana", {"level": 2, "review": EARLIER, "reply": "Thanks."})
    result = reviewed(gaigap, document, reviewer=by_rita({"level": 1}))
    assert result.document["responses"][ID] == {"level": 2, "reply": "Thanks."}
    (conflict,) = result.open_conflicts
    assert conflict.part == "review"
    assert [voice.respondent.file for voice in conflict.voices] == ["0.yaml", "review.yaml"]
    assert result.decisions == ()


JOINED: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, Any]]] = {
    # the review of Otto, what Rita answers to level 2, what the review is then
    "both confirm": ({}, {"level": 2}, {}),
    "a second comment": ({}, {"level": 2, "note": "y"}, {"comment": "Rita: y"}),
    "a first comment": ({"comment": "x"}, {"level": 2}, {"comment": "Otto: x"}),
    "two comments": ({"comment": "x"}, {"level": 2, "note": "y"}, {"comment": "Otto: x\n\nRita: y"}),
    "the same comment": ({"comment": "x"}, {"level": 2, "note": "x"}, {"comment": "x"}),
    "two reasons": (
        {"decision": "revised", "no_information": "x"},
        {"no_information": "y"},
        {"decision": "revised", "no_information": "x", "comment": "Rita: y"},
    ),
}


@pytest.mark.parametrize("case", JOINED)
def test_reviews_that_decide_the_same_are_put_together(case: str, gaigap: Rubric) -> None:
    earlier, said, after = JOINED[case]
    document = written("Ana", {"level": 2, "review": EARLIER | earlier})
    result = reviewed(gaigap, document, reviewer=by_rita(said))
    expected = EARLIER | after | {"reviewer": "Otto, Rita", "date": "2026-12-01"}
    assert result.document["responses"][ID]["review"] == expected
    assert result.conflicts == ()
    again = reviewed(gaigap, result.document, reviewer=by_rita(said, date="2026-12-05"))
    assert again.document == result.document


def test_a_panel_that_reviews_twice_is_named_once(gaigap: Rubric) -> None:
    said = by_rita({"level": 2, "note": "y"}, assessors=[{"name": "Rita"}, {"name": "Uwe"}])
    once = reviewed(gaigap, written("Ana", {"level": 2}), reviewer=said)
    assert once.document["responses"][ID]["review"]["reviewer"] == "Rita, Uwe"
    assert reviewed(gaigap, once.document, reviewer=said).document == once.document
    third = reviewed(gaigap, once.document, reviewer=by_rita({"level": 2, "note": "z"}, assessors=[{"name": "Vic"}]))
    assert third.document["responses"][ID]["review"]["comment"] == "Rita, Uwe: y\n\nVic: z"


def test_the_preferred_review_counts(gaigap: Rubric) -> None:
    document = written("Ana", {"level": 2, "review": EARLIER, "reply": "Thanks."})
    kept = reviewed(gaigap, document, reviewer=by_rita({"level": 1}), prefer=["0.yaml"])
    assert kept.document["responses"][ID]["review"] == EARLIER
    taken = reviewed(gaigap, document, reviewer=by_rita({"level": 1}), prefer=["review.yaml"])
    assert taken.document["responses"][ID]["review"]["level"] == 1
    assert taken.open_conflicts == kept.open_conflicts == ()
    assert [str(remark) for remark in taken.remarks] == [
        "The subject has replied to an earlier review, which is replaced: seize.participation."
    ]


def test_the_assessor_of_an_area_does_not_decide_on_reviews(gaigap: Rubric) -> None:
    document = written("", {"level": 2, "review": EARLIER}, assessors=[{"name": "Ana", "areas": ["seize"]}])
    assert len(reviewed(gaigap, document, reviewer=by_rita({"level": 1})).open_conflicts) == 1


def test_a_reviewer_is_heard_where_respondents_left_an_answer_open(gaigap: Rubric) -> None:
    result = reviewed(
        gaigap, written("Ana", {"level": 2}), written("Ben", {"level": 3}), reviewer=by_rita({"level": 3, "note": "y"})
    )
    assert result.document["responses"] == {}
    (conflict,) = result.open_conflicts
    assert [(voice.respondent.name, voice.response.level) for voice in conflict.voices] == [
        ("Ana", 2),
        ("Ben", 3),
        ("Rita", 3),
    ]


def test_two_open_reviews_and_a_third(gaigap: Rubric) -> None:
    reviews = (EARLIER, EARLIER | {"reviewer": "Uwe"})
    documents = [written("Ana", {"level": 2, "review": one}) for one in reviews]
    result = reviewed(gaigap, *documents, reviewer=by_rita({"level": 2}))
    (conflict,) = result.open_conflicts
    assert [voice.response.review.reviewer for voice in conflict.voices if voice.response.review] == [
        "Otto",
        "Uwe",
        "Rita",
    ]
    decided = reviewed(gaigap, *documents, reviewer=by_rita({"level": 2}), prefer=["review.yaml"])
    assert decided.document["responses"][ID]["review"] == {"decision": "confirmed"} | RITA


def test_what_has_no_place_in_a_review_is_told(gaigap: Rubric) -> None:
    said = by_rita({"note": "unsure"})
    said["responses"][OTHER] = {"level": 1, "target": {"level": 3}}
    said["assessors"] = [{"name": "Ana"}]
    result = reviewed(gaigap, written("Ana", {"level": 2}), reviewer=said)
    assert [str(remark) for remark in result.remarks] == [
        "The reviewer has the name of somebody who answered: Ana.",
        "review.yaml has notes or evidence without an answer, which decide nothing and are left out: "
        "seize.participation.",
        "review.yaml has reviews, replies or targets of its own, which are left out: std.dialogue.",
    ]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"subject": {"id": "KEN", "name": "Kenya", "kind": "country"}}, "about another subject"),
        ({"rubric": {"id": "gaigap-2025", "version": "1.0.1"}}, "answers another rubric"),
        ({"date": "2027-12-01"}, "more than 366 days apart"),
    ],
)
def test_a_review_of_something_else_is_refused(changed: dict[str, Any], words: str, gaigap: Rubric) -> None:
    with pytest.raises(UsageError, match=words):
        reviewed(gaigap, written("Ana"), reviewer=by_rita(**changed))


def test_the_reviewed_lens_counts_what_was_decided(gaigap: Rubric) -> None:
    """Area 1 has five indicators: one confirmed at 2 (50 points), one given by the reviewer alone at 1 (25 points)."""
    said = by_rita({"level": 2})
    said["responses"]["seize.challenges"] = {"level": 1}
    result = reviewed(gaigap, written("Ana", {"level": 2}), reviewer=said)
    area = assess(Profile.model_validate_json(json.dumps(result.document)), gaigap).areas[0]
    assert (area.declared.value, area.reviewed.value) == (50.0, 37.5)


# At the command line


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(aigov, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    mine = written("Ana", {"level": 2, "evidence": [LAW]})
    mine["responses"][OTHER] = {"level": 3, "note": "Twice a year."}
    theirs = by_rita({"level": 2})
    theirs["responses"][OTHER] = {"level": 1, "note": "\x1b[31mNo <b>minutes</b>.", "evidence": [CODE]}
    for name, document in {"mine.json": mine, "review.json": theirs}.items():
        Path(name).write_text(json.dumps(document), encoding="utf-8")


def test_the_whole_round(files: None) -> None:
    result = run("merge", "mine.json", "--reviewer", "review.json", "-o", "reviewed.yaml", "--conflicts", "told.md")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == (
        "std.dialogue: revised from level 3 to level 1 by Rita.\nReviewed: 2, of which 1 revised.\n"
    )
    told = Path("told.md").read_text(encoding="utf-8")
    assert "- before\\: level 3\n  - note\\: Twice a year\\.\n- Rita \\(review\\.json\\)\\: level 1\n" in told
    assert "evidence\\: Code, No\\. 3" in told
    assert "\x1b" not in told
    assert "<b>" not in told

    assert run("set", "reviewed.yaml", OTHER, "--reply", "Minutes follow in May.").exit_code == 0
    assert run("set", "reviewed.yaml", ID, "--reply", "Thank you.").exit_code == 0
    assert run("merge", "reviewed.yaml", "reviewed.yaml", "-o", "again.yaml").exit_code == 0
    assert load_profile("again.yaml").responses == load_profile("reviewed.yaml").responses
    responses = load_profile("again.yaml").responses
    assert responses[OTHER].reply == "Minutes follow in May."
    review_of_other = responses[OTHER].review
    assert review_of_other is not None
    assert (review_of_other.decision, review_of_other.level) == ("revised", 1)

    for style in ("text", "markdown", "html", "json"):
        report = " ".join(run("report", "again.yaml", "--format", style).stdout.replace("\\", "").split())
        assert "revised to" in report
        assert "Rita" in report
        assert "Minutes follow in May." in report
    assert run("merge", "again.yaml", "--reviewer", "review.json", "-o", "third.yaml").exit_code == 0
    assert load_profile("third.yaml") == load_profile("again.yaml")


def test_decisions_for_machines(files: None) -> None:
    run(
        "merge",
        "mine.json",
        "--reviewer",
        "review.json",
        "--reviewer-name",
        "R.",
        "-o",
        "o.json",
        "--conflicts",
        "c.json",
    )
    told = json.loads(Path("c.json").read_text(encoding="utf-8"))
    assert (told["open"], told["conflicts"], told["confirmed"]) == (0, [], [ID])
    (revised,) = told["revised"]
    assert (revised["id"], revised["before"]["level"], revised["review"]["level"]) == (OTHER, 3, 1)
    assert {key: revised["voice"][key] for key in ("file", "name", "role")} == {
        "file": "review.json",
        "name": "R.",
        "role": "reviewer",
    }
    assert revised["voice"]["response"]["evidence"] == [CODE]
    assert load_profile("o.json").responses[ID].review.reviewer == "R."  # type: ignore[union-attr]


def test_an_open_review_ends_with_one(files: None) -> None:
    other = by_rita({"level": 0}, assessors=[{"name": "Otto"}])
    Path("otto.json").write_text(json.dumps(other), encoding="utf-8")
    run("merge", "mine.json", "--reviewer", "review.json", "-o", "reviewed.yaml")
    result = run("merge", "reviewed.yaml", "--reviewer", "otto.json", "-o", "out.yaml", "--conflicts", "c.json")
    assert result.exit_code == 1
    assert result.stderr == (
        "seize.participation: review (Ana: confirmed, Rita; Otto as reviewer: revised, level 0). Left open.\n"
        "Conflicts left open: 1\n"
    )
    arguments = ("merge", "reviewed.yaml", "--reviewer", "otto.json", "-o", "out2.yaml", "--prefer", "otto.json")
    assert run(*arguments).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "exit_code", "words"),
    [
        (["mine.json"], 2, "--reviewer"),
        (["mine.json", "--reviewer", "mine.json"], 2, "its own review"),
        (["mine.json", "review.json", "--reviewer-name", "R."], 2, "is for --reviewer"),
        (["mine.json", "--reviewer", "no.json"], 1, "no such file"),
        (["mine.json", "--reviewer", "review.json", "--prefer", "x.json"], 2, "not one of the files"),
        (["mine.json", "--reviewer", "review.json", "-o", "review.json", "--force"], 3, "another name"),
        (["mine.json", "--reviewer", "long.json"], 1, "too-long"),
        (["mine.json", "--reviewer", PROFILES / "kenya.yaml"], 2, "another subject"),
    ],
)
def test_misuse_of_a_reviewer_writes_nothing(
    files: None, arguments: list[str | Path], exit_code: int, words: str
) -> None:
    evidence = [{"title": f"{number}", "excerpt": "x" * 150_000} for number in range(2)]
    Path("long.json").write_text(json.dumps(by_rita({"level": 0, "evidence": evidence})), encoding="utf-8")
    before = {path: path.read_bytes() for path in Path().iterdir()}
    target = [] if "-o" in arguments else ["-o", "out.yaml"]
    result = run("merge", *arguments, *target)
    assert (result.exit_code, words in result.stderr) == (exit_code, True), result.output
    assert {path: path.read_bytes() for path in Path().iterdir()} == before


def test_a_reply_needs_a_review() -> None:
    draft = Draft("mine.json", json.dumps(written("Ana", {"level": 2})).encode())
    with pytest.raises(UsageError, match="nothing to reply to"):
        edit_answer(draft, ID, Edit(reply="Why?"))


def test_the_round_of_the_documentation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (HERE.parent / "docs" / "review.md").read_text(encoding="utf-8")
    commands = [line for block in re.findall(r"```sh\n(.*?)```", page, re.DOTALL) for line in block.splitlines()]
    expected = [line for block in re.findall(r"```text\n(.*?)```", page, re.DOTALL) for line in block.splitlines()]
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    Path("mine.yaml").write_bytes((PROFILES / "kenya.yaml").read_bytes())
    printed = ""
    for command in commands:
        arguments = shlex.split(command, comments=True)[1:]
        if "north" in arguments:
            for folder, name in (("north", "mine.yaml"), ("south", "review.yaml")):
                Path(folder).mkdir()
                (Path(folder) / "kenya.yaml").write_bytes(Path(name).read_bytes())
        result = run(*arguments)
        assert result.exit_code == 0, (command, result.output)
        printed += result.output
        if arguments[0] == "new":
            form = Path("review.yaml").read_text(encoding="utf-8")
            form = re.sub(r"kind: self-assessment.*", "kind: peer-review\nassessors: [{name: Rita}]", form)
            Path("review.yaml").write_text(re.sub(r"date: .*", "date: 2026-11-22", form, count=1), encoding="utf-8")
    otto = Path("review.yaml").read_text(encoding="utf-8").replace("Rita", "Otto")
    Path("otto.yaml").write_text(otto.replace("Users are not counted.", "Counted."), encoding="utf-8")
    assert run("set", "otto.yaml", "seize.adoption", "--level", "2").exit_code == 0
    printed += run("merge", "reviewed.yaml", "--reviewer", "otto.yaml", "-o", "second.yaml").output
    printed += run("report", "reviewed.yaml").output
    assert [line for line in expected if line not in printed] == []
