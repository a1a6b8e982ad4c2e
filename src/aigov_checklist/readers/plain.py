"""Documents from YAML or JSON text: the one way in for both."""

from pathlib import PurePath
from typing import Any, NoReturn

from aigov_checklist.errors import DocumentError, Problem
from aigov_checklist.message import Message
from aigov_checklist.readers.json_text import JsonRefusedError, json_lines, read_json
from aigov_checklist.readers.places import Path
from aigov_checklist.readers.yaml_text import YamlRefusedError, read_yaml

_UTF_8_BOM = b"\xef\xbb\xbf"
_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff")


def read_document(data: bytes, name: str) -> tuple[Any, list[Problem]]:
    """The document in `data`, by the name's ending or else its first character, and its problems of form.

    The document may be looked at further even if there are problems, so that all can be told at once.
    Raises DocumentError where it cannot be read at all.
    """
    text = _decode(data)
    try:
        document, problems = read_json(text) if is_json(text, name) else read_yaml(text)
    except (YamlRefusedError, JsonRefusedError) as refusal:
        raise DocumentError(refusal.problems) from None
    if document is None and not problems:
        _refuse(
            "empty",
            Message("The file holds nothing but comments or null."),
            Message("Start from a form: aigov new --help."),
        )
    return document, problems


def read_lines(data: bytes, name: str) -> dict[Path, int]:
    """The line on which each place of a document stands that `read_document` could read."""
    text = _decode(data)
    if is_json(text, name):
        return json_lines(text)
    lines: dict[Path, int] = {}
    read_yaml(text, lines)
    return lines


def _decode(data: bytes) -> str:
    if data.startswith(_WIDE_BOMS) or b"\x00" in data[:4]:
        _refuse(
            "not-utf8",
            Message("This is not UTF-8 text; it looks like UTF-16 or UTF-32."),
            Message("Save the file as UTF-8."),
        )
    if data.startswith(_UTF_8_BOM):
        _refuse(
            "byte-order-mark",
            Message("The file begins with a byte order mark."),
            Message("Save it as 'UTF-8', without BOM."),
        )
    if b"\x00" in data:
        _refuse("binary", Message("This is not a text file."), Message("Give a YAML or JSON file."))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        _refuse("not-utf8", Message("This is not UTF-8 text."), Message("Save the file as UTF-8."), line)
    if not text.strip():
        _refuse("empty", Message("The file is empty."), Message("Start from a form: aigov new --help."))
    return text


def _refuse(code: str, message: Message, hint: Message, line: int = 0) -> NoReturn:
    raise DocumentError([Problem(code, message, hint, line=line)])


def is_json(text: str, name: str) -> bool:
    """Whether a text is JSON: by the ending of its name, else by its first character."""
    suffix = PurePath(name).suffix.lower()
    if suffix in (".yaml", ".yml"):
        return False
    return suffix == ".json" or text.lstrip()[0] in "{["
