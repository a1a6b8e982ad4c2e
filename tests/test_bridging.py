"""Before and after across versions: four scores, and a difference that falls apart without a rest."""

import csv
import io
import json
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from aigov_checklist.bridging import Bridge, bridge
from aigov_checklist.cli import aigov
from aigov_checklist.lenses import LENSES
from aigov_checklist.loading import load_profile, load_rubric
from aigov_checklist.migrating.carrying import carry
from aigov_checklist.migrating.finding import load_migration
from aigov_checklist.migrating.making import migrate, read_backwards, read_forwards
from aigov_checklist.migrating.route import Leg
from aigov_checklist.notation import document_bytes
from aigov_checklist.readers.draft import Draft
from aigov_checklist.readers.plain import read_document
from conftest import HERE, SameAsFile
from strategies import as_document, as_profile, profiles, rubric_documents
from versions import EXAMPLE, Document, answers, migration, migrations, version

OLD, NEW, MIGRATION = (str(EXAMPLE / f"offices-{name}.yaml") for name in ("1.0.0", "1.1.0", "1.0.0-to-1.1.0"))
BEFORE, AFTER = (str(EXAMPLE / f"office-{year}.yaml") for year in (2025, 2026))
VERSIONS = ("--from", OLD, "--rubric", NEW, "--migration", MIGRATION)


def example() -> Bridge:
    old, new = load_rubric(OLD), load_rubric(NEW)
    legs = [Leg(old, new, load_migration(MIGRATION, old, new))]
    return bridge(load_profile(BEFORE, old), load_profile(AFTER, new), legs)


def test_the_example_by_hand() -> None:
    found = example()
    # Old answers, old rules. Rules: (50 + 25 + 50 + 100) / 4 = 56.25; people: (50 + 75 + 25 + 100) / 4 = 62.5.
    # Old answers, new rules. Rules: (50 + 2 * 25 + 50) / 4 = 37.5; people: 25, the lower of two, and two are open.
    # New answers, old rules. Rules: (75 + 75 + 100) / 3 = 83.333; people: nothing can be read back.
    # New answers, new rules. Rules: (75 + 2 * 75 + 100) / 4 = 81.25; people: (75 + 25 + 50) / 3 = 50.
    scores = [(score.value, score.coverage) for score in found.scores("overall", "declared") if score]
    assert [value for value, _ in scores] == pytest.approx([59.375, 31.25, 250 / 3, 65.625])
    assert [known for _, known in scores] == pytest.approx([1, (1 + 1 / 3) / 2, 0.75 / 2, 1])
    shift = found.shift("overall", "declared")
    assert shift is not None
    # Answers: ((65.625 - 31.25) + (83.333 - 59.375)) / 2; rules: ((31.25 - 59.375) + (65.625 - 83.333)) / 2.
    assert (shift.answers, shift.rules) == pytest.approx((29.1667, -22.9167), abs=1e-4)
    assert shift.difference == pytest.approx(65.625 - 59.375)
    assert found.shift("people", "declared") is None
    assert found.left_behind == ("rules.fax", "people.training")
    assert found.not_read_back == ("people.skills", "people.exchange", "people.lessons")


@pytest.mark.parametrize(
    ("told", "now", "before"),
    [
        # 3 and 4 both became 4: which of the two it was, nobody knows
        ({"kept": [{"indicator": "a", "answers": {"3": 4}}]}, {"level": 4}, {}),
        ({"kept": [{"indicator": "a", "answers": {"3": 4}}]}, {"level": 3}, {}),  # nothing became 3
        ({"kept": [{"indicator": "a", "answers": {"3": 4}}]}, {"level": 2}, {"level": 2}),
        ({"kept": [{"indicator": "a", "answers": {"0": 1, "1": 0}}]}, {"level": 1, "note": "n"},
         {"level": 0, "note": "n"}),
        ({}, {"no_information": "gazette"}, {"no_information": "gazette"}),
        ({}, {"level": 2, "review": {"decision": "revised", "level": 1}},
         {"level": 2, "review": {"decision": "revised", "level": 1}}),
        ({"kept": [{"indicator": "a", "answers": {"3": 4}}]},
         {"level": 2, "review": {"decision": "revised", "level": 4}}, {"level": 2}),
    ],
)  # fmt: skip
def test_an_answer_is_read_back_only_if_it_can_have_been_one(told: Document, now: Document, before: Document) -> None:
    leg = Leg(version("1.0.0", {"id": "a"}), version("1.1.0", {"id": "a"}), migration(**told))
    back = read_backwards(as_profile(answers({"a": now}, "1.1.0")), [leg]).profile
    assert as_document(back)["responses"] == {"a": before}


