"""Web forms: SurveyJS takes the definition as it is meant, and what it hands over comes back as it was answered."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aigov_checklist import Rubric, load_rubric
from aigov_checklist.errors import DocumentError
from aigov_checklist.forms.questionnaire import questionnaire
from aigov_checklist.forms.surveyjs import surveyjs
from aigov_checklist.importing.survey_answers import read_survey
from aigov_checklist.loading import admit_profile
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.record import Kind, Tier
from aigov_checklist.models.rubric import Rubric as AnyRubric
from conftest import HERE
from strategies import as_document, as_profile, assessable
from test_field_forms import ABOUT, LADDER, answers_of, named
from xforms import CODES

FILLING = HERE / "surveyjs"
LIBRARY = FILLING / "node_modules" / "survey-core"
NODE = shutil.which("node")
LEVEL = "seize__participation"

needs_the_library = pytest.mark.skipif(
    not (NODE and LIBRARY.is_dir()), reason="needs node, and `npm ci` in tests/surveyjs (2026-11-22)"
)

Element = dict[str, Any]


def definition(rubric: AnyRubric, kind: Kind = "country", tier: Tier = "full", first: str = "en") -> Element:
    form = questionnaire(rubric, kind=kind, tier=tier, codes=CODES)
    found: Element = json.loads(surveyjs(form, first_language=first))
    return found


def parts(element: Any) -> Iterator[Element]:
    """Every object of a definition."""
    if isinstance(element, dict):
        yield element
        for inner in element.values():
            yield from parts(inner)
    elif isinstance(element, list):
        for inner in element:
            yield from parts(inner)


def handed_over(profile: Profile) -> dict[str, Any]:
    """The answers that would have to be given to say what the profile says; evidence is a list."""
    document = as_document(profile)
    evidence = {}
    for identifier, response in document["responses"].items():
        if items := response.pop("evidence", None):
            evidence[f"{named(identifier)}_evidence"] = items
    answers: dict[str, Any] = answers_of(as_profile(document)) | evidence
    return {key: float(value) if key.endswith("_number") else value for key, value in answers.items()}


def said(profile: Profile) -> dict[str, Any]:
    document = as_document(profile)
    for response in document["responses"].values():
        response.pop("review", None)
    return {
        "tier": "full",
        **document,
        "responses": {name: response for name, response in document["responses"].items() if response},
    }


def told(answers: Any, rubric: Rubric | None = None) -> list[str]:
    """What is told about answers, without hints."""
    data = answers if isinstance(answers, bytes) else json.dumps(answers).encode()
    try:
        found = read_survey("a.json", data, rubric)
    except DocumentError as error:
        return [str(problem) for problem in error.problems]
    problems = []
    for one in found:
        try:
            problems += [str(problem) for problem in admit_profile(one, rubric).warnings]
        except DocumentError as error:
            problems += [str(problem) for problem in error.problems]
    return problems


def filled(folder: Path, form: Element, *respondents: list[tuple[str, Any]]) -> list[Element]:
    """What SurveyJS makes of answers that are given in this order."""
    (folder / "form.json").write_text(json.dumps(form), encoding="utf-8")
    (folder / "answers.json").write_text(json.dumps(respondents), encoding="utf-8")
    command = [str(NODE), str(FILLING / "fill.js"), str(folder / "form.json"), str(folder / "answers.json")]
    done = subprocess.run(command, capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr.decode()
    found: list[Element] = json.loads(done.stdout)
    assert all(one["faults"] == [] for one in found)
    return found


@pytest.fixture(scope="module")
def form(gaigap: Rubric) -> Element:
    return definition(gaigap, tier="essential")


@pytest.fixture(scope="module")
def ladder() -> Rubric:
    return load_rubric(LADDER)


@pytest.mark.parametrize("kind", ["country", "organization"])
def test_every_text_stands_in_three_languages(gaigap: Rubric, kind: Kind) -> None:
    keys = ("title", "description", "text", "requiredErrorText")
    texts = [part[key] for part in parts(definition(gaigap, kind)) for key in keys if key in part]
    assert len(texts) > 1_000
    assert all(set(text) == {"default", "id", "zh-cn"} for text in texts)
    assert all(text.strip() for found in texts for text in found.values())


def test_it_opens_in_the_language_of_the_run(gaigap: Rubric) -> None:
    assert [definition(gaigap, first=code)["locale"] for code in CODES] == ["en", "id", "zh-cn"]


def test_what_a_question_depends_on_is_asked_too(form: Element, ladder: Rubric) -> None:
    for found in (form, definition(ladder)):
        names = {part["name"] for part in parts(found) if "name" in part}
        rules = [part["visibleIf"] for part in parts(found) if "visibleIf" in part]
        asked = [name for rule in rules for name in re.findall(r"{(?:panel\.)?([^}]+)}", rule)]
        assert rules
        assert set(asked) <= names


def test_no_two_questions_share_a_name(form: Element) -> None:
    names = [part["name"] for page in form["pages"] for part in parts(page["elements"]) if "name" in part]
    ours = [name for name in names if name not in ("title", "url", "document", "date")]
    assert len(ours) == len(set(ours))


@needs_the_library
def test_the_published_schema_of_surveyjs_is_met(gaigap: Rubric, ladder: Rubric) -> None:
    schema = json.loads((LIBRARY / "surveyjs_definition.json").read_text(encoding="utf-8"))
    check = jsonschema.Draft7Validator(schema)
    for found in (definition(gaigap), definition(gaigap, "organization", "essential"), definition(ladder)):
        assert not list(check.iter_errors(found))


@needs_the_library
def test_filled_in_by_surveyjs_it_comes_back(tmp_path: Path, form: Element) -> None:
    about = [(name, value) for name, value in ABOUT.items() if name != "rubric_stamp"]
    law = {"title": "Law", "url": "https://example.org/law", "date": "2025"}
    answers = [
        *about,
        (LEVEL, "no_information"),
        (f"{LEVEL}_reason", "the gazette was searched"),
        (LEVEL, "level_2"),  # takes the reason away
        (f"{LEVEL}_evidence", [law, {"title": "Archive", "document": "7/2025"}]),
        (f"{LEVEL}_note", "a note"),
        ("seize__adoption", "not_applicable"),
        ("seize__adoption_reason", "no such market"),
    ]
    (done,) = filled(tmp_path, form, answers)
    assert (done["errors"], done["isCompleted"]) == ([], True)
    (imported,) = read_survey("a.json", json.dumps(done["data"]).encode(), None)
    assert as_document(admit_profile(imported, None).profile)["responses"] == {
        "seize.participation": {
            "level": 2,
            "evidence": [law, {"title": "Archive", "document": "7/2025"}],
            "note": "a note",
        },
        "seize.adoption": {"not_applicable": "no such market"},
    }


@needs_the_library
def test_surveyjs_asks_for_what_is_missing(tmp_path: Path, form: Element) -> None:
    about = [(name, value) for name, value in ABOUT.items() if name != "rubric_stamp"]
    wrong: list[list[tuple[str, Any]]] = [
        [*about, ("subject_id", "indonesia")],
        [*about, (LEVEL, "not_applicable")],
        [*about, (LEVEL, "level_3"), (f"{LEVEL}_evidence", [{"title": "x", "url": "ftp://example.org"}])],
        [*about, (LEVEL, "level_3"), (f"{LEVEL}_evidence", [{"title": "x", "date": "21.11.2026"}])],
    ]
    done = filled(tmp_path, form, *wrong)
    assert not any(one["isCompleted"] for one in done)
    assert [one["errors"] for one in done] == [
        ["Write three capital letters, such as IDN."],
        ["This needs an answer."],
        ["It must begin with https:// or http:// and hold no spaces."],
        ["Write a year, a month or a day: 2026, 2026-11 or 2026-11-21."],
    ]


@needs_the_library
def test_surveyjs_shows_what_matters(tmp_path: Path, ladder: Rubric) -> None:
    """`skills` is answered with 0, 1 or 3; `share` is a number that is asked from 1 on."""
    wanted: dict[tuple[tuple[str, Any], ...], set[str]] = {
        (): {"skills", "office", "share"},
        (("skills", "level_0"),): {"skills", "skills_note", "office"},
        (("skills", "level_1"),): {"skills", "skills_note", "skills_evidence", "office", "share"},
        (("skills", "no_information"),): {"skills", "skills_note", "skills_reason", "office", "share"},
        (("share", "number"),): {"skills", "office", "share", "share_number", "share_note", "share_evidence"},
        (("office", "choice_C"),): {"skills", "office", "office_note", "office_evidence", "share"},
    }
    done = filled(tmp_path, definition(ladder), *map(list, wanted))
    asked = ("skills", "office", "share")
    shown = [{name for name in one["shown"] if name.split("_")[0] in asked} for one in done]
    assert shown == list(wanted.values())


@given(assessable())
@settings(max_examples=40)
def test_what_is_handed_over_comes_back_as_it_was_answered(found: tuple[Profile, Rubric]) -> None:
    profile, rubric = found
    answers = handed_over(profile)
    for data in (answers, [answers], {"data": answers}, {"Data": [{"data": answers}], "ResultCount": 1}):
        (imported,) = read_survey("answers.json", json.dumps(data).encode(), rubric)
        assert as_document(admit_profile(imported, rubric).profile) == said(profile)


STRANGE = {
    "an answer that is no choice": ({**ABOUT, LEVEL: "level_9"}, f"a.json:question {LEVEL}: error: 'level_9' is none"),
    "a number for a choice": ({**ABOUT, LEVEL: 2}, f"a.json:question {LEVEL}: error: '2' is none of the choices."),
    "a list for a choice": ({**ABOUT, LEVEL: ["level_2"]}, "error: ['level_2'] is not what this question is answered"),
    "yes for a text": ({**ABOUT, "assessor_name": True}, "error: True is not what this question is answered with."),
    "evidence that is no list": ({**ABOUT, f"{LEVEL}_evidence": "law"}, "error: law is not what this question is"),
    "an item that is no object": (
        {**ABOUT, f"{LEVEL}_evidence": ["law"]},
        f"question {LEVEL}_evidence, item 1: error: law is not",
    ),
    "evidence without a title": (
        {**ABOUT, f"{LEVEL}_evidence": [{"title": "x"}, {"url": "https://example.org"}]},
        f"question {LEVEL}_evidence, item 2, url: error: The key 'title' is missing.",
    ),
    "a strange part of evidence": (
        {**ABOUT, f"{LEVEL}_evidence": [{"title": "x", "page": "7"}]},
        f"question {LEVEL}_evidence, item 1: error: The form has no question 'page'.",
    ),
    "a strange question": ({**ABOUT, "seize__participaton": "level_1"}, "error: The form has no question"),
    "one respondent of several": (
        [{**ABOUT}, {**ABOUT, "assessment_date": "today"}],
        "a.json:respondent 2, question assessment_date: error: The text 'today' is not a date.",
    ),
    "no stamp": ([ABOUT, {"subject_id": "IDN"}], "a.json:respondent 2: error: These are no answers to a web form"),
    "no answers": ([], "error: There are no answers in this list."),
    "no object": ([1], "a.json:respondent 1: error: These are no answers to a web form"),
    "a profile": ({"rubric": {"id": "gaigap-2025"}}, "error: These are no answers to a web form"),
    "a key that stands twice": (b'{"rubric_stamp": "x",\n"rubric_stamp": "y"}', "stands here more than once."),
    "no JSON": (b'{"rubric_stamp": ', "a.json:1: error: From column 18 on this is not JSON."),
}


@pytest.mark.parametrize(("answers", "expected"), STRANGE.values(), ids=STRANGE)
def test_what_is_not_understood_is_told_with_its_place(answers: Any, expected: str) -> None:
    found = told(answers)
    assert len(found) == 1, found
    assert expected in found[0]


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(("title", "url", "x")), inner, max_size=3)
    ),
    max_leaves=5,
)
NAMES = st.sampled_from((*ABOUT, LEVEL, f"{LEVEL}_evidence", f"{LEVEL}_reason", f"{LEVEL}_number", f"{LEVEL}_title_1"))


@given(st.dictionaries(NAMES, ANYTHING), ANYTHING)
@settings(max_examples=60)
def test_whatever_is_answered_nothing_but_problems_come_of_it(answers: dict[str, Any], other: Any) -> None:
    told({**answers, "rubric_stamp": ABOUT["rubric_stamp"]})
    assert told({**ABOUT, **answers, "rubric_stamp": other})


def test_what_is_empty_means_nothing() -> None:
    answers: dict[str, Any] = {
        **ABOUT,
        LEVEL: None,
        f"{LEVEL}_evidence": [{}],
        "seize__adoption": "",
        "other": None,
        "more": {},
    }
    (found,) = read_survey("a.json", json.dumps(answers).encode(), None)
    assert as_document(admit_profile(found, None).profile)["responses"] == {}
