"""Lines from a terminal, a pipe or a file: asked for one at a time."""

import locale
import sys
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from io import TextIOWrapper

import click

from aigov_checklist.cli.output import terminal_width
from aigov_checklist.cli.speaking import spoken
from aigov_checklist.errors import Problem
from aigov_checklist.harmless import visible
from aigov_checklist.interviewing.showing import wrapped
from aigov_checklist.language import join_sentences
from aigov_checklist.message import Message

_NO_TEXT = ("Cc", "Cs")
"""Controls, and what stands for bytes that could not be decoded."""


def prepare() -> None:
    """Let lines be edited where they are typed, and let those that are no text be told apart."""
    # Beside its arrow keys it lets a line be longer than the 4,095 bytes that a terminal itself takes; but where
    # the system does not expect UTF-8 it swallows letters.
    if locale.getencoding().upper() == "UTF-8":
        with suppress(ImportError):
            import readline  # noqa: F401, PLC0415 - it is not everywhere
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="surrogateescape")


def ask(prompt: str) -> str:
    """The next line, without spaces around it. Raises EOFError where there is none, or no terminal any more."""
    while True:
        try:
            line = input(prompt).strip()
        except OSError:
            raise EOFError from None
        if not any(unicodedata.category(sign) in _NO_TEXT and sign not in "\t\n" for sign in line):
            return line
        say("This line holds signs that are no text, from an arrow key or in another encoding. Type it again.")


def asked(question: Message) -> str:
    """The answer to a question, which is put until there is one."""
    while not (line := ask(spoken().tell(question))):
        pass
    return line


def say(message: str, /, **values: object) -> None:
    """Print a message in the language of this run, wrapped."""
    show(*wrapped(spoken().say(message, **values), terminal_width()))


def show(*lines: str) -> None:
    """Print lines. Raises EOFError where nobody reads them any more."""
    try:
        for line in lines:
            click.echo(visible(line))
    except OSError:
        raise EOFError from None


def tell_plainly(problems: Iterable[Problem]) -> None:
    """Print what is wrong with something that was just typed: no place in the file, no code."""
    tell = spoken().tell
    for problem in problems:
        say("{message}", message=join_sentences(filter(None, (tell(problem.message), tell(problem.hint)))))
