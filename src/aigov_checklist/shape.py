"""From what pydantic says against a document to what a civil servant is told."""

from collections.abc import Iterable, Iterator
from functools import partial, reduce
from operator import getitem
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from aigov_checklist.errors import Problem
from aigov_checklist.message import Message
from aigov_checklist.models.response import STATES
from aigov_checklist.readers.counting import countable
from aigov_checklist.readers.places import Path
from aigov_checklist.shape_words import Finding, problem_of


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
            yield problem_of(Finding("states", "", answer, {"given": " and ".join(given)}, path[:-1]))


def _problem(details: ErrorDetails, document: Any, model: str) -> Problem:
    location = details["loc"]
    key = next((step for step in reversed(location) if step != "[key]"), "")
    path = real_path(location, document)
    return problem_of(
        Finding(details["type"], str(key), details["input"], details.get("ctx", {}), path, details["msg"], model)
    )
