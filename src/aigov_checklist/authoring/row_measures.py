"""How the question of a row is answered: on the ladder, with yes or no or other options, or with a number."""

import re
from typing import Any

from aigov_checklist.authoring.naming import id_of
from aigov_checklist.authoring.row_cells import RowCells
from aigov_checklist.authoring.words import LEVEL, plain, word_of, worth, yes_and_no
from aigov_checklist.importing.entries import number_of
from aigov_checklist.message import Message, all_of
from aigov_checklist.readers.places import shortened

Document = dict[str, Any]

_POINTS = re.compile(r"(?P<title>.*?)\s*(?:[=＝]\s*(?P<after>[^=＝()（）]+)|[(（]\s*(?P<inside>[^()（）]+)[)）])")
_LONGEST_OPTION, _MOST_OPTIONS = 2_000, 1_001
"""One option more than a question can have, so that there being too many is told."""

_WORTH = {"low": Message("no points"), "high": Message("all points")}
_SHORT = re.compile(r"[/,，、]")
"""Between options that are all known words, such as Yes/No."""


def measure_of(row: RowCells, language: str) -> Document | None:
    """The measure of a row; None if it is not to be told from it, which then is told."""
    sort = row.word("type", "types") or _sort_of(row) or "yes_no"
    match sort:
        case "levels":
            return {"type": "levels"}
        case "quantity":
            return _quantity(row)
        case "choice" if "options" in row:
            return _choice(row)
        case "choice":
            message = Message("The question has options, but they are not given.")
            hint = Message("Write them into a column 'options': Always=100; Sometimes=40; Never=0.")
            row.found.error("no-options", message, hint, place=row.place_of("type"))
            return None
    return _yes_or_no(language)


def says_how_to_answer(row: RowCells) -> bool:
    """Whether anything in a row says how its question is answered."""
    return "type" in row or _sort_of(row) is not None


def _sort_of(row: RowCells) -> str | None:
    """What the filled cells of a row say where nothing says it outright."""
    if "options" in row:
        return "choice"
    if any(key in row for key in ("low", "high", "unit")):
        return "quantity"
    return "levels" if any(key.startswith(LEVEL) for key in row.cells) else None


def _yes_or_no(language: str) -> Document:
    choices = [{"code": code, "title": title, "points": worth(code)} for code, title in yes_and_no(language).items()]
    return {"type": "choice", "choices": choices}


def _quantity(row: RowCells) -> Document | None:
    """A number between two goalposts: a percentage runs from 0 to 100, anything else must say."""
    unit = row.text("unit")
    usual = {"low": 0, "high": 100} if "%" in unit else {}
    if missing := [key for key in ("low", "high") if key not in row and key not in usual]:
        message = Message("The question is answered with a number, but it is not said what is worth {what}.",
                          what=all_of(_WORTH[key] for key in missing))  # fmt: skip
        hint = Message("Give what is worth nothing in a column 'low', and what is worth all points in 'high'.")
        row.found.error("no-goalposts", message, hint, place=row.place)
        return None
    goalposts = {key: row.number(key) if key in row else usual[key] for key in ("low", "high")}
    if None in goalposts.values():
        return None
    return {"type": "quantity", **({"unit": unit} if unit else {}), **goalposts}


def _choice(row: RowCells) -> Document | None:
    choices: list[Document] = []
    wrong = False
    for text in _options(row):
        option = _option(text, {choice["code"] for choice in choices})
        if option is None:
            wrong = True
            message = Message("It is not said what the option {text!r} is worth.", text=shortened(text))
            hint = Message("Write the points behind each: Always=100; Sometimes=40; Never=0; Not asked=n/a.")
            row.found.error("no-points", message, hint, place=row.place_of("options"))
        else:
            choices.append(option)
    return None if wrong else {"type": "choice", "choices": choices}


def _options(row: RowCells) -> list[str]:
    """The options of a cell; commas and strokes stand between them only if all are known words."""
    items = row.items("options")
    if len(items) == 1:
        words = [word for word in _SHORT.split(items[0]) if word.strip()]
        if len(words) > 1 and all(word_of("answers", word) for word in words):
            return [word.strip() for word in words]
    return items[:_MOST_OPTIONS]


def _option(text: str, taken: set[str]) -> Document | None:
    found = _POINTS.fullmatch(text) if len(text) <= _LONGEST_OPTION else None
    title = found["title"] if found and found["title"] else text
    said = (found["after"] or found["inside"]).strip() if found and found["title"] else ""
    known = word_of("answers", title)
    points = number_of(said) if said else worth(known or "")
    is_excluded = word_of("answers", said or title) == "excluded"
    if points is None and not is_excluded:
        return None
    code = id_of(title, known or f"option-{len(taken) + 1}", taken)
    named = {"code": code} if plain(code) == plain(title) and code == title else {"code": code, "title": title}
    return named | ({"excluded": True} if is_excluded else {"points": points})
