"""One answer put into the text of a profile: everything around it keeps its bytes, comments included.

Each function proposes a text; whether it says what is meant is for the caller to find out by reading it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import yaml

from aigov_checklist.models.response import STATES
from aigov_checklist.notation import block_lines, entry_lines, flow, json_text
from aigov_checklist.readers.parts import Part, json_parts, yaml_parts
from aigov_checklist.readers.places import Path

Answer = dict[str, Any]
"""A response as it stands in the document."""

_WIDTH = 110
_COMMENT = re.compile(r"(?<!\S)#[^\r\n]*")
_LINE_BREAK = re.compile(r"\A\r?\n")
_RESPONSES: Path = ("responses",)
_HISTORY: Path = ("history",)


@dataclass(frozen=True)
class _Change:
    """What is to be changed: the answer to one indicator of a text."""

    leaf_id: str
    before: Answer | None
    after: Answer
    order: Sequence[str]
    is_json: bool
    folds: bool = True

    @property
    def path(self) -> Path:
        return (*_RESPONSES, self.leaf_id)

    def parts(self, text: str) -> dict[Path, Part]:
        return json_parts(text) if self.is_json else yaml_parts(text)


def with_answer(
    text: str, leaf_id: str, before: Answer | None, after: Answer, *, order: Sequence[str], is_json: bool
) -> Iterator[str]:
    """Texts with the answer changed (added, if `before` is None), the one that changes least first.

    `order` is that of the rubric's indicators: an answer that is added stands after its predecessor's.
    """
    change = _Change(leaf_id, before, after, order, is_json)
    ways: tuple[Callable[[str, _Change], str], ...] = (_after_predecessor, _before_first)
    if before is not None:
        ways = (_key_by_key, _whole_answer)
    for way, folds in product(ways, (True, False)):
        # A way that does not fit how the text is written leads to a place that is not there, or to no YAML.
        with suppress(KeyError, StopIteration, yaml.YAMLError):
            yield way(text, replace(change, folds=folds))


def with_step(text: str, history: Sequence[Answer], step: Answer, *, is_json: bool) -> Iterator[str]:
    """Texts with one more step in the history of the profile, which was `history` before."""
    with suppress(KeyError, StopIteration, yaml.YAMLError):
        parts = json_parts(text) if is_json else yaml_parts(text)
        if "history" in (path[0] for path in parts if len(path) == 1):
            line = json_text(step, indent=None)
            lines = block_lines([step])
            yield _with_items(text, parts[_HISTORY], lines, line if not history else f", {line}")
        elif is_json or parts[()].style == "flow":
            place = parts[_RESPONSES].key
            entry = f'"history": {json_text([step], indent=None)},'
            yield f"{text[:place]}{entry}{_space_before(text, place)}{text[place:]}"
        else:
            yield _insert(text, parts[_RESPONSES].key, entry_lines("history", [step]))


def _key_by_key(text: str, change: _Change) -> str:
    """Only the keys that differ, one after the other; for answers that stand in block style."""
    before, after = change.before or {}, change.after
    was, is_now = (next((state for state in STATES if state in answer), None) for answer in (before, after))
    if was and is_now and was != is_now:
        part = _block(text, change)[(*change.path, was)]
        text = _put(text, part.key, part.end, entry_lines(is_now, after[is_now], folds=change.folds))
        before = {is_now if key == was else key: after[is_now] if key == was else before[key] for key in before}
    for key in [key for key in before if key not in after]:
        part = _block(text, change)[(*change.path, key)]
        text = text[: _line_start(text, part.key)] + _LINE_BREAK.sub("", text[_line_end(text, part.end) :], count=1)
    for key, value in after.items():
        if key not in before:
            text = _with_key(text, change, key, value)
        elif before[key] != value:
            text = _with_value(text, change, key, before[key])
    return text


def _with_key(text: str, change: _Change, key: str, value: Any) -> str:
    answer = _block(text, change)[change.path]
    lines = entry_lines(key, value, folds=change.folds)
    if key in STATES:
        return _insert(text, answer.start, lines)
    return _add_lines(text, answer.end, lines, answer.column)


def _with_value(text: str, change: _Change, key: str, before: Any) -> str:
    value = change.after[key]
    part = _block(text, change)[(*change.path, key)]
    if isinstance(value, list) and part.style != "scalar" and before and value[: len(before)] == before:
        added = value[len(before) :]
        inside = "".join(f", {flow(item)}" for item in added)
        return _with_items(text, part, block_lines(added, folds=change.folds), inside)
    lines = entry_lines(key, value, folds=change.folds)
    if isinstance(value, dict):
        lines[1:1] = [f"  {comment}" for comment in _comments(text, (*change.path, key), change.parts(text))]
    if part.style == "scalar" and len(lines) == 1:
        return text[: part.start] + flow(value) + text[part.end :]
    return _put(text, part.key, part.end, lines)


def _with_items(text: str, part: Part, lines: Sequence[str], inside: str) -> str:
    """A list with more items behind those that it has: as lines, or `inside` its bracket."""
    if part.style == "block":
        return _add_lines(text, part.end, lines, part.column)
    return text[: part.end - 1] + inside + text[part.end - 1 :]


def _block(text: str, change: _Change) -> dict[Path, Part]:
    """The parts of the text; raises KeyError if the answer does not stand in block style."""
    parts = change.parts(text)
    if parts[change.path].style != "block":
        raise KeyError(change.leaf_id)
    return parts


def _whole_answer(text: str, change: _Change) -> str:
    """The whole answer anew; comments inside it stand before its first key."""
    return _whole_value(text, change, change.path, change.after)


def _whole_value(text: str, change: _Change, path: Path, value: dict[str, Any]) -> str:
    parts = change.parts(text)
    part = parts[path]
    if change.is_json or any(parts[path[:length]].style == "flow" for length in range(len(path))):
        return text[: part.start] + _json_value(text, part.key, value, change) + text[part.end :]
    comments = _comments(text, path, parts)
    start = _line_start(text, part.start)
    one_line = flow(value)
    is_short = len(text[start : part.start]) + len(one_line) <= _WIDTH and "\n" not in text[part.start : part.end]
    if not value or (part.style == "flow" and is_short and path != _RESPONSES):
        return text[: part.start] + one_line + text[part.end :]
    lines = [*comments, *block_lines(value, folds=change.folds)]
    if not text[start : part.start].strip():  # the value begins on a line of its own
        return _put(text, part.start, part.end, lines)
    column = part.key - _line_start(text, part.key) + 2
    head = text[: part.start].rstrip(" \t")
    return head + _indented(text, lines, column) + text[part.end :]


def _comments(text: str, path: Path, parts: dict[Path, Part]) -> list[str]:
    """The comments inside a value: what begins with # and stands in no text and no key."""
    part = parts[path]
    inside = [other for place, other in parts.items() if place[: len(path)] == path and place != path]
    taken = [(other.start, other.end) for other in inside if other.style == "scalar"]
    found = _COMMENT.finditer(text, part.start, part.end)
    return [match[0] for match in found if not any(start <= match.start() < end for start, end in taken)]


