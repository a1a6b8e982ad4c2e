"""`aigov export ciso-assistant`: a rubric for CISO Assistant."""

import click

from aigov_checklist.cli.options import limit_option, output_options
from aigov_checklist.cli.output import deliver
from aigov_checklist.exchange.ciso_assistant import ciso_library
from aigov_checklist.loading import load_rubric


@click.command()
@click.argument("source", metavar="RUBRIC")
@output_options
@limit_option
def ciso_assistant(source: str, output: str | None, force: bool, limit: int) -> None:
    """Write the rubric RUBRIC as a library of CISO Assistant (YAML): a framework to assess with scores.

    RUBRIC is the id of a shipped rubric, or a rubric file or folder of your own.  The levels become the scores, kinds
    and tiers become implementation groups, and the texts stand in every language that the rubric has.
    """
    deliver(ciso_library(load_rubric(source, limit=limit)), output, force=force)
