"""`aigov rubric diff`: what differs between two versions of a rubric."""

import click

from aigov_checklist.cli.options import FILE, language_option, limit_option, output_options
from aigov_checklist.cli.speaking import spoken
from aigov_checklist.cli.telling import deliver_told
from aigov_checklist.language import language
from aigov_checklist.migrating.finding import load_migration, load_version
from aigov_checklist.report.rubric_change_rows import rubric_changes_told
from aigov_checklist.report.telling import TOLD_FORMATS
from aigov_checklist.rubric_changes.between import changes_between


@click.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--migration", metavar="FILE", type=FILE, help="The file that says what becomes of the answers.")
@click.option("--format", "style", type=click.Choice(TOLD_FORMATS), default="text", show_default=True)
@language_option
@output_options
@limit_option
def diff(
    old: str,
    new: str,
    migration: str | None,
    style: str,
    code: str | None,
    output: str | None,
    force: bool,
    limit: int,
) -> None:
    """Tell in what the versions OLD and NEW of a rubric differ, and how far the version number must go up.

    OLD and NEW are ids, ID@VERSION of an installed version, or files or folders.  Each change is editorial, clarifying,
    scoring or structural.  The exit code is 1 if the number of NEW is too low.  Translations beside the rubric are not
    compared.
    """
    before, after = load_version(old, limit=limit), load_version(new, limit=limit)
    told = None if migration is None else load_migration(migration, before, after, limit=limit)
    found = changes_between(before, after, told)
    deliver_told(rubric_changes_told(found, language(code) if code else spoken()), style, output, force=force)
    if not found.fits:
        raise click.exceptions.Exit(1)
