"""What people write into a table of indicators, understood: headings, and words in cells."""

import re
import unicodedata
from functools import cache
from typing import Any, NamedTuple

from aigov_checklist.readers.plain import read_document
from aigov_checklist.resources import data_folder

_NO_WORD = re.compile(r"[\W_]+")
_BRACKETS = re.compile(r"\([^()]*\)|（[^（）]*）|\[[^\[\]]*\]")
_LEVEL = re.compile(r"(?P<word>[^0-9]*?)\s*(?P<value>[0-9]{1,2})(?![0-9%])\s*[-–—:.)(]*\s*(?P<name>[^0-9]*?)\s*\)?")

_LONGEST_HEADING = 200
"""Of a level: longer texts are none."""

LEVEL = "level."
"""How the name of a column begins that holds the texts of a level: level.3."""


class Meaning(NamedTuple):
    """What a column holds: `key` is its name here; the column of a level's texts may name the level, too."""

    key: str
    name: str = ""


def plain(text: str) -> str:
    """The words of a text, without regard to case, width, spaces and punctuation; ✓ stays."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("✔", "✓")
    return " ".join(_NO_WORD.sub(lambda found: " ✓ " if "✓" in found[0] else " ", text).split())


def column_names() -> tuple[str, ...]:
    """The names of the columns that a table can have, without those of levels."""
    return tuple(_data()["columns"])


def meaning(heading: str) -> Meaning | None:
    """What the column with this heading holds, if that is known."""
    for text in (heading, _BRACKETS.sub(" ", heading)):
        key = _first_of("columns", plain(text))
        if key is not None:
            return Meaning(key)
    return _level(heading)


def word_of(group: str, text: str) -> str | None:
    """Which word of a group (`types`, `answers`, `kinds`, `tiers`, `truths`) a cell means, if any."""
    return _first_of(group, plain(text))


def words_of(group: str) -> str:
    """What can be written into a cell of this group, for a hint."""
    return ", ".join(words[0] for words in _data()[group].values())


def worth(answer: str) -> float | None:
    """The points that a known answer is worth where the table gives none."""
    found: float | None = _data()["worth"].get(answer)
    return found


def yes_and_no(language: str) -> dict[str, str]:
    """What the answers to a yes-or-no question are called in a language, English if it is not known."""
    names: dict[str, dict[str, str]] = _data()["yes_no"]
    return names.get(language, names["en"])


def _level(heading: str) -> Meaning | None:
    found = _LEVEL.fullmatch(heading.strip()) if len(heading) <= _LONGEST_HEADING else None
    if found is None or plain(found["word"]) not in ("", *map(plain, _data()["level"])):
        return None
    name = found["name"].strip()
    is_name = plain(name) not in ("", *map(plain, _data()["level_texts"]))
    return Meaning(f"{LEVEL}{int(found['value'])}", name if is_name else "")


def _first_of(group: str, text: str) -> str | None:
    return _known(group).get(text)


@cache
def _known(group: str) -> dict[str, str]:
    """Every word of a group -> what it means; of two meanings the first."""
    words: dict[str, list[str]] = _data()[group]
    return {plain(word): key for key, known in reversed(words.items()) for word in known}


@cache
def _data() -> dict[str, Any]:
    path = data_folder("tables") / "words.yaml"
    document: dict[str, Any] = read_document(path.read_bytes(), path.name)[0]
    return document
