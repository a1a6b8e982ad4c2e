"""Files that appear whole or not at all: readers see the old one or the new one, never half."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def appearing(path: Path, mode: int | None = None) -> Iterator[BinaryIO]:
    """A stream into a file beside its place, which is moved there at the end; if anything fails, it is gone.

    `mode` are its permissions, by default those of any new file.  Raises OSError.
    """
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".aigov.")
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(new_file_mode() if mode is None else mode)
        Path(temporary).replace(path)
    finally:
        Path(temporary).unlink(missing_ok=True)


def new_file_mode() -> int:
    """The permissions of any new file."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
