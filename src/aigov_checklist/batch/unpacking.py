"""Reading .zst files: the library's own reader takes one that ends too early for a shorter one."""

import io
from typing import Any, BinaryIO

import zstandard

_PACKED_AT_ONCE = 4096
"""Bytes that are unpacked together: few, because hostile ones may grow to thirty thousand times as many."""


class Zstandard(io.RawIOBase):
    """The contents of a file of Zstandard frames, one after the other. Raises EOFError if the last is not whole."""

    def __init__(self, packed: BinaryIO) -> None:
        self._packed = packed
        self._frame: Any = None
        self._rest = b""
        self._ready = memoryview(b"")

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer as far as there is something ready; 0 at the end."""
        while not self._ready:
            packed = self._rest or self._packed.read(_PACKED_AT_ONCE)
            if not packed:
                if self._frame is not None:
                    raise EOFError("the last frame is not whole")
                return 0
            self._frame = self._frame or zstandard.ZstdDecompressor().decompressobj()
            self._ready = memoryview(self._frame.decompress(packed))
            self._rest = b""
            if self._frame.eof:
                self._rest, self._frame = self._frame.unused_data, None
        size = min(len(buffer), len(self._ready))
        buffer[:size] = self._ready[:size]
        self._ready = self._ready[size:]
        return size

    def close(self) -> None:
        """Close the file as well."""
        self._packed.close()
        super().close()
