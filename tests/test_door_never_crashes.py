"""Whatever is done to a document, it is either accepted and scored, or refused with problems that can be told."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from aigov_checklist import DocumentError, Problem, Rubric, assess, explain, load_profile, load_rubric
from aigov_checklist.readers.plain import read_document
from aigov_checklist.validating import validate_profile, validate_rubric
from conftest import HERE

VALID = HERE / "cases" / "valid"

JUNK: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from([None, True, False, 0, 1, -1, 3, 5, 10**30, 10**390, 0.5, 1e15, 1e308, -1e308, 5e-324]),
    st.sampled_from(["", " ", "3", "NO", "2026-02-30", "a\x85b", "\u202e", "x" * 101, "https://x", "$ref"]),
    st.sampled_from(
        ["levels", "choice", "quantity", "sum", "harmonic", "geometric", "log", "people", "skills", "money", "B", "low"]
    ),
    st.sampled_from([[], {}, [{}], [None], {"level": 3}, {"node": "people"}]),
    st.just({"type": "quantity", "low": 0, "high": 9, "clip": False}),
    st.text(max_size=5),
)
KEYS = st.sampled_from(
    [
        *("level", "choice", "quantity", "no_information", "evidence", "review", "when", "node", "answer", "below"),
        *("multiply", "add", "round", "weight", "method", "measure", "areas", "indicators", "id", "clip", "type"),
        *("float", "[key]", "<<", "$ref", "日本", "", "a b", "x" * 1_001),
    ]
)
# What means something to YAML or JSON, and what no text may hold.
SIGNS = st.sampled_from(
    [
        *"\t&*!?-[]{}\"'|>#%@`\r\n:,~\\\0\x07\x85\u2028",
        *(": ", "<<: ", "---\n", "...\n", "&a ", "*a", "!x ", "NaN", ".inf", "1e999", "\\ud800"),
    ]
)


def read(name: str) -> Any:
    document, problems = read_document((VALID / name).read_bytes(), name)
    assert not problems
    return document


PROFILES = [read("every-state.yaml"), read("the-same-in-yaml-and-json.json"), read("level-zero.yaml")]
RUBRICS = [read("every-key.rubric.yaml"), read("every-measure.rubric.yaml")]
ANSWERS = read("every-measure.yaml")


def places(document: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    match document:
        case dict():
            inner = [place for key, value in document.items() for place in places(value, (*path, key))]
        case list():
            inner = [place for key, value in enumerate(document) for place in places(value, (*path, key))]
        case _:
            inner = []
    return [path, *inner] if path else inner


@st.composite
def mutated(draw: st.DrawFn, documents: list[Any]) -> Any:
    """A document with a few parts taken out, replaced, added or moved."""
    document = copy.deepcopy(draw(st.sampled_from(documents)))
    for _ in range(draw(st.integers(0, 4))):
        around = document
        *path, last = draw(st.sampled_from(places(document) or [("nothing",)]))
        for step in path:
            around = around[step]
        match draw(st.sampled_from(["remove", "replace", "replace", "add", "copy"])):
            case "remove" if last != "nothing":
                del around[last]
            case "add" if isinstance(around, dict):
                around[draw(KEYS)] = copy.deepcopy(draw(JUNK))
            case "copy" if isinstance(around, list):
                around.append(copy.deepcopy(around[last]))
            case _:
                around[last] = copy.deepcopy(draw(JUNK))
    return document


@st.composite
def written(draw: st.DrawFn, documents: list[Any]) -> tuple[str, bytes]:
    """A mutated document as a file, which may then be cut off or sprinkled with signs."""
    document = draw(mutated(documents))
    ending = draw(st.sampled_from(["json", "yaml"]))
    text = json.dumps(document) if ending == "json" else yaml.safe_dump(document, allow_unicode=True)
    for place in draw(st.lists(st.integers(0, len(text)), max_size=2)):
        text = text[:place] + draw(SIGNS) + text[place:]
    data = text.encode()
    return ending, data[: draw(st.none() | st.integers(0, len(data)))]


def assert_tellable(problems: list[Problem], data: bytes) -> None:
    assert problems
    lines = data.count(b"\n") + data.count(b"\r") + 1
    for problem in problems:
        assert problem.code != "schema", "the published schema refuses what the models accept"
        assert problem.file
        assert problem.hint
        assert 0 <= problem.line <= lines
        assert len(problem.message) < 500


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("door")


@pytest.fixture(scope="module")
def ladder() -> Rubric:
    return load_rubric(VALID / "every-measure.rubric.yaml")


@settings(max_examples=250, deadline=None, derandomize=True)
@given(case=written([*PROFILES, ANSWERS]))
def test_any_profile_is_scored_or_told(case: tuple[str, bytes], folder: Path, ladder: Rubric) -> None:
    ending, data = case
    path = folder / f"profile.{ending}"
    path.write_bytes(data)
    for rubric in (load_rubric("gaigap-2025"), ladder):
        try:
            profile = load_profile(path, rubric)
        except DocumentError as error:
            assert_tellable(list(error.problems), data)
        else:
            assert assess(profile, rubric).to_json()
            assert explain(profile, rubric)
    assert all(problem.code != "schema" for problem in validate_profile(str(path)))


@settings(max_examples=250, deadline=None, derandomize=True)
@given(case=written(RUBRICS), answers=mutated([ANSWERS]))
def test_any_rubric_can_be_scored_with_or_is_told(case: tuple[str, bytes], answers: Any, folder: Path) -> None:
    ending, data = case
    path = folder / f"rubric.{ending}"
    path.write_bytes(data)
    assert all(problem.code != "schema" for problem in validate_rubric(str(path)))
    try:
        rubric = load_rubric(path)
    except DocumentError as error:
        assert_tellable(list(error.problems), data)
        return
    assert rubric.digest
    (folder / "answers.json").write_text(json.dumps(answers), encoding="utf-8")
    try:
        profile = load_profile(folder / "answers.json", rubric)
    except DocumentError as error:
        assert_tellable(list(error.problems), b"")
    else:
        assert assess(profile, rubric).to_json()
        assert explain(profile, rubric)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    name=st.sampled_from(["-.yaml", "-.json", "-"]),
    data=st.binary(max_size=60) | st.lists(SIGNS, max_size=40).map(lambda signs: "".join(signs).encode()),
)
def test_any_bytes_are_a_document_or_told(name: str, data: bytes) -> None:
    try:
        problems = read_document(data, name)[1]
    except DocumentError as error:
        problems = list(error.problems)
    assert all(problem.message and problem.hint for problem in problems)
