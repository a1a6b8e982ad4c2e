"""The help of a command in the language of this run."""

from collections.abc import Iterable, Iterator
from copy import copy
from typing import TypeVar

import click
from wcwidth import wcswidth, wrap

from aigov_checklist.language import Language

C = TypeVar("C", bound=click.Command)


def retold(command: C, language: Language) -> C:
    """A copy of a command that tells its help in this language; its options and what it does stay the same."""
    other = copy(command)
    other.params = [_retold_option(param, language) for param in command.params]
    other.help = "\n\n".join(map(language.say, paragraphs(command.help or "")))
    other.context_class = _Context
    other._help_option = None  # click keeps one that was made before, perhaps in another language
    if isinstance(other, click.Group):
        other.commands = {name: retold(inner, language) for name, inner in other.commands.items()}
    return other


def paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a help text, each on one line."""
    for paragraph in text.split("\n\n"):
        yield " ".join(paragraph.split())


def _retold_option(param: click.Parameter, language: Language) -> click.Parameter:
    if not isinstance(param, click.Option) or not param.help:
        return param
    other = copy(param)
    other.help = language.say(param.help)
    return other


class _Formatter(click.HelpFormatter):
    """Wraps by what a text takes up on a screen: a Chinese character is two columns wide."""

    def write_text(self, text: str) -> None:
        indent = " " * self.current_indent
        self.write("\n\n".join("\n".join(_lines(part, self.width, indent)) for part in text.split("\n\n")) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        rows = list(rows)
        column = min(max(wcswidth(term) for term, _ in rows), col_max) + col_spacing
        indent = " " * (self.current_indent + column)
        for term, meaning in rows:
            begin = f"{' ' * self.current_indent}{term}"
            room = column - wcswidth(term)
            begin += " " * room if room >= col_spacing else f"\n{indent}"
            lines = _lines(meaning, self.width, indent)
            self.write("\n".join([begin + lines[0].removeprefix(indent), *lines[1:]]) + "\n")


class _Context(click.Context):
    formatter_class = _Formatter


def _lines(text: str, width: int, indent: str) -> list[str]:
    is_wide = wcswidth(text) > len(text)
    return wrap(text, width, initial_indent=indent, subsequent_indent=indent, break_long_words=is_wide) or [indent]
