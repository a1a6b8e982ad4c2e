"""`aigov rubric list`: the rubrics that go by their ids."""

import click

from aigov_checklist.cli.output import deliver, terminal_width
from aigov_checklist.cli.speaking import spoken
from aigov_checklist.loading import load_rubric
from aigov_checklist.registry import shipped_rubrics
from aigov_checklist.report.rubrics import build_rubric_list
from aigov_checklist.report.text_writer import text_report
from aigov_checklist.translation import translated


@click.command()
def list() -> None:  # noqa: A001 - the command's name
    """List the shipped rubrics."""
    page = build_rubric_list([translated(load_rubric(name), spoken().code) for name in shipped_rubrics()], spoken())
    deliver(text_report(page, width=terminal_width()).encode("utf-8"), None, force=False)
