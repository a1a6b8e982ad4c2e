"""Which way a text runs: by most of its letters, not by the first, which may be a stranger's name in our sentence."""

import unicodedata

_DIRECTIONS = {"L": 1, "R": -1, "AL": -1}


def direction_of(text: str) -> int:
    """More than 0 if most letters are of scripts written from left to right, less than 0 if from right to left."""
    return sum(_DIRECTIONS.get(unicodedata.bidirectional(letter), 0) for letter in text)
