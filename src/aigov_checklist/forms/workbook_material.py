"""What a workbook is made of: the profile that it begins with, and its sheets by name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from aigov_checklist.forms.questions import questions_by_area
from aigov_checklist.forms.stamp import Stamp
from aigov_checklist.forms.workbook_words import Words
from aigov_checklist.harmless import visible
from aigov_checklist.language import Language
from aigov_checklist.models.measure import QuantityMeasure
from aigov_checklist.models.response import Evidence
from aigov_checklist.models.rubric import Area, Indicator, Rubric
from aigov_checklist.translation import translated

LISTS, TEXTS, KEPT = HIDDEN = ("aigov lists", "aigov texts", "aigov profile")
"""The names of the hidden sheets."""

_LONGEST_NAME = 31
_RESERVED = "History"
"""What Excel allows no sheet to be called."""

_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")


class AreaSheet(NamedTuple):
    """The sheet of an area, with what is asked on it."""

    name: str
    area: Area
    leaves: list[Indicator]


@dataclass(frozen=True)
class Material:
    """A form in one language; `document` is the profile that it begins with, be it empty."""

    document: Mapping[str, Any]
    rubric: Rubric
    language: Language

    @cached_property
    def words(self) -> Words:
        """The texts to answer with."""
        return Words(translated(self.rubric, self.language.code), self.language)

    @cached_property
    def stamp(self) -> Stamp:
        """Which questions are asked."""
        kind, tier = self.document["subject"]["kind"], self.document.get("tier", "full")
        return Stamp(self.rubric.id, self.rubric.version, kind, tier)

    @cached_property
    def areas(self) -> tuple[AreaSheet, ...]:
        """The sheets with questions."""
        taken = {name.casefold() for name in (self.introduction, self.progress, self.evidence, *HIDDEN, _RESERVED)}
        found = []
        day = self.document.get("date")
        for area, leaves in questions_by_area(self.words.rubric, self.stamp.kind, self.stamp.tier, day):
            number = "" if area.number is None else f"{area.number}. "
            name = _free_name(f"{number}{area.label}", taken)
            taken.add(name.casefold())
            found.append(AreaSheet(name, area, leaves))
        return tuple(found)

    @property
    def introduction(self) -> str:
        """The name of the first sheet."""
        return sheet_name(self.language.say("Instructions"))

    @property
    def progress(self) -> str:
        """The name of the sheet that counts."""
        return sheet_name(self.language.say("Progress"))

    @property
    def evidence(self) -> str:
        """The name of the sheet with evidence."""
        return sheet_name(self.language.say("Evidence"))

    def response(self, leaf: Indicator) -> Mapping[str, Any]:
        """What the profile says already."""
        found: Mapping[str, Any] = self.document["responses"].get(leaf.id, {})
        return found

    def items_of(self, leaf: Indicator) -> int:
        """How many of its items of evidence can be looked up."""
        items = self.response(leaf).get("evidence", ())
        return sum(Evidence.model_validate(item).can_be_looked_up for item in items)

    def status(self, leaf: Indicator) -> str:
        """How far the answer is: a key of STATUSES."""
        response = self.response(leaf)
        if response.get("no_information") or response.get("not_applicable"):
            return "complete"
        text = self.words.answer_cell(leaf, response)
        if text == "":
            return "open"
        option = next((option for option in self.words.options(leaf) if option.text == text), None)
        is_claim = isinstance(leaf.measure, QuantityMeasure) or (option is not None and option.needs_evidence)
        return "evidence" if is_claim and leaf.needs_evidence and not self.items_of(leaf) else "complete"


STATUSES = ("open", "unknown", "reason", "evidence", "complete")
"""How far an answer is: none yet, not understood, without its reason, without its evidence, complete."""


def status_texts(language: Language) -> dict[str, str]:
    """What each status is called."""
    say = language.say
    texts = (
        say("unanswered"), say("not understood"), say("give a reason"), say("cite evidence"), say("complete")
    )  # fmt: skip
    return dict(zip(STATUSES, texts, strict=True))


def sheet_name(text: str) -> str:
    """The text as the name of a sheet: at most 31 characters, without signs that no name may hold."""
    plain = " ".join(_NOT_IN_NAMES.sub(" ", visible(text)).split()).strip("'")
    return plain if len(plain) <= _LONGEST_NAME else plain[: _LONGEST_NAME - 1].rstrip("' ,") + "…"


def _free_name(text: str, taken: set[str]) -> str:
    name = sheet_name(text) or "-"
    number = 1
    while name.casefold() in taken:
        number += 1
        ending = f" ({number})"
        name = sheet_name(text)[: _LONGEST_NAME - len(ending)] + ending
    return name
