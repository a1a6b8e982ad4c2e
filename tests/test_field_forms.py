"""Field forms: pyxform and ODK Validate accept them, and what servers export of them comes back as it was answered."""

import csv
import io
import shutil
from datetime import datetime
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from aigov_checklist import Rubric, load_rubric
from aigov_checklist.errors import DocumentError, UsageError
from aigov_checklist.forms.naming import name_of
from aigov_checklist.importing.field_export import read_csv, read_submissions
from aigov_checklist.importing.spreadsheet import open_book
from aigov_checklist.loading import admit_profile
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.record import Kind, Tier
from conftest import HERE
from strategies import as_document, as_rubric, assessable
from xforms import DIALECTS, Dialect, XForm, csv_of, workbook, xform, xlsx_of

LADDER = HERE / "cases" / "valid" / "every-measure.rubric.yaml"
LIMIT = 10_000_000
ABOUT = {
    "subject_name": "Indonesia",
    "subject_id": "IDN",
    "assessment_date": "2026-11-21",
    "assessment_kind": "self-assessment",
    "rubric_stamp": "gaigap-2025 1.0.0 country essential",
}
IDS = st.from_regex(r"[A-Za-z0-9]+([._-][A-Za-z0-9]+)*", fullmatch=True)

needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="ODK Validate needs Java (2026-11-22)")


def answers_of(profile: Profile) -> dict[str, str]:
    """What a person would have entered to say what the profile says."""
    subject = profile.subject
    given = {
        "subject_name": subject.name,
        "subject_id": subject.id,
        "assessment_date": profile.date,
        "assessment_kind": profile.kind,
        "rubric_stamp": f"{profile.rubric.id} {profile.rubric.version} {subject.kind} {profile.tier}",
    }
    for identifier, response in as_document(profile)["responses"].items():
        name = named(identifier)
        for key, value in response.items():
            match key:
                case "level" | "choice":
                    given[name] = f"{key}_{value}"
                case "quantity":
                    given[name], given[f"{name}_number"] = "number", repr(value)
                case "no_information" | "not_applicable":
                    given[name], given[f"{name}_reason"] = key, value
                case "note":
                    given[f"{name}_note"] = value
                case "evidence":
                    for number, item in enumerate(value, start=1):
                        given |= {f"{name}_{part}_{number}": text for part, text in item.items()}
    return given


def named(identifier: str) -> str:
    name = identifier.replace("_", "____").replace("-", "___").replace(".", "__")
    return f"_{name}" if name[0].isdigit() else name


def said(profile: Profile, form: XForm) -> dict[str, Any]:
    """What the profile says, as far as the form asks for it."""
    document = as_document(profile)
    asked = {path[-1] for path in form.paths}
    responses = {
        identifier: {key: value for key, value in response.items() if key != "review"}
        for identifier, response in document["responses"].items()
        if named(identifier) in asked
    }
    return {
        "tier": "full",
        **document,
        "responses": {name: response for name, response in responses.items() if response},
    }


def admitted(profiles: list[Any], rubric: Rubric | None) -> list[dict[str, Any]]:
    return [as_document(admit_profile(one, rubric).profile) for one in profiles]


@pytest.fixture(scope="module")
def ladder() -> Rubric:
    return load_rubric(LADDER)


@pytest.fixture(scope="module")
def form(ladder: Rubric) -> XForm:
    return xform(ladder)


@needs_java
@pytest.mark.parametrize("kind", ["country", "organization"])
@pytest.mark.parametrize("tier", ["essential", "full"])
def test_odk_validate_accepts_the_form(gaigap: Rubric, kind: Kind, tier: Tier) -> None:
    form = xform(gaigap, kind, tier, validate=True)
    asked = [
        leaf for leaf in gaigap.leaves() if kind in leaf.applies_to and (tier == "full" or leaf.tier == "essential")
    ]
    assert {named(leaf.id) for leaf in asked} <= {path[-1] for path in form.paths}


@needs_java
def test_odk_validate_accepts_every_measure_and_condition(ladder: Rubric) -> None:
    xform(ladder, validate=True)


def test_every_question_stands_in_three_languages(gaigap: Rubric) -> None:
    texts = xform(gaigap, tier="essential").texts
    assert set(texts) == {"English (en)", "Bahasa Indonesia (id)", "中文 (zh)"}
    keys = [set(found) for found in texts.values()]
    assert keys[0] == keys[1] == keys[2]
    assert all(text.strip() for found in texts.values() for text in found.values())


