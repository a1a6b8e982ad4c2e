"""From what pydantic says against a document to what a civil servant is told."""

import difflib
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial, reduce
from operator import getitem
from typing import Any, NamedTuple, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from aigov_checklist.errors import Problem
from aigov_checklist.message import NOTHING, Message, all_of
from aigov_checklist.models import record
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.record import WholeDocument
from aigov_checklist.models.response import STATES
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.readers.counting import countable
from aigov_checklist.readers.places import Path, json_path, shortened

_EXPECTED = {
    "int_type": (Message("a whole number"), Message("Write digits only, without quotes or decimal point.")),
    "int_from_float": (Message("a whole number"), Message("Write digits only, without a decimal point.")),
    "float_type": (Message("a number"), Message("Write digits, without quotes.")),
    "string_type": (Message("text"), Message("Put it in quotes.")),
    "bool_type": (Message("true or false"), Message("Write true or false, without quotes.")),
    "tuple_type": (Message("a list"), Message("Begin each item with '- '.")),
    "dict_type": (Message("a mapping of keys and values"), Message("Write 'key: value' lines.")),
    "model_type": (Message("a mapping of keys and values"), Message("Write 'key: value' lines.")),
    "model_attributes_type": (Message("a mapping of keys and values"), Message("Write 'key: value' lines.")),
}

# What to write under some keys, where "put it in quotes" would only lead to the next mistake.
_WANTED = {
    "not_applicable": Message("Write the reason why it does not apply."),
    "no_information": Message("Write where you looked."),
    "version": Message("Write three numbers: 1.0.0."),
    "date": Message("Write year-month-day: 2026-11-21."),
}


def pattern_of(annotated: Any) -> str:
    """The regular expression of a type of text, such as `record.Url`."""
    return next(part.pattern for part in get_args(annotated) if isinstance(part, record.TextForm))


_PATTERNS = {
    pattern_of(record.Text): (Message("is blank"), Message("Write a text, or leave the key out.")),
    pattern_of(record.Url): (
        Message("is not a web address"),
        Message("It must begin with https:// or http:// and hold no spaces."),
    ),
    pattern_of(record.Day): (Message("is not a date"), Message("Write year-month-day: 2026-11-21.")),
    pattern_of(record.PartialDate): (
        Message("is not a date"),
        Message("Write a year, a month or a day: 2026, 2026-11 or 2026-11-21."),
    ),
    pattern_of(record.Id): (
        Message("is not an id"),
        Message("Use letters and digits; dots, hyphens and underscores may stand between them."),
    ),
    pattern_of(record.Version): (Message("is not a version"), Message("Write three numbers: 1.0.0.")),
    "^[0-9a-f]{64}$": (Message("is not a SHA-256 fingerprint"), Message("Write its 64 digits, 0 to 9 and a to f.")),
}

# The rules that stand in the models themselves, and what to do about each.
_RULES = {
    "choice_points": Message("Give it points, or write 'excluded: true' for a code that means not applicable."),
    "condition": Message("Name one 'node' or 'answer', and one of: below, at_most, at_least, above, is_one_of."),
    "modifier": Message("Keep one of: multiply, add, cap, floor, bands, round, no_better_than."),
    "gate": Message("Say when it closes, and why."),
    "indicator_lifetime": Message("Keep 'retired' or 'planned', and remove the other."),
    "levels_without_kind": Message("Put them one step further in, under 'all', or under 'country' and 'organization'."),
    "area_children": Message("Give it a list 'indicators' or a list 'areas'; at least one, not both."),
}


_MOST_WORDS = 1_000
"""Among how many words the nearest one is looked for: comparing takes its time."""


class _Finding(NamedTuple):
    kind: str
    key: str
    value: Any
    context: dict[str, Any]
    path: Path
    model: str = ""


def shape_problems(error: ValidationError, document: Any) -> list[Problem]:
    """Every finding of one validation as problems in our own words, each told once."""
    findings = _worth_telling(error.errors(include_url=False, include_context=True))
    of = partial(_problems, document=document, model=error.title)
    return list(dict.fromkeys(countable(told for details in findings for told in of(details))))


def real_path(steps: Iterable[str | int], document: Any) -> Path:
    """The steps that stand in the document, without the tags that the validator puts between them."""
    path: list[str | int] = []
    here = document
    for step in steps:
        if isinstance(here, dict) and step in here:
            here = here[str(step)]
        elif isinstance(here, list) and isinstance(step, int) and step < len(here):
            here = here[step]
        else:
            continue
        path.append(step)
    return tuple(path)


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


