"""`aigov rubric list`: the rubrics that go by their ids."""

import click

from aigov_checklist.cli.output import deliver, terminal_width
from aigov_checklist.cli.problems import show_remarks
from aigov_checklist.cli.speaking import spoken
from aigov_checklist.loading import load_known_rubrics
from aigov_checklist.registry import known_rubrics
from aigov_checklist.report.rubrics import build_rubric_list
from aigov_checklist.report.text_writer import text_report


@click.command()
def list() -> None:  # noqa: A001 - the command's name
    """List the shipped rubrics and those of installed packages."""
    rubrics, problems = load_known_rubrics(spoken().code)
    places = known_rubrics()
    page = build_rubric_list([(rubric, places[rubric.id].package) for rubric in rubrics], spoken())
    deliver(text_report(page, width=terminal_width()).encode("utf-8"), None, force=False)
    show_remarks(problems)