def test_levels_are_told_by_the_texts_of_the_kind(gaigap: Rubric) -> None:
    name = "seize.participation"
    for kind in ("country", "organization"):
        offered = xform(gaigap, kind, "essential").choices(named(name), "en")
        texts = gaigap.indicators[name].levels[kind]
        assert {value: label for value, label in offered.items() if value.startswith("level")} == {
            f"level_{level}": f"{level}: {text}" for level, text in texts.items()
        }


@given(identifiers=st.sets(IDS, min_size=2, max_size=6))
def test_names_are_xml_names_and_no_two_ids_share_one(identifiers: set[str]) -> None:
    names = {identifier: name_of(identifier) for identifier in identifiers}
    assert len(set(names.values())) == len(identifiers)
    for identifier, name in names.items():
        assert name == named(identifier)
        assert name[0].isalpha() or name[0] == "_"
        assert set(name) <= set(identifier) | {"_"} - set(".-")


@given(identifier=IDS)
def test_an_id_can_be_read_back_from_its_name(identifier: str) -> None:
    name = name_of(identifier).removeprefix("_")
    assert name.replace("____", "\n").replace("___", "-").replace("__", ".").replace("\n", "_") == identifier


def test_ids_that_only_capital_letters_keep_apart_are_refused() -> None:
    rubric = as_rubric(
        {"id": "r", "version": "1.0.0", "areas": [{"id": "a", "indicators": [{"id": "x"}, {"id": "X"}]}]}
    )
    with pytest.raises(UsageError, match="differ only in capital letters"):
        workbook(rubric)


def test_a_text_that_no_cell_can_hold_is_refused() -> None:
    leaf = {"id": "x.y", "question": "long " * 10_000}
    rubric = as_rubric({"id": "r", "version": "1.0.0", "areas": [{"id": "a", "indicators": [leaf]}]})
    with pytest.raises(
        UsageError, match=r"A text of x__y is too long for a field form: at most 32,767 characters fit."
    ):
        workbook(rubric)


def test_characters_that_no_xml_can_hold_are_written_out() -> None:
    leaf = {"id": "x", "question": "bell \x07 and\u202e turn\ue000"}
    rubric = as_rubric({"id": "r", "version": "1.0.0", "areas": [{"id": "a", "indicators": [leaf]}]})
    assert xform(rubric).label(("area_a", "x_group", "x"), "en") == "bell \\x07 and\\u202e turn\ue000 (x)"


def test_a_text_that_looks_like_a_reference_is_only_text() -> None:
    leaf = {"id": "x", "title": "costs ${price} or 'more'", "question": "=1+1 <b> & ${x}?", "guidance": "a ${ b"}
    rubric = as_rubric({"id": "r", "version": "1.0.0", "areas": [{"id": "1.a", "indicators": [leaf, {"id": "2"}]}]})
    assert xform(rubric).label(("area__1__a", "x_group", "x"), "en") == "=1+1 <b> & $ {x}? (x)"


# What each question is shown for; `skills` is answered with the levels 0, 1 and 3, and 1 asks for evidence.
SHOWN = {
    "skills_reason": "skills = 'no_information' or skills = 'not_applicable'",
    "skills_evidence_1": "(skills = 'level_1' or skills = 'level_3')",
    "skills_evidence_2": "(skills = 'level_1' or skills = 'level_3') and (skills_title_1 != '')",
    "skills_url_2": "skills_title_2 != ''",
    "skills_note": "skills != ''",
    "office_evidence_1": "(office = 'choice_A' or office = 'choice_B' or office = 'choice_C')",
    "share_group": "(skills != 'level_0')",
    "share_number": "share = 'number'",
    "share_evidence_1": "(share = 'number')",
}


@pytest.mark.parametrize("name", SHOWN)
def test_a_question_is_shown_when_it_matters(form: XForm, name: str) -> None:
    relevant = form.binds[name]["relevant"]
    words = [word.rpartition("/")[2] if "/data/" in word else word for word in relevant.split()]
    assert " ".join(words).replace("( ", "(").replace(" )", ")") == SHOWN[name]


def test_a_condition_on_a_number_or_a_code_is_kept(ladder: Rubric) -> None:
    document = ladder.model_dump(mode="json", by_alias=True, exclude_none=True)
    _, _, share = document["areas"][0]["indicators"]
    share["asked_when"] = {"answer": "office", "is_one_of": ["B"]}
    document["areas"][1]["areas"][1]["indicators"][0]["asked_when"] = {"answer": "output", "below": 0.0000025}
    binds = xform(as_rubric(document)).binds
    assert "office  != 'choice_A' and " in binds["share_group"]["relevant"]
    assert binds["owed_group"]["relevant"].endswith("output_number  < 0.0000025)")
    assert "output_number  = '' or " in binds["owed_group"]["relevant"]


