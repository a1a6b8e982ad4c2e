"""`aigov schema`: the published JSON Schemas."""

from pathlib import Path

import click

from aigov_checklist.cli.output import deliver, replace_file
from aigov_checklist.cli.speaking import spoken
from aigov_checklist.errors import OutputError
from aigov_checklist.message import Message
from aigov_checklist.schema import NAMES, published_schema


@click.group()
def schema() -> None:
    """Show or write the JSON Schemas (Draft 2020-12) of all documents."""


@schema.command()
@click.argument("name", type=click.Choice(NAMES))
def show(name: str) -> None:
    """Print the schema NAME."""
    deliver(published_schema(name).encode("utf-8"), None, force=False)


@schema.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Replace existing files.")
def write(folder: Path, force: bool) -> None:
    """Write all schemas into FOLDER."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            Message("{folder} cannot be made: {reason}.", folder=folder, reason=Message(error.strerror or ""))
        ) from None
    for name in NAMES:
        path = folder / f"{name}.schema.json"
        replace_file(path, published_schema(name).encode("utf-8"), force=force)
        click.echo(spoken().say("wrote {path}", path=path), err=True)