def _after_predecessor(text: str, change: _Change) -> str:
    """A new answer behind the one that comes before it in the rubric."""
    parts = change.parts(text)
    present = {path[1] for path in parts if len(path) == 2 and path[:1] == _RESPONSES}
    if not present:
        return _whole_value(text, change, _RESPONSES, {change.leaf_id: change.after})
    earlier = change.order[: change.order.index(change.leaf_id)]
    before = next(parts[(*_RESPONSES, name)] for name in reversed(earlier) if name in present)
    responses = parts[_RESPONSES]
    if responses.style == "flow" or change.is_json:
        entry = f"{json_text(change.leaf_id, indent=None)}: {_json_value(text, before.key, change.after, change)}"
        return f"{text[: before.end]},{_space_before(text, before.key)}{entry}{text[before.end :]}"
    return _add_lines(text, before.end, entry_lines(change.leaf_id, change.after, folds=change.folds), responses.column)


def _before_first(text: str, change: _Change) -> str:
    """A new answer in front of all others."""
    parts = change.parts(text)
    first = min((part for path, part in parts.items() if len(path) == 2 and path[:1] == _RESPONSES), key=_by_key)
    if parts[_RESPONSES].style == "flow" or change.is_json:
        entry = f"{json_text(change.leaf_id, indent=None)}: {_json_value(text, first.key, change.after, change)}"
        return f"{text[: first.key]}{entry},{_space_before(text, first.key)}{text[first.key :]}"
    return _insert(text, first.key, entry_lines(change.leaf_id, change.after, folds=change.folds))


def _json_value(text: str, near: int, value: Any, change: _Change) -> str:
    """The value in the notation of JSON, indented as the text around `near` is."""
    top = min((part.key for path, part in change.parts(text).items() if len(path) == 1), default=0)
    step = _space_before(text, top)
    if "\n" not in step or not change.is_json:
        return json_text(value, indent=None)
    margin = _space_before(text, near).rpartition("\n")[2]
    indent = len(step.rpartition("\n")[2]) or 2
    return json_text(value, indent=indent).replace("\n", _newline(text) + margin)


def _space_before(text: str, place: int) -> str:
    return text[len(text[:place].rstrip()) : place]


def _put(text: str, start: int, end: int, lines: Sequence[str]) -> str:
    """The lines in the place of a stretch of the text; all but the first are indented as it is."""
    return text[:start] + lines[0] + _indented(text, lines[1:], start - _line_start(text, start)) + text[end:]


def _add_lines(text: str, end: int, lines: Sequence[str], column: int) -> str:
    """The lines behind the line on which something ends."""
    place = _line_end(text, end)
    return text[:place] + _indented(text, lines, column) + text[place:]


def _insert(text: str, place: int, lines: Sequence[str]) -> str:
    """The lines in front of what begins at a place, which then begins a line of its own."""
    column = place - _line_start(text, place)
    between = _newline(text) + " " * column
    return text[:place] + lines[0] + _indented(text, lines[1:], column) + between + text[place:]


def _indented(text: str, lines: Sequence[str], column: int) -> str:
    """The lines, each behind a line break."""
    return "".join(_newline(text) + (" " * column + line if line else "") for line in lines)


def _line_start(text: str, place: int) -> int:
    return text.rfind("\n", 0, place) + 1


def _line_end(text: str, place: int) -> int:
    """Where the line ends, before its line break."""
    found = text.find("\n", place)
    end = len(text) if found < 0 else found
    return end - 1 if text[place:end].endswith("\r") else end


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _by_key(part: Part) -> int:
    return part.key
