"""`aigov export data-package`: a finished batch, described for tools that read Data Packages."""

from pathlib import Path

import click

from aigov_checklist.cli.opening import rubric_from
from aigov_checklist.cli.options import language_option, limit_option
from aigov_checklist.cli.output import refuse_taken, replace_file
from aigov_checklist.cli.speaking import spoken
from aigov_checklist.exchange.data_package import data_package as package_of
from aigov_checklist.exchange.data_package import rubric_of
from aigov_checklist.exchange.finished_batch import read_batch
from aigov_checklist.language import language
from aigov_checklist.notation import document_bytes
from aigov_checklist.translation import translated


@click.command()
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@click.option("--rubric", "rubric_source", metavar="ID|PATH",
              help="The rubric that the batch was scored by, if it is one of your own.")  # fmt: skip
@click.option("--licence", metavar="NAME", help="The licence that you give the scores, such as CC-BY-4.0.")
@language_option
@click.option("--force", is_flag=True, help="Replace existing files.")
@limit_option
def data_package(
    folder: Path, rubric_source: str | None, licence: str | None, code: str | None, force: bool, limit: int
) -> None:
    """Describe what `aigov batch -o FOLDER` wrote as a Data Package: FOLDER/datapackage.json.

    It says what every column is, its type and limits, what tells rows apart, and the SHA-256 of every file.  Files that
    are not as the batch wrote them are told, and nothing is written.
    """
    batch = read_batch(folder, limit=limit)
    rubric = rubric_of(batch, rubric_from(rubric_source, limit))
    told_in = language(code) if code else spoken()
    files = package_of(batch, translated(rubric, told_in.code), told_in, licence=licence)
    for name in files:
        refuse_taken(folder / name, force=force)
    for name, document in files.items():
        replace_file(folder / name, document_bytes(document, name), force=force)
    words = spoken().say("Described: see {path}", path=folder / "datapackage.json")
    click.echo(words, err=True)
