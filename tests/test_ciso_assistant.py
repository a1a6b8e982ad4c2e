"""CISO Assistant: a library that keeps its rules, and says what the rubric says."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given

from aigov_checklist import Rubric, UsageError, load_rubric
from aigov_checklist.cli import aigov
from aigov_checklist.exchange.ciso_assistant import ciso_library
from aigov_checklist.registry import shipped_rubrics
from ciso_rules import Library, broken_rules, read
from conftest import HERE, SameAsFile
from exchanged import TINY, hostile, written
from strategies import Document, as_rubric, rubric_documents


def library(rubric: Rubric) -> Library:
    return read(ciso_library(rubric))


def framework(rubric: Rubric) -> Library:
    found: Library = library(rubric)["objects"]["framework"]
    return found


def nodes(rubric: Rubric) -> dict[str, Library]:
    return {node["ref_id"]: node for node in framework(rubric)["requirement_nodes"]}


def question(rubric: Rubric, name: str) -> Library:
    (found,) = nodes(rubric)[name]["questions"].values()
    asked: Library = found
    return asked


def changed(**keys: Any) -> Rubric:
    return as_rubric({**written(TINY), **keys})


# --- Their rules -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", shipped_rubrics())
def test_the_library_of_a_shipped_rubric_keeps_the_rules(name: str) -> None:
    assert broken_rules(library(load_rubric(name))) == []


@given(rubric_documents())
def test_the_library_of_any_rubric_keeps_the_rules(document: Document) -> None:
    assert broken_rules(library(as_rubric(document))) == []


def test_hostile_texts_stay_texts() -> None:
    rubric = as_rubric(hostile(written(TINY)))
    assert broken_rules(library(rubric)) == []
    data = ciso_library(rubric).decode("utf-8")
    assert not any(sign in data for sign in "\x00\x1b\u202e\u2028\ufffe\x85")
    assert "\\x1b[31m\\x00" in nodes(rubric)["1a.one"]["description"]


def test_a_rubric_of_one_indicator_without_any_text_keeps_the_rules() -> None:
    rubric = as_rubric({"id": "r", "version": "1.0.0", "areas": [{"id": "a", "indicators": [{"id": "a.1"}]}]})
    assert broken_rules(library(rubric)) == []
    assert [node["name"] for node in framework(rubric)["requirement_nodes"]] == ["a", "a.1"]


def test_what_looks_like_a_date_a_truth_or_a_number_stays_a_text() -> None:
    leaves = [{"id": f"a.{at}", "title": title} for at, title in enumerate(("2024-05-01", "no", "1:30", "0x1f", "~"))]
    rubric = as_rubric({"id": "r", "version": "1.0.0", "areas": [{"id": "a", "indicators": leaves}]})
    assert [node["name"] for node in framework(rubric)["requirement_nodes"][1:]] == [leaf["title"] for leaf in leaves]


@pytest.mark.parametrize(
    ("place", "broken", "rule"),
    [
        (("version",), "1.0.0", "'1.0.0' is not of type 'integer'"),
        (("locale",), "english", "'english' does not match"),
        (("urn",), "urn:Aigov:risk:library:x", "does not match"),
        (("objects", "framework", "min_score"), 4, "the lowest score is not below the highest"),
        (("objects", "framework", "requirement_nodes", 1, "depth"), 3, "does not stand below its parent"),
        (("objects", "framework", "requirement_nodes", 1, "implementation_groups"), ["all"], "is not defined"),
    ],
)
def test_the_rules_notice_what_is_wrong(place: tuple[str | int, ...], broken: Any, rule: str) -> None:
    found = library(TINY)
    *way, last = place
    inner: Any = found
    for step in way:
        inner = inner[step]
    inner[last] = broken
    assert any(rule in problem for problem in broken_rules(found))


# --- What it says ----------------------------------------------------------------------------------------------


def test_a_whole_library(same_as_file: SameAsFile) -> None:
    same_as_file(HERE / "golden" / "ciso-assistant.yaml", ciso_library(TINY))


def test_areas_are_ordered_and_indicators_are_assessed_below_them() -> None:
    seen = [(node["ref_id"], node["depth"], node["assessable"]) for node in framework(TINY)["requirement_nodes"]]
    assert seen == [
        ("1a", 1, False),
        ("1a.one", 2, True),
        ("1a.two", 2, True),
        ("b", 1, False),
        ("b.code", 2, True),
        ("b.count", 2, True),
        ("b.gone", 2, False),
    ]


def test_a_level_is_chosen_and_is_the_score_and_no_choice_is_called_compliant() -> None:
    asked = question(TINY, "1a.one")
    assert [(choice["value"], choice["add_score"]) for choice in asked["choices"]] == [
        ("0: nothing found", 0),
        ("1: stated", 1),
        ("2: started", 2),
        ("3: established", 3),
        ("4: sustained", 4),
    ]
    assert asked["choices"][2]["description"] == "Countries: Half of it is done.\nOrganizations: It is begun."
    assert "compute_result" not in ciso_library(TINY).decode()


def test_codes_and_numbers_are_asked_without_a_score() -> None:
    assert [choice["value"] for choice in question(TINY, "b.code")["choices"]] == ["no", "Yes, in force"]
    assert not any("add_score" in choice for choice in question(TINY, "b.code")["choices"])
    assert question(TINY, "b.count") == {"type": "text", "text": "b.count (people)"}


@pytest.mark.parametrize(
    ("name", "groups"),
    [
        ("1a.one", ["country-essential", "country-full", "organization-essential", "organization-full"]),
        ("1a.two", ["country-full"]),
        ("b.code", ["country-full", "organization-full"]),
    ],
)
def test_a_group_stands_for_a_kind_and_a_tier(name: str, groups: list[str]) -> None:
    assert nodes(TINY)[name]["implementation_groups"] == groups


def test_a_group_holds_what_that_kind_is_asked_in_that_tier(gaigap: Rubric) -> None:
    asked = [leaf.id for leaf in gaigap.leaves() if "organization" in leaf.applies_to and leaf.tier == "essential"]
    grouped = [
        name
        for name, node in nodes(gaigap).items()
        if "organization-essential" in node.get("implementation_groups", ())
    ]
    assert grouped == asked


def test_a_retired_indicator_is_shown_and_not_assessed() -> None:
    gone = nodes(TINY)["b.gone"]
    assert gone["annotation"] == "Retired in version 2.1.0: Asked elsewhere."
    assert not {"questions", "implementation_groups"} & gone.keys()


def test_the_status_of_the_source_is_carried(gaigap: Rubric) -> None:
    found = nodes(gaigap)
    for name, leaf in gaigap.indicators.items():
        assert leaf.source is not None
        assert f"source status: {leaf.source.source_status}." in found[name]["annotation"]


def test_texts_stand_in_every_language_the_rubric_has(gaigap: Rubric) -> None:
    found = library(gaigap)
    node = nodes(gaigap)["std.dialogue"]
    assert found["translations"].keys() == node["translations"].keys() == {"id", "zh"}
    assert node["translations"]["id"]["name"] != node["name"]
    assert "translations" not in library(changed(id="own"))


@pytest.mark.parametrize(
    ("version", "number"), [("1.0.0", 1_000_000), ("1.4.2", 1_004_002), ("2146.999.999", 2_146_999_999)]
)
def test_a_later_version_is_a_larger_number(version: str, number: int) -> None:
    retired = {"changes": [], "areas": [{"id": "a", "indicators": [{"id": "a.1"}]}]}
    assert library(changed(version=version, **retired))["version"] == number


# --- What cannot be written ------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", ["0.0.0", "1.1000.0", "1.0.1000", "2147.0.0"])
def test_a_version_that_is_no_such_number_is_refused(version: str) -> None:
    with pytest.raises(UsageError, match="cannot be written as the whole number"):
        ciso_library(changed(version=version))


def test_ids_that_only_capital_letters_keep_apart_are_refused() -> None:
    areas = [{"id": "a", "indicators": [{"id": "X.1"}, {"id": "x.1"}]}]
    with pytest.raises(UsageError, match=r"The ids X\.1 and x\.1 differ only in capital letters"):
        ciso_library(changed(areas=areas, changes=[]))


def test_a_language_without_a_code_of_two_letters_is_refused() -> None:
    with pytest.raises(UsageError, match="codes of two letters only"):
        ciso_library(changed(language="fil"))


# --- The command -----------------------------------------------------------------------------------------------


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(aigov, ["export", "ciso-assistant", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_the_command_writes_the_same_bytes_again(tmp_path: Path) -> None:
    path = tmp_path / "tiny.json"
    path.write_text(json.dumps(written(TINY)), encoding="utf-8")
    assert run(path).stdout_bytes == ciso_library(TINY)
    assert run(path, "-o", tmp_path / "out.yaml").exit_code == 0
    assert (tmp_path / "out.yaml").read_bytes() == ciso_library(TINY)
    again = run(path, "-o", tmp_path / "out.yaml")
    assert (again.exit_code, "--force" in again.stderr) == (3, True)


def test_the_command_refuses_what_is_no_rubric() -> None:
    result = run("nope")
    assert (result.exit_code, "There is no rubric 'nope'." in result.stderr) == (2, True)
