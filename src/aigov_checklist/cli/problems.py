"""Telling problems on a terminal: what, where, what to do."""

from collections.abc import Iterable, Iterator

import click

from aigov_checklist.cli.output import deliver
from aigov_checklist.cli.speaking import spoken
from aigov_checklist.errors import Problem
from aigov_checklist.harmless import visible
from aigov_checklist.readers.places import shortened

_LONGEST_PATH = 300


def problem_lines(problems: Iterable[Problem]) -> Iterator[str]:
    """Two or three lines a problem: place and message, JSON path, hint; in the language of this run."""
    language = spoken()
    words = {"error": language.say("error"), "warning": language.say("warning")}
    for problem in problems:
        place = problem.where
        said = f"{words[problem.severity]}: {language.tell(problem.message)}"
        yield visible(f"{place + ': ' if place else ''}{said} [{problem.code}]")
        if problem.path not in ("", "$"):
            yield visible("    " + language.say("at {path}", path=shortened(problem.path, _LONGEST_PATH)))
        if problem.hint:
            yield visible(f"    {language.tell(problem.hint)}")


def tell(text: str) -> None:
    """Print what was found to standard output, in UTF-8 as every document; also names that are not UTF-8."""
    deliver(f"{text}\n".encode("utf-8", "backslashreplace"), None, force=False)


def show_remarks(problems: Iterable[Problem]) -> None:
    """Print problems to standard error."""
    for line in problem_lines(problems):
        click.echo(line, err=True)
