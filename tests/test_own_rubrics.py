"""A rubric to start from, and what is remarked on one that meets every rule."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from aigov_checklist import Rubric, load_rubric
from aigov_checklist.authoring.starter import starter
from aigov_checklist.checking.rubric_remarks import REMARKS, rubric_remarks
from aigov_checklist.cli import aigov
from aigov_checklist.registry import shipped_rubrics
from aigov_checklist.schema import generate_schema
from strategies import as_rubric


def run(*arguments: object) -> Result:
    return CliRunner().invoke(aigov, [str(argument) for argument in arguments])


# --- The starter ----------------------------------------------------------------------------------------------


def test_the_command_writes_the_starter(begun: Path, tmp_path: Path) -> None:
    folder = tmp_path / "other"
    result = run("rubric", "new", "mine", "--title", "Ours: a list", "-o", folder)
    assert result.exit_code == 0
    assert result.stderr.splitlines()[-1] == f"Written: {folder}/rubric.yaml"
    assert load_rubric(folder) == load_rubric(begun)


def test_the_starter_is_valid_and_nothing_is_remarked(begun: Path) -> None:
    assert run("rubric", "validate", begun).stdout == f"{begun}: no problems\n"
    rubric = load_rubric(begun)
    assert (rubric.id, rubric.title, len(rubric.areas)) == ("mine", "Ours: a list", 2)
    assert {leaf.measure.type for leaf in rubric.leaves()} == {"levels", "choice", "quantity"}
    assert [leaf.id for leaf in rubric.leaves() if leaf.asked_when] == ["working.reply"]


def test_the_starter_can_be_scored_at_once(begun: Path, tmp_path: Path) -> None:
    profile = tmp_path / "p.yaml"
    given = ("--kind", "organization", "--name", "Us", "--id", "us", "-o", profile)
    assert run("new", "--rubric", begun, *given).exit_code == 0
    assert run("set", profile, "planning.plan", "--level", 3, "--rubric", begun).exit_code == 0
    result = run("score", profile, "--rubric", begun)
    assert result.exit_code == 0
    assert "Us: Ours: a list" in result.stdout


def test_the_starter_explains_every_key() -> None:
    text = "\n".join(data.decode() for data in starter("mine").values())
    schema = json.loads(generate_schema("rubric"))
    keys = {key for part in (schema, *schema["$defs"].values()) for key in part.get("properties", {})}
    assert sorted(key for key in keys if not re.search(rf"\b{key}\b", text)) == []


def alternatives() -> list[tuple[str, int]]:
    """The lines of the starter that show another key behind a sign, by file and number."""
    sign = re.compile(r" *# [a-z_]+: ")
    return [
        (name, number)
        for name, data in starter("mine").items()
        for number, line in enumerate(data.decode().splitlines())
        if sign.match(line)
    ]


@pytest.mark.parametrize(("name", "number"), alternatives(), ids=str)
def test_what_the_starter_shows_behind_a_sign_can_be_used(name: str, number: int, begun: Path) -> None:
    path = begun / name
    lines = path.read_text(encoding="utf-8").splitlines()
    last = number + 1
    while last < len(lines) and re.match(r" *#  ", lines[last]):  # what is indented below it belongs to it
        last += 1
    lines[number:last] = [line.replace("# ", "", 1) for line in lines[number:last]]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert run("rubric", "validate", begun).exit_code == 0


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("my rubric", "'my rubric' is not an id. Use letters and digits"),
        ("../x", "'../x' is not an id."),
        ("gaigap-2025", "gaigap-2025 is the id of a shipped rubric. Choose another one."),
    ],
)
def test_an_id_that_cannot_be_used_is_wrong_use(name: str, words: str, tmp_path: Path) -> None:
    result = run("rubric", "new", name, "-o", tmp_path / "x")
    assert result.exit_code == 2
    assert words in result.stderr
    assert not (tmp_path / "x").exists()


def test_a_folder_is_replaced_only_with_force_and_nothing_in_it_is_deleted(begun: Path) -> None:
    (begun / "rubric.yaml").write_text("mine", encoding="utf-8")
    result = run("rubric", "new", "mine", "-o", begun)
    assert (result.exit_code, (begun / "rubric.yaml").read_text(encoding="utf-8")) == (3, "mine")
    own = begun / "areas" / "03-own.yaml"
    own.write_text("id: own\n", encoding="utf-8")
    result = run("rubric", "new", "mine", "-o", begun, "--force")
    assert result.exit_code == 3
    assert "03-own.yaml does not belong to what is written." in result.stderr
    own.unlink()
    assert run("rubric", "new", "mine", "-o", begun, "--force").exit_code == 0


# --- Remarks --------------------------------------------------------------------------------------------------

LADDER = {str(value): f"step {value}" for value in range(5)}


def one(**leaf: Any) -> Rubric:
    asked = {"id": "x", "question": "Is it so?", "levels": {"all": LADDER}} | leaf
    return as_rubric({"id": "r", "version": "1.0.0", "areas": [{"id": "a", "indicators": [asked]}]})


@pytest.mark.parametrize("name", shipped_rubrics())
def test_nothing_is_remarked_on_a_shipped_rubric(name: str) -> None:
    assert rubric_remarks(load_rubric(name)) == []


def test_nothing_is_remarked_on_a_question_with_a_whole_ladder() -> None:
    assert rubric_remarks(one()) == []


@pytest.mark.parametrize(
    ("leaf", "code", "words"),
    [
        ({"question": "  \n."}, None, ""),
        ({"levels": {"all": LADDER | {"4": " STEP  3"}}}, "same-text", "This level text stands already at x, level 3."),
        (
            {"levels": {"all": {"0": "no", "4": "yes"}}},
            "level-without-text",
            "There are no texts for the levels 1, 2, 3",
        ),
        ({"levels": {}}, "no-level-texts", "Nothing says what the levels of x look like."),
        ({"levels": {"country": LADDER}}, "kind-without-texts", "Organizations are asked this, but"),
        ({"levels": {"country": LADDER}, "applies_to": ["country"]}, None, ""),
        ({"levels": {}, "retired": {"version": "1.0.0", "reason": "asked twice"}}, None, ""),
        ({"levels": {}, "measure": {"type": "quantity", "low": 0, "high": 1}}, None, ""),
    ],
)
def test_what_is_seldom_meant_is_remarked(leaf: dict[str, Any], code: str | None, words: str) -> None:
    found = rubric_remarks(one(**leaf))
    assert [problem.code for problem in found] == ([code] if code else [])
    assert all(problem.severity == "warning" and problem.message.startswith(words) for problem in found)


def test_a_question_that_is_missing_is_remarked() -> None:
    rubric = as_rubric({"id": "r", "version": "1.0.0", "areas": [{"id": "a", "indicators": [{"id": "x"}]}]})
    assert [problem.code for problem in rubric_remarks(rubric)] == ["no-question", "no-level-texts"]
    assert len(REMARKS) == 4


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("areas: [{id: a, indicators: [{id: x, question: Q?, levels: {0: no, 4: yes}}]}]", ["levels-without-kind"]),
        ("indicators: [{id: x}]", ["missing-key", "unknown-key"]),
        ("rubric: {id: m}\nresponses: {}", ["not-a-rubric"]),
    ],
)
def test_what_beginners_do_is_told_once(text: str, found: list[str], tmp_path: Path) -> None:
    path = tmp_path / "r.yaml"
    path.write_text(f"id: m\nversion: 1.0.0\n{text}\n", encoding="utf-8")
    result = run("rubric", "validate", path)
    assert re.findall(r"\[([a-z-]+)\]$", result.stdout, flags=re.MULTILINE) == found
    assert result.exit_code == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "id: r\nversion: 1.0.0\nareas: [{id: a, indicators: [{id: x}]}]\n",
            "This file holds a whole rubric, not an area.",
        ),
        ("- {id: x, question: Is it?}\n", "This file holds no area."),
        ("title: {of: 0123456789ab, text: Judul}\n", "This file holds no area."),
    ],
)
def test_what_is_no_area_is_told_by_its_file(text: str, words: str, begun: Path) -> None:
    other = begun / "areas" / "03-other.yaml"
    other.write_text(text, encoding="utf-8")
    assert run("rubric", "validate", begun).stdout.splitlines() == [
        f"{other}: error: {words} [not-an-area]",
        "    A file in areas/ begins with the id of its area. Move other files elsewhere.",
    ]
