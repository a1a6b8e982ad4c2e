"""Where each part of a document stands in its text, so that one can be changed and the rest stays as it was."""

import json
import re
from dataclasses import dataclass
from typing import Any, Literal

import yaml

from aigov_checklist.readers.json_text import STRING
from aigov_checklist.readers.places import Path

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TOKENS = re.compile(STRING + r'|[\[\]{},]|[^\s"\[\]{},:]+')


@dataclass(frozen=True, slots=True)
class Part:
    """One value: where its key begins, where it begins and ends itself, and how it is written.

    `column` is that of the first key or dash of a block, counted from 0.
    """

    key: int
    start: int
    end: int
    style: Literal["block", "flow", "scalar"]
    column: int = 0


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not been seen."""

    path: Path
    key: int
    start: int
    style: Literal["block", "flow"]
    column: int
    step: str | int | None  # the item that comes next; None: a key comes first
    step_start: int = 0


def yaml_parts(text: str) -> dict[Path, Part]:
    """The parts of a YAML text that `read_yaml` accepts. Raises yaml.YAMLError for any other."""
    parts: dict[Path, Part] = {}
    around: list[_Open] = []
    last = 0  # where what has been read so far ends, without the blank lines and comments after it
    for event in yaml.parse(text, Loader=_LOADER):
        start, end = (mark.index if mark else 0 for mark in (event.start_mark, event.end_mark))
        match event:
            case yaml.ScalarEvent():
                last = start + len(text[start:end].rstrip())
                if around and around[-1].step is None:
                    around[-1].step, around[-1].step_start = event.value, start
                else:
                    path, key = _next(around, start)
                    parts[path] = Part(key, start, last, "scalar")
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                path, key = _next(around, start)
                style: Literal["block", "flow"] = "flow" if event.flow_style else "block"
                column = event.start_mark.column if event.start_mark else 0
                first = None if isinstance(event, yaml.MappingStartEvent) else 0
                around.append(_Open(path, key, start, style, column, first))
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                done = around.pop()
                last = end if done.style == "flow" else last
                parts[done.path] = Part(done.key, done.start, last, done.style, done.column)
    return parts


def json_parts(text: str) -> dict[Path, Part]:
    """The parts of a JSON text that `read_json` accepts."""
    parts: dict[Path, Part] = {}
    around: list[_Open] = []
    for token in _TOKENS.finditer(text):
        start, end, sign = token.start(), token.end(), token[0]
        if sign == ",":
            continue
        if sign in "]}":
            done = around.pop()
            parts[done.path] = Part(done.key, done.start, end, "flow")
        elif around and around[-1].step is None:
            around[-1].step, around[-1].step_start = json.loads(sign), start
        else:
            path, key = _next(around, start)
            if sign in "[{":
                around.append(_Open(path, key, start, "flow", 0, 0 if sign == "[" else None))
            else:
                parts[path] = Part(key, start, end, "scalar")
    return parts


def _next(around: list[_Open], start: int) -> tuple[Path, int]:
    """The path of the value that begins here, and where its key begins; what holds it goes one step on."""
    if not around:
        return (), start
    holder = around[-1]
    step = holder.step
    assert step is not None
    if isinstance(step, int):
        holder.step = step + 1
        return (*holder.path, step), start
    holder.step = None
    return (*holder.path, step), holder.step_start
