"""Writing folders: a new one appears whole or not at all, in one that exists each file does."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import click

from aigov_checklist.appearing import new_file_mode
from aigov_checklist.cli.output import NO_PATH, replace_file
from aigov_checklist.cli.speaking import spoken
from aigov_checklist.errors import OutputError
from aigov_checklist.harmless import visible
from aigov_checklist.message import Message


def deliver_folder(files: Mapping[str, bytes], output: str, *, force: bool) -> None:
    """Write files, by their paths in the folder, and say on standard error where they are.

    Raises OutputError if the folder holds something already and `force` is not set, if with `force` there are files
    in its folders that would seem to belong to what is written, or if it cannot be written.
    """
    folder = Path(output)
    try:
        if not os.path.lexists(folder):
            _write_new(files, folder)
        else:
            _write_into(files, folder, force=force)
    except (OSError, ValueError) as error:
        reason = Message(getattr(error, "strerror", None) or NO_PATH)
        raise OutputError(Message("{path} cannot be written: {reason}.", path=folder, reason=reason)) from None
    for name in files:
        click.echo(visible(spoken().say("Written: {path}", path=folder / name)), err=True)


def _write_new(files: Mapping[str, bytes], folder: Path) -> None:
    if not folder.parent.is_dir():
        raise OutputError(Message("{path} cannot be written: there is no such folder. Make it first.", path=folder))
    beside = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".aigov."))
    try:
        for name, data in files.items():
            path = beside / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        beside.chmod(new_file_mode() | 0o111)
        beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _write_into(files: Mapping[str, bytes], folder: Path, *, force: bool) -> None:
    if not folder.is_dir():
        raise OutputError(Message("{path} exists already, and is no folder. Choose another name.", path=folder))
    if any(folder.iterdir()) and not force:
        raise OutputError(
            Message("{path} exists already. Choose another folder, or replace it with --force.", path=folder)
        )
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
    _refuse_strangers(files, folder)
    for name, data in files.items():
        replace_file(folder / name, data, force=True)


def _refuse_strangers(files: Mapping[str, bytes], folder: Path) -> None:
    """What lies beside the files in the inner folders would be read with them: nothing of it is deleted here."""
    inner = {Path(name).parent for name in files} - {Path()}
    for place in sorted(inner):
        for path in sorted((folder / place).iterdir()):
            if path.is_file() and path.relative_to(folder).as_posix() not in files:
                raise OutputError(
                    Message(
                        "{path} does not belong to what is written. Delete it, or choose another folder.", path=path
                    )
                )
