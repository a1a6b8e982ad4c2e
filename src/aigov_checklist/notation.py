"""Values as YAML or JSON text that reads back as exactly what was meant."""

import json
import re
from textwrap import wrap
from typing import Any

Value = Any
"""What JSON can say: mappings, lists, texts, numbers, true and false."""

# Nothing that any YAML could read as a number, a date, true, null or markup; the rest is put in quotes.
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_.()/-]*( [A-Za-z0-9_.()/-]+)*\Z|https?://[A-Za-z0-9_./?=&%~+-]+\Z")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?\Z")
# Paragraphs of words with one space between them: only those come back from a folded block as they were.
_FOLDS = re.compile(r"[^\s\x00-\x1f]+(?: [^\s\x00-\x1f]+)*(?:\n+[^\s\x00-\x1f]+(?: [^\s\x00-\x1f]+)*)*\Z")
_LONG, _WIDTH = 80, 100
_VERSION = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+\Z")
_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
# What YAML does not print, and what would drive a terminal or hide: written out as \\u....
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")


def scalar(value: Value) -> str:
    """A text, number or truth value as YAML, on one line."""
    if isinstance(value, str) and _is_plain(value):
        return value
    return _quoted(value)


def block_lines(value: Value, *, folds: bool = True) -> list[str]:
    """A mapping or list as the lines of a YAML block; anything else on one line.

    Behind a folded text no comment can stand: where one follows, `folds` must be off.
    """
    if isinstance(value, dict) and value:
        return [line for key, inner in value.items() for line in entry_lines(key, inner, folds=folds)]
    if isinstance(value, list) and value:
        return [line for item in value for line in _hung("- ", block_lines(item, folds=folds))]
    return [flow(value)]


def entry_lines(key: str, value: Value, *, folds: bool = True) -> list[str]:
    """A key and its value as the lines of a YAML block; long texts are folded."""
    if isinstance(value, dict | list) and value:
        return [f"{scalar(key)}:", *_hung("  ", block_lines(value, folds=folds))]
    if (
        folds
        and isinstance(value, str)
        and len(value) > _LONG
        and _FOLDS.match(value)
        and not _UNPRINTABLE.search(value)
    ):
        return [f"{scalar(key)}: >-", *_hung("  ", _folded(value))]
    return [f"{scalar(key)}: {flow(value)}"]


def flow(value: Value) -> str:
    """The value on one line of YAML, with brackets."""
    if isinstance(value, dict):
        inside = ", ".join(f"{scalar(key)}: {_inside(inner)}" for key, inner in value.items())
        return f"{{{inside}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_inside, value))}]"
    return scalar(value)


def json_text(value: Value, *, indent: int | None) -> str:
    """The value as JSON, on one line or indented by so many spaces; it is YAML too."""
    return _written_out(json.dumps(value, ensure_ascii=False, indent=indent))


def document_bytes(document: dict[str, Value], name: str) -> bytes:
    """A document as the file of that name would hold it: JSON if it ends in .json, else YAML."""
    if name.lower().endswith(".json"):
        return f"{json_text(document, indent=2)}\n".encode()
    return ("\n".join(block_lines(document)) + "\n").encode()


def _inside(value: Value) -> str:
    # In brackets a web address without quotes would take what follows it for a part of it.
    return _quoted(value) if isinstance(value, str) and ":" in value else flow(value)


def _is_plain(text: str) -> bool:
    found = _PLAIN.match(text) or _DAY.match(text) or _VERSION.match(text)
    return bool(found) and text.lower() not in _WORDS


def _quoted(value: Value) -> str:
    return _written_out(json.dumps(value, ensure_ascii=False))


def _written_out(text: str) -> str:
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _folded(text: str) -> list[str]:
    """The lines of a folded block: a line break inside the text is an empty line."""
    lines: list[str] = []
    for number, paragraph in enumerate(text.split("\n")):
        lines += [""] if number else []
        lines += wrap(paragraph, _WIDTH, break_long_words=False, break_on_hyphens=False)
    return lines


def _hung(mark: str, lines: list[str]) -> list[str]:
    return [(mark if number == 0 else " " * len(mark)) + line if line else "" for number, line in enumerate(lines)]
