"""`aigov report`: the full report of one profile."""

import io

import click

from aigov_checklist.cli.opening import open_named
from aigov_checklist.cli.options import FILE, limit_option, output_options, rubric_option
from aigov_checklist.cli.output import deliver, terminal_width
from aigov_checklist.report.content import build_report
from aigov_checklist.report.writing import FORMATS, write_report
from aigov_checklist.scoring.assessing import assess


@click.command()
@click.argument("file", type=FILE)
@click.option("--format", "style", type=click.Choice(FORMATS), default="text", show_default=True)
@output_options
@rubric_option
@limit_option
def report(file: str, style: str, output: str | None, force: bool, rubric_source: str | None, limit: int) -> None:
    """Write a report about the profile in FILE.

    Summary, areas, strengths, largest gains, what is unanswered, views, every answer with its evidence,
    evidence register, provenance and method.
    """
    profile, rubric, _ = open_named(file, rubric_source, limit)
    stream = io.BytesIO()
    content = build_report(assess(profile, rubric), profile, rubric)
    write_report(content, stream, format=style, width=80 if output else terminal_width())
    deliver(stream.getvalue(), output, force=force)
