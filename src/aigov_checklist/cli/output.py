"""Writing documents: to standard output, or to a file that appears whole or not at all."""

import os
import shutil
import stat
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import click

from aigov_checklist.appearing import appearing, new_file_mode
from aigov_checklist.errors import OutputError, UsageError
from aigov_checklist.message import Message

_WIDEST = 120

NO_PATH = Message("the name is not a path")


def deliver(data: bytes, output: str | None, *, force: bool) -> None:
    """Write the document to a file, or to standard output if there is no file name.

    Raises OutputError if the file exists and `force` is not set, or if it cannot be written.
    """
    if output is None or output == "-":
        try:
            click.echo(data, nl=False)
        except BrokenPipeError:
            raise  # whoever read has read enough: click ends without a word
        except OSError as error:
            with suppress(OSError):
                sys.stdout.close()  # else Python writes what is left at its end, and fails in its own words
            raise OutputError(
                Message("Standard output cannot be written: {reason}.", reason=Message(error.strerror or ""))
            ) from None
    else:
        replace_file(Path(output), data, force=force)


def replace_file(path: Path, data: bytes, *, force: bool) -> None:
    """Write a file beside its place and move it there: readers see the old file or the new one, never half."""
    try:
        mode = _permissions(path, force=force)
        with appearing(path, mode) as stream:
            stream.write(data)
    except FileNotFoundError:
        raise OutputError(
            Message("{path} cannot be written: there is no such folder. Make it first.", path=path)
        ) from None
    except (OSError, ValueError) as error:
        reason = Message(getattr(error, "strerror", None) or NO_PATH)
        raise OutputError(Message("{path} cannot be written: {reason}.", path=path, reason=reason)) from None


def refuse_taken(path: Path, *, force: bool) -> None:
    """Raise OutputError if a file may not be written here, before any work is done for it."""
    _permissions(path, force=force)


def creation_date() -> datetime | None:
    """The date that files carry inside if SOURCE_DATE_EPOCH (seconds since 1970, UTC) sets one.

    Raises UsageError if it is not a number of seconds.
    """
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    if not seconds:
        return None
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageError(
            Message("SOURCE_DATE_EPOCH is {seconds!r}: it must be seconds since 1970.", seconds=seconds)
        ) from None


def terminal_width() -> int:
    """The columns to write for: those of the terminal, 80 where there is none."""
    return min(shutil.get_terminal_size((80, 24)).columns, _WIDEST)


def _permissions(path: Path, *, force: bool) -> int:
    """Those of the file that is replaced, else those of any new file; raises OutputError if it may not be replaced."""
    is_taken = os.path.lexists(path)  # also by a link that leads nowhere
    exists = is_taken and path.exists()
    if exists and not path.is_file():
        raise OutputError(
            Message("{path} is a folder or a device, not a file. Choose another name, or leave -o out.", path=path)
        )
    if is_taken and not force:
        raise OutputError(Message("{path} exists already. Choose another name, or replace it with --force.", path=path))
    return stat.S_IMODE(path.stat().st_mode) if exists else new_file_mode()
