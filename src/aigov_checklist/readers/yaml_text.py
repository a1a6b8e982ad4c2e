"""YAML with the 1.2 reading of plain words, built without recursion; surprises are refused.

`NO` stays text and `2026-11-21` stays text; repeated keys, aliases, tags and deep nesting are problems with
a line number. The document is built from parser events, so that nothing in it can exhaust the stack.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from aigov_checklist.errors import Problem
from aigov_checklist.readers.places import Path, json_path

MAX_DEPTH = 64
"""How many levels of nesting a document may have; ours need about ten."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?[0-9]+\Z|0o[0-7]+\Z|0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)\Z|\.(nan|NaN|NAN)\Z")
_LONGEST_NUMBER = 400

# libyaml's words on the left; what to tell a person who is not a programmer on the right.
_EXPLANATIONS = (
    ("mapping values are not allowed", "There is a ': ' inside a text.", "Put the whole text in quotes."),
    ("cannot start any token", "A line begins with a tab or a reserved sign.", "Indent with spaces; quote the text."),
    ("did not find expected key", "The indentation or the quotes are off.", "Line up keys of the same level."),
    ("did not find expected '-'", "The list's items do not line up.", "Begin each item with '- ' in one column."),
    ("could not find expected ':'", "A key has no ':' after it.", "Write 'key: value'."),
    ("did not find expected ','", "A list or mapping in brackets is not closed.", "Check the brackets and quotes."),
    ("found unexpected end of stream", "A quoted text is never closed.", "Add the closing quote."),
    ("control characters are not allowed", "There is a control character in the text.", "Remove it."),
    ("expected a single document", "There is more than one document in the file.", "Keep one; remove the '---'."),
)


class YamlRefusedError(Exception):
    """The text cannot be read any further; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.message)


class _Frame:
    """A mapping or list that is being filled, and the key that comes next."""

    __slots__ = ("container", "key", "waiting")

    def __init__(self, container: dict[str, Any] | list[Any]) -> None:
        self.container = container
        self.key: str | int = 0
        self.waiting = False


def read_yaml(text: str, lines: dict[Path, int] | None = None) -> tuple[Any, list[Problem]]:
    """The document and what is wrong with its form; `lines` is filled with the line of every place.

    Raises YamlRefusedError where reading cannot go on.
    """
    return _Builder(lines).build(text)


class _Builder:
    def __init__(self, lines: dict[Path, int] | None) -> None:
        self.lines = lines
        self.stack: list[_Frame] = []
        self.problems: list[Problem] = []
        self.documents: list[Any] = []

    def build(self, text: str) -> tuple[Any, list[Problem]]:
        for event in _events(text):
            match event:
                case yaml.ScalarEvent():
                    self._scalar(event)
                case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                    self._open(event)
                case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                    self._close()
                case yaml.AliasEvent():
                    self._report(event, "alias", "An alias (*) repeats another part.", "Write the part out.")
                    self._place(None, event)
        if len(self.documents) > 1:
            message, hint = "There is more than one document in the file.", "Keep one; remove the '---' between."
            self.problems.append(Problem("several-documents", message, hint))
        return (self.documents[0] if self.documents else None), self.problems

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._refuse_tricks(event)
        if self._expects_key():
            self._key(event)
            return
        value: Any = event.value
        if event.implicit[0] and not event.style:
            try:
                value = _plain(event.value)
            except ValueError:
                message = f"{event.value[:40]} is not a number that can be used."
                self._report(event, "not-finite", message, "Write an ordinary number, or text in quotes.")
        self._place(value, event)

    def _open(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        self._refuse_tricks(event)
        if len(self.stack) >= MAX_DEPTH:
            message = f"The document is nested more than {MAX_DEPTH} levels deep."
            raise YamlRefusedError(Problem("too-deep", message, "Check brackets and indentation.", line=_line(event)))
        if self._expects_key():
            message, hint = "A key must be plain text, not a list or mapping.", "Write 'key: value'."
            raise YamlRefusedError(Problem("key-not-text", message, hint, line=_line(event)))
        container: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self._place(container, event)
        self.stack.append(_Frame(container))

    def _close(self) -> None:
        self.stack.pop()

    def _expects_key(self) -> bool:
        return bool(self.stack) and isinstance(self.stack[-1].container, dict) and not self.stack[-1].waiting

    def _key(self, event: yaml.ScalarEvent) -> None:
        frame = self.stack[-1]
        frame.key, frame.waiting = event.value, True
        if event.value in frame.container:
            message = f"The key {event.value!r} stands here twice."
            self._report(event, "repeated-key", message, "Keep one of them.")
        if not event.value:
            self._report(event, "key-not-text", "A key is empty.", "Write 'key: value'.")

    def _place(self, value: Any, event: yaml.Event) -> None:
        if self.lines is not None:
            self.lines.setdefault(self._path(), _line(event))
        if not self.stack:
            self.documents.append(value)
            return
        frame = self.stack[-1]
        if isinstance(frame.container, dict):
            frame.container.setdefault(str(frame.key), value)
            frame.waiting = False
        else:
            frame.container.append(value)
            frame.key = len(frame.container)

    def _path(self) -> Path:
        return tuple(frame.key for frame in self.stack)

    def _refuse_tricks(self, event: yaml.ScalarEvent | yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        if event.anchor:
            self._report(event, "anchor", f"An anchor (&{event.anchor}) names a part.", "Remove it; write parts out.")
        if event.tag:
            self._report(event, "tag", f"A tag ({event.tag[:60]}) asks for a special type.", "Remove the tag.")

    def _report(self, event: yaml.Event, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(code, message, hint, json_path(self._path()), line=_line(event)))


def _events(text: str) -> Iterator[yaml.Event]:
    try:
        yield from yaml.parse(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise YamlRefusedError(_explain(error)) from None


def _explain(error: yaml.YAMLError) -> Problem:
    words = str(error)
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark else 0
    for known, message, hint in _EXPLANATIONS:
        if known in words:
            return Problem("not-yaml", message, hint, line=line)
    return Problem("not-yaml", "From here on this is not YAML.", "Check indentation, quotes and brackets.", line=line)


def _line(event: yaml.Event) -> int:
    return int(event.start_mark.line) + 1


def _plain(word: str) -> Any:
    """A plain scalar by the YAML 1.2 core schema. Raises ValueError for a number that is not finite."""
    if word in _WORDS:
        return _WORDS[word]
    if not word[0].isdigit() and word[0] not in "+-.":
        return word
    if _NOT_FINITE.match(word):
        raise ValueError(word)
    if _INTEGER.match(word):
        if len(word) > _LONGEST_NUMBER:
            raise ValueError(word)
        return int(word, 0) if word[:2] in ("0o", "0x") else int(word)
    if _FLOAT.match(word):
        number = float(word)
        if number - number != 0:  # infinite: too large for a double
            raise ValueError(word)
        return number
    return word
