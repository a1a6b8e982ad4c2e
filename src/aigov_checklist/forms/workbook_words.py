"""The texts that answers are chosen by in a workbook, in one language: never numbers, which spreadsheets rewrite."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from aigov_checklist.cells import LONGEST_CELL, pieces
from aigov_checklist.harmless import visible
from aigov_checklist.language import Language
from aigov_checklist.measuring import point_range, points_of
from aigov_checklist.models.measure import ChoiceMeasure, LevelsMeasure
from aigov_checklist.models.response import STATES, Answer
from aigov_checklist.models.rubric import Indicator, Rubric

State = tuple[str, int | float | str | None]
"""A key of STATES and its value; the reasons of the last two stand in another cell."""


@dataclass(frozen=True)
class Option:
    """A text of a drop-down list, the answer that it stands for, and whether that must be shown by evidence."""

    text: str
    state: State
    needs_evidence: bool = False


@dataclass(frozen=True)
class Words:
    """The words of a form; `rubric` is the one in the language, see `translation.translated`."""

    rubric: Rubric
    language: Language

    @cached_property
    def reasoned(self) -> tuple[Option, Option]:
        """The answers that need a reason."""
        say = self.language.say
        return (
            Option(say("no information"), ("no_information", None)),
            Option(say("not applicable"), ("not_applicable", None)),
        )

    @cached_property
    def levels(self) -> tuple[Option, ...]:
        """What questions with levels are answered with."""
        first = self.rubric.evidence.from_level
        levels = ((step.name, step.value) for step in self.rubric.scale.levels)
        return self._unique(Option(name, ("level", value), value >= first) for name, value in levels)

    @cached_property
    def confidences(self) -> dict[str, str]:
        """How sure an answer is: key -> text."""
        say = self.language.say
        return {"low": say("low"), "medium": say("medium"), "high": say("high")}

    @cached_property
    def kinds(self) -> dict[str, str]:
        """The kinds of a profile: key -> text."""
        say = self.language.say
        return {
            "self-assessment": say("Self-assessment"),
            "desk-review": say("Desk review"),
            "peer-review": say("Peer review"),
        }

    def options(self, leaf: Indicator) -> tuple[Option, ...]:
        """The texts that a question can be answered with; a quantity has those only that need a reason."""
        match leaf.measure:
            case LevelsMeasure():
                return self.levels
            case ChoiceMeasure(choices=choices):
                lowest = (None, point_range(leaf, self.rubric.scale)[0])
                return self._unique(
                    Option(
                        choice.title or choice.code,
                        ("choice", choice.code),
                        points_of(leaf, Answer(choice=choice.code), self.rubric.scale) not in lowest,
                    )
                    for choice in choices
                )
        return self.reasoned

    def answer_cell(self, leaf: Indicator, response: Mapping[str, Any]) -> str | float:
        """What stands in the cell of an answer; empty while there is none."""
        for key in STATES:
            if key in response:
                value = None if key in ("no_information", "not_applicable") else response[key]
                found = (option.text for option in self.options(leaf) if option.state == (key, value))
                return next(found, value if isinstance(value, int | float) else str(value))
        return ""

    def _unique(self, options: Iterable[Option]) -> tuple[Option, ...]:
        """The options and those with a reason, each with a text that no other has."""
        found = (*options, *self.reasoned)
        texts = [folded(option.text) for option in found]
        return tuple(
            Option(f"{option.text} ({option.state[1]})", option.state, option.needs_evidence)
            if texts.count(text) > 1 and option not in self.reasoned
            else option
            for option, text in zip(found, texts, strict=True)
        )


def option_of(text: str, options: Sequence[Option]) -> Option | None:
    """The option with that text."""
    return next((option for option in options if folded(option.text) == folded(text)), None)


def folded(text: str) -> str:
    """The text as it is compared: without regard to case, width and spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def shown(text: str) -> str:
    """The text as it stands in a cell: without what a cell cannot hold, and without what does not fit into it."""
    return next(pieces(visible(text, keep_lines=True), LONGEST_CELL))


def is_cut(text: str) -> bool:
    """Whether a cell does not hold all of the text."""
    return shown(text) != visible(text, keep_lines=True)
