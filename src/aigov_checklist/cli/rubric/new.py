"""`aigov rubric new`: a rubric to start from."""

import click

from aigov_checklist.authoring.starter import starter
from aigov_checklist.cli.folders import deliver_folder


@click.command()
@click.argument("rubric_id", metavar="ID")
@click.option("--title", help="The title of the rubric; it can also be filled in later.")
@click.option("-o", "--output", metavar="FOLDER", type=click.Path(), help="Write into this folder.  [default: ID]")
@click.option("--force", is_flag=True, help="Replace existing files.")
def new(rubric_id: str, title: str | None, output: str | None, force: bool) -> None:
    """Write a rubric folder to start from: small, valid, with a comment for every key.

    Replace its texts by your own.  `aigov rubric validate` tells what is wrong, and `aigov score` takes the folder
    with --rubric.
    """
    deliver_folder(starter(rubric_id, title), output or rubric_id, force=force)
