"""Which characters the shipped fonts can show; the others are written out, and remembered to be reported."""

import json
import re
import unicodedata
from functools import cache

from aigov_checklist.harmless import visible
from aigov_checklist.resources import data_folder

_JOINERS = "\u200c\u200d"
_MOST_MARKS = 30
"""No language puts more on a letter (Unicode Standard Annex 15, stream-safe text); endless ones fill the memory."""


class Writing:
    """Makes texts showable, and keeps the characters that had to be written out in the order they were met."""

    def __init__(self) -> None:
        self.missing: dict[str, None] = {}

    def showable(self, text: str) -> str:
        """The text with only characters that the fonts have; `[U+1F30D]` stands for another one.

        Controls are written out too; lines are kept.
        """
        return _unusual().sub(self._written_out, visible(text, keep_lines=True))

    def _written_out(self, found: re.Match[str]) -> str:
        shown: list[str] = []
        below = marks = 0
        for sign in found[0]:
            having = _families().get(sign, 0)
            marks = marks + 1 if _stands_on_another(sign) else 0
            # A mark is drawn by the font of the letter that it stands on, so one font must have both.
            if marks and shown:
                having &= below if marks <= _MOST_MARKS else 0
            if not having:
                self.missing[sign] = None
            shown.append(sign if having else f"[U+{ord(sign):04X}]")
            below = having
        return "".join(shown)


def described(sign: str) -> str:
    """The character's code and name."""
    return f"[U+{ord(sign):04X}] {unicodedata.name(sign, '')}".strip()


def families() -> tuple[str, ...]:
    """The families of the shipped fonts, in the order in which they are asked for a character."""
    return tuple(_coverage())


@cache
def _coverage() -> dict[str, list[tuple[int, int]]]:
    """The families, each with the code points it has as pairs of first and last; made by tools/make_fonts.py."""
    coverage: dict[str, list[tuple[int, int]]] = json.loads(
        (data_folder("fonts") / "coverage.json").read_text(encoding="utf-8")
    )
    return coverage


@cache
def _families() -> dict[str, int]:
    """For each character the families that have it, one bit each."""
    found: dict[str, int] = {}
    for place, ranges in enumerate(_coverage().values()):
        for first, last in ranges:
            for point in range(first, last + 1):
                found[chr(point)] = found.get(chr(point), 0) | 1 << place
    return found


@cache
def _unusual() -> re.Pattern[str]:
    """A run of marks and unknown characters, with the character before it."""
    plain = "".join(re.escape(sign) for sign in _families() if not _stands_on_another(sign))
    return re.compile(f".?[^\n{plain}]+")


def _stands_on_another(sign: str) -> bool:
    return unicodedata.category(sign).startswith("M") or sign in _JOINERS