def test_the_workbook_is_the_same_each_time(ladder: Rubric) -> None:
    assert workbook(ladder) == workbook(ladder)


@given(assessable(), st.sampled_from(sorted(DIALECTS)))
@settings(max_examples=40)
def test_what_is_exported_comes_back_as_it_was_answered(found: tuple[Profile, Rubric], dialect: str) -> None:
    profile, rubric = found
    form = xform(rubric, profile.subject.kind, profile.tier)
    data = DIALECTS[dialect].csv(form, [answers_of(profile)])
    assert admitted(read_csv("export.csv", data, rubric), rubric) == [said(profile, form)]


@pytest.fixture(scope="module")
def essential(gaigap: Rubric) -> XForm:
    return xform(gaigap, tier="essential")


NUMBERS = {"7.5": 7.5, "-3": -3.0, "+.5": 0.5, "1e3": 1000.0, " 12 ": 12.0}
NO_NUMBERS = ("7,5", "1 000", "1_000", "12%", "nan", "inf", "1e999", "٣", "0x10", "9" * 500)


@pytest.mark.parametrize("text", [*NUMBERS, *NO_NUMBERS])
def test_a_number_is_digits_with_a_point(ladder: Rubric, text: str) -> None:
    answers = {"rubric_stamp": "ladder 1.0.0 country full", "share": "number", "share_number": text}
    (found,) = read_csv("e.csv", csv_of(rows(answers)), ladder)
    if text in NUMBERS:
        assert admit_profile(found, ladder).profile.responses["share"].quantity == NUMBERS[text]
    else:
        with pytest.raises(DocumentError, match=r"row 2, column share_number: error: .* is not a number."):
            admit_profile(found, ladder)


def test_columns_of_the_server_are_no_answers() -> None:
    document = {"id": "r", "version": "1.0.0", "areas": [{"id": "a", "indicators": [{"id": "audit"}, {"id": "1"}]}]}
    rubric = as_rubric(document)
    answers = {"rubric_stamp": "r 1.0.0 country full", "meta-audit": "audit.csv", "_id": "7", "_1": "level_2"}
    (found,) = admitted(read_csv("e.csv", csv_of(rows(answers)), rubric), rubric)
    assert found["responses"] == {"1": {"level": 2}}


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_form_comes_back_in_every_dialect(gaigap: Rubric, essential: XForm, dialect: Dialect, kind: str) -> None:
    asked = [leaf.id for leaf in gaigap.leaves() if "country" in leaf.applies_to and leaf.tier == "essential"]
    levels = {identifier: number % 5 for number, identifier in enumerate(asked)}
    one = {**ABOUT, "subject_name": 'Côte d’Ivoire; "CIV", 中国', "subject_id": "CIV", "assessor_name": "Ana"}
    one |= {named(identifier): f"level_{level}" for identifier, level in levels.items()}
    two = {**one, "subject_id": "IDN", "seize__participation_note": "two\nlines", "seize__adoption": ""}
    if kind == "csv":
        found = read_csv("e.csv", dialect.csv(essential, [one, two]), None)
    else:
        data = dialect.xlsx(essential, [one, two])
        found = read_submissions("e.xlsx", open_book("e.xlsx", data, limit=LIMIT), None)
    first, second = admitted(found, None)
    assert first["subject"] == {"id": "CIV", "name": 'Côte d’Ivoire; "CIV", 中国', "kind": "country"}
    assert (first["kind"], first["tier"], first["assessors"]) == ("self-assessment", "essential", [{"name": "Ana"}])
    assert {identifier: response["level"] for identifier, response in first["responses"].items()} == levels
    assert second["responses"]["seize.participation"] == {"level": 0, "note": "two\nlines"}
    assert "seize.adoption" not in second["responses"]


LEVEL, REASON, URL = "seize__participation", "seize__participation_reason", "seize__participation_url_1"


def told(data: bytes, name: str = "e.csv") -> list[str]:
    """What is told about an export, without hints."""
    try:
        if name.endswith(".csv"):
            found = read_csv(name, data, None)
        else:
            found = read_submissions(name, open_book(name, data, limit=LIMIT), None)
    except DocumentError as error:
        return [str(problem) for problem in error.problems]
    problems = []
    for one in found:
        try:
            problems += [str(problem) for problem in admit_profile(one, None).warnings]
        except DocumentError as error:
            problems += [str(problem) for problem in error.problems]
    return problems


