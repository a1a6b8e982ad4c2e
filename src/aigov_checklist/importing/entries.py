"""What people write into cells, understood: answers, numbers with a comma, dates, and text that is as it was."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from math import isfinite

from aigov_checklist.forms.workbook_words import State, Words, folded, option_of, shown
from aigov_checklist.importing.spreadsheet import Cell, plain
from aigov_checklist.models.measure import QuantityMeasure
from aigov_checklist.models.rubric import Indicator

_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")
_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")
_GROUPED = re.compile(r"(?<=[0-9])[\s'’](?=[0-9]{3}(?![0-9]))")
_YEAR_FIRST = re.compile(r"([0-9]{4})(?:[-/.年]([0-9]{1,2})(?:[-/.月]([0-9]{1,2}))?)?[年月日]?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4})")
_ESCAPES = re.compile(r"_?x[0-9A-Fa-f]{4}_")
_DIGITS = 15
"""Spreadsheets keep so many digits of a number."""


def state_of(cell: Cell, leaf: Indicator, languages: Iterable[Words]) -> State | None:
    """The answer that a cell gives, in any of the languages, the first of them first; None if it is none."""
    if isinstance(leaf.measure, QuantityMeasure):
        number = cell.value if cell.kind == "number" else number_of(cell.text)
        if isinstance(number, int | float):
            return "quantity", number
    options = (option_of(cell.text, words.options(_in(words, leaf))) for words in languages)
    return next((option.state for option in options if option), None)


def number_of(text: str) -> int | float | None:
    """The number that a text is, with a decimal point or comma.

    None if it is none, or could be two numbers: "1,234" is a thousand to some and little more than one to others.

    >>> number_of("3,5"), number_of("12 500.25"), number_of("1,234")
    (3.5, 12500.25, None)
    """
    plain_text = _GROUPED.sub("", unicodedata.normalize("NFKC", text).strip().replace("−", "-"))
    if not _NUMBER.fullmatch(plain_text) or _THOUSANDS.fullmatch(plain_text):
        return None
    number = float(plain_text.replace(",", "."))
    if not isfinite(number):
        return None
    return int(number) if plain_text.lstrip("+-").isdigit() else number


def date_of(cell: Cell) -> str | None:
    """The year, month or day of a cell, ISO 8601; None if it is none, or could be two days."""
    match cell.value:
        case datetime():
            return cell.value.date().isoformat()
        case date():
            return cell.value.isoformat()
    text = "".join(unicodedata.normalize("NFKC", cell.text).split())
    if found := _YEAR_FIRST.fullmatch(text):
        return "-".join(part.zfill(2) for part in found.groups() if part)
    if found := _DAY_FIRST.fullmatch(text):
        first, sign, second, year = found.groups()
        if sign == "." or int(first) > 12:
            return f"{year}-{second.zfill(2)}-{first.zfill(2)}"
        if int(second) > 12 or first == second:
            return f"{year}-{first.zfill(2)}-{second.zfill(2)}"
    return None


def key_of(text: str, texts: Iterable[dict[str, str]]) -> str | None:
    """The key of a text in any of the languages; None if it is none."""
    wanted = folded(text)
    return next((key for one in texts for key, name in one.items() if wanted in {folded(name), folded(key)}), None)


def is_as_it_was(text: str, before: str) -> bool:
    """Whether a cell still shows an earlier text: spaces apart, and what no cell can hold."""
    return _settled(text) == _settled(shown(before)) if before else not text


def is_same_number(number: float, before: float) -> bool:
    """Whether the numbers are the same as far as spreadsheets keep them."""
    return f"{number:.{_DIGITS}g}" == f"{before:.{_DIGITS}g}"


def _in(words: Words, leaf: Indicator) -> Indicator:
    return words.rubric.indicators[leaf.id]


def _settled(text: str) -> str:
    lines = (" ".join(_ESCAPES.sub(" ", line).split()) for line in plain(text).split("\n"))
    return "\n".join(lines).strip()
