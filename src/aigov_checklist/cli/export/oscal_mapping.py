"""`aigov export oscal-mapping`: a crosswalk for tools that read OSCAL."""

import click

from aigov_checklist.cli.options import FILE, day_option, limit_option, output_options
from aigov_checklist.cli.output import deliver
from aigov_checklist.crosswalks.opening import load_crosswalk
from aigov_checklist.exchange.oscal_mapping import oscal_mapping as mapping_of
from aigov_checklist.loading import load_rubric
from aigov_checklist.notation import document_bytes


@click.command()
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@click.option("--file", "source", type=FILE, help="A crosswalk file of your own.  [default: the shipped one]")
@day_option
@output_options
@limit_option
def oscal_mapping(
    one: str, other: str, source: str | None, day: str | None, output: str | None, force: bool, limit: int
) -> None:
    """Write how the rubrics A and B correspond as an OSCAL mapping collection (JSON), seen from A.

    A and B are ids of shipped rubrics, or rubric files or folders of your own.  The controls are those of the
    catalogs of A and B, see: aigov export oscal-catalog --help.
    """
    rubrics = load_rubric(one, limit=limit), load_rubric(other, limit=limit)
    document = mapping_of(load_crosswalk(*rubrics, source, limit=limit), *rubrics, day=day)
    deliver(document_bytes(document, ".json"), output, force=force)
