"""Options of the commands that go from one version of a rubric to another."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from aigov_checklist.cli.options import FILE
from aigov_checklist.migrating.finding import known_version, load_version
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.readers.sources import FileSource

F = TypeVar("F", bound=Callable[..., Any])


def versions_options(command: F) -> F:
    """`--from`, `--via` and `--migration`: the older rubrics, and what leads from one to the next."""
    command = click.option("--migration", "migrations", metavar="FILE", type=FILE, multiple=True,
                           help="A migration file; may be repeated.")(command)  # fmt: skip
    command = click.option("--via", "between", metavar="ID@VERSION|PATH", multiple=True,
                           help="The rubric of a version on the way; may be repeated.")(command)  # fmt: skip
    return click.option(
        "--from",
        "old",
        metavar="ID@VERSION|PATH",
        help="The rubric that was answered.  [default: the installed one of that version]",
    )(command)


def earlier_rubric(file: FileSource, source: str | None, *, limit: int) -> Rubric | None:
    """The rubric that a profile answers: the one given, else the installed one of the version that it names.

    None if there is none: the door then says what is wrong.
    """
    return rubric_answered(file, []) if source is None else load_version(source, limit=limit)


def rubric_answered(file: FileSource, given: Sequence[Rubric]) -> Rubric | None:
    """Of the rubrics given and those installed the one of the version that a profile names.

    If there is none, the first that was given, or None: the door then says what is wrong.
    """
    document, _ = file.read()
    named = document.get("rubric") if isinstance(document, dict) else None
    if not isinstance(named, dict) or not all(isinstance(named.get(key), str) for key in ("id", "version")):
        return given[0] if given else None
    fitting = (rubric for rubric in given if (rubric.id, rubric.version) == (named["id"], named["version"]))
    return next(fitting, None) or known_version(named["id"], named["version"]) or (given[0] if given else None)
