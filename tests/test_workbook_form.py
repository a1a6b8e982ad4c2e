"""Workbooks to fill in: what is in them, and that everything comes back."""

import io
import re
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook  # type: ignore[import-untyped]
from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]

from aigov_checklist import Profile, Rubric, load_profile
from aigov_checklist.cli import aigov
from aigov_checklist.forms.questions import questions_by_area
from aigov_checklist.forms.workbook_kept import kept_document, kept_parts
from aigov_checklist.forms.workbook_material import sheet_name
from aigov_checklist.language import language
from conftest import PROFILES
from offices import HOSTILE, LONG_NOTE
from strategies import as_rubric, assessable, rubric_documents
from workbooks import (
    as_profile,
    beginning,
    brought_back,
    cell_of,
    cite,
    columns_of,
    edited,
    evidence_sheet,
    form,
    imported,
    needs_libreoffice,
    put,
    through_libreoffice,
)

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")  # openpyxl knows no bars

LANGUAGES = ("en", "id", "zh")
STATED = {"std.bodies": {"level": 3}, "std.dialogue": {"no_information": "the gazette"}, "seize.sdg": {"level": 1}}


def document_of(profile: Profile) -> dict[str, Any]:
    document: dict[str, Any] = profile.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return document


@pytest.fixture(scope="module")
def blank(gaigap: Rubric) -> bytes:
    return form(gaigap, beginning(gaigap))


@pytest.fixture(scope="module")
def book(blank: bytes) -> Workbook:
    return load_workbook(io.BytesIO(blank))


def question_sheets(book: Workbook) -> list[Worksheet]:
    return [sheet for sheet in book if "answer" in columns_of(sheet)]


def test_there_is_a_sheet_an_area_and_one_each_to_read_to_count_and_to_cite(book: Workbook, gaigap: Rubric) -> None:
    shown = [sheet.title for sheet in book if sheet.sheet_state == "visible"]
    assert shown[:2] == ["Instructions", "Progress"]
    assert shown[-1] == "Evidence"
    assert len(shown) == 3 + len(gaigap.areas)
    assert shown[2] == "1. Jointly seizing the opportu…"
    assert all(sheet.sheet_state == "veryHidden" for sheet in book if sheet.title not in shown)


def test_every_question_has_its_row_with_a_hidden_id(book: Workbook, gaigap: Rubric) -> None:
    asked = [leaf.id for leaf in gaigap.leaves() if "country" in leaf.applies_to]
    found = []
    for sheet in question_sheets(book):
        column = columns_of(sheet)["id"]
        assert sheet.column_dimensions["A"].hidden
        found += [cell.value for cell in sheet.columns.__next__() if str(cell.value) in gaigap.indicators]
        assert column == 1
    assert found == asked


def test_the_lists_hold_texts_and_no_numbers(book: Workbook) -> None:
    cell = cell_of(book, "std.bodies")
    rule = next(rule for rule in cell.parent.data_validations.dataValidation if cell.coordinate in rule.sqref)
    sheet, cells = book.defined_names[rule.formula1].value.split("!")
    texts = [row[0].value for row in book[sheet.strip("'")][cells]]
    assert texts == ["nothing found", "stated", "started", "established", "sustained", "no information",
                     "not applicable"]  # fmt: skip


def test_only_what_is_asked_can_be_changed(book: Workbook) -> None:
    assert all(sheet.protection.sheet and not sheet.protection.password for sheet in book)
    for key in ("answer", "reason", "note", "confidence"):
        assert not cell_of(book, "std.bodies", key).protection.locked
    for key in ("id", "shown-id", "question", "levels", "meaning", "cited", "status"):
        assert cell_of(book, "std.bodies", key).protection.locked


def test_what_is_missing_is_coloured_and_told_in_words(gaigap: Rubric) -> None:
    values = load_workbook(io.BytesIO(form(gaigap, beginning(gaigap, STATED))), data_only=True)
    told = {name: cell_of(values, name, "status").value for name in (*STATED, "seize.economy")}
    assert told == {"std.bodies": "cite evidence", "std.dialogue": "complete", "seize.sdg": "complete",
                    "seize.economy": "unanswered"}  # fmt: skip
    rules = [rule for area in cell_of(values, "std.bodies").parent.conditional_formatting for rule in area.rules]
    assert {re.sub(r".*=", "", rule.formula[0]) for rule in rules} >= {"aigov_open", "aigov_evidence", "aigov_reason"}