def _worth_telling(errors: Iterable[ErrorDetails]) -> list[ErrorDetails]:
    """The findings without those that only follow from others."""
    told: list[ErrorDetails] = []
    for details in errors:
        kind, location, value = details["type"], details["loc"], details["input"]
        if place := _levels_without_kind(location):
            if not told or told[-1]["loc"] != place:
                told.append(details | {"type": "levels_without_kind", "loc": place, "msg": _WITHOUT_KIND})
            continue  # each level would be told as a kind that is not known, and again as a text out of place
        if kind == "too_short" and len(value) >= details["ctx"]["min_length"]:
            continue  # long enough; it is its items that are wrong
        if (kind, location[-1:]) == (("float_type", ("float",)) if isinstance(value, dict) else _NOT_A_MAPPING):
            continue  # `multiply` takes a number or a mapping: told as the one that is nearer
        if kind == "literal_error" and told and _same_key(location, told[-1]["loc"]):
            told[-1]["ctx"]["expected"] += f" or {details['ctx']['expected']}"
            continue  # a key out of two lists of words: told once, with both
        told.append(details)
    return told


_WITHOUT_KIND = Message("The texts of levels stand directly under 'levels'.")


def _levels_without_kind(location: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """The place of `levels` if this is about a level that stands there in the place of a kind; else nothing."""
    at = next(
        (at for at, step in enumerate(location[:-1]) if step == "levels" and str(location[at + 1]).isdecimal()), 0
    )
    return location[: at + 1] if at and "scale" not in location else ()


_NOT_A_MAPPING = ("model_type", ("NodeReference",))


def _same_key(location: tuple[int | str, ...], other: tuple[int | str, ...]) -> bool:
    return "[key]" in location and location[:-1] == other[:-1] and location[-1] != other[-1]


def _problems(details: ErrorDetails, document: Any, model: str) -> Iterator[Problem]:
    yield _problem(details, document, model)
    # How many states an answer has is asked only once each of them is right; a person wants to know now.
    path = real_path(details["loc"], document)
    if len(path) > 2 and path[-1] in STATES and details["type"] != "extra_forbidden":
        answer = reduce(getitem, path[:-1], document)
        given = [state for state in STATES if state in answer]
        if len(given) > 1:
            yield _two_states(_Finding("states", "", answer, {"given": " and ".join(given)}, path[:-1]))


def _problem(details: ErrorDetails, document: Any, model: str) -> Problem:
    location = details["loc"]
    key = next((step for step in reversed(location) if step != "[key]"), "")
    path = real_path(location, document)
    finding = _Finding(details["type"], str(key), details["input"], details.get("ctx", {}), path, model)
    if finding.kind in _RULES:
        return Problem(finding.kind.replace("_", "-"), Message(details["msg"]), _RULES[finding.kind], json_path(path))
    if finding.value is None and finding.kind != "extra_forbidden":
        return _null(finding)
    return _TELLERS.get(finding.kind, _wrong_type)(finding)


def _null(found: _Finding) -> Problem:
    hint = Message("Fill in a value, or remove the key if it is not needed.")
    if found.path[:1] == ("responses",) and len(found.path) > 1:
        hint = Message("Fill in a value, or remove the key: what is left out is unanswered.")
    elif found.kind in ("dict_type", "model_type", "tuple_type"):
        hint = Message("Fill it in; what belongs to it is indented below it.")
    return Problem("null", Message("Nothing stands here (null)."), _WANTED.get(found.key, hint), json_path(found.path))


def _missing(found: _Finding) -> Problem:
    hint = _WANTED.get(found.key, Message("Add it."))
    return Problem("missing-key", Message("The key {key!r} is missing.", key=found.key), hint, json_path(found.path))


def _unknown_key(found: _Finding) -> Problem:
    known = _keys_beside(found.model)
    if found.path == ("indicators",):
        hint = Message("Indicators stand in areas: put them under 'areas', each area with its own list.")
    elif found.key in known:
        hint = Message("Keys of this name belong elsewhere: check the indentation, or remove it.")
    else:
        hint = did_you_mean(found.key, known) or Message("Check its spelling and indentation, or remove it.")
    message = Message("There is no key {key!r} here.", key=shortened(found.key))
    return Problem("unknown-key", message, hint, json_path(found.path))


def _wrong_form(found: _Finding) -> Problem:
    unknown = (Message("does not have the form that is asked for"), NOTHING)
    words, hint = _PATTERNS.get(str(found.context["pattern"]), unknown)
    if words == "is blank":
        hint = _WANTED.get(found.key, hint)
    message = Message("{value} {words}.", value=_shown(found.value), words=words)
    return Problem("wrong-form", message, hint, json_path(found.path))


def _empty_text(found: _Finding) -> Problem:
    hint = _WANTED.get(found.key, Message("Write a text, or leave the key out."))
    return Problem("wrong-form", Message("The text is empty."), hint, json_path(found.path))


def _not_in_list(found: _Finding) -> Problem:
    expected = str(found.context["expected"]).replace(" or ", ", ").replace("'", "")
    message = Message("{value} is not one of: {expected}.", value=_shown(found.value), expected=expected)
    return Problem("not-in-list", message, Message("Write one of these words exactly."), json_path(found.path))


def _unknown_type(found: _Finding) -> Problem:
    """What a measure's `type` says is not one of the types."""
    inner = found._replace(key="type", value=found.value["type"], path=(*found.path, "type"))
    return _null(inner) if inner.value is None else _not_in_list(inner._replace(context={"expected": _TYPES}))


def _no_type(found: _Finding) -> Problem:
    message, hint = Message("The key {key!r} is missing.", key="type"), Message("Write one of: {types}.", types=_TYPES)
    return Problem("missing-key", message, hint, json_path(found.path))


def _two_states(found: _Finding) -> Problem:
    given = all_of(found.context["given"].split(" and "))
    message = Message("An answer is in one state only; this one has {given}.", given=given)
    return Problem("two-states", message, Message("Keep one of them."), json_path(found.path))


def _review_answer(found: _Finding) -> Problem:
    if found.context["decision"] == "revised":
        message = Message("A revised review gives no answer of its own.")
        hint = Message("Add one of: {states}.", states=", ".join(STATES))
    else:
        message = Message("A confirmed review repeats or changes the answer.")
        hint = Message("Remove the answer, or write decision: revised.")
    return Problem("review-answer", message, hint, json_path(found.path))


def _too_small(found: _Finding) -> Problem:
    if "ge" in found.context:
        hint = Message("It must be at least {limit:g}.", limit=found.context["ge"])
    else:
        hint = Message("It must be more than {limit:g}.", limit=found.context["gt"])
    message = Message("{value} is too small.", value=_shown(found.value))
    return Problem("too-small", message, hint, json_path(found.path))


def _too_large(found: _Finding) -> Problem:
    # The limit of a level only keeps out nonsense; the scale of the rubric is what matters.
    is_level = found.key == "level"
    scale, most = Message("Use a level of the rubric's scale."), found.context["le"]
    hint = scale if is_level else Message("It must be at most {most:g}.", most=most)
    message = Message("{value} is too large.", value=_shown(found.value))
    return Problem("too-large", message, hint, json_path(found.path))


def _not_finite(found: _Finding) -> Problem:
    message = Message("{value} is not a number that can be used.", value=_shown(found.value))
    return Problem("not-finite", message, Message("Write an ordinary number."), json_path(found.path))


def _too_long(found: _Finding) -> Problem:
    hint = Message("At most {most:,} characters fit here.", most=found.context["max_length"])
    return Problem("too-long", Message("The text is too long."), hint, json_path(found.path))


def _too_few(found: _Finding) -> Problem:
    hint = Message("It needs at least {least}.", least=found.context["min_length"])
    return Problem("too-few", Message("The list has too few items."), hint, json_path(found.path))


def _too_many(found: _Finding) -> Problem:
    hint = Message("At most {most:,} fit.", most=found.context["max_length"])
    return Problem("too-many", Message("The list has too many items."), hint, json_path(found.path))


def _wrong_type(found: _Finding) -> Problem:
    expected, hint = _EXPECTED.get(found.kind, (Message("something else"), Message("See: aigov schema show.")))
    if found.path[:1] == ("responses",) and len(found.path) == 2:
        hint = Message("Write the answer below it, such as 'level: 3'.")
    message = Message("{value} stands where {expected} is expected.", value=_shown(found.value), expected=expected)
    return Problem("wrong-type", message, _WANTED.get(found.key, hint), json_path(found.path))


_TYPES = "levels, choice, quantity"

_TELLERS: dict[str, Callable[[_Finding], Problem]] = {
    "missing": _missing,
    "extra_forbidden": _unknown_key,
    "string_pattern_mismatch": _wrong_form,
    "string_too_short": _empty_text,
    "string_too_long": _too_long,
    "literal_error": _not_in_list,
    "union_tag_invalid": _unknown_type,
    "union_tag_not_found": _no_type,
    "states": _two_states,
    "review_answer": _review_answer,
    "greater_than": _too_small,
    "greater_than_equal": _too_small,
    "less_than_equal": _too_large,
    "finite_number": _not_finite,
    "too_short": _too_few,
    "too_long": _too_many,
}


def _shown(value: Any) -> str:
    """A value as the document's author wrote it, shortened, to begin a sentence."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return Message("The text {text!r}", text=shortened(value))
        case list():
            return Message("A list")
        case dict():
            return Message("A mapping")
    return shortened(str(value), 40)


_WRITTEN_BY_PROGRAMS = ("Ground", "Imported", "Migrated", "Projected", "Proposal")


@cache
def _keys_beside(model: str) -> frozenset[str]:
    """Every key that people write in a document of this model, for the hint at a misspelt one.

    People take a key of a profile for one of a rubric, so those count as one.
    """
    documents = {one.__name__: one for one in WholeDocument.__subclasses__()}
    models = (Profile, Rubric) if model in ("Profile", "Rubric") else (documents[model],)
    schemas = [one.model_json_schema(by_alias=True) for one in models]
    parts = [part for schema in schemas for part in (schema, *schema.get("$defs", {}).values())]
    parts = [part for part in parts if part["title"] not in _WRITTEN_BY_PROGRAMS]
    return frozenset(key for part in parts for key in part.get("properties", ()))
