"""What a form is made of, before it is written for one program or another."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Texts = Mapping[str, str]
"""Code of a language -> the text in it."""

Sign = Literal["=", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True)
class Test:
    """A comparison of the answer to a question with a value; an empty text means no answer."""

    name: str
    sign: Sign
    value: str | float

    @property
    def literal(self) -> str:
        """The value as expressions write it: a text in quotation marks, a number without exponent."""
        return f"'{self.value}'" if isinstance(self.value, str) else format(Decimal(repr(self.value)), "f")


@dataclass(frozen=True)
class Rule:
    """When something is shown: if all tests hold, or any of them."""

    tests: tuple[Test, ...]
    joined: Literal["and", "or"] = "or"


@dataclass(frozen=True)
class Pattern:
    """The form that a text must have, as a regular expression, and what is said if it has not."""

    expression: str
    message: Texts


@dataclass(frozen=True)
class Option:
    """One of the answers to choose from."""

    value: str
    label: Texts


@dataclass(frozen=True)
class Question:
    """One thing that is asked; `options` are what a "choice" is made from."""

    name: str
    type: Literal["choice", "text", "long text", "number", "day"]
    label: Texts
    hint: Texts | None = None
    options: tuple[Option, ...] = ()
    shown_if: Rule | None = None
    is_required: bool = False
    pattern: Pattern | None = None


@dataclass(frozen=True)
class EvidenceBlock:
    """The questions about one item of evidence, to be asked several times; their names are keys of the item."""

    name: str
    label: Texts
    hint: Texts | None
    questions: tuple[Question, ...]
    shown_if: Rule


@dataclass(frozen=True)
class Item:
    """An indicator: its answer, what belongs to the answer, and a remark."""

    name: str
    label: Texts
    shown_if: Rule | None
    questions: tuple[Question, ...]
    evidence: EvidenceBlock
    note: Question


@dataclass(frozen=True)
class Section:
    """An area with its indicators."""

    name: str
    label: Texts
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Questionnaire:
    """A whole form; `stamp` says what it was made of, and is handed back with the answers."""

    name: str
    version: str
    stamp: str
    title: Texts
    introduction: Texts
    about_label: Texts
    about: tuple[Question, ...]
    sections: tuple[Section, ...]
    required_message: Texts
