"""A plan's targets go into the profile's file, and what was done with those that were there is told."""

import click

from aigov_checklist.cli.saving import replace_unchanged
from aigov_checklist.cli.speaking import spoken
from aigov_checklist.errors import UsageError
from aigov_checklist.harmless import visible
from aigov_checklist.message import Message
from aigov_checklist.planning.plan import Plan
from aigov_checklist.planning.targets import with_targets
from aigov_checklist.readers.source import STANDARD_INPUT
from aigov_checklist.readers.sources import FileSource


def refuse_what_cannot_be_written(profile: str, *, write: bool, owner: str | None, due: str | None) -> None:
    """Raise UsageError for targets that have no file to go to, or for what is said of targets that are not written."""
    if write and profile == STANDARD_INPUT:
        raise UsageError(Message("Standard input cannot be changed: give a file."))
    if not write and (owner is not None or due is not None):
        raise UsageError(Message("--owner and --due are about the targets that --write puts into the profile."))


def write_targets(
    source: FileSource, plan: Plan, *, owner: str | None, due: str | None, replace: bool, limit: int
) -> None:
    """Put the targets into the file and say so on standard error. Raises OutputError if the file has changed."""
    language = spoken()
    found = with_targets(source, plan, owner=owner, due=due, replace=replace, language=language)
    if found.edited.is_changed:
        replace_unchanged(source, found.edited.data, limit=limit)
    count = language.count
    told = [count("{number} target written to {path}.", "{number} targets written to {path}.",
                  len(found.new) + len(found.replaced), path=source.name)]  # fmt: skip
    if found.replaced:
        told.append(language.say("Replaced: {names}.", names=", ".join(found.replaced)))
    if found.kept:
        told.append(language.say("Targets that were there are kept: {names}. Replace them with --force.",
                                 names=", ".join(found.kept)))  # fmt: skip
    if found.without_level:
        told.append(language.say("Not answered by a level, so without a target: {names}.",
                                 names=", ".join(found.without_level)))  # fmt: skip
    for line in told:
        click.echo(visible(line), err=True)
