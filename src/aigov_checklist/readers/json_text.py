"""JSON with repeated keys, non-finite numbers, lone surrogates and deep nesting refused."""

import json
import re
from collections import Counter
from typing import Any

from aigov_checklist.errors import Problem
from aigov_checklist.message import Message
from aigov_checklist.readers.counting import AND_MORE, MOST_PROBLEMS
from aigov_checklist.readers.places import LONGEST_KEY, Path, json_path, shortened
from aigov_checklist.readers.yaml_text import LONGEST_NUMBER, MAX_DEPTH

STRING = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
"""A pattern of JSON's strings, which takes what is plain in one step."""

_BRACKETS = re.compile(STRING + r"|[\[{]|[\]}]", re.DOTALL)
_TOKENS = re.compile(STRING + r'|[\[\]{},\n]|[^\s"\[\]{},:]+')
_SURROGATE = re.compile("[\ud800-\udfff]")
_PERHAPS_HALF = re.compile(r"[\ud800-\udfff]|\\u[dD][89a-fA-F]")


class JsonRefusedError(Exception):
    """The text cannot be read; carries the problems found up to there."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__(problems[-1].message)


class _Repeated(dict[str, Any]):
    """An object in which keys stood twice: kept until its place is known."""

    repeated: tuple[str, ...] = ()


class _Unusable:
    """A number that cannot be used: kept until its place is known."""

    def __init__(self, written: str) -> None:
        self.written = shortened(written, 40)


class _Marks:
    """Marks what cannot stay as it is, while a text is parsed."""

    def __init__(self) -> None:
        self.is_unmarked = True

    def unusable(self, written: str) -> Any:
        self.is_unmarked = False
        return _Unusable(written)

    def decimal(self, written: str) -> Any:
        number = float(written) if len(written) <= LONGEST_NUMBER else float("inf")
        return number if number - number == 0 else self.unusable(written)

    def integer(self, written: str) -> Any:
        return int(written) if len(written) <= LONGEST_NUMBER else self.unusable(written)

    def pairs(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        result = dict(pairs)
        if max(map(len, result), default=0) > LONGEST_KEY:
            message = Message("A key is longer than {most:,} characters.", most=LONGEST_KEY)
            raise JsonRefusedError(
                [Problem("key-too-long", message, Message("Put long texts after a key, not before the ':'."))]
            )
        if len(result) == len(pairs):
            return result
        self.is_unmarked = False
        marked = _Repeated(result)
        count = Counter(key for key, _ in pairs)
        marked.repeated = tuple(sorted(key for key, times in count.items() if times > 1))
        return marked


def read_json(text: str) -> tuple[Any, list[Problem]]:
    """The document and what is wrong with its form. Raises JsonRefusedError where it cannot be read."""
    _refuse_deep_nesting(text)
    marks = _Marks()
    try:
        document = json.loads(
            text,
            object_pairs_hook=marks.pairs,
            parse_constant=marks.unusable,
            parse_float=marks.decimal,
            parse_int=marks.integer,
        )
    except json.JSONDecodeError as error:
        message = Message("From column {column} on this is not JSON.", column=error.colno)
        hint = Message("Look here and just before for a missing or extra comma, quote or bracket.")
        raise JsonRefusedError([Problem("not-json", message, hint, line=error.lineno)]) from None
    problems: list[Problem] = []
    if marks.is_unmarked and not _PERHAPS_HALF.search(text):
        return document, problems
    return _settled(document, (), problems), problems


def json_lines(text: str) -> dict[Path, int]:
    """The line on which each place stands, for a text that `read_json` could read."""
    lines: dict[Path, int] = {}
    line = 1
    steps: list[str | int | None] = []  # None: a key comes next
    for token in _TOKENS.findall(text):
        if token == "\n":
            line += 1
        elif token in "]}":
            steps.pop()
        elif token == ",":
            step = steps[-1]
            steps[-1] = step + 1 if isinstance(step, int) else None
        else:
            if steps and steps[-1] is None:
                steps[-1] = json.loads(token)
            lines.setdefault(tuple(step for step in steps if step is not None), line)
            if token in "[{":
                steps.append(0 if token == "[" else None)
    return lines


def _refuse_deep_nesting(text: str) -> None:
    depth = 0
    for found in _BRACKETS.finditer(text):
        sign = found[0]
        depth += 1 if sign in "[{" else -1 if sign in "]}" else 0
        if depth > MAX_DEPTH:
            message = Message("The document is nested more than {most} levels deep.", most=MAX_DEPTH)
            line = text.count("\n", 0, found.start()) + 1
            raise JsonRefusedError([Problem("too-deep", message, Message("Check the brackets."), line=line)])


def _settled(value: Any, path: Path, problems: list[Problem]) -> Any:
    """The value in ordinary types; what had to be marked while parsing is reported with its place."""
    if isinstance(value, _Unusable):
        message = Message("{number} is not a number that can be used.", number=value.written)
        _report(problems, Problem("not-finite", message, Message("Write an ordinary number."), json_path(path)))
        return value.written
    if isinstance(value, str):
        return _whole_characters(value, path, problems)
    if isinstance(value, dict):
        for key in value.repeated if isinstance(value, _Repeated) else ():
            message = Message("The key {key!r} stands here more than once.", key=shortened(key))
            _report(problems, Problem("repeated-key", message, Message("Keep one of them."), json_path((*path, key))))
        return {
            _whole_characters(key, path, problems): _settled(inner, (*path, key), problems)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [_settled(inner, (*path, index), problems) for index, inner in enumerate(value)]
    return value


def _whole_characters(text: str, path: Path, problems: list[Problem]) -> str:
    if text.isascii() or not _SURROGATE.search(text):
        return text
    message, hint = (
        Message("The text holds half of a character (a lone surrogate)."),
        Message("Write the character again."),
    )
    _report(problems, Problem("lone-surrogate", message, hint, json_path(path)))
    return text.encode("utf-8", "replace").decode("utf-8")


def _report(problems: list[Problem], problem: Problem) -> None:
    if len(problems) >= MOST_PROBLEMS:
        raise JsonRefusedError([*problems, AND_MORE])
    problems.append(problem)
