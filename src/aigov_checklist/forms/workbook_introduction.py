"""The first sheet of a workbook: how to fill it in, and what the assessment is about."""

from collections.abc import Iterator
from datetime import datetime

from xlsxwriter.worksheet import Worksheet

from aigov_checklist.forms.workbook_lists import KINDS, Lists
from aigov_checklist.forms.workbook_looks import Looks, set_up, write_headings
from aigov_checklist.forms.workbook_marks import FIELD, FIELDS, VALUE
from aigov_checklist.forms.workbook_material import Material

_MARKED, _LABEL, _VALUE = 0, 1, 2
_WIDTHS = (4, 34, 86)
_A4 = 9


def add_introduction(sheet: Worksheet, lists: Lists, looks: Looks) -> None:
    """Write the sheet."""
    material = lists.material
    say = material.language.say
    set_up(sheet, language=material.language, paper=_A4)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width, None, {"hidden": column == _MARKED})
    row = _write_across(sheet, 0, material.words.rubric.label, looks, "title")
    tiers = {"essential": say("the essential questions"), "full": say("all questions")}
    asked = say(
        "Rubric {id}, version {version}: {tier}.", id=material.rubric.id, version=material.rubric.version,
        tier=tiers[material.stamp.tier],
    )  # fmt: skip
    row = _write_across(sheet, row, asked, looks, "aim") + 1
    for column, text in ((_LABEL, say("The assessment")), (_VALUE, "")):
        looks.write(sheet, row, column, text, "header")
    write_headings(sheet, row + 1, (FIELD, "", VALUE), looks)
    row = _write_fields(sheet, row + 2, lists, looks) + 1
    looks.write(sheet, row, _LABEL, say("How to fill this in"), "header")
    looks.write(sheet, row, _VALUE, "", "header")
    row += 1
    for number, text in enumerate(_steps(material), start=1):
        row = _write_across(sheet, row, f"{number}. {text}", looks, "line")


def _write_across(sheet: Worksheet, row: int, text: str, looks: Looks, look: str) -> int:
    """Write a text over the width of the sheet; returns the next row."""
    sheet.merge_range(row, _LABEL, row, _VALUE, "", looks.of(look))
    looks.write(sheet, row, _LABEL, text, look)
    scale = 1.6 if look == "title" else 1.0
    looks.set_height(sheet, row, [(text, sum(_WIDTHS[1:]) / scale)])
    if look == "title":
        sheet.set_row(row, 26 if len(text) < 70 else 48)
    return row + 1


def _write_fields(sheet: Worksheet, row: int, lists: Lists, looks: Looks) -> int:
    material = lists.material
    say, document = material.language.say, material.document
    is_country = material.stamp.kind == "country"
    labels = (
        say("Name of the country") if is_country else say("Name of the organization"),
        say("Its code (ISO 3166-1 alpha-3), such as IDN") if is_country else say("A short id: letters and digits"),
        say("Kind of assessment"),
        say("Date of the assessment"),
    )
    subject = document["subject"]
    values = (
        subject.get("name", ""),
        subject.get("id", ""),
        material.words.kinds[document["kind"]],
        document.get("date", ""),
    )
    for name, label, value in zip(FIELDS, labels, values, strict=True):
        sheet.write_string(row, _MARKED, name, looks.of("mark"))
        looks.write(sheet, row, _LABEL, label, "label")
        if name == "date" and value:
            sheet.write_datetime(row, _VALUE, datetime.fromisoformat(value), looks.of("day"))
        else:
            looks.write(sheet, row, _VALUE, value, "day" if name == "date" else "plain")
        if name == "kind":
            sheet.data_validation(row, _VALUE, row, _VALUE, {"validate": "list", "source": f"={KINDS}"})
        looks.set_height(sheet, row, [(label, _WIDTHS[_LABEL] * 0.9), (value, _WIDTHS[_VALUE])])
        row += 1
    return row


def _steps(material: Material) -> Iterator[str]:
    say, words = material.language.say, material.words
    no_information, not_applicable = (option.text for option in words.reasoned)
    yield say("Each area has a sheet of its own. Only the coloured cells can be changed; everything else is locked.")
    yield say("Choose an answer to each question from the list in its cell. What it means is shown beside it.")
    yield say(
        "Choose '{no_information}' if you looked and found nothing, and say where you looked; choose "
        "'{not_applicable}' if a question does not concern you, and say why.",
        no_information=no_information,
        not_applicable=not_applicable,
    )
    yield say("Leave a cell empty where you have no answer yet: unanswered is never counted as zero.")
    first = next((option.text for option in words.levels if option.needs_evidence), None)
    if first:
        yield say(
            "From the level '{level}' up an answer counts in full only with evidence. Enter it on the sheet "
            "'{sheet}', beside the id of the question.",
            level=first,
            sheet=material.evidence,
        )
    yield say("The sheet '{sheet}' shows how far you are.", sheet=material.progress)
    yield say("Save the workbook as .xlsx, and bring it back with: aigov import FILE.xlsx -o profile.yaml")