@settings(max_examples=75, deadline=None)
@given(st.data())
def test_the_difference_has_no_rest_and_no_reading_invents_an_answer(data: st.DataObject) -> None:
    old, new, told = data.draw(migrations(data.draw(rubric_documents(modified=False, conditional=False))))
    legs = [Leg(old, new, told)]
    before, other = data.draw(profiles(old)), data.draw(profiles(new))
    after = as_profile(as_document(other) | {"subject": as_document(before)["subject"], "date": "2027-06-01",
                                             "tier": before.tier})  # fmt: skip
    found = bridge(before, after, legs)
    for node in ("overall", *(area.id for area in new.areas)):
        for lens in LENSES:
            values = [score.value if score else None for score in found.scores(node, lens)]
            shift = found.shift(node, lens)
            assert (shift is None) == (None in values)
            if shift is not None and values[0] is not None and values[3] is not None:
                assert shift.difference == pytest.approx(values[3] - values[0], rel=1e-9, abs=1e-9)
    for read, profile in ((read_forwards(before, legs), before), (read_backwards(after, legs), after)):
        said = {(one.state, one.answer) for one in profile.responses.values() if one.answer is not None}
        assert {(one.state, one.answer) for one in read.profile.responses.values() if one.answer is not None} <= said


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_the_file_says_what_the_record_says_and_keeps_its_comments(data: st.DataObject) -> None:
    old, new, told = data.draw(migrations(data.draw(rubric_documents(modified=False, conditional=False))))
    leg = Leg(old, new, told)
    document = as_document(data.draw(profiles(old)))
    text = b"# ours\n" + document_bytes(document, "profile.yaml")
    made = migrate(Draft("profile.yaml", text), [leg], "profile.yaml", today="2027-01-01")
    wanted = carry(document, old, new, told, day="2027-01-01")
    assert read_document(made.data, "profile.yaml")[0] == wanted.document
    assert made.data.startswith(b"# ours\n") != made.loses_comments


# --- The command -----------------------------------------------------------------------------------------------


def run(*arguments: Any) -> Result:
    return CliRunner().invoke(aigov, ["compare", *map(str, arguments)])


@pytest.mark.parametrize("style", ["text", "markdown", "html", "json", "csv", "pdf", "docx", "xlsx"])
def test_every_format_is_written(style: str) -> None:
    result = run(BEFORE, AFTER, *VERSIONS, "--format", style)
    assert result.exit_code == 0, result.output
    assert len(result.stdout_bytes) > 1000


def test_the_text_fits_into_eighty_columns() -> None:
    text = run(BEFORE, AFTER, *VERSIONS).stdout
    assert max(map(len, text.splitlines())) <= 80
    assert "Declared +6.3 +29.2 -22.9" in " ".join(text.split())


def test_the_comparison_of_the_example_reads_as_before(same_as_file: SameAsFile) -> None:
    same_as_file(
        HERE / "golden" / "compare-offices.md", run(BEFORE, AFTER, *VERSIONS, "--format", "markdown").stdout_bytes
    )


def test_machines_never_get_a_difference_without_its_parts() -> None:
    rows = list(csv.DictReader(io.StringIO(run(BEFORE, AFTER, *VERSIONS, "--format", "csv").stdout)))
    overall = next(row for row in rows if (row["node"], row["lens"]) == ("overall", "declared"))
    assert float(overall["difference"]) == pytest.approx(float(overall["by_answers"]) + float(overall["by_rules"]))
    assert float(overall["new_answers.old_rules.coverage"]) == 0.375
    assert {row["node"] for row in rows} == {"overall", "rules", "people"}
    people = next(row for row in rows if (row["node"], row["lens"]) == ("people", "declared"))
    assert (people["difference"], people["by_answers"], people["by_rules"]) == ("", "", "")
    document = json.loads(run(BEFORE, AFTER, *VERSIONS, "--format", "json").stdout)
    assert document["not_carried"]["forwards"] == ["rules.fax", "people.training"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ((BEFORE, AFTER, "--from", OLD, "--rubric", NEW), 1, "There is no migration from version 1.0.0 to 1.1.0"),
        ((AFTER, BEFORE, *VERSIONS), 2, "is not later"),
        ((BEFORE, AFTER, "--rubric", NEW, "--migration", MIGRATION), 1, "other-version"),
        ((BEFORE, AFTER), 1, "unknown-rubric"),
    ],
)
def test_what_cannot_be_bridged_is_told(arguments: tuple[str, ...], code: int, words: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.exception.__class__) == (code, SystemExit), result.output
    assert words in result.output
