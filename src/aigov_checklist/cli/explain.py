"""`aigov explain`: the tree of answers, weights and gates behind a number."""

import click

from aigov_checklist.cli.opening import open_named
from aigov_checklist.cli.options import FILE, limit_option, rubric_option
from aigov_checklist.cli.output import deliver, terminal_width
from aigov_checklist.cli.speaking import spoken
from aigov_checklist.models.assessment import LENSES, Lens
from aigov_checklist.report.explanation import build_explanation
from aigov_checklist.report.text_writer import text_report
from aigov_checklist.scoring.explaining import explain as explain_steps
from aigov_checklist.translation import translated


@click.command()
@click.argument("file", type=FILE)
@click.argument("node", required=False)
@click.option("--lens", type=click.Choice(LENSES), default="declared", show_default=True, help="The lens to explain.")
@rubric_option
@limit_option
def explain(file: str, node: str | None, lens: Lens, rubric_source: str | None, limit: int) -> None:
    """Show how the numbers of the profile in FILE are made, so that they can be redone by hand.

    NODE is an area (by id or number) or an indicator; without it, the whole is explained.
    """
    profile, rubric, _ = open_named(file, rubric_source, limit)
    own = translated(rubric, spoken().code)
    page = build_explanation(explain_steps(profile, own, node, lens=lens), profile, own, lens, language=spoken())
    deliver(text_report(page, width=terminal_width()).encode("utf-8"), None, force=False)
