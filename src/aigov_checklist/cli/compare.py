"""`aigov compare`: what moved between two assessments of one subject."""

import io

import click

from aigov_checklist.cli.opening import open_named
from aigov_checklist.cli.options import FILE, language_option, limit_option, output_options, rubric_option
from aigov_checklist.cli.output import creation_date, deliver, terminal_width
from aigov_checklist.cli.speaking import spoken
from aigov_checklist.comparing import compare as compare_profiles
from aigov_checklist.language import language
from aigov_checklist.report.comparison import build_comparison
from aigov_checklist.report.writing import FORMATS, write_report
from aigov_checklist.translation import translated


@click.command()
@click.argument("before", type=FILE)
@click.argument("after", type=FILE)
@click.option("--format", "style", type=click.Choice(FORMATS), default="text", show_default=True)
@language_option
@output_options
@rubric_option
@limit_option
def compare(
    before: str,
    after: str,
    style: str,
    code: str | None,
    output: str | None,
    force: bool,
    rubric_source: str | None,
    limit: int,
) -> None:
    """Tell what moved between the profiles BEFORE and AFTER of one subject, why, and what cannot be compared."""
    earlier = open_named(before, rubric_source, limit)
    later = open_named(after, rubric_source, limit)
    comparison = compare_profiles(earlier.profile, later.profile, later.rubric)
    told_in = language(code) if code else spoken()
    content = build_comparison(comparison, later.profile, translated(later.rubric, told_in.code), language=told_in)
    stream = io.BytesIO()
    width = 80 if output else terminal_width()
    write_report(content, stream, format=style, width=width, created=creation_date())
    deliver(stream.getvalue(), output, force=force)
