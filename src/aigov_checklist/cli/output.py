"""Writing documents: to standard output, or to a file that appears whole or not at all."""

import os
import shutil
import tempfile
from pathlib import Path

import click

from aigov_checklist.errors import OutputError

_WIDEST = 120


def deliver(data: bytes, output: str | None, *, force: bool) -> None:
    """Write the document to a file, or to standard output if there is no file name.

    Raises OutputError if the file exists and `force` is not set, or if it cannot be written.
    """
    if output is None or output == "-":
        click.echo(data, nl=False)
    else:
        replace_file(Path(output), data, force=force)


def replace_file(path: Path, data: bytes, *, force: bool) -> None:
    """Write a file beside its place and move it there: readers see the old file or the new one, never half."""
    if path.exists() and not force:
        raise OutputError(f"{path} exists already. Choose another name, or replace it with --force.")
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            Path(temporary).chmod(0o666 & ~_umask())
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the name is not a path"
        raise OutputError(f"{path} cannot be written: {reason}.") from None


def terminal_width() -> int:
    """The columns to write for: those of the terminal, 80 where there is none."""
    return min(shutil.get_terminal_size((80, 24)).columns, _WIDEST)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
