"""`aigov rubric diff`: every difference has its class, and the classes ask for a step of the version."""

import copy
import csv
import io
import json
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from aigov_checklist.cli import aigov
from aigov_checklist.errors import UsageError
from aigov_checklist.readers.plain import read_document
from aigov_checklist.rubric_changes.between import changes_between
from aigov_checklist.rubric_changes.classes import AREA, INDICATOR, RUBRIC, class_of
from aigov_checklist.rubric_changes.sayings import sayings_of
from aigov_checklist.semver import after, step_between
from conftest import HERE, SameAsFile
from strategies import as_rubric, rubric_documents
from versions import EXAMPLE, Document, as_migration

OLD, NEW, MIGRATION = (str(EXAMPLE / f"offices-{name}.yaml") for name in ("1.0.0", "1.1.0", "1.0.0-to-1.1.0"))


def every_key() -> Document:
    document, problems = read_document((HERE / "cases" / "valid" / "every-key.rubric.yaml").read_bytes(), "x.yaml")
    assert not problems
    return dict(document)


def put(document: Document, path: str, value: Any) -> Document:
    """The document with another value at a path such as areas.0.title; None takes the key out."""
    changed = copy.deepcopy(document)
    here: Any = changed
    *way, last = (int(step) if step.isdigit() else step for step in path.split("."))
    for step in way:
        here = here[step]
    if value is None:
        del here[last]
    else:
        here[last] = value
    return changed


LEAF = "areas.0.indicators.0"


@pytest.mark.parametrize(
    ("path", "value", "of_class"),
    [
        ("title", "Every single key", "editorial"),
        ("documents.0.note", "another note", "editorial"),
        ("areas.0.title", "Premier", "editorial"),
        ("modifiers.0.reason", "because", "editorial"),
        (f"{LEAF}.title", "A 1", "editorial"),
        (f"{LEAF}.question", "a  Question?", "editorial"),  # only a capital and a space
        (f"{LEAF}.source.locator", "action 2", "editorial"),
        (f"{LEAF}.question", "Another question?", "clarifying"),
        (f"{LEAF}.guidance", None, "clarifying"),
        (f"{LEAF}.levels.all.1", "a little", "clarifying"),
        (f"{LEAF}.evidence", ["a law"], "clarifying"),
        ("scale.levels.1.name", "something", "clarifying"),
        (f"{LEAF}.weight", 3, "scoring"),
        (f"{LEAF}.tier", "full", "scoring"),
        (f"{LEAF}.needs_evidence", True, "scoring"),
        (f"{LEAF}.principles", [], "scoring"),
        ("areas.0.method", "mean", "scoring"),
        ("areas.0.modifiers.0.multiply", 0.8, "scoring"),
        ("areas.0.indicators.1.measure.high", 20, "scoring"),
        ("areas.1.areas.0.indicators.0.measure.choices.1.points", 90, "scoring"),
        ("scale.levels.1.points", 50, "scoring"),
        ("grading.bands.1.from", 60, "scoring"),
        ("evidence.from_level", 2, "scoring"),
        ("minimum_coverage", 0.6, "scoring"),
        ("unknown", "exclude", "scoring"),
        (f"{LEAF}.applies_to", ["country", "organization"], "structural"),
        ("areas.1.areas.0.indicators.3.planned.from", "2027-02-01", "structural"),
        ("areas.1.areas.0.indicators.3.planned", None, "structural"),
        (f"{LEAF}.aliases", [], "structural"),
    ],
)
def test_a_change_has_its_class(path: str, value: Any, of_class: str) -> None:
    found = changes_between(as_rubric(every_key()), as_rubric(put(every_key(), path, value)))
    assert [change.of_class for change in found.changes] == [of_class]
    assert found.needed == ("patch" if of_class == "editorial" else "minor")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("areas.0.indicators.1.measure.unit", "metres"),
        ("areas.1.areas.0.indicators.0.measure.choices.2", None),
        ("scale.levels.2", None),
        ("areas.0.indicators.1", None),
        (f"{LEAF}.measure", {"type": "quantity", "low": 0, "high": 1}),
    ],
)
def test_answers_that_cannot_be_carried_ask_for_a_major_step(path: str, value: Any) -> None:
    old, new = as_rubric(every_key()), as_rubric(put(every_key(), path, value))
    assert changes_between(old, new).needed == "major"
    # A migration says what becomes of every answer; whether it does is for its own rules.
    told = as_migration({"rubric": old.id, "from": old.version, "to": new.version})
    assert changes_between(old, new, told).needed == "minor"


def test_an_alias_renames_and_a_move_is_told() -> None:
    old = as_rubric(
        {
            "id": "x",
            "version": "1.0.0",
            "areas": [
                {"id": "a", "indicators": [{"id": "p"}, {"id": "q"}, {"id": "r"}]},
                {"id": "b", "indicators": [{"id": "s"}]},
            ],
        }
    )
    new = as_rubric(
        {
            "id": "x",
            "version": "1.1.0",
            "areas": [
                {"id": "a", "indicators": [{"id": "p2", "aliases": ["p"]}, {"id": "q", "aliases": ["r"]}]},
                {"id": "b", "indicators": [{"id": "s"}, {"id": "t"}]},
            ],
        }
    )
    found = changes_between(old, new)
    whole = [change for change in found.changes if change.what != "key"]
    assert [(change.node, change.what, change.before, change.after) for change in whole] == [
        ("p2", "renamed", "p", "p2"), ("t", "added", "", "t"), ("r", "folded", "r", "q"),
    ]  # fmt: skip
    assert found.needed == "minor"
    moved = changes_between(
        old,
        as_rubric(
            {
                "id": "x",
                "version": "1.1.0",
                "areas": [
                    {"id": "a", "indicators": [{"id": "p"}, {"id": "q"}]},
                    {"id": "b", "indicators": [{"id": "s"}, {"id": "r"}]},
                ],
            }
        ),
    )
    assert [(change.node, change.what, change.before, change.after) for change in moved.changes] == [
        ("r", "moved", "a", "b")
    ]


