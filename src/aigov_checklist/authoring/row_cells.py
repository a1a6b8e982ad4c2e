"""The cells of one row of a table, read as texts, numbers, lists and known words."""

import re
from collections.abc import Iterator

from aigov_checklist.authoring.words import word_of, words_of
from aigov_checklist.importing.entries import number_of
from aigov_checklist.importing.findings import Findings
from aigov_checklist.importing.spreadsheet import Cell, Sheet
from aigov_checklist.message import Message
from aigov_checklist.readers.places import shortened

_ITEMS = re.compile(r"[;；|\n]+")
_WORDS = re.compile(r"[,，、;；|\n]+")


class RowCells:
    """One row: its cells by the names of their columns; what cannot be understood, `found` is told."""

    def __init__(self, sheet: Sheet, cells: dict[str, Cell], whole: tuple[Cell, ...], found: Findings) -> None:
        self.sheet, self.cells, self.whole, self.found = sheet, cells, whole, found
        self.place = sheet.place(whole[0])

    def __contains__(self, key: str) -> bool:
        return key in self.cells

    def place_of(self, key: str) -> str:
        """Where the cell of a column stands; the row, if there is none."""
        return self.sheet.place(self.cells[key]) if key in self.cells else self.place

    def text(self, key: str) -> str:
        """The text of a cell; empty if there is none."""
        return self.found.text(self.sheet, self.cells.get(key)) or ""

    def items(self, key: str) -> list[str]:
        """The items of a cell, one a line or with semicolons between them."""
        return _parts(_ITEMS, self.text(key))

    def words(self, key: str) -> list[str]:
        """The words of a cell, which may stand behind commas, too."""
        return _parts(_WORDS, self.text(key))

    def number(self, key: str) -> float | None:
        """The number in a cell, with a decimal point or comma; None if there is none, told if it is something else."""
        cell, text = self.cells.get(key), self.text(key)
        if cell is None or not text:
            return None
        number = cell.value if cell.kind == "number" else number_of(text.removesuffix("%"))
        if not isinstance(number, int | float):
            message = Message("{text!r} is no number, or could be two.", text=shortened(text))
            hint = Message("Write digits with a decimal point: 1250 or 12.5.")
            self.found.error("not-a-number", message, hint, place=self.place_of(key))
            return None
        return number

    def word(self, key: str, group: str) -> str | None:
        """Which known word of a group a cell holds; None if it is empty, told if it is another."""
        return self._known(key, self.text(key), group)

    def known_words(self, key: str, group: str) -> Iterator[str]:
        """Which known words of a group a cell holds."""
        for text in self.words(key):
            if word := self._known(key, text, group):
                yield word

    def _known(self, key: str, text: str, group: str) -> str | None:
        word = word_of(group, text)
        if text and word is None:
            message = Message("{text!r} is not understood here.", text=shortened(text))
            hint = Message("Use one of: {words}.", words=words_of(group))
            self.found.error("unknown-word", message, hint, place=self.place_of(key))
        return word


def _parts(separators: re.Pattern[str], text: str) -> list[str]:
    return [part.strip() for part in separators.split(text) if part.strip()]
