"""`aigov migrate`: a profile under another version of its rubric."""

from datetime import date

import click

from aigov_checklist.cli.options import FILE, limit_option, output_options
from aigov_checklist.cli.output import deliver, terminal_width
from aigov_checklist.cli.problems import show_remarks
from aigov_checklist.cli.speaking import spoken
from aigov_checklist.cli.versions import earlier_rubric, versions_options
from aigov_checklist.errors import UsageError
from aigov_checklist.loading import admit_profile
from aigov_checklist.message import Message
from aigov_checklist.migrating.finding import load_version
from aigov_checklist.migrating.making import migrate as migrate_profile
from aigov_checklist.migrating.route import map_of, route
from aigov_checklist.readers.sources import FileSource
from aigov_checklist.report.migration import build_migration
from aigov_checklist.report.text_writer import text_report
from aigov_checklist.semver import is_version


@click.command()
@click.argument("profile", type=FILE)
@click.option(
    "--to", "version", metavar="VERSION", help="The version to carry the answers to.  [default: that of --rubric]"
)
@click.option(
    "--rubric", "new", metavar="ID|ID@VERSION|PATH", help="The rubric of that version.  [default: the installed one]"
)
@versions_options
@output_options
@limit_option
def migrate(
    profile: str,
    version: str | None,
    new: str | None,
    old: str | None,
    between: tuple[str, ...],
    migrations: tuple[str, ...],
    output: str | None,
    force: bool,
    limit: int,
) -> None:
    """Carry the answers in PROFILE to a later version of its rubric.

    Migration files say what becomes of each indicator: kept, renamed, split, merged or dropped. No answer is deleted:
    what has no place in the new version, or was changed on the way, stays in the profile's history as it stood. What
    could be claimed only by guessing is left open, with a proposal where the old answer says something. Standard error
    tells what became of every answer, and which a person should look at.
    """
    file = FileSource(profile, limit=limit)
    opened = admit_profile(file, earlier_rubric(file, old, limit=limit))
    given = [load_version(source, limit=limit) for source in (*between, *([new] if new else []))]
    if version is not None and not is_version(version):
        raise UsageError(Message("{version!r} is not a version. Write three numbers: 1.0.0.", version=version))
    if version is None:
        if new is None:
            raise UsageError(Message("Say which version: --to VERSION, or --rubric with the new rubric."))
        version = given[-1].version
    legs = route(opened.rubric, version, map_of(opened.rubric.id, given, migrations, limit=limit))
    made = migrate_profile(file, legs, output or profile, today=date.today().isoformat())
    show_remarks(made.opened.warnings)
    deliver(made.data, output, force=force)
    page = build_migration(opened.profile.subject.name, made.passages, spoken())
    click.echo(text_report(page, width=terminal_width()), nl=False, err=True)
    if made.loses_comments:
        click.echo(spoken().say("The comments of the file are not in the new one: keep both."), err=True)
