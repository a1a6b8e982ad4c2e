"""What a cell of a spreadsheet can hold, and how many lines a text takes in it."""

from collections.abc import Iterator
from math import ceil

from wcwidth import wcswidth

from aigov_checklist.harmless import visible

LONGEST_CELL = 32_767
"""What a cell can hold, in units of UTF-16."""

_UNIT = 2  # bytes of UTF-16
_NARROW, _DOUBLE = 0.8, 2.1
"""The width of a letter and of a Chinese character beside that of a digit, which Excel measures columns by."""

_OTHER_SCRIPTS = 1.12
"""How much higher lines are in the fonts of other scripts than Latin."""

_FILLED = 0.95
"""How full lines become on average, as words do not end where they do."""


def pieces(text: str, most: int) -> Iterator[str]:
    """The text in pieces of at most `most` units of UTF-16, as Excel counts; together they are the text."""
    data = text.encode("utf-16-le")
    while len(data) > most * _UNIT:
        end = most * _UNIT
        if 0xD8 <= data[end - 1] <= 0xDB:  # half a character must not stay alone
            end -= _UNIT
        yield data[:end].decode("utf-16-le")
        data = data[end:]
    yield data.decode("utf-16-le")


def columns_of(text: str) -> int:
    """The columns that the widest line of a text takes."""
    return max((wcswidth(visible(line)) for line in text.splitlines()), default=0)


def lines_in(text: str, width: float) -> float:
    """About how many lines a text takes in cells of this width."""
    sizes = map(_size, text.splitlines())
    lines = sum(1 if size <= width else ceil(size / (width * _FILLED)) for size in sizes) or 1
    return lines if text.isascii() else lines * _OTHER_SCRIPTS


def _size(line: str) -> float:
    shown = visible(line)
    double = max(0, wcswidth(shown) - len(shown))
    return _NARROW * (len(shown) - double) + _DOUBLE * double
