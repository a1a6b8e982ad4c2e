"""`aigov export oscal-results`: what a profile came to, for tools that read OSCAL."""

import click

from aigov_checklist.cli.opening import open_named
from aigov_checklist.cli.options import FILE, day_option, limit_option, output_options, rubric_option
from aigov_checklist.cli.output import deliver
from aigov_checklist.errors import UsageError
from aigov_checklist.exchange.oscal_findings import drawn
from aigov_checklist.exchange.oscal_results import oscal_results as results_of
from aigov_checklist.lenses import LENSES, Lens
from aigov_checklist.message import Message
from aigov_checklist.notation import document_bytes
from aigov_checklist.scoring.assessing import assess


@click.command()
@click.argument("source", metavar="PROFILE", type=FILE)
@click.option(
    "--satisfied-from", "level", type=int, metavar="LEVEL", help="Add findings: satisfied from this level on."
)
@click.option(
    "--lens", type=click.Choice(LENSES), help="Read answers for findings under this lens.  [default: declared]"
)
@day_option
@output_options
@rubric_option
@limit_option
def oscal_results(
    source: str,
    level: int | None,
    lens: Lens | None,
    day: str | None,
    output: str | None,
    force: bool,
    rubric_source: str | None,
    limit: int,
) -> None:
    """Write what PROFILE came to as OSCAL assessment results (JSON): scores, answers and their evidence.

    A finding of OSCAL says satisfied or not-satisfied; a rubric knows degrees and draws no such line.  So there are
    findings only with --satisfied-from, and only about what is answered with a level: never about what is unanswered.
    """
    if lens and level is None:
        raise UsageError(Message("--lens goes with --satisfied-from."))
    opened = open_named(source, rubric_source, limit)
    line = None if level is None else drawn(level, lens or "declared", opened.rubric)
    document = results_of(assess(opened.profile, opened.rubric), opened.profile, opened.rubric, line=line, day=day)
    deliver(document_bytes(document, ".json"), output, force=force)