@pytest.mark.parametrize(
    ("old", "new", "step"),
    [("1.0.0", "1.0.0", "none"), ("1.0.9", "1.0.10", "patch"), ("1.9.9", "1.10.0", "minor"),
     ("1.9.9", "2.0.0", "major"), ("1.10.0", "1.9.0", None)],
)  # fmt: skip
def test_the_step_between_two_versions(old: str, new: str, step: Any) -> None:
    assert step_between(old, new) == step


@pytest.mark.parametrize(
    ("step", "version"), [("patch", "1.4.3"), ("minor", "1.5.0"), ("major", "2.0.0"), ("none", "1.4.2")]
)
def test_the_next_version(step: Any, version: str) -> None:
    assert after("1.4.2", step) == version


@pytest.mark.parametrize(
    ("version", "path", "value", "fits"),
    [("1.2.3", "title", "New", False), ("1.2.4", "title", "New", True), ("1.2.4", f"{LEAF}.weight", 2, False),
     ("1.3.0", f"{LEAF}.weight", 2, True), ("1.2.3", "title", "Every key", True), ("1.2.2", "title", "New", False)],
)  # fmt: skip
def test_the_number_must_go_up_far_enough(version: str, path: str, value: Any, fits: bool) -> None:
    new = put(every_key(), path, value) | {"version": version, "changes": []}
    lifetime = new["areas"][1]["areas"][0]["indicators"][2]["retired"]
    lifetime["version"] = every_key()["areas"][1]["areas"][0]["indicators"][2]["retired"]["version"]
    assert changes_between(as_rubric(every_key()), as_rubric(new)).fits is fits


def test_two_rubrics_are_not_two_versions() -> None:
    with pytest.raises(UsageError, match="are two rubrics"):
        changes_between(as_rubric(every_key()), as_rubric(every_key() | {"id": "other"}))


@given(rubric_documents())
def test_a_rubric_differs_in_nothing_from_itself_and_every_key_has_a_class(document: Document) -> None:
    rubric = as_rubric(document)
    assert changes_between(rubric, rubric).changes == ()
    for node, table in ((rubric, RUBRIC), *((area, AREA) for area in rubric.areas),
                        *((leaf, INDICATOR) for leaf in rubric.leaves())):  # fmt: skip
        said: Any = node.model_dump(mode="json", by_alias=True, exclude_none=True,
                               exclude={"id", "version", "changes", "areas", "indicators", "modifiers"})  # fmt: skip
        assert all(class_of(path, table) for path in sayings_of(said))


@given(st.data(), rubric_documents(), rubric_documents())
def test_any_two_rubrics_can_be_laid_side_by_side(data: st.DataObject, one: Document, other: Document) -> None:
    found = changes_between(as_rubric(one), as_rubric(other | {"version": "9.0.0"}))
    assert found.fits
    assert bool(found.changes) == (found.needed != "none")


# --- The command -----------------------------------------------------------------------------------------------


def run(*arguments: str) -> Result:
    return CliRunner().invoke(aigov, ["rubric", "diff", *arguments])


def test_the_exit_code_says_whether_the_number_fits() -> None:
    assert run(OLD, NEW).exit_code == 1
    assert "Version 1.1.0 is too low: it must be 2.0.0 or higher." in run(OLD, NEW).output
    assert run(OLD, NEW, "--migration", MIGRATION).exit_code == 0
    assert run(NEW, OLD).exit_code == 1  # downwards
    assert "The two say the same." in run(OLD, OLD).output


@pytest.mark.parametrize("style", ["text", "markdown", "html", "json", "csv", "pdf", "docx"])
def test_every_format_is_written(style: str) -> None:
    result = run(OLD, NEW, "--migration", MIGRATION, "--format", style)
    assert result.exit_code == 0
    assert len(result.stdout_bytes) > 500


def test_the_differences_of_the_example_read_as_before(same_as_file: SameAsFile) -> None:
    same_as_file(HERE / "golden" / "rubric-diff-offices.txt", run(OLD, NEW, "--migration", MIGRATION).stdout_bytes)


def test_machines_get_every_change() -> None:
    document = json.loads(run(OLD, NEW, "--format", "json").stdout)
    rows = list(csv.DictReader(io.StringIO(run(OLD, NEW, "--format", "csv").stdout)))
    assert document["step"] == {"needed": "major", "taken": "minor", "fits": False, "least_version": "2.0.0"}
    assert len(rows) == len(document["changes"]) == 14
    gone = {row["node"] for row in rows if row["breaks"] == "true"}
    assert gone == {"rules.officer", "rules.fax", "people.training", "people.library"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("gaigap-2025@0.9.0", "gaigap-2025"), "Version 0.9.0 of gaigap-2025 is not installed. Give its file."),
        (("gaigap-2025", "us-aiap-2025"), "are two rubrics, not two versions of one"),
        (("nowhere@1.0.0", "gaigap-2025"), "Version 1.0.0 of nowhere is not installed."),
    ],
)
def test_what_cannot_be_compared_is_told(arguments: tuple[str, str], words: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.exception.__class__) == (2, SystemExit)
    assert words in result.output


def test_a_shipped_version_goes_by_its_number() -> None:
    assert run("gaigap-2025@1.0.0", "gaigap-2025").exit_code == 0
