"""`aigov rubric`: what is asked."""

import click

from aigov_checklist.cli.options import limit_option
from aigov_checklist.cli.output import deliver, terminal_width
from aigov_checklist.cli.problems import problem_lines, tell
from aigov_checklist.cli.speaking import spoken
from aigov_checklist.errors import has_errors
from aigov_checklist.loading import load_rubric
from aigov_checklist.registry import shipped_rubrics
from aigov_checklist.report.rubrics import build_rubric_list, build_rubric_page, rubric_json
from aigov_checklist.report.text_writer import text_report
from aigov_checklist.translation import translated
from aigov_checklist.validating import validate_rubric


@click.group()
def rubric() -> None:
    """List, show and check rubrics."""


@rubric.command("list")
def list_rubrics() -> None:
    """List the shipped rubrics."""
    page = build_rubric_list([translated(load_rubric(name), spoken().code) for name in shipped_rubrics()], spoken())
    deliver(text_report(page, width=terminal_width()).encode("utf-8"), None, force=False)


@rubric.command()
@click.argument("source", metavar="ID|PATH")
@click.option("--area", help="Only this area (its id or number), with every question and level text.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
@limit_option
def show(source: str, area: str | None, style: str, limit: int) -> None:
    """Show a rubric: an outline, one area in full (--area), or everything (--format json)."""
    chosen = load_rubric(source, limit=limit)
    if style == "json":
        text = rubric_json(chosen, area)
    else:
        text = text_report(build_rubric_page(translated(chosen, spoken().code), area, spoken()), width=terminal_width())
    deliver(text.encode("utf-8"), None, force=False)


@rubric.command()
@click.argument("source", metavar="PATH", type=click.Path(allow_dash=True))
@limit_option
def validate(source: str, limit: int) -> None:
    """Check a rubric file or folder and list every problem."""
    problems = validate_rubric(source, limit=limit)
    tell("\n".join(problem_lines(problems)) if problems else spoken().say("{name}: no problems", name=source))
    if has_errors(problems):
        raise click.exceptions.Exit(1)
