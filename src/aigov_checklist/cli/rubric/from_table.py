"""`aigov rubric from-table`: a rubric from a table of one's own."""

import click

from aigov_checklist.authoring.columns import columns_of
from aigov_checklist.authoring.files import ENDINGS, folder_files
from aigov_checklist.authoring.from_table import rubric_from_table
from aigov_checklist.authoring.naming import refuse_id
from aigov_checklist.checking.rubric_remarks import rubric_remarks
from aigov_checklist.cli.folders import deliver_folder
from aigov_checklist.cli.options import FILE, limit_option
from aigov_checklist.cli.output import deliver
from aigov_checklist.cli.problems import show_remarks
from aigov_checklist.loading import admit_rubric
from aigov_checklist.notation import document_bytes
from aigov_checklist.readers.source import read_bytes


@click.command("from-table")
@click.argument("file", type=FILE)
@click.option("--id", "rubric_id", required=True, help="The id of the rubric; profiles name it.")
@click.option("--title", help="The title of the rubric.")
@click.option("--language", default="en", show_default=True, help="The language of the table: en, id or zh.")
@click.option("--column", "said", metavar="NAME=HEADING", multiple=True,
              help="Which column holds what, such as question='What we ask'; may be repeated.")  # fmt: skip
@click.option("--ignore", "ignored", metavar="HEADING", multiple=True, help="Leave a column out; may be repeated.")
@click.option("--mapping", metavar="FILE", type=FILE,
              help="A file that says so: 'columns' (heading: name) and 'ignore' (a list).")  # fmt: skip
@click.option("-o", "--output", type=click.Path(), required=True,
              help="Write to this file (.yaml or .json), or into this folder, a file an area.")  # fmt: skip
@click.option("--force", is_flag=True, help="Replace existing files.")
@limit_option
def from_table(
    file: str,
    rubric_id: str,
    title: str | None,
    language: str,
    said: tuple[str, ...],
    ignored: tuple[str, ...],
    mapping: str | None,
    output: str,
    force: bool,
    limit: int,
) -> None:
    """Make a rubric of a table (.xlsx or .csv) in which each row is an indicator.

    The columns are known by their headings, in English, Bahasa Indonesia or Chinese: area, id, title, question, weight,
    type, options, a column for each level (0 to 4), low, high, unit, applies to, tier, evidence, tags, SDGs,
    commitment, source and more.  What is not understood, and every id that was made, is told with its cell.
    """
    refuse_id(rubric_id)
    columns = columns_of(said, ignored, mapping, limit=limit)
    made = rubric_from_table(
        file, read_bytes(file, limit=limit), rubric_id=rubric_id, title=title, language=language, columns=columns,
        limit=limit,
    )  # fmt: skip
    remarks = rubric_remarks(admit_rubric(made))
    show_remarks(made.placed([*made.problems, *remarks]))
    if output.lower().endswith(ENDINGS):
        deliver(document_bytes(made.document, output), output, force=force)
    else:
        deliver_folder(folder_files(made.document), output, force=force)
