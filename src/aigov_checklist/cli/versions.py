"""Options of the commands that go from one version of a rubric to another."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from aigov_checklist.cli.options import FILE
from aigov_checklist.errors import UsageError
from aigov_checklist.message import Message
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

    None if the profile names none: the door then says what is wrong.  Raises UsageError if there is none of that
    version, or another was given.
    """
    named = _named_in(file)
    if named is None:
        return None
    rubric_id, version = named
    found = known_version(rubric_id, version) if source is None else load_version(source, limit=limit)
    if found is None or (found.id, found.version) != named:
        raise UsageError(
            Message(
                "The profile answers version {version} of {rubric}: give that rubric with --from.",
                version=version,
                rubric=rubric_id,
            )
        )
    return found


def _named_in(file: FileSource) -> tuple[str, str] | None:
    document, _ = file.read()
    named = document.get("rubric") if isinstance(document, dict) else None
    if not isinstance(named, dict) or not all(isinstance(named.get(key), str) for key in ("id", "version")):
        return None
    return named["id"], named["version"]


def rubric_answered(file: FileSource, given: Sequence[Rubric]) -> Rubric | None:
    """Of the rubrics given and those installed the one of the version that a profile names.

    If there is none, or a rubric of another name was given, the first that was given, or None: the door then says
    what is wrong.
    """
    named = _named_in(file)
    if named is None:
        return given[0] if given else None
    rubric_id, version = named
    versions = {rubric.version: rubric for rubric in given if rubric.id == rubric_id}
    if given and not versions:
        return given[0]
    found = versions.get(version) or known_version(rubric_id, version)
    return found or (given[0] if given else None)
