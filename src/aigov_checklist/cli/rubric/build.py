"""`aigov rubric build`: rubrics as a package that others can install."""

import shlex
from pathlib import Path

import click

from aigov_checklist.authoring.package import package_files
from aigov_checklist.authoring.sources import packed
from aigov_checklist.cli.folders import deliver_folder
from aigov_checklist.cli.options import FILE, limit_option
from aigov_checklist.cli.problems import show_remarks
from aigov_checklist.cli.speaking import spoken
from aigov_checklist.harmless import visible


@click.command()
@click.argument("sources", metavar="PATH...", type=FILE, nargs=-1, required=True)
@click.option("--name", help="The name of the package.  [default: that of the first rubric]")
@click.option("-o", "--output", metavar="FOLDER", type=click.Path(), required=True, help="Write into this folder.")
@click.option("--force", is_flag=True, help="Replace existing files.")
@limit_option
def build(sources: tuple[str, ...], name: str | None, output: str, force: bool, limit: int) -> None:
    """Make a Python package of rubric files or folders, so that others can install them with pip.

    Once it is installed (pip install ./FOLDER), the rubrics go by their ids as the shipped ones do.  Several versions
    of one rubric may be given.  A package is data: nothing of it is ever run.
    """
    found = [packed(source, limit=limit) for source in sources]
    show_remarks(remark for source in found for remark in source.remarks)
    deliver_folder(package_files(found, name), output, force=force)
    # With a bare name pip would look for a package of that name elsewhere.
    path = shlex.quote(str(Path(output).absolute()))
    click.echo(visible(spoken().say("Install it with: pip install {path}", path=path)), err=True)
