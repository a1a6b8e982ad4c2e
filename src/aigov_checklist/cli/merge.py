"""`aigov merge`: profiles of several respondents made one, and a reviewer's decisions on it."""

import json
import os
from dataclasses import replace
from pathlib import Path, PurePath

import click

from aigov_checklist.cli.opening import open_named
from aigov_checklist.cli.options import FILE, limit_option, output_options, rubric_option
from aigov_checklist.cli.output import deliver
from aigov_checklist.cli.problems import show_remarks
from aigov_checklist.cli.speaking import spoken
from aigov_checklist.conflicts import conflict_document, conflict_lines, conflict_markdown, decision_lines
from aigov_checklist.errors import OutputError, UsageError
from aigov_checklist.harmless import visible
from aigov_checklist.loading import Opened, admit_profile
from aigov_checklist.merging import LONGEST_WINDOW, Merged, Respondent, respondent, review
from aigov_checklist.merging import merge as merge_profiles
from aigov_checklist.message import Message
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.notation import document_bytes
from aigov_checklist.readers.draft import Draft
from aigov_checklist.translation import translated

_ENDINGS = (".yaml", ".yml", ".json", ".md")


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=FILE)
@click.option("--prefer", metavar="FILE", multiple=True, help="Where answers differ, take the one in this file.")
@click.option(
    "--conflicts", "report", metavar="PATH", type=click.Path(),
    help="Write who says what on which evidence to this file: .yaml, .json or .md.",
)  # fmt: skip
@click.option(
    "--within", "window", metavar="DAYS", type=click.IntRange(min=0), default=LONGEST_WINDOW, show_default=True,
    help="How many days may lie between the profiles.",
)  # fmt: skip
@click.option("--no-names", is_flag=True, help="Name neither who wrote a note nor who reviewed.")
@click.option(
    "--reviewer", "reviewer_file", metavar="FILE", type=FILE,
    help="Record the answers in this file as a review of the others.",
)  # fmt: skip
@click.option("--reviewer-name", metavar="TEXT", help="Who reviewed.  [default: the assessors of that file]")
@output_options
@rubric_option
@limit_option
def merge(
    files: tuple[str, ...],
    prefer: tuple[str, ...],
    report: str | None,
    window: int,
    no_names: bool,
    reviewer_file: str | None,
    reviewer_name: str | None,
    output: str | None,
    force: bool,
    rubric_source: str | None,
    limit: int,
) -> None:
    """Merge the profiles of several respondents on one subject, under one rubric, into one.

    What only one answers is taken; same answers keep all their evidence and notes, and the least confidence.
    Different answers are told and left out, unless their area is assigned to the assessor of one file, or
    --prefer names a file.  The date is the latest.  The exit code is 1 if anything is left open.

    With --reviewer, one FILE is enough.  Each answer of the reviewer is recorded as a review: confirmed if it is the
    same, else revised to the reviewer's.  An earlier review that says otherwise is a conflict like any other.
    """
    everybody = (*files, *([reviewer_file] if reviewer_file else []))
    _refuse_misuse(files, everybody, prefer, report)
    if reviewer_name and not reviewer_file:
        raise UsageError(Message("--reviewer-name is for --reviewer."))
    _refuse_places(everybody, (output, report), force=force)
    opened = {name: open_named(name, rubric_source, limit) for name in dict.fromkeys(everybody)}
    respondents = [_respondent(name, opened[name]) for name in files]
    rubric = opened[files[0]].rubric
    merged = merge_profiles(respondents, rubric, prefer=prefer, window=window, sign_notes=not no_names)
    if reviewer_file:
        reviewer = _respondent(reviewer_file, opened[reviewer_file], reviewer_name)
        merged = review(merged, respondents, reviewer, rubric, prefer=prefer, window=window, sign=not no_names)
    draft = Draft(output or "profile.yaml", document_bytes(merged.document, output or ""))
    show_remarks(admit_profile(draft, rubric).warnings)
    if report:
        deliver(_told(merged, rubric, report), report, force=force)
    deliver(draft.data, output, force=force)
    _summarize(merged)
    if merged.open_conflicts:
        raise click.exceptions.Exit(1)


def _respondent(name: str, opened: Opened, called: str | None = None) -> Respondent:
    found = respondent(name, opened.profile, PurePath(name).stem)
    return replace(found, name=called) if called else found


def _refuse_misuse(
    files: tuple[str, ...], everybody: tuple[str, ...], prefer: tuple[str, ...], report: str | None
) -> None:
    if len(everybody) < 2:
        raise UsageError(Message("There is nothing to merge: give two profiles or more, or one and its --reviewer."))
    if len(everybody) > len(files) and everybody[-1] in files:
        raise UsageError(Message("{file} cannot be its own review.", file=everybody[-1]))
    for name in prefer:
        if name not in everybody:
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
    for line in (
        *map(language.tell, merged.remarks),
        *conflict_lines(merged.conflicts, language),
        *decision_lines(merged, language),
    ):
        click.echo(visible(line), err=True)
    if merged.open_conflicts:
        click.echo(language.say("Conflicts left open: {number}", number=len(merged.open_conflicts)), err=True)