def test_the_text_of_the_chosen_level_is_shown(gaigap: Rubric) -> None:
    values = load_workbook(io.BytesIO(form(gaigap, beginning(gaigap, STATED))), data_only=True)
    assert cell_of(values, "std.bodies", "meaning").value == gaigap.indicators["std.bodies"].levels["country"]["3"]


@needs_libreoffice
def test_the_formulas_give_what_they_hold(gaigap: Rubric, tmp_path: Path) -> None:
    """Saved without any results, and so computed by LibreOffice."""
    prefilled = form(gaigap, beginning(gaigap, STATED))
    computed = through_libreoffice(edited(prefilled, put("cap.divide", answer="Started "), put("gdc.panel", answer="2"),
                                          put("data.bias", answer="not applicable")), tmp_path)  # fmt: skip
    values = load_workbook(io.BytesIO(computed), data_only=True)
    held = load_workbook(io.BytesIO(prefilled), data_only=True)
    for name in STATED:
        for key in ("status", "meaning", "cited"):
            assert cell_of(values, name, key).value == cell_of(held, name, key).value
    changed = {"cap.divide": "cite evidence", "gdc.panel": "not understood", "data.bias": "give a reason"}
    assert {name: cell_of(values, name, "status").value for name in changed} == changed
    (totals,) = ([cell.value for cell in row][2:9] for row in values["Progress"] if row[1].value == "All areas")
    assert totals == [98, 92, 1, 1, 2, 2, pytest.approx(6 / 98)]


@needs_libreoffice
def test_evidence_is_counted_once_it_can_be_looked_up(gaigap: Rubric, tmp_path: Path) -> None:
    cited = edited(form(gaigap, beginning(gaigap, STATED)),
                   cite(0, indicator="std.bodies", title="A speech"),
                   cite(1, indicator="std.bodies", title="A law", document="Law 7"))  # fmt: skip
    values = load_workbook(io.BytesIO(through_libreoffice(cited, tmp_path)), data_only=True)
    assert cell_of(values, "std.bodies", "cited").value == 1
    assert cell_of(values, "std.bodies", "status").value == "complete"


def test_headings_stay_in_sight_on_screen_and_paper(book: Workbook) -> None:
    for sheet in (*question_sheets(book), evidence_sheet(book)):
        assert sheet.freeze_panes
        assert sheet.print_title_rows
    for sheet in book:
        if sheet.sheet_state == "visible":
            assert sheet.page_setup.orientation == "landscape"
            assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)


def test_the_same_profile_gives_the_same_bytes(gaigap: Rubric, blank: bytes) -> None:
    assert form(gaigap, beginning(gaigap)) == blank


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_texts_are_those_of_the_language(gaigap: Rubric, code: str) -> None:
    found = load_workbook(io.BytesIO(form(gaigap, beginning(gaigap, STATED), code)))
    answers = {"en": "established", "id": "berjalan", "zh": "已确立"}
    assert cell_of(found, "std.bodies").value == answers[code]
    assert cell_of(found, "std.dialogue").value == language(code).say("no information")


def test_a_chinese_form_has_a_font_with_its_characters(gaigap: Rubric) -> None:
    found = load_workbook(io.BytesIO(form(gaigap, beginning(gaigap), "zh")))
    assert cell_of(found, "std.bodies", "answer").font.name == "Microsoft YaHei"


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_text_is_shown_and_never_a_formula(gaigap: Rubric, case: str) -> None:
    text = HOSTILE[case]
    item = {"title": text, "document": text, "issuer": text, "page": text, "excerpt": text}
    responses = {"std.bodies": {"level": 1, "note": text, "evidence": [item]}, "seize.sdg": {"not_applicable": text}}
    document = beginning(gaigap, responses, subject={"id": "XYZ", "name": text, "kind": "country"})
    data = form(gaigap, document)
    for sheet in load_workbook(io.BytesIO(data)):
        formulas = [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        assert all(not str(cell.value).startswith(text) for cell in formulas)
        assert all(cell.protection.locked for cell in formulas)
    with ZipFile(io.BytesIO(data)) as parts:
        links = "".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".rels"))
    assert "javascript:" not in links
    profile, _ = brought_back(data)
    assert profile.canonical_json() == as_profile(document).canonical_json()


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_blank_form_is_a_profile_in_which_nothing_is_answered(gaigap: Rubric, code: str) -> None:
    profile, warnings = brought_back(form(gaigap, beginning(gaigap, tier="essential"), code))
    assert (profile.subject.name, profile.tier, warnings) == ("Someland", "essential", ())
    assert not any(response.state != "unanswered" for response in profile.responses.values())


