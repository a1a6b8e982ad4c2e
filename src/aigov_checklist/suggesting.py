"""The known word that was meant."""

import difflib
from collections.abc import Iterable

from aigov_checklist.message import NOTHING, Message

_MOST_WORDS = 1_000
"""Among how many words the nearest one is looked for: comparing takes its time."""


def did_you_mean(word: str, known: Iterable[str]) -> Message:
    """A hint with the nearest known word, or nothing.

    >>> did_you_mean("std.dialog", ["std.dialogue", "std.bodies"])
    'Did you mean std.dialogue?'
    """
    by_small_letters = {name.lower(): name for name in known}
    if len(by_small_letters) > _MOST_WORDS:
        return NOTHING
    near = difflib.get_close_matches(word.lower(), by_small_letters, n=1, cutoff=0.6)
    return Message("Did you mean {name}?", name=by_small_letters[near[0]]) if near else NOTHING
