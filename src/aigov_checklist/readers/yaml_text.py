"""YAML with the 1.2 reading of plain words, built without recursion; surprises are refused.

`NO` stays text and `2026-11-21` stays text; repeated keys, aliases, tags and deep nesting are problems with
a line number. The document is built from parser events, so that nothing in it can exhaust the stack.
"""

import re
from typing import Any, NoReturn

import yaml

from aigov_checklist.errors import Problem
from aigov_checklist.message import Message
from aigov_checklist.readers.counting import AND_MORE, MOST_PROBLEMS
from aigov_checklist.readers.places import LONGEST_KEY, Path, json_path, shortened
from aigov_checklist.readers.yaml_errors import explain, line_of

MAX_DEPTH = 64
"""How many levels of nesting a document may have; ours need about ten."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# Line breaks to YAML 1.1, and so to libyaml; letters to YAML 1.2, to JSON and to whoever counts lines.
_OTHER_BREAKS = re.compile("[\x85\u2028\u2029]")

_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_MAY_BE_A_NUMBER = frozenset("+-.0123456789")
_INTEGER = re.compile(r"[-+]?[0-9]+\Z|0o[0-7]+\Z|0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)\Z|\.(nan|NaN|NAN)\Z")
LONGEST_NUMBER = 400
"""How many signs a number may have; more cannot be meant, and would take long to read."""


class YamlRefusedError(Exception):
    """The text cannot be read any further; carries the problems found up to there."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__(problems[-1].message)


class _Frame:
    """A mapping or list that is being filled, and the key that comes next."""

    __slots__ = ("container", "is_list", "key", "waiting")

    def __init__(self, container: dict[str | int, Any] | list[Any]) -> None:
        self.container: dict[str | int, Any] | list[Any] = container
        self.is_list = isinstance(container, list)
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
        if line := line_of(_OTHER_BREAKS, text):
            message = Message("There is an invisible line or paragraph separator in the text.")
            hint = Message("Replace it by a space or an ordinary line break.")
            raise YamlRefusedError([Problem("not-yaml", message, hint, line=line)])
        try:
            for event in yaml.parse(text, Loader=_LOADER):
                self._take(event)
        except yaml.YAMLError as error:
            raise YamlRefusedError([*self.problems, explain(error, text)]) from None
        return (self.documents[0] if self.documents else None), self.problems

    def _take(self, event: yaml.Event) -> None:
        if self.stack and (frame := self.stack[-1]).is_list:
            frame.key = len(frame.container)  # of the item that begins now
        match event:
            case yaml.ScalarEvent():
                self._scalar(event)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._open(event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self.stack.pop()
            case yaml.AliasEvent():
                self._alias(event)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        if is_key := self._expects_key():
            self._key(event.value, event)
        if event.anchor or event.tag:
            self._report_tricks(event)
        if is_key:
            return
        value: Any = event.value
        if event.implicit[0] and not event.style and (value in _WORDS or value[0] in _MAY_BE_A_NUMBER):
            try:
                value = _plain(event.value)
            except ValueError:
                message = Message("{number} is not a number that can be used.", number=shortened(event.value, 40))
                self._report(event, "not-finite", message, Message("Write an ordinary number, or text in quotes."))
        self._place(value, event)

    def _open(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        if len(self.stack) >= MAX_DEPTH:
            message = Message("The document is nested more than {most} levels deep.", most=MAX_DEPTH)
            self._refuse(event, "too-deep", message, Message("Check brackets and indentation."))
        if self._expects_key():
            message = Message("A key must be plain text, not a list or mapping.")
            self._refuse(event, "key-not-text", message, Message("Write 'key: value'."))
        self._report_tricks(event)
        container: dict[str | int, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self._place(container, event)
        self.stack.append(_Frame(container))

    def _alias(self, event: yaml.AliasEvent) -> None:
        name = f"*{event.anchor}"
        is_key = self._expects_key()
        if is_key:
            self._key(name, event)
        message = Message("An alias ({alias}) repeats another part.", alias=shortened(name))
        self._report(
            event, "alias", message, Message("Write the part out, or put a text that begins with * in quotes.")
        )
        if not is_key:
            self._place(None, event)

    def _expects_key(self) -> bool:
        return bool(self.stack) and not self.stack[-1].is_list and not self.stack[-1].waiting

    def _key(self, name: str, event: yaml.Event) -> None:
        if len(name) > LONGEST_KEY:
            message = Message("A key is longer than {most:,} characters.", most=LONGEST_KEY)
            self._refuse(event, "key-too-long", message, Message("Put long texts after a key, not before the ':'."))
        frame = self.stack[-1]
        frame.key, frame.waiting = name, True
        if self.lines is not None:
            self._note_line(event)
        if name in frame.container:
            message = Message("The key {key!r} stands here more than once.", key=shortened(name))
            self._report(event, "repeated-key", message, Message("Keep one of them."))
        if not name:
            self._report(event, "key-not-text", Message("A key is empty."), Message("Write 'key: value'."))

    def _place(self, value: Any, event: yaml.Event) -> None:
        if self.lines is not None:
            self._note_line(event)
        if not self.stack:
            self._whole(value, event)
            return
        frame = self.stack[-1]
        if isinstance(frame.container, dict):
            frame.container.setdefault(frame.key, value)
            frame.waiting = False
        else:
            frame.container.append(value)

    def _whole(self, document: Any, event: yaml.Event) -> None:
        self.documents.append(document)
        if len(self.documents) == 2:
            message, hint = (
                Message("There is more than one document in the file."),
                Message("Keep one; remove the '---' between."),
            )
            self.problems.append(Problem("several-documents", message, hint, line=_line(event)))

    def _note_line(self, event: yaml.Event) -> None:
        assert self.lines is not None  # asked before, as most readers do not want them
        self.lines.setdefault(self._path(), _line(event))

    def _path(self) -> Path:
        return tuple(frame.key for frame in self.stack)

    def _report_tricks(self, event: yaml.ScalarEvent | yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        if event.anchor:
            message = Message("An anchor (&{anchor}) names a part.", anchor=shortened(event.anchor))
            self._report(event, "anchor", message, Message("Remove it, or put a text that begins with & in quotes."))
        if event.tag:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            message = Message("A tag ({tag}) asks for a special type.", tag=shortened(tag))
            self._report(event, "tag", message, Message("Remove it, or put a text that begins with ! in quotes."))

    def _report(self, event: yaml.Event, code: str, message: Message, hint: Message) -> None:
        if len(self.problems) >= MOST_PROBLEMS:
            raise YamlRefusedError([*self.problems, AND_MORE])
        self.problems.append(Problem(code, message, hint, json_path(self._path()), line=_line(event)))

    def _refuse(self, event: yaml.Event, code: str, message: Message, hint: Message) -> NoReturn:
        raise YamlRefusedError([*self.problems, Problem(code, message, hint, line=_line(event))])


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0


def _plain(word: str) -> Any:
    """A plain scalar by the YAML 1.2 core schema. Raises ValueError for a number that is not finite."""
    if word in _WORDS:
        return _WORDS[word]
    if _NOT_FINITE.match(word):
        raise ValueError(word)
    if _INTEGER.match(word):
        return int(_not_endless(word), 0 if word[:2] in ("0o", "0x") else 10)
    if _FLOAT.match(word):
        number = float(_not_endless(word))
        if number - number != 0:  # infinite: too large for a double
            raise ValueError(word)
        return number
    return word


def _not_endless(word: str) -> str:
    if len(word) > LONGEST_NUMBER:
        raise ValueError(word)
    return word
