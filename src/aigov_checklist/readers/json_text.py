"""JSON with repeated keys, non-finite numbers, lone surrogates and deep nesting refused."""

import json
import re
from typing import Any

from aigov_checklist.errors import Problem
from aigov_checklist.readers.places import Path, json_path
from aigov_checklist.readers.yaml_text import MAX_DEPTH

_BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[{]|[\]}]', re.DOTALL)
_LONGEST_NUMBER = 400


class JsonRefusedError(Exception):
    """The text cannot be read; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.message)


class _Repeated(dict[str, Any]):
    """An object in which keys stood twice: kept until its place is known."""

    repeated: tuple[str, ...] = ()


class _Unusable:
    """A number that cannot be used: kept until its place is known."""

    def __init__(self, written: str) -> None:
        self.written = written[:40]


def read_json(text: str) -> tuple[Any, list[Problem]]:
    """The document and what is wrong with its form. Raises JsonRefusedError where it cannot be read."""
    _refuse_deep_nesting(text)
    try:
        document = json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=_Unusable,
            parse_float=_float,
            parse_int=_integer,
        )
    except json.JSONDecodeError as error:
        message = f"From column {error.colno} on this is not JSON."
        hint = "Look for a missing or extra comma, a missing quote or bracket."
        raise JsonRefusedError(Problem("not-json", message, hint, line=error.lineno)) from None
    problems: list[Problem] = []
    return _settled(document, (), problems), problems


def _refuse_deep_nesting(text: str) -> None:
    depth = 0
    for found in _BRACKETS.finditer(text):
        sign = found[0]
        depth += 1 if sign in "[{" else -1 if sign in "]}" else 0
        if depth > MAX_DEPTH:
            message = f"The document is nested more than {MAX_DEPTH} levels deep."
            line = text.count("\n", 0, found.start()) + 1
            raise JsonRefusedError(Problem("too-deep", message, "Check the brackets.", line=line))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) == len(pairs):
        return result
    keys = [key for key, _ in pairs]
    marked = _Repeated(result)
    marked.repeated = tuple(sorted({key for key in keys if keys.count(key) > 1}))
    return marked


def _float(written: str) -> Any:
    number = float(written)
    return number if number - number == 0 else _Unusable(written)


def _integer(written: str) -> Any:
    return int(written) if len(written) <= _LONGEST_NUMBER else _Unusable(written)


def _settled(value: Any, path: Path, problems: list[Problem]) -> Any:
    """The value in ordinary types; what had to be marked while parsing is reported with its place."""
    if isinstance(value, _Unusable):
        message = f"{value.written} is not a number that can be used."
        problems.append(Problem("not-finite", message, "Write an ordinary number.", json_path(path)))
        return value.written
    if isinstance(value, str):
        return _whole_characters(value, path, problems)
    if isinstance(value, dict):
        for key in value.repeated if isinstance(value, _Repeated) else ():
            message = f"The key {key!r} stands here twice."
            problems.append(Problem("repeated-key", message, "Keep one of them.", json_path((*path, key))))
        return {
            _whole_characters(key, path, problems): _settled(inner, (*path, key), problems)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [_settled(inner, (*path, index), problems) for index, inner in enumerate(value)]
    return value


def _whole_characters(text: str, path: Path, problems: list[Problem]) -> str:
    if text.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in text):
        return text
    message, hint = "The text holds half of a character (a lone surrogate).", "Write the character again."
    problems.append(Problem("lone-surrogate", message, hint, json_path(path)))
    return text.encode("utf-8", "replace").decode("utf-8")
