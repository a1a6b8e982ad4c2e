"""`aigov crosswalk`: how two rubrics correspond."""

import click

from aigov_checklist.cli.options import FILE, language_option, limit_option, output_options
from aigov_checklist.cli.output import deliver, terminal_width
from aigov_checklist.cli.problems import problem_lines, tell
from aigov_checklist.cli.speaking import spoken
from aigov_checklist.cli.telling import deliver_told
from aigov_checklist.crosswalks.correspondence import correspondence
from aigov_checklist.crosswalks.opening import load_crosswalk, shipped_crosswalks, validate_crosswalk
from aigov_checklist.errors import has_errors
from aigov_checklist.language import language
from aigov_checklist.loading import load_known_rubrics, load_rubric
from aigov_checklist.report.crosswalk import build_crosswalk_list
from aigov_checklist.report.crosswalk_rows import crosswalk_told
from aigov_checklist.report.crosswalk_words import Corresponding
from aigov_checklist.report.telling import TOLD_FORMATS
from aigov_checklist.report.text_writer import text_report
from aigov_checklist.translation import translated


@click.group()
def crosswalk() -> None:
    """Show how two rubrics correspond: what answers to what, what each lacks, what is opposed."""


@crosswalk.command("list")
def list_crosswalks() -> None:
    """List the shipped crosswalks."""
    crosswalks = [load_crosswalk(load_rubric(one), load_rubric(other)) for one, other in shipped_crosswalks()]
    page = build_crosswalk_list(crosswalks, spoken())
    deliver(text_report(page, width=terminal_width()).encode("utf-8"), None, force=False)


@crosswalk.command()
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@click.option("--file", "source", type=FILE, help="A crosswalk file of your own.  [default: the shipped one]")
@click.option("--format", "style", type=click.Choice(TOLD_FORMATS), default="text", show_default=True)
@language_option
@output_options
@limit_option
def show(
    one: str,
    other: str,
    source: str | None,
    style: str,
    code: str | None,
    output: str | None,
    force: bool,
    limit: int,
) -> None:
    """Show how the rubrics A and B correspond, seen from A.

    A and B are ids of rubrics, or rubric files or folders of your own.  A crosswalk is written down once and
    read from both sides.
    """
    rubrics = load_rubric(one, limit=limit), load_rubric(other, limit=limit)
    crosswalk = load_crosswalk(*rubrics, source, limit=limit)
    told_in = language(code) if code else spoken()
    found = correspondence(crosswalk, *(translated(rubric, told_in.code) for rubric in rubrics))
    deliver_told(crosswalk_told(Corresponding(found, told_in)), style, output, force=force)


@crosswalk.command()
@click.argument("source", metavar="FILE", type=FILE)
@click.option("--rubric", "own", metavar="PATH", multiple=True,
              help="A rubric of your own that the file names; may be repeated.")  # fmt: skip
@limit_option
def validate(source: str, own: tuple[str, ...], limit: int) -> None:
    """Check a crosswalk file and list every problem."""
    known, _ = load_known_rubrics()
    rubrics = {rubric.id: rubric for rubric in (*known, *(load_rubric(name, limit=limit) for name in own))}
    problems = validate_crosswalk(source, rubrics, limit=limit)
    tell("\n".join(problem_lines(problems)) if problems else spoken().say("{name}: no problems", name=source))
    if has_errors(problems):
        raise click.exceptions.Exit(1)