def rows(*submissions: dict[str, str]) -> list[list[str]]:
    names = list(dict.fromkeys([*ABOUT, *(name for answers in submissions for name in answers)]))
    return [names, *([{**ABOUT, **answers}.get(name, "") for name in names] for answers in submissions)]


STRANGE_ANSWERS = {
    "a label that is no choice": (
        {LEVEL: "Level 2"},
        "row 2, column seize__participation: error: 'Level 2' is none of",
    ),
    "a level that is not on the scale": ({LEVEL: "level_7"}, "error: 'level_7' is none of the choices."),
    "the number of a level only": ({LEVEL: "2"}, "error: '2' is none of the choices."),
    "no reason": ({LEVEL: "not_applicable"}, "row 2, column seize__participation: error: The text is empty."),
    "a reason without an answer": ({REASON: "gazette"}, f"row 2, column {REASON}: error: 'gazette' does not belong"),
    "a reason beside a level": ({LEVEL: "level_0", REASON: "x"}, f"row 2, column {REASON}: error: 'x' does not"),
    "evidence without a title": ({URL: "https://example.org"}, f"row 2, column {URL}: error: The key 'title' is"),
    "no web address": (
        {"seize__participation_title_1": "x", URL: "example.org"},
        f"row 2, column {URL}: error: The text 'example.org' is not a web address.",
    ),
    "no date": (
        {"assessment_date": "21/11/2026"},
        "row 2, column assessment_date: error: The text '21/11/2026' is not",
    ),
    "a kind of assessment that there is not": ({"assessment_kind": "audit"}, "row 2, column assessment_kind: error:"),
    "no name": ({"subject_name": ""}, "row 2: error: The key 'name' is missing."),
    "a country without its code": (
        {"subject_id": "Indonesia"},
        "row 2, column subject_id: warning: Indonesia does not",
    ),
    "no stamp": ({"rubric_stamp": ""}, "row 2, column rubric_stamp: error: '' does not say"),
    "a broken stamp": ({"rubric_stamp": "gaigap-2025"}, "row 2, column rubric_stamp: error: 'gaigap-2025' does not"),
    "another version": (
        {"rubric_stamp": "gaigap-2025 0.9.0 country full"},
        "row 2: error: The profile answers version 0.9.0 of gaigap-2025; the one here is 1.0.0.",
    ),
    "another rubric": ({"rubric_stamp": "mine 1.0.0 country full"}, "row 2: error: There is no rubric mine."),
    "an unknown column": ({"phone": "123"}, "row 2, column phone: error: There is no question for the column 'phone'."),
    "an id for a name": ({"seize.adoption": "level_1"}, "column seize.adoption: error: There is no question for"),
    "a third item of evidence": ({"seize__adoption_title_3": "x"}, "error: There is no question for the column"),
    "two columns for one answer": (
        {LEVEL: "level_1", f"area_seize/{LEVEL}": "level_2"},
        "row 2, column area_seize/seize__participation: error: Two columns answer the same question, and not alike; "
        "the other is row 2, column seize__participation.",
    ),
}


@pytest.mark.parametrize(("answers", "expected"), STRANGE_ANSWERS.values(), ids=STRANGE_ANSWERS)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_not_understood_is_told_with_row_and_column(answers: dict[str, str], expected: str, kind: str) -> None:
    found = told(csv_of(rows(answers)) if kind == "csv" else xlsx_of(rows(answers)), f"e.{kind}")
    assert len(found) == 1, found
    assert expected in found[0]


HARMLESS = {
    "an empty column of a question that is not ours": [*rows({"phone": "", LEVEL: "level_1"})],
    "n/a for no answer": rows({LEVEL: "level_1", "seize__adoption": "n/a", "phone": "n/a"}),
    "the same answer twice": rows({LEVEL: "level_1", f"old_group/{LEVEL}": "level_1"}),
    "an answer in the column of an earlier version": rows({LEVEL: "", f"old_group/{LEVEL}": "level_1"}),
    "empty rows": [[], *rows({LEVEL: "level_1"})[:1], [], ["", " "], *rows({LEVEL: "level_1"})[1:], []],
    "spaces around": [
        [f" {name} " for name in rows({LEVEL: "1"})[0]],
        [f" {text} " for text in rows({LEVEL: "level_1"})[1]],
    ],
    "columns without a name": [[*rows({LEVEL: ""})[0], "", ""], [*rows({LEVEL: "level_1"})[1], "", ""]],
    "spare empty cells": [rows({LEVEL: ""})[0], [*rows({LEVEL: "level_1"})[1], "", ""]],
}