@pytest.mark.parametrize("path", sorted(PROFILES.glob("*.yaml")), ids=lambda path: path.stem)
@pytest.mark.parametrize("code", LANGUAGES)
def test_a_profile_comes_back_as_it_was(gaigap: Rubric, path: Path, code: str) -> None:
    before = load_profile(path)
    after, warnings = brought_back(form(gaigap, document_of(before), code))
    assert after.canonical_json() == before.canonical_json()
    assert [problem for problem in warnings if problem.code != "out-of-scope"] == []


@needs_libreoffice
@pytest.mark.parametrize("code", LANGUAGES)
def test_a_profile_comes_back_through_libreoffice(gaigap: Rubric, code: str, tmp_path: Path) -> None:
    before = load_profile(PROFILES / "indonesia.yaml")
    after, warnings = brought_back(through_libreoffice(form(gaigap, document_of(before), code), tmp_path))
    assert after.canonical_json() == before.canonical_json()
    assert warnings == ()


@needs_libreoffice
def test_libreoffice_prints_every_question(gaigap: Rubric, tmp_path: Path) -> None:
    pdf = through_libreoffice(form(gaigap, beginning(gaigap)), tmp_path, "pdf")
    from pypdf import PdfReader

    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    squeezed = "".join(text.split())
    assert all(leaf.id in squeezed for leaf in gaigap.leaves() if "country" in leaf.applies_to)


TEXTS = st.text(min_size=1, max_size=40).filter(lambda text: re.search(r"[^ \t\r\n]", text) is not None)


@settings(max_examples=40)
@given(assessable(), st.data())
def test_whatever_a_profile_says_comes_back(found: tuple[Profile, Rubric], data: st.DataObject) -> None:
    profile, rubric = found
    assume(any(questions_by_area(rubric, profile.subject.kind, profile.tier, profile.date)))
    document = document_of(profile)
    for response in document["responses"].values():
        response.update(data.draw(st.fixed_dictionaries({}, optional={
            "note": TEXTS, "reply": TEXTS, "confidence": st.sampled_from(("low", "medium", "high")),
        })))  # fmt: skip
        for key in ("no_information", "not_applicable"):
            if key in response:
                response[key] = data.draw(TEXTS)
        if data.draw(st.booleans()):
            response["evidence"] = [
                {"title": data.draw(TEXTS), "document": data.draw(TEXTS), "date": "2025-03", "note": data.draw(TEXTS)}
            ]
    before = as_profile(document)
    after, _ = brought_back(form(rubric, document, data.draw(st.sampled_from(LANGUAGES))), rubric)
    assert after.canonical_json() == before.canonical_json()


@settings(max_examples=20)
@given(rubric_documents(), st.data())
def test_what_is_filled_in_is_what_is_read(rubric_document: dict[str, Any], data: st.DataObject) -> None:
    """The answers of a profile typed into the cells of an empty form, in the texts that the form offers."""
    rubric = as_rubric(rubric_document)
    areas = questions_by_area(rubric, "country", "full", beginning(rubric)["date"])
    asked = [leaf for _, leaves in areas for leaf in leaves]
    assume(asked)
    leaf = data.draw(st.sampled_from(asked))
    answered = data.draw(assessable(st.just(rubric_document), states=("no_information", "not_applicable")))[0]
    response = document_of(answered)["responses"].get(leaf.id, {})
    wanted = {key: value for key, value in response.items() if key not in ("review", "evidence")}
    prefilled = load_workbook(io.BytesIO(form(rubric, beginning(rubric, {leaf.id: wanted}))))
    values = {key: cell_of(prefilled, leaf.id, key).value for key in ("answer", "reason", "note")}
    document = imported(edited(form(rubric, beginning(rubric)), put(leaf.id, **values)), rubric).document
    assert document["responses"].get(leaf.id, {}) == wanted


def test_a_note_longer_than_a_cell_stays_whole(gaigap: Rubric) -> None:
    document = beginning(gaigap, {"std.bodies": {"level": 1, "note": LONG_NOTE}})
    data = form(gaigap, document)
    assert cell_of(load_workbook(io.BytesIO(data)), "std.bodies", "note").protection.locked
    profile, warnings = brought_back(data)
    assert (profile.responses["std.bodies"].note, warnings) == (LONG_NOTE, ())


