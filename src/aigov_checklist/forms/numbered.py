"""Evidence as numbered questions: where a form has no lists, it is asked for a fixed number of times."""

from collections.abc import Iterator
from dataclasses import replace

from aigov_checklist.forms.elements import Item, Question, Questionnaire, Rule, Test, Texts
from aigov_checklist.forms.naming import evidence_name

EVIDENCE_ITEMS = 2
"""How often: a repeat would end in a file of its own, which exports lose."""


def heading(item: Item, number: int) -> Texts:
    """What stands above the questions about one item of evidence."""
    return {code: f"{text} {number}" for code, text in item.evidence.label.items()}


def evidence_questions(item: Item, number: int) -> tuple[Question, ...]:
    """The questions about one item of evidence; its details are asked once it has a title."""
    title, *details = item.evidence.questions
    named = Rule((Test(evidence_name(item.name, title.name, number), "!=", ""),))
    return (
        _numbered(replace(title, hint=item.evidence.hint), item, number),
        *(replace(_numbered(detail, item, number), shown_if=named) for detail in details),
    )


def every_question(form: Questionnaire) -> Iterator[Question]:
    """All questions, in their order."""
    yield from form.about
    for section in form.sections:
        for item in section.items:
            yield from item.questions
            for number in range(1, EVIDENCE_ITEMS + 1):
                yield from evidence_questions(item, number)
            yield item.note


def _numbered(question: Question, item: Item, number: int) -> Question:
    above = heading(item, number)
    label = {code: f"{above[code]}: {text}" for code, text in question.label.items()}
    return replace(question, name=evidence_name(item.name, question.name, number), label=label)
