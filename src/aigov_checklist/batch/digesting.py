"""The fingerprints of files, which nobody waits for: a thread of their own follows those who read the files."""

import hashlib
import math
from concurrent.futures import Executor, Future
from pathlib import Path

_BYTES_AT_ONCE = 16 * 1024 * 1024
"""Many: between two of them the thread may have to wait for its turn to run Python."""


class Digest:
    """The SHA-256 of a file.

    It is found where others have just read, or soon will: so that a disk brings everything once.
    """

    def __init__(self, path: str, thread: Executor) -> None:
        self._path, self._thread = path, thread
        self._sum, self._behind = hashlib.sha256(), 0

    def follow(self, end: int) -> None:
        """Go on to this offset, some time."""
        self._thread.submit(self._go_on, end)

    def whole(self) -> Future[str]:
        """Go on to the end of the file. The result may be an OSError."""
        return self._thread.submit(self._go_on, math.inf)

    def _go_on(self, end: float) -> str:
        # What cannot be read now is tried again by the next call, from where this one ended.
        with Path(self._path).open("rb", buffering=0) as stream:
            stream.seek(self._behind)
            while data := stream.read(int(min(_BYTES_AT_ONCE, end - self._behind))):
                self._sum.update(data)
                self._behind += len(data)
        return self._sum.hexdigest()


def digest_of(path: str | Path) -> str:
    """The SHA-256 of a file, at once. Raises OSError."""
    with Path(path).open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
