"""What is said about one finding of a validation, and what to do about it."""

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from aigov_checklist.errors import Problem
from aigov_checklist.message import NOTHING, Message, all_of
from aigov_checklist.models import record
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.record import WholeDocument, pattern_of
from aigov_checklist.models.response import STATES
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.readers.places import Path, json_path, shortened
from aigov_checklist.suggesting import did_you_mean

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


class Finding(NamedTuple):
    """One finding: its kind, context and words as pydantic has them, the key and value, and where they stand."""

    kind: str
    key: str
    value: Any
    context: dict[str, Any]
    path: Path
    said: str = ""
    model: str = ""


def problem_of(found: Finding) -> Problem:
    """The finding in our own words."""
    if found.kind in _RULES:
        message = Message(found.said)
        return Problem(found.kind.replace("_", "-"), message, _RULES[found.kind], json_path(found.path))
    if found.value is None and found.kind != "extra_forbidden":
        return _null(found)
    return _TELLERS.get(found.kind, _wrong_type)(found)


def _null(found: Finding) -> Problem:
    hint = Message("Fill in a value, or remove the key if it is not needed.")
    if found.path[:1] == ("responses",) and len(found.path) > 1:
        hint = Message("Fill in a value, or remove the key: what is left out is unanswered.")
    elif found.kind in ("dict_type", "model_type", "tuple_type"):
        hint = Message("Fill it in; what belongs to it is indented below it.")
    return Problem("null", Message("Nothing stands here (null)."), _WANTED.get(found.key, hint), json_path(found.path))


def _missing(found: Finding) -> Problem:
    hint = _WANTED.get(found.key, Message("Add it."))
    return Problem("missing-key", Message("The key {key!r} is missing.", key=found.key), hint, json_path(found.path))


def _unknown_key(found: Finding) -> Problem:
    known = _keys_beside(found.model)
    if found.path == ("indicators",):
        hint = Message("Indicators stand in areas: put them under 'areas', each area with its own list.")
    elif found.key in known:
        hint = Message("Keys of this name belong elsewhere: check the indentation, or remove it.")
    else:
        hint = did_you_mean(found.key, known) or Message("Check its spelling and indentation, or remove it.")
    message = Message("There is no key {key!r} here.", key=shortened(found.key))
    return Problem("unknown-key", message, hint, json_path(found.path))


def _wrong_form(found: Finding) -> Problem:
    unknown = (Message("does not have the form that is asked for"), NOTHING)
    words, hint = _PATTERNS.get(str(found.context["pattern"]), unknown)
    if words == "is blank":
        hint = _WANTED.get(found.key, hint)
    message = Message("{value} {words}.", value=_shown(found.value), words=words)
    return Problem("wrong-form", message, hint, json_path(found.path))


def _empty_text(found: Finding) -> Problem:
    hint = _WANTED.get(found.key, Message("Write a text, or leave the key out."))
    return Problem("wrong-form", Message("The text is empty."), hint, json_path(found.path))


def _not_in_list(found: Finding) -> Problem:
    expected = _unquoted(found.context["expected"]).replace(" or ", ", ")
    message = Message("{value} is not one of: {expected}.", value=_shown(found.value), expected=expected)
    return Problem("not-in-list", message, Message("Write one of these words exactly."), json_path(found.path))


def _unknown_type(found: Finding) -> Problem:
    """The key that tells the types of a part from each other, such as a measure's `type`, names none of them."""
    key = _unquoted(found.context["discriminator"])
    inner = found._replace(key=key, value=found.value[key], path=(*found.path, key))
    expected = {"expected": found.context["expected_tags"]}
    return _null(inner) if inner.value is None else _not_in_list(inner._replace(context=expected))


def _no_type(found: Finding) -> Problem:
    key = _unquoted(found.context["discriminator"])
    message, hint = (
        Message("The key {key!r} is missing.", key=key),
        Message("Write one of: {types}.", types=_TYPES[key]),
    )
    return Problem("missing-key", message, hint, json_path(found.path))


def _two_states(found: Finding) -> Problem:
    given = all_of(found.context["given"].split(" and "))
    message = Message("An answer is in one state only; this one has {given}.", given=given)
    return Problem("two-states", message, Message("Keep one of them."), json_path(found.path))


def _review_answer(found: Finding) -> Problem:
    if found.context["decision"] == "revised":
        message = Message("A revised review gives no answer of its own.")
        hint = Message("Add one of: {states}.", states=", ".join(STATES))
    else:
        message = Message("A confirmed review repeats or changes the answer.")
        hint = Message("Remove the answer, or write decision: revised.")
    return Problem("review-answer", message, hint, json_path(found.path))


def _too_small(found: Finding) -> Problem:
    if "ge" in found.context:
        hint = Message("It must be at least {limit:g}.", limit=found.context["ge"])
    else:
        hint = Message("It must be more than {limit:g}.", limit=found.context["gt"])
    message = Message("{value} is too small.", value=_shown(found.value))
    return Problem("too-small", message, hint, json_path(found.path))


def _too_large(found: Finding) -> Problem:
    # The limit of a level only keeps out nonsense; the scale of the rubric is what matters.
    is_level = found.key == "level"
    scale, most = Message("Use a level of the rubric's scale."), found.context["le"]
    hint = scale if is_level else Message("It must be at most {most:g}.", most=most)
    message = Message("{value} is too large.", value=_shown(found.value))
    return Problem("too-large", message, hint, json_path(found.path))


def _not_finite(found: Finding) -> Problem:
    message = Message("{value} is not a number that can be used.", value=_shown(found.value))
    return Problem("not-finite", message, Message("Write an ordinary number."), json_path(found.path))


def _too_long(found: Finding) -> Problem:
    hint = Message("At most {most:,} characters fit here.", most=found.context["max_length"])
    return Problem("too-long", Message("The text is too long."), hint, json_path(found.path))


def _too_few(found: Finding) -> Problem:
    hint = Message("It needs at least {least}.", least=found.context["min_length"])
    return Problem("too-few", Message("The list has too few items."), hint, json_path(found.path))


def _too_many(found: Finding) -> Problem:
    hint = Message("At most {most:,} fit.", most=found.context["max_length"])
    return Problem("too-many", Message("The list has too many items."), hint, json_path(found.path))


def _wrong_type(found: Finding) -> Problem:
    expected, hint = _EXPECTED.get(found.kind, (Message("something else"), Message("See: aigov schema show.")))
    if found.path[:1] == ("responses",) and len(found.path) == 2:
        hint = Message("Write the answer below it, such as 'level: 3'.")
    message = Message("{value} stands where {expected} is expected.", value=_shown(found.value), expected=expected)
    return Problem("wrong-type", message, _WANTED.get(found.key, hint), json_path(found.path))


_TYPES = {"type": "levels, choice, quantity", "event": "imported, projected, migrated"}
"""What the keys may name that tell the types of a part from each other: a measure's, a step's of the history."""

_TELLERS: dict[str, Callable[[Finding], Problem]] = {
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


def _unquoted(words: Any) -> str:
    return str(words).replace("'", "")


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
