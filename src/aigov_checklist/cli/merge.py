"""`aigov merge`: profiles of several respondents made one."""

import json
import os
from pathlib import Path, PurePath

import click

from aigov_checklist.cli.opening import open_named
from aigov_checklist.cli.options import FILE, limit_option, output_options, rubric_option
from aigov_checklist.cli.output import deliver
from aigov_checklist.cli.problems import show_remarks
from aigov_checklist.cli.speaking import spoken
from aigov_checklist.conflicts import conflict_document, conflict_lines, conflict_markdown
from aigov_checklist.errors import OutputError, UsageError
from aigov_checklist.harmless import visible
from aigov_checklist.loading import admit_profile
from aigov_checklist.merging import LONGEST_WINDOW, Merged, respondent
from aigov_checklist.merging import merge as merge_profiles
from aigov_checklist.message import Message
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.notation import document_bytes
from aigov_checklist.readers.draft import Draft
from aigov_checklist.translation import translated

_ENDINGS = (".yaml", ".yml", ".json", ".md")


@click.command()
@click.argument("files", metavar="FILE FILE...", nargs=-1, required=True, type=FILE)
@click.option("--prefer", metavar="FILE", multiple=True, help="Where answers differ, take the one in this file.")
@click.option(
    "--conflicts", "report", metavar="PATH", type=click.Path(),
    help="Write who says what on which evidence to this file: .yaml, .json or .md.",
)  # fmt: skip
@click.option(
    "--within", "window", metavar="DAYS", type=click.IntRange(min=0), default=LONGEST_WINDOW, show_default=True,
    help="How many days may lie between the profiles.",
)  # fmt: skip
@click.option("--no-names", is_flag=True, help="Put notes together without the names of those who wrote them.")
@output_options
@rubric_option
@limit_option
def merge(
    files: tuple[str, ...],
    prefer: tuple[str, ...],
    report: str | None,
    window: int,
    no_names: bool,
    output: str | None,
    force: bool,
    rubric_source: str | None,
    limit: int,
) -> None:
    """Merge the profiles of several respondents on one subject, under one rubric, into one.

    What only one answers is taken; same answers keep all their evidence and notes, and the least confidence.
    Different answers are told and left out, unless their area is assigned to the assessor of one file, or
    --prefer names a file.  The date is the latest.  The exit code is 1 if anything is left open.
    """
    _refuse_misuse(files, prefer, report)
    _refuse_places(files, (output, report), force=force)
    opened = [open_named(name, rubric_source, limit) for name in files]
    respondents = [respondent(name, one.profile, PurePath(name).stem) for name, one in zip(files, opened, strict=True)]
    rubric = opened[0].rubric
    merged = merge_profiles(respondents, rubric, prefer=prefer, window=window, sign_notes=not no_names)
    draft = Draft(output or "profile.yaml", document_bytes(merged.document, output or ""))
    show_remarks(admit_profile(draft, rubric).warnings)
    if report:
        deliver(_told(merged, rubric, report), report, force=force)
    deliver(draft.data, output, force=force)
    _summarize(merged)
    if merged.open_conflicts:
        raise click.exceptions.Exit(1)


def _refuse_misuse(files: tuple[str, ...], prefer: tuple[str, ...], report: str | None) -> None:
    if len(files) < 2:
        raise UsageError(Message("There is nothing to merge: give two profiles or more."))
    for name in prefer:
        if name not in files:
            raise UsageError(Message("--prefer names {name}, which is not one of the files to merge.", name=name))
    if report and not report.lower().endswith(_ENDINGS):
        raise UsageError(Message("{path} should end in one of: {endings}.", path=report, endings=", ".join(_ENDINGS)))


def _refuse_places(files: tuple[str, ...], places: tuple[str | None, ...], *, force: bool) -> None:
    """Refuse what could not be written later, so that not one of two files is written."""
    taken = {Path(name).absolute() for name in files}
    for path in places:
        if path and path != "-":
            if Path(path).absolute() in taken:
                raise OutputError(Message("{path} is read or written already. Choose another name.", path=path))
            if os.path.lexists(path) and not force:
                raise OutputError(
                    Message("{path} exists already. Choose another name, or replace it with --force.", path=path)
                )
            taken.add(Path(path).absolute())


def _told(merged: Merged, rubric: Rubric, name: str) -> bytes:
    if name.lower().endswith(".md"):
        return conflict_markdown(merged, translated(rubric, spoken().code), spoken()).encode()
    document = conflict_document(merged)
    if name.lower().endswith(".json"):
        return f"{json.dumps(document, ensure_ascii=False, indent=2)}\n".encode()
    return document_bytes(document, name)


def _summarize(merged: Merged) -> None:
    language = spoken()
    for line in (*map(language.tell, merged.remarks), *conflict_lines(merged.conflicts, language)):
        click.echo(visible(line), err=True)
    if merged.open_conflicts:
        click.echo(language.say("Conflicts left open: {number}", number=len(merged.open_conflicts)), err=True)
