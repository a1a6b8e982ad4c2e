"""`aigov export oscal-catalog`: a rubric for tools that read OSCAL."""

import click

from aigov_checklist.cli.options import day_option, limit_option, output_options
from aigov_checklist.cli.output import deliver
from aigov_checklist.exchange.oscal_catalog import oscal_catalog as catalog_of
from aigov_checklist.loading import load_rubric
from aigov_checklist.notation import document_bytes


@click.command()
@click.argument("source", metavar="RUBRIC")
@day_option
@output_options
@limit_option
def oscal_catalog(source: str, day: str | None, output: str | None, force: bool, limit: int) -> None:
    """Write the rubric RUBRIC as an OSCAL catalog (JSON): areas as groups, indicators as controls.

    RUBRIC is the id of a shipped rubric, or a rubric file or folder of your own.  The last change is the
    newest day of its changelog, else of its source documents, unless --date gives one: the same rubric gives the same
    bytes.
    """
    document = catalog_of(load_rubric(source, limit=limit), day=day)
    deliver(document_bytes(document, ".json"), output, force=force)
