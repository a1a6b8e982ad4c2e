"""Files that are hashed while they are read: nobody should read gigabytes twice for their fingerprint."""

import hashlib
import io
from pathlib import Path
from typing import Any


class Digesting(io.RawIOBase):
    """A file that is read from its beginning on. Raises OSError as any file does."""

    def __init__(self, path: str) -> None:
        self._file = Path(path).open("rb", buffering=0)  # noqa: SIM115 - closed with this one
        self._sum = hashlib.sha256()

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer as far as the file goes; 0 at its end."""
        size = self._file.readinto(buffer) or 0
        self._sum.update(memoryview(buffer)[:size])
        return size

    def digest(self) -> str:
        """The SHA-256 of the whole file, of which the rest is read now."""
        rest = bytearray(1 << 20)
        while self.readinto(rest):
            pass
        return self._sum.hexdigest()

    def close(self) -> None:
        """Close the file as well."""
        self._file.close()
        super().close()
