"""`aigov diff`: what differs between two profiles."""

import json

import click

from aigov_checklist.cli.opening import open_named
from aigov_checklist.cli.options import FILE, limit_option, rubric_option
from aigov_checklist.cli.problems import tell
from aigov_checklist.cli.speaking import spoken
from aigov_checklist.differing import difference_document, difference_lines, differences
from aigov_checklist.harmless import visible


@click.command()
@click.argument("before", type=FILE)
@click.argument("after", type=FILE)
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
@rubric_option
@limit_option
def diff(before: str, after: str, style: str, rubric_source: str | None, limit: int) -> None:
    """List the answers, evidence and notes that differ between the profiles BEFORE and AFTER.

    Nothing is scored (see: aigov compare --help).  The exit code is 0 if both say the same, 1 if they differ.
    """
    language = spoken()
    opened = [open_named(name, rubric_source, limit) for name in (before, after)]
    found = differences(opened[0].profile, opened[1].profile, list(opened[1].rubric.indicators))
    if not found.are_of_one_subject:
        names = {"before": opened[0].profile.subject.name, "after": opened[1].profile.subject.name}
        click.echo(
            visible(language.say("The profiles are of different subjects: {before} and {after}.", **names)), err=True
        )
    if style == "json":
        tell(json.dumps(difference_document(found), ensure_ascii=False, indent=2))
    elif not found.are_none:
        tell("\n".join(visible(line) for line in difference_lines(found, language)))
    if not found.are_none:
        raise click.exceptions.Exit(1)
