"""Reports about every profile in a folder, several at a time."""

import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path

import click

from aigov_checklist.cli.cohort import files_of
from aigov_checklist.cli.output import replace_file
from aigov_checklist.cli.problems import show_remarks
from aigov_checklist.cli.speaking import spoken
from aigov_checklist.errors import DocumentError, OutputError, Problem, ProgramError
from aigov_checklist.message import Message
from aigov_checklist.report.making import Recipe, make_report

_ENDINGS = {"text": "txt", "markdown": "md"}

Made = bytes | tuple[Problem, ...]


def report_folder(source: Path, target: Path, recipe: Recipe, *, jobs: int, force: bool) -> bool:
    """Write a report for each profile of a folder into another; whether all could be made.

    A profile with errors is reported and does not stop the others.  Raises UsageError if there is none.
    """
    names = list(map(Path, files_of(str(source))))
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            Message("{folder} cannot be made: {reason}.", folder=target, reason=Message(error.strerror or ""))
        ) from None
    complete = True
    with click.progressbar(
        _made(names, recipe, jobs), length=len(names), label=spoken().say("reports"), file=sys.stderr
    ) as results:
        for path, made in zip(names, results, strict=True):
            if isinstance(made, tuple):
                complete = False
                show_remarks(made)
            else:
                ending = _ENDINGS.get(recipe.format, recipe.format)
                replace_file(target / f"{path.stem}.{ending}", made, force=force)
    return complete


def _made(names: list[Path], recipe: Recipe, jobs: int) -> Iterator[Made]:
    make = partial(_make, recipe=recipe)
    if jobs == 1:
        yield from map(make, names)
        return
    try:
        with ProcessPoolExecutor(jobs) as pool:
            yield from pool.map(make, names)
    except BrokenProcessPool:
        raise ProgramError(
            Message(
                "A process that makes reports was ended from outside, perhaps for lack of memory. What is written is "
                "whole: try again with fewer --jobs."
            )
        ) from None


def _make(path: Path, recipe: Recipe) -> Made:
    try:
        return make_report(str(path), recipe)
    except DocumentError as error:
        return error.problems