def test_what_the_form_does_not_show_comes_back(gaigap: Rubric) -> None:
    item = {"title": "A law", "url": "https://example.org/law", "sha256": "a" * 64, "note": "a copy is kept"}
    response = {
        "level": 2, "evidence": [item], "review": {"decision": "confirmed", "reviewer": "R"}, "reply": "Thanks",
        "target": {"level": 4, "due": "2027"},
    }  # fmt: skip
    more = {"statement": "S", "assessors": [{"name": "A"}], "tier": "essential"}
    groups = {"id": "XYZ", "name": "Someland", "kind": "country", "groups": {"region": "Nowhere"}}
    document = beginning(gaigap, {"std.bodies": response}, subject=groups, **more)
    filled = edited(form(gaigap, document), put("std.bodies", note="New"), cite(0, page="12"))
    profile, warnings = brought_back(filled)
    document["responses"]["std.bodies"] |= {"note": "New", "evidence": [{**item, "page": "12"}]}
    assert profile.canonical_json() == as_profile(document).canonical_json()
    assert [problem.code for problem in warnings] == []


def test_a_kept_profile_that_was_changed_is_no_profile() -> None:
    from aigov_checklist.forms.stamp import Stamp

    parts = kept_parts({"a_b": "c" * 70_000}, Stamp("gaigap-2025", "1.0.0", "country", "full"), "en")
    assert sum(name.startswith("profile") for name in parts) == 3
    assert kept_document({**parts, "profile 2": "x"}) is None
    assert kept_document({key: text for key, text in parts.items() if key != "profile 3"}) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Short", "Short"),
        ("What: is/this [really]?", "What is this really"),
        ("'quoted'", "quoted"),
        ("x" * 40, "x" * 30 + "…"),
        ("", ""),
    ],
)
def test_the_names_of_sheets(text: str, name: str) -> None:
    assert sheet_name(text) == name


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(aigov, list(arguments))
    return result.exit_code, result.output


def test_there_and_back_on_the_command_line(tmp_path: Path) -> None:
    path, back = str(tmp_path / "form.xlsx"), str(tmp_path / "back.yaml")
    profile = str(PROFILES / "kenya.yaml")
    assert run("form", "workbook", "--prefill", profile, "--lang", "id", "-o", path) == (0, "")
    assert run("import", path, "-o", back) == (0, "")
    before, after = load_profile(profile), load_profile(back)
    assert document_of(after) | {"history": None} == document_of(before) | {"history": None}
    assert [step.event for step in after.history] == ["imported"]
    assert run("form", "workbook", "--prefill", profile, "-o", path)[0] == 3  # it exists


def test_a_form_without_a_name_asks_for_it_when_it_comes_back(tmp_path: Path) -> None:
    path, back = str(tmp_path / "form.xlsx"), tmp_path / "back.yaml"
    back.write_text("as it was", encoding="utf-8")
    options = ("--rubric", "gaigap-2025", "--kind", "country", "--tier", "essential")
    assert run("form", "workbook", *options, "--lang", "zh", "-o", path) == (0, "")
    code, output = run("import", path, "-o", str(back), "--force")
    assert code == 1
    assert "[no-name]" in output
    assert "[no-id]" in output
    assert back.read_text(encoding="utf-8") == "as it was"
    assert run("form", "workbook", *options, "--name", "Kenya", "--id", "KEN", "-o", path, "--force")[0] == 0
    assert run("import", path, "-o", str(back), "--force")[0] == 0
    assert load_profile(back).subject.id == "KEN"


@pytest.mark.parametrize(
    "options",
    [
        ("--kind", "country"),
        ("--rubric", "gaigap-2025"),
        ("--prefill", str(PROFILES / "kenya.yaml"), "--kind", "organization"),
        ("--prefill", str(PROFILES / "kenya.yaml"), "--name", " "),
        ("--rubric", "gaigap-2025", "--kind", "country", "--id", "K N"),
        ("--rubric", "gaigap-2025", "--kind", "country", "--lang", "xx"),
    ],
)
def test_what_makes_no_form(options: tuple[str, ...], tmp_path: Path) -> None:
    code, _ = run("form", "workbook", *options, "-o", str(tmp_path / "form.xlsx"))
    assert code == 2
    assert list(tmp_path.iterdir()) == []


def test_options_replace_what_the_profile_says(tmp_path: Path) -> None:
    path, back = str(tmp_path / "form.xlsx"), tmp_path / "back.yaml"
    options = ("--date", "2027-01-31", "--tier", "essential", "--name", "Kenya (2)", "--id", "KEN")
    assert run("form", "workbook", "--prefill", str(PROFILES / "kenya.yaml"), *options, "-o", path)[0] == 0
    assert run("import", path, "-o", str(back))[0] == 0
    after = load_profile(back)
    assert (after.date, after.tier, after.subject.name) == ("2027-01-31", "essential", "Kenya (2)")
