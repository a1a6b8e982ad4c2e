"""The sheets with the questions of a workbook: one an area, a row a question."""

from collections.abc import Iterator
from typing import NamedTuple

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from aigov_checklist.conditions import in_words
from aigov_checklist.forms.questions import area_title
from aigov_checklist.forms.workbook_evidence import counted_for
from aigov_checklist.forms.workbook_formulas import meaning_formula, status_formula
from aigov_checklist.forms.workbook_lists import CONFIDENCES, Lists, shown_beside, status_name
from aigov_checklist.forms.workbook_looks import Looks, set_up, write_headings
from aigov_checklist.forms.workbook_marks import (
    ANSWER,
    CITED,
    CONFIDENCE,
    ID,
    LEVELS,
    MEANING,
    NOTE,
    QUESTION,
    QUESTION_KEYS,
    REASON,
    SHOWN_ID,
    STATUS,
)
from aigov_checklist.forms.workbook_material import STATUSES, AreaSheet, Material, status_texts
from aigov_checklist.forms.workbook_words import is_cut
from aigov_checklist.models.measure import ChoiceMeasure, LevelsMeasure, QuantityMeasure
from aigov_checklist.models.rubric import Indicator

_TITLE, _AIM, _HEADER, _MARKS, FIRST = range(5)
"""The rows of a sheet from its top."""


_WIDTHS = dict(zip(QUESTION_KEYS, (4, 18, 44, 58, 17, 34, 10, 28, 34, 11, 15), strict=True))
_AT = {key: column for column, key in enumerate(QUESTION_KEYS)}
_LONGEST_PROMPT = 250


class _Place(NamedTuple):
    """A sheet being written, and what for."""

    sheet: Worksheet
    looks: Looks
    lists: Lists
    material: Material


def add_area(sheet: Worksheet, area: AreaSheet, lists: Lists, looks: Looks) -> None:
    """Write the sheet of an area."""
    material = lists.material
    place = _Place(sheet, looks, lists, material)
    set_up(sheet, language=material.language)
    for key, width in _WIDTHS.items():
        sheet.set_column(_AT[key], _AT[key], width, None, {"hidden": key == ID})
    looks.write(sheet, _TITLE, _AT[SHOWN_ID], area_title(area.area, material.language.say), "title")
    sheet.set_row(_TITLE, 24)
    _write_aim(place, area)
    headers = _headers(material)
    for key, text in headers.items():
        looks.write(sheet, _HEADER, _AT[key], text, "header")
    looks.set_height(sheet, _HEADER, [(text, _WIDTHS[key] * 0.9) for key, text in headers.items()])
    write_headings(sheet, _MARKS, QUESTION_KEYS, looks)
    for row, leaf in enumerate(area.leaves, start=FIRST):
        _write_question(place, row, leaf)
        _write_answer(place, row, leaf)
        _write_remarks(place, row, leaf)
        _write_formulas(place, row, leaf)
    _colour(place, last=FIRST + len(area.leaves) - 1)
    sheet.freeze_panes(FIRST, _AT[LEVELS])
    sheet.repeat_rows(_HEADER, _MARKS)


def status_cells(area: AreaSheet) -> str:
    """The cells with the status of each question, for formulas on other sheets."""
    column = xl_col_to_name(_AT[STATUS])
    name = area.name.replace("'", "''")
    return f"'{name}'!${column}${FIRST + 1}:${column}${FIRST + len(area.leaves)}"


def _headers(material: Material) -> dict[str, str]:
    say = material.language.say
    return {
        SHOWN_ID: say("Id"),
        QUESTION: say("Question"),
        LEVELS: say("What each level means"),
        ANSWER: say("Answer"),
        MEANING: say("What your answer means"),
        CITED: say("Evidence cited"),
        REASON: say("Reason"),
        NOTE: say("Note"),
        CONFIDENCE: say("Confidence"),
        STATUS: say("Status"),
    }


def _write_aim(place: _Place, area: AreaSheet) -> None:
    columns = [_AT[key] for key in (SHOWN_ID, QUESTION, LEVELS)]
    place.sheet.merge_range(_AIM, columns[0], _AIM, columns[-1], "", place.looks.of("aim"))
    place.looks.write(place.sheet, _AIM, columns[0], area.area.aim or "", "aim")
    place.looks.set_height(
        place.sheet, _AIM, [(area.area.aim or "", sum(_WIDTHS[key] for key in (SHOWN_ID, QUESTION, LEVELS)))]
    )


def _write_question(place: _Place, row: int, leaf: Indicator) -> None:
    sheet, looks = place.sheet, place.looks
    sheet.write_string(row, _AT[ID], leaf.id, looks.of("mark"))
    looks.write(sheet, row, _AT[SHOWN_ID], leaf.id)
    question, levels = list(_question(place.material, leaf)), list(_levels(place.material, leaf))
    looks.write_with_titles(sheet, row, _AT[QUESTION], question)
    looks.write_with_titles(sheet, row, _AT[LEVELS], levels)
    response = place.material.response(leaf)
    reason = response.get("no_information", response.get("not_applicable", ""))
    texts = {QUESTION: _joined(question), LEVELS: _joined(levels), NOTE: response.get("note", ""), REASON: reason}
    looks.set_height(sheet, row, [(text, _WIDTHS[key]) for key, text in texts.items()])


