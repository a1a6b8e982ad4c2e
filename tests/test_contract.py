"""The published contract: schemas, the rubric in one piece, and documents that both sides accept alike."""

import copy
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from aigov_checklist import Rubric, assess, check_rubric, load_rubric, open_profile
from aigov_checklist.forms.blank import blank_form
from aigov_checklist.models.profile import Profile
from aigov_checklist.readers.plain import read_document
from aigov_checklist.registry import shipped_rubrics
from aigov_checklist.resources import data_folder
from aigov_checklist.schema import NAMES, generate_schema, schema_errors
from aigov_checklist.validating import validate_profile
from conftest import HERE, PROFILES, SameAsFile

ROOT = HERE.parent
RUBRICS = sorted(path.name for path in data_folder("rubrics").iterdir() if path.is_dir())


@pytest.mark.parametrize("name", NAMES)
def test_the_published_schema_is_what_the_models_say(name: str, same_as_file: SameAsFile) -> None:
    same_as_file(data_folder("schemas") / f"{name}.schema.json", generate_schema(name).encode())


@pytest.mark.parametrize("name", NAMES)
def test_the_published_schema_is_itself_a_schema(name: str) -> None:
    Draft202012Validator.check_schema(json.loads(generate_schema(name)))


def test_every_rubric_folder_is_shipped_in_one_piece() -> None:
    assert tuple(RUBRICS) == shipped_rubrics()


@pytest.mark.parametrize("name", RUBRICS)
def test_a_shipped_rubric_is_the_canonical_json_of_its_folder(name: str, same_as_file: SameAsFile) -> None:
    folder = data_folder("rubrics") / name
    same_as_file(folder.with_suffix(".json"), load_rubric(folder).canonical_json())


@pytest.mark.parametrize("name", RUBRICS)
def test_the_digest_of_a_shipped_rubric_is_the_hash_of_its_file(name: str) -> None:
    rubric = load_rubric(name)
    assert rubric.digest == Rubric.model_validate_json(rubric.canonical_json()).digest


@pytest.mark.parametrize("name", RUBRICS)
def test_a_shipped_rubric_meets_every_rule_and_the_schema(name: str) -> None:
    rubric = load_rubric(name)
    assert rubric.id == name
    assert check_rubric(rubric) == []
    assert list(schema_errors("rubric", json.loads(rubric.canonical_json()))) == []


