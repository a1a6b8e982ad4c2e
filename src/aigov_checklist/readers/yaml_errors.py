"""From what libyaml says against a text to what a person is told who is not a programmer."""

import re
from typing import Any

import yaml

from aigov_checklist.errors import Problem
from aigov_checklist.message import Message

# libyaml's words on the left, then what to tell a person who is not a programmer, and whether the place to look at
# is where the broken part began rather than where it was noticed.
_EXPLANATIONS = (
    (
        "mapping values are not allowed",
        Message("This line does not fit: it has a second ': ', is indented too far, or the key above lacks its ': '."),
        Message(
            "Put a text that contains ': ' in quotes; line up keys of the same level; write a space after each ':'."
        ),
        False,
    ),
    (
        "cannot start any token",
        Message("A tab stands here, or a text that begins with a reserved sign (@, ` or %)."),
        Message("Indent with spaces; put the text in quotes."),
        False,
    ),
    ("found a tab character", Message("A tab stands where only spaces may."), Message("Indent with spaces."), False),
    (
        "did not find expected key",
        Message("The indentation or the quotes are off."),
        Message("Line up keys of the same level; put a text with quotes inside in the other kind of quotes."),
        False,
    ),
    (
        "did not find expected '-'",
        Message("The list's items do not line up, or something follows that is no item."),
        Message("Begin each item with '- ' in one column."),
        False,
    ),
    (
        "block sequence entries are not allowed",
        Message("A list cannot begin here."),
        Message("Begin each item with '- ' on a line of its own; put a text that begins with '- ' in quotes."),
        False,
    ),
    (
        "could not find expected ':'",
        Message("A key has no ': ' after it."),
        Message("Write 'key: value', with a space."),
        True,
    ),
    (
        "did not find expected ','",
        Message("A list or mapping in brackets is not closed, or lacks a comma."),
        Message("Close the bracket; put a text with ', ' or ': ' or brackets in it in quotes."),
        True,
    ),
    (
        "did not find expected node content",
        Message("A bracket or comma stands where a value should."),
        Message("Remove it."),
        False,
    ),
    (
        "found unexpected end of stream",
        Message("A quoted text is never closed."),
        Message("Add the closing quote."),
        True,
    ),
    (
        "escape c",
        Message("A backslash in double quotes begins a sign that does not exist."),
        Message("Put the text in single quotes, or write each backslash twice."),
        False,
    ),
    (
        "alphabetic or numeric character",
        Message("A text begins with * or &, which have a meaning of their own."),
        Message("Put the text in quotes."),
        False,
    ),
    (
        "while scanning a tag",
        Message("A text begins with !, which has a meaning of its own."),
        Message("Put it in quotes."),
        False,
    ),
    (
        "<document start>",
        Message("Something follows the end of the document."),
        Message("Remove it, or the signs that end it."),
        False,
    ),
    (
        "directive",
        Message("A line that begins with % asks for another kind of YAML."),
        Message("Remove that line."),
        False,
    ),
    (
        "incompatible YAML",
        Message("A line that begins with % asks for another kind of YAML."),
        Message("Remove that line."),
        False,
    ),
)

# What no YAML text may hold: https://yaml.org/spec/1.2.2/#51-character-set
_NOT_PRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def explain(error: yaml.YAMLError, text: str) -> Problem:
    """The problem that stopped the reading of a YAML text, with its line."""
    words = str(error)
    noticed = getattr(error, "problem_mark", None)
    began: Any = getattr(error, "context_mark", None) or noticed
    last_line = text.rstrip().count("\n") + 1
    if noticed is None:  # the one error without a mark
        line = line_of(_NOT_PRINTABLE, text)
        return Problem(
            "not-yaml", Message("There is a control character in the text."), Message("Remove it."), line=line
        )
    if noticed.line >= last_line and "node content" in words:
        return Problem(
            "not-yaml", Message("The text ends inside a bracket."), Message("Close the bracket."), line=last_line
        )
    for known, message, hint, from_its_beginning in _EXPLANATIONS:
        if known in words:
            line = (began if from_its_beginning else noticed).line + 1
            return Problem("not-yaml", message, hint, line=min(line, last_line))
    message, hint = Message("From here on this is not YAML."), Message("Check indentation, quotes and brackets.")
    return Problem("not-yaml", message, hint, line=min(noticed.line + 1, last_line))


def line_of(pattern: re.Pattern[str], text: str) -> int:
    """The line of the first match; 0 if there is none."""
    found = pattern.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else 0