def _joined(parts: list[tuple[str, str]]) -> str:
    return "".join(title + text for title, text in parts)


def _question(material: Material, leaf: Indicator) -> Iterator[tuple[str, str]]:
    """Titles and texts, each with the line breaks that follow it."""
    say = material.language.say
    yield leaf.label, f"\n{leaf.question}" if leaf.question else ""
    if leaf.asked_when:
        yield (
            "",
            "\n" + say("Asked only when {condition}.", condition=material.language.tell(in_words(leaf.asked_when))),
        )
    if leaf.guidance:
        yield "", "\n" + say("Guidance: {text}", text=leaf.guidance)
    if leaf.evidence:
        yield "", "\n" + say("Evidence that would show it: {items}.", items="; ".join(leaf.evidence))


def _levels(material: Material, leaf: Indicator) -> Iterator[tuple[str, str]]:
    say = material.language.say
    match leaf.measure:
        case LevelsMeasure():
            options = [option for option in material.words.levels if option.state[0] == "level"]
            for number, option in enumerate(options):
                title = say("{name}: {text}", name=option.text, text="")
                yield f"\n{title}" if number else title, shown_beside(option, leaf, material)
        case ChoiceMeasure():
            options = [option for option in material.words.options(leaf) if option.state[0] == "choice"]
            yield "", "\n".join(option.text for option in options)
        case QuantityMeasure(unit=unit):
            yield "", say("a number, in {unit}", unit=unit) if unit else say("a number")


def _write_answer(place: _Place, row: int, leaf: Indicator) -> None:
    sheet, column, say = place.sheet, _AT[ANSWER], place.material.language.say
    answer = place.material.words.answer_cell(leaf, place.material.response(leaf))
    if isinstance(answer, str):
        place.looks.write(sheet, row, column, answer, "answer")
    else:
        sheet.write_number(row, column, answer, place.looks.of("answer"))
    if isinstance(leaf.measure, QuantityMeasure):
        texts = [option.text for option in place.material.words.reasoned]
        prompt = say("A number, or one of: {texts}.", texts="; ".join(texts))
        sheet.data_validation(row, column, row, column, {"validate": "any", "input_message": prompt[:_LONGEST_PROMPT]})
        return
    sheet.data_validation(
        row, column, row, column,
        {
            "validate": "list",
            "source": f"={place.lists.of(place.material.words.options(leaf))}",
            "error_title": say("Answer")[:32],
            "error_message": say("Choose one of the texts in the list.")[:_LONGEST_PROMPT],
        },
    )  # fmt: skip


def _write_remarks(place: _Place, row: int, leaf: Indicator) -> None:
    sheet, looks = place.sheet, place.looks
    response = place.material.response(leaf)
    reason = response.get("no_information", response.get("not_applicable", ""))
    for key, text in ((REASON, reason), (NOTE, response.get("note", ""))):
        # Of what a cell does not hold the rest would be lost if it were changed there.
        looks.write(sheet, row, _AT[key], text, "closed" if is_cut(text) else "open")
    confidence = place.material.words.confidences.get(response.get("confidence", ""), "")
    looks.write(sheet, row, _AT[CONFIDENCE], confidence, "open")
    sheet.data_validation(row, _AT[CONFIDENCE], row, _AT[CONFIDENCE], {"validate": "list", "source": f"={CONFIDENCES}"})


def _write_formulas(place: _Place, row: int, leaf: Indicator) -> None:
    """What is computed while somebody answers, with what it gives now."""
    sheet, looks, material = place.sheet, place.looks, place.material
    at = {key: f"${xl_col_to_name(column)}{row + 1}" for key, column in _AT.items()}
    options = material.words.options(leaf)
    now = material.words.answer_cell(leaf, material.response(leaf))
    chosen = next((option for option in options if option.text == now), None)
    texts = place.lists.of(options)
    if isinstance(leaf.measure, LevelsMeasure):
        meaning = shown_beside(chosen, leaf, material) if chosen else ""
        sheet.write_formula(row, _AT[MEANING], meaning_formula(at, texts), looks.of("text"), meaning)
    else:
        looks.write(sheet, row, _AT[MEANING], "")
    sheet.write_formula(row, _AT[CITED], counted_for(at[ID]), looks.of("number"), material.items_of(leaf))
    text = status_texts(material.language)[material.status(leaf)]
    sheet.write_formula(row, _AT[STATUS], status_formula(at, texts, leaf), looks.of("status"), text)


def _colour(place: _Place, *, last: int) -> None:
    """Colour the answer and the status by what is still to be done."""
    status = f"${xl_col_to_name(_AT[STATUS])}{FIRST + 1}"
    beside = {"reason": REASON, "evidence": CITED}
    for name in STATUSES:
        rule = {
            "type": "formula",
            "criteria": f"={status}={status_name(name)}",
            "format": place.looks.of_status(name),
        }
        marked = (STATUS, *((ANSWER,) if name != "complete" else ()), *((beside[name],) if name in beside else ()))
        for key in marked:
            place.sheet.conditional_format(FIRST, _AT[key], last, _AT[key], rule)