@pytest.mark.parametrize("table", HARMLESS.values(), ids=HARMLESS)
def test_what_means_nothing_is_passed_over(table: list[list[str]]) -> None:
    (found,) = admitted(read_csv("e.csv", csv_of(table), None), None)
    assert found["responses"] == {"seize.participation": {"level": 1}}


CELLS = st.sampled_from(("level_1", "no_information", "n/a", "number", "1e999", "2026-11-21", "=1+1")) | st.text(
    max_size=5
)
NAMES = st.sampled_from((*ABOUT, LEVEL, REASON, URL, f"x/{LEVEL}", "_id", "seize__adoption_number")) | st.text(
    max_size=5
)


@given(st.lists(NAMES, max_size=5), st.lists(st.lists(CELLS, max_size=8), max_size=3), st.sampled_from(",;\t"))
@settings(max_examples=60)
def test_whatever_stands_in_a_table_nothing_but_problems_come_of_it(
    names: list[str], cells: list[list[str]], delimiter: str
) -> None:
    stamp = ABOUT["rubric_stamp"]
    table = [["rubric_stamp", *names], *([stamp, *row] for row in cells)]
    told(csv_of(table, delimiter))


@given(st.binary(max_size=50))
@settings(max_examples=40)
def test_whatever_a_file_holds_nothing_but_problems_come_of_it(data: bytes) -> None:
    assert told(data)
    told(GOOD + data)


GOOD = csv_of(rows({LEVEL: "level_1"}))
STRANGE_FILES = {
    "an open quotation mark among the names": (b'"rubric_stamp,subject_id\n', "error: This is no export of a field"),
    "endless columns": (GOOD.replace(b"\r\n", b"," * 10_000 + b"\r\n"), "error: There are more than 10,000 columns."),
    "nothing": (b"", "error: The file is empty."),
    "only a byte order mark": (b"\xef\xbb\xbf\r\n", "error: The file is empty."),
    "only the names of columns": (csv_of(rows()), "error: There are no submissions below"),
    "UTF-16": (GOOD.decode().encode("utf-16"), "error: This is not UTF-8 text; it looks like UTF-16"),
    "Latin-1": (GOOD + "Türkei".encode("latin-1"), "e.csv:3: error: This is not UTF-8 text."),
    "zeros": (GOOD + b"\x00", "error: This is not a text file."),
    "a table of something else": (b"name,level\nIndonesia,2\n", "error: This is no export of a field form: it has no"),
    "no table": (b"Dear all,\nplease find attached\n", "error: This is no export of a field form"),
    "an open quotation mark": (GOOD + b'"Kenya,KEN', "error: From here on this is not CSV."),
    "a cell without end": (GOOD + b"x" * 200_000, "error: From here on this is not CSV."),
    "a row cut off": (GOOD + b"Kenya,KEN,2026-11-21,peer-review,gaigap-2025 1.0.0 country full",
                      "e.csv:row 3: error: The row has 5 cells, but there are 6 columns."),
    "a row with a cell too many": (GOOD.rstrip() + b",more\r\n", "e.csv:row 2: error: The row has 7 cells"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "expected"), STRANGE_FILES.values(), ids=STRANGE_FILES)
def test_a_file_that_is_no_export_is_told(data: bytes, expected: str) -> None:
    found = told(data)
    assert len(found) == 1, found
    assert expected in found[0]


def test_the_longest_cell_does_not_depend_on_what_others_set_for_the_process() -> None:
    usual = csv.field_size_limit(10_000_000)
    try:
        (found,) = told(GOOD + b"x" * 200_000)
    finally:
        csv.field_size_limit(usual)
    assert "error: From here on this is not CSV." in found
    assert "131,072 characters" in found


def test_a_workbook_without_submissions_is_told() -> None:
    assert "error: This is no export of a field form" in told(xlsx_of([["a", "b"], ["1", "2"]]), "e.xlsx")[0]


def test_numbers_dates_and_formulas_of_a_workbook() -> None:
    stream = io.BytesIO()
    table = rows({LEVEL: "level_1", "seize__participation_title_1": "Law", "seize__participation_date_1": ""})
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(table):
            sheet.write_row(number, 0, row)
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_datetime(1, 2, datetime(2026, 11, 20), day)
        sheet.write_number(1, 7, 2025)
    (found,) = admitted(read_submissions("e.xlsx", open_book("e.xlsx", stream.getvalue(), limit=LIMIT), None), None)
    assert found["date"] == "2026-11-20"
    assert found["responses"]["seize.participation"]["evidence"] == [{"title": "Law", "date": "2025"}]
