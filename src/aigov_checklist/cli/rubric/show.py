"""`aigov rubric show`: a rubric as an outline, an area in full, or everything."""

import click

from aigov_checklist.cli.options import limit_option
from aigov_checklist.cli.output import deliver, terminal_width
from aigov_checklist.cli.speaking import spoken
from aigov_checklist.loading import load_rubric
from aigov_checklist.report.rubrics import build_rubric_page, rubric_json
from aigov_checklist.report.text_writer import text_report
from aigov_checklist.translation import translated


@click.command()
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
