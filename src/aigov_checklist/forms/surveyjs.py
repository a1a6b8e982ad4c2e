"""A form as a SurveyJS definition: the JSON that web pages with that library show as a form."""

import json
from typing import Any

from aigov_checklist.forms.elements import EvidenceBlock, Item, Question, Questionnaire, Rule, Section, Test, Texts
from aigov_checklist.forms.naming import STAMP

Element = dict[str, Any]
"""An object of the definition."""

_LOCALES = {"zh": "zh-cn"}
"""Languages that SurveyJS calls otherwise than by their code."""

_TYPES = {"choice": "radiogroup", "text": "text", "long text": "comment", "number": "text", "day": "text"}
_INPUTS = {"number": "number", "day": "date"}
_MOST_EVIDENCE = 20


def surveyjs(form: Questionnaire, *, first_language: str) -> bytes:
    """The definition; it opens in the first language."""
    writer = _Writer(form, first_language)
    return f"{json.dumps(writer.definition(), ensure_ascii=False, indent=2)}\n".encode()


class _Writer:
    """Writes one form; its English texts stand under `default`, which SurveyJS shows where nothing else is."""

    def __init__(self, form: Questionnaire, first_language: str) -> None:
        self.form, self.first_language = form, first_language

    def definition(self) -> Element:
        """The whole form: a page about the assessment, then one for each area."""
        form = self.form
        about: Element = {
            "name": "about",
            "title": self._told(form.about_label),
            "description": self._told(form.introduction),
            "elements": [self._question(question) for question in form.about],
        }
        return {
            "title": self._told(form.title),
            "locale": _locale(self.first_language),
            "showQuestionNumbers": "off",
            "showProgressBar": True,
            # What is hidden by a later answer must not be handed over.
            "clearInvisibleValues": "onHidden",
            "calculatedValues": [{"name": STAMP, "expression": f"'{form.stamp}'", "includeIntoResult": True}],
            "pages": [about, *map(self._page, form.sections)],
        }

    def _page(self, section: Section) -> Element:
        return {
            "name": section.name,
            "title": self._told(section.label),
            "elements": [self._panel(item) for item in section.items],
        }

    def _panel(self, item: Item) -> Element:
        elements = [*map(self._question, item.questions), self._evidence(item.evidence), self._question(item.note)]
        panel: Element = {"type": "panel", "name": f"{item.name}_group", "title": self._told(item.label)}
        if item.shown_if:
            panel["visibleIf"] = _expression(item.shown_if)
        return panel | {"elements": elements}

    def _evidence(self, block: EvidenceBlock) -> Element:
        title, *details = block.questions
        named = {"visibleIf": f"{{panel.{title.name}}} notempty"}
        element: Element = {"type": "paneldynamic", "name": block.name, "title": self._told(block.label)}
        if block.hint:
            element["description"] = self._told(block.hint)
        return element | {
            "visibleIf": _expression(block.shown_if),
            "templateElements": [
                self._question(title)
                | {"isRequired": True, "requiredErrorText": self._told(self.form.required_message)},
                *(self._question(detail) | named for detail in details),
            ],
            "panelCount": 0,
            "maxPanelCount": _MOST_EVIDENCE,
        }

    def _question(self, question: Question) -> Element:
        element: Element = {
            "type": _TYPES[question.type],
            "name": question.name,
            "title": self._told(question.label),
        }
        if question.type in _INPUTS:
            element["inputType"] = _INPUTS[question.type]
        if question.hint:
            element["description"] = self._told(question.hint)
        if question.options:
            element["choices"] = [
                {"value": option.value, "text": self._told(option.label)} for option in question.options
            ]
        if question.type == "choice" and not question.is_required:
            element["showClearButton"] = True
        if question.shown_if:
            element["visibleIf"] = _expression(question.shown_if)
        if question.is_required:
            element |= {"isRequired": True, "requiredErrorText": self._told(self.form.required_message)}
        if question.pattern:
            pattern = {"regex": question.pattern.expression, "text": self._told(question.pattern.message)}
            element["validators"] = [{"type": "regex", **pattern}]
        return element

    def _told(self, texts: Texts) -> dict[str, str]:
        return {"default" if code == "en" else _locale(code): text for code, text in texts.items()}


def _locale(code: str) -> str:
    return _LOCALES.get(code, code)


def _expression(rule: Rule) -> str:
    return f" {rule.joined} ".join(map(_comparison, rule.tests))


def _comparison(test: Test) -> str:
    if test.value == "":
        return f"{{{test.name}}} {'empty' if test.sign == '=' else 'notempty'}"
    return f"{{{test.name}}} {test.sign} {test.literal}"
