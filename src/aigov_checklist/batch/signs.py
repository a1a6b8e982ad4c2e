"""What the bytes of JSON lines tell at a glance, whatever they say: lines, strings, and strings of blanks."""

import re

import numpy as np
from numpy.typing import NDArray

_BLANK = re.compile(rb'"(?: |\\[trn]|\\u00(?:20|09|0[aAdD]))+"')


class Signs:
    """Looks at one text after the other, in memory that is kept: to be given some anew would take longer."""

    def __init__(self) -> None:
        self._kept = (np.empty(0, bool), np.empty(0, bool))

    def are_those_of(self, text: bytes, *, objects: int, strings: int) -> bool:
        """Whether a text that is read as so many objects, with so many strings and none blank, tells no more.

        It does if a key stands twice, as that is read over the first time, or if lines are not an object each.
        """
        if len(text) > len(self._kept[0]):
            self._kept = (np.empty(2 * len(text), bool), np.empty(2 * len(text), bool))
        signs = np.frombuffer(text, np.uint8)
        is_quote, other = self._kept[0][: len(text)], self._kept[1][: len(text) - 1]
        np.equal(signs, ord('"'), out=is_quote)
        if _strings(text, is_quote) != strings or not _are_lines(text, objects):
            return False
        np.equal(signs[1:], ord(" "), out=other)
        other &= is_quote[:-1]
        # Few strings begin with a space or an escape, so one look mostly ends it.
        return not (other.any() or b"\\" in text) or _BLANK.search(text) is None


def _are_lines(text: bytes, objects: int) -> bool:
    """Whether as many objects stand on a line each: a break between an end and the next begin is not inside of one."""
    breaks, place = 0, -1
    while (place := text.find(b"\n", place + 1, -1)) >= 0:
        if text[place - 1 : place + 2] != b"}\n{":
            return False
        breaks += 1
    return breaks == objects - 1


def _strings(text: bytes, is_quote: NDArray[np.bool_]) -> int:
    if b"\\" not in text:
        return int(np.count_nonzero(is_quote)) // 2
    plain = text.replace(b"\\\\", b"") if b"\\\\" in text else text
    return (plain.count(b'"') - plain.count(b'\\"')) // 2
