"""A form as an XLSForm: the workbook that ODK, KoboToolbox and their kin make field forms of."""

import io
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import xlsxwriter

from aigov_checklist.cells import LONGEST_CELL
from aigov_checklist.errors import UsageError
from aigov_checklist.forms.elements import Item, Question, Questionnaire, Rule, Test, Texts
from aigov_checklist.forms.naming import INTRODUCTION, STAMP
from aigov_checklist.forms.numbered import EVIDENCE_ITEMS, every_question, evidence_questions, heading
from aigov_checklist.message import Message

Row = dict[str, str]
"""A row of a sheet: the names of columns -> what stands in them."""

_LANGUAGES = {"en": "English (en)", "id": "Bahasa Indonesia (id)", "zh": "中文 (zh)"}
"""Languages as XLSForms name them: the language's own name, and its code."""

_TYPES = {"text": "text", "long text": "text", "number": "decimal", "day": "date"}
_SHEETS = {
    "survey": ("type", "name", "label", "hint", "required", "required_message", "relevant", "constraint",
               "constraint_message", "appearance", "calculation"),
    "choices": ("list_name", "name", "label"),
    "settings": ("form_title", "form_id", "version", "default_language", "style", "instance_name"),
}  # fmt: skip
_TRANSLATED = ("label", "hint", "required_message", "constraint_message")
_ON_ONE_SCREEN = "field-list"


def xlsform(form: Questionnaire, *, first_language: str, created: datetime) -> bytes:
    """The workbook; it opens in the first language, and carries the date inside.

    Raises UsageError for a text that no cell can hold.
    """
    codes = tuple(form.title)
    settings = {
        "form_title": form.title[first_language],
        "form_id": form.name,
        "version": form.version,
        "default_language": _column_language(first_language),
        "style": "pages",
        "instance_name": "concat(${subject_name}, ' ', ${assessment_date})",
    }
    sheets: dict[str, Sequence[Row]] = {
        "survey": list(_survey(form)),
        "choices": list(_choices(form)),
        "settings": [settings],
    }
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True})
    book.set_properties({"title": settings["form_title"], "created": created.astimezone(UTC).replace(tzinfo=None)})
    bold = book.add_format({"bold": True})
    for name, columns in _SHEETS.items():
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for at, column in enumerate(_with_languages(columns, codes)):
            sheet.write_string(0, at, column, bold)
            sheet.set_column(at, at, 40 if "::" in column else 20)
            for number, row in enumerate(sheets[name], start=1):
                if text := row.get(column):
                    _refuse_too_long(text, row.get("name", ""))
                    sheet.write_string(number, at, text)
    book.close()
    return written.getvalue()


def _refuse_too_long(text: str, name: str) -> None:
    if len(text.encode("utf-16-le")) > 2 * LONGEST_CELL:
        raise UsageError(
            Message(
                "A text of {name} is too long for a field form: at most {most:,} characters fit.",
                name=name,
                most=LONGEST_CELL,
            )
        )


def _with_languages(columns: Sequence[str], codes: Sequence[str]) -> Iterator[str]:
    for column in columns:
        if column in _TRANSLATED:
            yield from (_column(column, code) for code in codes)
        else:
            yield column


def _survey(form: Questionnaire) -> Iterator[Row]:
    yield from _group("about", form.about_label, (), appearance=_ON_ONE_SCREEN)
    yield {"type": "note", "name": INTRODUCTION, **_told("label", form.introduction)}
    for question in form.about:
        yield _question(question, form.required_message)
    yield {"type": "end_group"}
    yield {"type": "calculate", "name": STAMP, "calculation": f"'{form.stamp}'"}
    for section in form.sections:
        yield from _group(section.name, section.label, ())
        for item in section.items:
            yield from _item(item, form.required_message)
        yield {"type": "end_group"}


def _item(item: Item, required: Texts) -> Iterator[Row]:
    rules = (item.shown_if,) if item.shown_if else ()
    yield from _group(f"{item.name}_group", item.label, rules, appearance=_ON_ONE_SCREEN)
    for question in item.questions:
        yield _question(question, required)
    for number in range(1, EVIDENCE_ITEMS + 1):
        yield from _evidence(item, number, required)
    yield _question(item.note, required)
    yield {"type": "end_group"}


def _evidence(item: Item, number: int, required: Texts) -> Iterator[Row]:
    """One item of evidence, shown once the one before has a title."""
    rules = [item.evidence.shown_if]
    if number > 1:
        title = evidence_questions(item, number - 1)[0]
        rules.append(Rule((Test(title.name, "!=", ""),)))
    yield from _group(f"{item.evidence.name}_{number}", heading(item, number), rules)
    for question in evidence_questions(item, number):
        yield _question(question, required)
    yield {"type": "end_group"}


def _group(name: str, label: Texts, rules: Sequence[Rule], *, appearance: str = "") -> Iterator[Row]:
    relevant = " and ".join(f"({_xpath(rule)})" for rule in rules)
    yield {"type": "begin_group", "name": name, "relevant": relevant, "appearance": appearance, **_told("label", label)}


def _question(question: Question, required: Texts) -> Row:
    answers = _TYPES.get(question.type, f"select_one {question.name}")
    row = {
        "type": answers,
        "name": question.name,
        **_told("label", question.label),
        **_told("hint", question.hint or {}),
    }
    if question.type == "long text":
        row["appearance"] = "multiline"
    if question.shown_if:
        row["relevant"] = _xpath(question.shown_if)
    if question.is_required:
        row |= {"required": "yes", **_told("required_message", required)}
    if question.pattern:
        row["constraint"] = f"regex(., '{question.pattern.expression}')"
        row |= _told("constraint_message", question.pattern.message)
    return row


def _choices(form: Questionnaire) -> Iterator[Row]:
    for question in every_question(form):
        for option in question.options:
            yield {"list_name": question.name, "name": option.value, **_told("label", option.label)}


def _xpath(rule: Rule) -> str:
    return f" {rule.joined} ".join(f"${{{test.name}}} {test.sign} {test.literal}" for test in rule.tests)


def _told(column: str, texts: Texts) -> Row:
    # What looks like a reference to a question would be taken for one.
    return {_column(column, code): text.replace("${", "$ {") for code, text in texts.items()}


def _column(column: str, code: str) -> str:
    return f"{column}::{_column_language(code)}"


def _column_language(code: str) -> str:
    return _LANGUAGES.get(code, f"{code} ({code})")
