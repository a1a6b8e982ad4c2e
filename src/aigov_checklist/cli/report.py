"""`aigov report`: the full report of one profile, or of every profile in a folder."""

from pathlib import Path

import click

from aigov_checklist.cli.many import report_folder
from aigov_checklist.cli.opening import open_named
from aigov_checklist.cli.options import FILE, language_option, limit_option, output_options, rubric_option
from aigov_checklist.cli.output import creation_date, deliver, terminal_width
from aigov_checklist.cli.speaking import spoken
from aigov_checklist.errors import UsageError
from aigov_checklist.message import Message
from aigov_checklist.report.csv_writer import TABLES, dictionary_table, encoded
from aigov_checklist.report.making import Recipe, make_content, written
from aigov_checklist.report.writing import FORMATS
from aigov_checklist.scoring.assessing import assess


@click.command()
@click.argument("source", metavar="FILE|FOLDER", type=FILE)
@click.option("--format", "style", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--peers", multiple=True, metavar="FILE", type=FILE, help="A profile to compare areas with; repeatable.")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes, for a FOLDER.")
@click.option("--table", type=click.Choice(tuple(TABLES)), help="With --format csv: which table.  [default: scores]")
@click.option("--bom", is_flag=True, help="With --format csv: begin with a byte order mark, for old versions of Excel.")
@language_option
@output_options
@rubric_option
@limit_option
def report(
    source: str,
    style: str,
    peers: tuple[str, ...],
    jobs: int,
    table: str | None,
    bom: bool,
    code: str | None,
    output: str | None,
    force: bool,
    rubric_source: str | None,
    limit: int,
) -> None:
    """Write a report about the profile in FILE, or about each in FOLDER (then -o names a folder, too).

    Summary, areas, strengths, largest gains, targets, what is unanswered, views, every answer with its
    evidence, evidence register, provenance and method.  CSV holds one table: scores (a row a node and lens),
    wide (a row a subject), indicators (a row an answer) or evidence (a row an item); with -o FILE.csv its data
    dictionary is written beside it, to FILE.dictionary.csv.
    """
    if style != "csv" and (table or bom):
        raise UsageError(Message("--table and --bom go with --format csv."))
    group = [open_named(peer, rubric_source, limit) for peer in peers]
    recipe = Recipe(
        format=style,
        language=code or spoken().code,
        rubric_source=rubric_source,
        peers=tuple(assess(peer.profile, peer.rubric) for peer in group),
        limit=limit,
        width=80 if output else terminal_width(),
        created=creation_date(),
        table=table or "scores",
        bom=bom,
    )
    if not Path(source).is_dir():
        content = make_content(source, recipe)
        deliver(written(content, recipe), output, force=force)
        if style == "csv" and output not in {None, "-"} and table != "dictionary":
            dictionary = encoded(dictionary_table(content, (recipe.table,)), bom=bom)
            deliver(dictionary, str(Path(str(output)).with_suffix(".dictionary.csv")), force=force)
        return
    if output is None:
        raise UsageError(Message("A folder of profiles needs a folder for their reports: -o FOLDER."))
    if not report_folder(Path(source), Path(output), recipe, jobs=jobs, force=force):
        raise click.exceptions.Exit(1)
