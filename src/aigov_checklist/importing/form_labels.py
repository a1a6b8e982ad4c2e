"""What a form's questions and choices are called in any of its languages, for exports that hold labels."""

import re
from functools import cached_property

from aigov_checklist.forms.elements import Questionnaire
from aigov_checklist.forms.naming import INTRODUCTION
from aigov_checklist.forms.numbered import every_question
from aigov_checklist.forms.questionnaire import questionnaire
from aigov_checklist.language import languages
from aigov_checklist.models.record import Kind
from aigov_checklist.models.rubric import Rubric

# What makes a form of an XLSForm writes these in the plain way.
_QUOTES = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")


class FormLabels:
    """The labels of the forms of one rubric; they are looked for only in exports that hold some."""

    def __init__(self, rubric: Rubric) -> None:
        self.rubric = rubric

    def question(self, label: str) -> str | None:
        """The name of the question with this label, written plainly, if there is one."""
        return self._questions.get(label)

    def value(self, kind: Kind, question: str, label: str) -> str | None:
        """What the choice with this label stands for, if the question has it."""
        return self._choices.get((kind, question, plain(label)))

    @cached_property
    def _questions(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for form in self._forms.values():
            found |= {plain(text): INTRODUCTION for text in form.introduction.values()}
            found |= {plain(text): asked.name for asked in every_question(form) for text in asked.label.values()}
        return found

    @cached_property
    def _choices(self) -> dict[tuple[Kind, str, str], str]:
        return {
            (kind, asked.name, plain(text)): option.value
            for kind, form in self._forms.items()
            for asked in every_question(form)
            for option in asked.options
            for text in option.label.values()
        }

    @cached_property
    def _forms(self) -> dict[Kind, Questionnaire]:
        kinds: tuple[Kind, ...] = ("country", "organization")
        return {kind: questionnaire(self.rubric, kind=kind, tier="full", codes=languages()) for kind in kinds}


def plain(label: str) -> str:
    """The label as an export has it: with plain quotation marks and single spaces."""
    return re.sub(r"\s+", " ", label.replace("${", "$ {").translate(_QUOTES)).strip()