@pytest.mark.parametrize("path", sorted(PROFILES.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_shipped_profile_has_no_problems(path: Path) -> None:
    assert validate_profile(str(path)) == []


@pytest.mark.parametrize("kind", ["country", "organization"])
def test_the_blank_forms_are_what_the_command_writes(kind: Any, gaigap: Rubric, same_as_file: SameAsFile) -> None:
    subject = {
        "country": ("Name of the country", "XXX"),
        "organization": ("Name of the organization", "organization-id"),
    }
    name, subject_id = subject[kind]
    form = blank_form(gaigap, kind=kind, name=name, subject_id=subject_id, tier="full", date="2026-11-21")
    same_as_file(PROFILES / f"blank-{kind}.yaml", form.encode())


def test_an_assessment_is_described_by_its_schema() -> None:
    opened = open_profile(PROFILES / "indonesia.yaml")
    document = json.loads(assess(opened.profile, opened.rubric).to_json())
    assert list(schema_errors("assessment", document)) == []


def test_desk_reviews_say_in_their_first_lines_what_they_are_not() -> None:
    reviews = [path for path in PROFILES.glob("*.yaml") if not path.stem.startswith("blank")]
    assert len(reviews) == 7
    for path in reviews:
        head = " ".join(path.read_text(encoding="utf-8").splitlines()[:4]).lower()
        assert "desk review" in head, path
        assert "not an official self-assessment" in head, path


def test_the_public_names_are_whole_and_sorted() -> None:
    code = (
        "import aigov_checklist as a; names = a.__all__; assert names == sorted(names), names;"
        "[getattr(a, name) for name in names]"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


# --- Schema and models accept the same documents -------------------------------------------------------------

FULL: dict[str, Any] = {
    "rubric": {"id": "gaigap-2025", "version": "1.0.0"},
    "kind": "peer-review",
    "date": "2026-11-21",
    "subject": {"id": "IDN", "name": "Indonesia", "kind": "country", "groups": {"region": "South-East Asia"}},
    "tier": "essential",
    "statement": "A statement.",
    "assessors": [{"name": "Unit 7", "role": "statistics", "areas": ["safety"]}],
    "responses": {
        "std.bodies": {
            "level": 2,
            "evidence": [
                {
                    "title": "List of members",
                    "url": "https://example.org/a",
                    "document": "No. 7",
                    "date": 2024,
                    "accessed": "2026-11",
                    "page": "3",
                    "excerpt": "text",
                    "sha256": "0" * 64,
                }
            ],
            "note": "a note",
            "confidence": "low",
            "review": {"decision": "revised", "level": 1, "comment": "c", "reviewer": "Unit 8", "date": "2026-11-20"},
            "reply": "r",
            "target": {"level": 3, "owner": "Unit 9", "due": "2027-01-31", "note": "n"},
        },
        "std.framework": {"choice": "b", "review": {"decision": "confirmed"}},
        "std.balance": {"quantity": 71.5},
        "data.flow": {"no_information": "law gazette"},
        "data.bias": {"not_applicable": "reason"},
        "data.quality": {},
    },
}

JUNK: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 12),
    st.just(10**30),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(
        ["", " ", "a", "a b", "3", "2026-02-30", "2026-13-01", "26-01-01", "1.0", "1.0.0", "01.0.0", "a.b\n"]
    ),
    st.sampled_from(
        ["http://x", "https://x y", "javascript:x", "country", "low", "confirmed", "revised", "é", "\u3000"]
    ),
    st.text(max_size=4),
    st.just([]),
    st.just({}),
    st.just([{}]),
    st.just({"a": 1}),
)


def places(document: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = (
        document.items() if isinstance(document, dict) else enumerate(document) if isinstance(document, list) else ()
    )
    return [path, *(place for key, value in inner for place in places(value, (*path, key)))]


def change(document: Any, path: tuple[Any, ...], how: str, value: Any) -> Any:
    if not path:
        return value
    document = copy.deepcopy(document)
    here = document
    for step in path[:-1]:
        here = here[step]
    if how == "remove":
        del here[path[-1]]
    elif how == "add" and isinstance(here, dict):
        here[str(value)[:20]] = value
    else:
        here[path[-1]] = value
    return document


def accepted_by_model(document: Any, model: Any) -> bool:
    try:
        model.model_validate_json(json.dumps(document))
    except ValidationError:
        return False
    return True


@settings(max_examples=600, deadline=None)
@given(st.data())
def test_schema_and_model_accept_the_same_profiles(data: st.DataObject) -> None:
    document = FULL
    for _ in range(data.draw(st.integers(0, 2))):
        path = data.draw(st.sampled_from(places(document)))
        document = change(document, path, data.draw(st.sampled_from(["set", "remove", "add"])), data.draw(JUNK))
    assert accepted_by_model(document, Profile) == (not list(schema_errors("profile", document)))


def small_rubric() -> dict[str, Any]:
    document, problems = read_document((HERE / "cases" / "valid" / "every-key.rubric.yaml").read_bytes(), "x.yaml")
    assert not problems
    return dict(document)


@settings(max_examples=600, deadline=None)
@given(st.data())
def test_schema_and_model_accept_the_same_rubrics(data: st.DataObject) -> None:
    document = small_rubric()
    for _ in range(data.draw(st.integers(0, 2))):
        path = data.draw(st.sampled_from(places(document)))
        document = change(document, path, data.draw(st.sampled_from(["set", "remove", "add"])), data.draw(JUNK))
    assert accepted_by_model(document, Rubric) == (not list(schema_errors("rubric", document)))
