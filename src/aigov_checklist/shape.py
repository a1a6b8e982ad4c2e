"""From what pydantic says against a document to what a civil servant is told."""

import difflib
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from aigov_checklist.errors import Problem
from aigov_checklist.models import record
from aigov_checklist.models.profile import STATES
from aigov_checklist.readers.places import Path, json_path

_EXPECTED = {
    "int_type": ("a whole number", "Write it without quotes or decimal point."),
    "int_from_float": ("a whole number", "Write it without a decimal point."),
    "float_type": ("a number", "Write it without quotes."),
    "string_type": ("text", "Put it in quotes."),
    "bool_type": ("true or false", "Write true or false, without quotes."),
    "tuple_type": ("a list", "Begin each item with '- '."),
    "dict_type": ("a mapping of keys and values", "Write 'key: value' lines below it."),
    "model_type": ("a mapping of keys and values", "Write 'key: value' lines below it."),
    "model_attributes_type": ("a mapping of keys and values", "Write 'key: value' lines below it."),
}

_NOT_BLANK, _URL, _DAY, _PARTIAL, _ID, _VERSION = (
    next(part.pattern for part in annotated.__metadata__[0].metadata if hasattr(part, "pattern"))
    for annotated in (record.Text, record.Url, record.Day, record.PartialDate, record.Id, record.Version)
)

_PATTERNS = {
    _NOT_BLANK: ("is blank", "Write a text, or leave the key out."),
    _URL: ("is not a web address", "It must begin with https:// or http:// and hold no spaces."),
    _DAY: ("is not a date", "Write year-month-day: 2026-11-21."),
    _PARTIAL: ("is not a date", "Write a year, a month or a day: 2026, 2026-11 or 2026-11-21."),
    _ID: ("is not an id", "Use letters, digits, dots, hyphens and underscores."),
    _VERSION: ("is not a version", "Write three numbers: 1.0.0."),
}


def shape_problems(error: ValidationError, document: Any) -> list[Problem]:
    """Every finding of one validation as problems in our own words, each place told once."""
    found: dict[tuple[str, str], Problem] = {}
    for details in error.errors(include_url=False, include_context=True):
        problem = _problem(details, document)
        found.setdefault((problem.code, problem.path), problem)
    return list(found.values())


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


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint with the nearest known word, or nothing.

    >>> did_you_mean("std.dialog", ["std.dialogue", "std.bodies"])
    'Did you mean std.dialogue?'
    """
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"Did you mean {near[0]}?" if near else ""


def _problem(details: ErrorDetails, document: Any) -> Problem:
    kind, location = details["type"], details["loc"]
    value, context = details["input"], details.get("ctx", {})
    path = real_path(location, document)
    place = json_path(path)
    key = str(location[-1]) if location else ""
    match kind:
        case "missing":
            return Problem("missing-key", f"The key {key!r} is missing.", "Add it.", place)
        case "extra_forbidden":
            hint = did_you_mean(key, _all_keys()) or "Remove it."
            return Problem("unknown-key", f"There is no key {key!r} here.", hint, place)
        case "string_pattern_mismatch":
            words, hint = _PATTERNS.get(str(context["pattern"]), ("does not have the expected form", ""))
            return Problem("wrong-form", f"{_shown(value)} {words}.", hint, place)
        case "literal_error" | "union_tag_invalid":
            return _not_one_of(value, context, place)
        case "states":
            message = f"An answer is in one state only; this one has {context['given']}."
            return Problem("two-states", message, f"Keep one of: {', '.join(STATES)}.", place)
        case "review_answer":
            return _review_answer(str(context["decision"]), place)
        case "choice_points" | "condition" | "modifier" | "gate" | "area_children":
            return Problem(kind.replace("_", "-"), details["msg"], "See `aigov schema show rubric`.", place)
        case "union_tag_not_found":
            return Problem("missing-key", "The key 'type' is missing.", "Write levels, choice or quantity.", place)
    return _type_or_size(kind, value, context, place)


def _type_or_size(kind: str, value: Any, context: dict[str, Any], place: str) -> Problem:
    if value is None:
        hint = "Fill in a value, or remove the key: what is left out is unanswered."
        return Problem("null", "Nothing stands here (null).", hint, place)
    match kind:
        case "greater_than_equal" | "greater_than":
            least = context.get("ge", context.get("gt"))
            words = "at least" if "ge" in context else "more than"
            return Problem("too-small", f"{_shown(value)} is too small.", f"It must be {words} {least}.", place)
        case "less_than_equal":
            return Problem("too-large", f"{_shown(value)} is too large.", f"It must be at most {context['le']}.", place)
        case "finite_number":
            return Problem("not-finite", f"{_shown(value)} is not a number that can be used.", "", place)
        case "string_too_short":
            return Problem("wrong-form", "The text is empty.", "Write a text, or leave the key out.", place)
        case "string_too_long":
            hint = f"At most {context['max_length']:,} characters fit here."
            return Problem("too-long", "The text is too long.", hint, place)
        case "too_short":
            return Problem("too-few", "The list is too short.", f"It needs at least {context['min_length']}.", place)
        case "too_long":
            return Problem("too-many", "The list is too long.", f"At most {context['max_length']} fit.", place)
    expected, hint = _EXPECTED.get(kind, ("something else", ""))
    return Problem("wrong-type", f"Here stands {_shown(value)}, expected is {expected}.", hint, place)


def _not_one_of(value: Any, context: dict[str, Any], place: str) -> Problem:
    expected = str(context.get("expected") or context.get("expected_tags")).replace(" or ", ", ").replace("'", "")
    given = context.get("tag", value)
    hint = did_you_mean(str(given), expected.split(", "))
    return Problem("not-in-list", f"{_shown(given)} is not one of: {expected}.", hint, place)


def _review_answer(decision: str, place: str) -> Problem:
    if decision == "revised":
        hint = f"Add the reviewer's answer: one of {', '.join(STATES)}."
        return Problem("review-answer", "A revised review gives no answer of its own.", hint, place)
    hint = "Remove the answer, or write decision: revised."
    return Problem("review-answer", "A confirmed review repeats or changes the answer.", hint, place)


def _shown(value: Any) -> str:
    """A value as the document's author wrote it, shortened."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return "the text " + repr(value[:60] + ("…" if len(value) > 60 else ""))
        case list():
            return "a list"
        case dict():
            return "a mapping"
    return str(value)


def _all_keys() -> Iterator[str]:
    """Every key that any record knows, for the hint at a misspelt one."""
    waiting: list[type[BaseModel]] = [record.Record]
    while waiting:
        model = waiting.pop()
        waiting.extend(model.__subclasses__())
        yield from (field.alias or name for name, field in model.model_fields.items())
