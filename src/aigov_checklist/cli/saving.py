"""A changed profile takes the place of its file, unless somebody else has changed the file meanwhile."""

from pathlib import Path

from aigov_checklist.cli.output import replace_file
from aigov_checklist.errors import OutputError
from aigov_checklist.message import Message
from aigov_checklist.readers.source import read_bytes
from aigov_checklist.readers.sources import FileSource


def replace_unchanged(source: FileSource, data: bytes, *, limit: int) -> None:
    """Write what the file should hold now. Raises OutputError if it is not any more what was read."""
    if read_bytes(source.name, limit=limit) != source.data:
        raise OutputError(Message("{path} was changed by somebody else meanwhile. Try again.", path=source.name))
    # The file that a link leads to, so that the link stays one.
    replace_file(Path(source.name).resolve(), data, force=True)
