"""Which way a text runs: by most of its letters, not by the first, which may be a stranger's name in our sentence."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

_DIRECTIONS = {"L": 1, "R": -1, "AL": -1}
_BETWEEN = ". "
# The blocks of Unicode that hold all such letters: to ask for each letter of a report would take as long as to show it.
_MAY_TURN = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")


def direction_of(text: str) -> int:
    """More than 0 if most letters are of scripts written from left to right, less than 0 if from right to left."""
    return sum(_DIRECTIONS.get(unicodedata.bidirectional(letter), 0) for letter in text)


def has_right_to_left(text: str) -> bool:
    """Whether any letter is of a script written from right to left."""
    return any(unicodedata.bidirectional(sign) in {"R", "AL"} for sign in _MAY_TURN.findall(text))


def parts(text: str) -> Iterator[tuple[str, bool]]:
    """The text in parts, each with whether it must be isolated to stay where it stands.

    That is what does not run the way of the whole, sentences of one direction together and a date alone: after a name
    in Arabic letters, 2027-12-31 would else be shown as 31-12-2027, and on the name's other side.
    """
    whole = direction_of(text) if has_right_to_left(text) else 0
    if not whole:
        yield text, has_right_to_left(text)
        return
    sentences = enumerate(text.split(_BETWEEN))
    groups = groupby(sentences, key=lambda numbered: _turn(numbered[1], numbered[0], whole))
    for place, (turn, group) in enumerate(groups):
        if place:
            yield _BETWEEN, False
        yield _BETWEEN.join(sentence for _, sentence in group), turn is not None


def _turn(sentence: str, place: int, whole: int) -> int | None:
    """None for a sentence that runs the way of the whole; else the same for all that may be isolated together."""
    way = direction_of(sentence) * whole
    if way > 0 or not sentence.strip():
        return None
    return -1 if way < 0 else place
