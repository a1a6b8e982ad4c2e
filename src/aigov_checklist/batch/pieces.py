"""The work cut into pieces: the same pieces in every run, however many work on them."""

import gzip
import io
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import numpy as np
import polars as pl
import zstandard

from aigov_checklist.batch.digesting import Digesting
from aigov_checklist.batch.inputs import COMPRESSED, Input
from aigov_checklist.batch.unpacking import Zstandard
from aigov_checklist.errors import DocumentError, Problem
from aigov_checklist.message import Message

FILES_A_PIECE = 200
BYTES_A_PIECE = 64 * 1024 * 1024
_LEAST_BYTES_A_PIECE = 16 * 1024 * 1024
_BYTES_A_BLOCK = 16 * 1024 * 1024
_BYTES_AT_ONCE = 256 * 1024
_BYTES_A_STEP = 256 * 1024
_PACKED_BYTES = 16 * 1024 * 1024
_BYTES_SHOWN = 1000
ROWS_A_PIECE = 65_536


class FilesPiece(NamedTuple):
    """Files of one profile each."""

    paths: tuple[str, ...]


class LinesPiece(NamedTuple):
    """Whole lines of a file: those between two offsets, or `data` where the file is compressed."""

    path: str
    start: int
    end: int
    first_line: int
    data: bytes | None = None

    def blocks(self) -> Iterator[bytes]:
        """The lines, some at a time, so that a piece may be larger than what is held in memory. Raises OSError."""
        with io.BytesIO(self.data) if self.data is not None else Path(self.path).open("rb") as stream:
            left = self.end - self.start
            stream.seek(self.start if self.data is None else 0)
            while left > 0 and (block := stream.read(min(left, _BYTES_AT_ONCE))):
                left -= len(block)
                rest = stream.readline(left) if left and not block.endswith(b"\n") else b""
                left -= len(rest)
                yield block + rest


class RowsPiece(NamedTuple):
    """Rows of a wide table, with the number that a spreadsheet shows beside each."""

    path: str
    lines: Sequence[int]
    frame: pl.DataFrame


class BrokenPiece(NamedTuple):
    """What cannot be read: the place, what is known of its text, and why."""

    path: str
    line: int
    text: str
    problem: Problem


Piece = FilesPiece | LinesPiece | RowsPiece | BrokenPiece


def pieces_of_lines(source: Input, *, limit: int, digests: dict[str, str]) -> Iterator[Piece]:
    """The lines of a file, cut where lines end; a line beyond `limit` bytes is passed over and told.

    The SHA-256 of the file joins `digests` once it is read to its end.
    """
    try:
        with Digesting(source.path) as raw:
            if source.path.lower().endswith(COMPRESSED):
                stream = _unpacking(raw, source.path)  # kept, since it closes the file with it when it goes
                yield from _unpacked(stream, source.path, limit)
            else:
                yield from _offsets(raw, source, limit)
            digests[source.path] = raw.digest()
    except (OSError, EOFError, zlib.error, zstandard.ZstdError) as error:
        yield broken(source.path, error)


def pieces_of_files(sources: Iterable[Input]) -> Iterator[FilesPiece]:
    """Some files at a time."""
    paths = [source.path for source in sources]
    for start in range(0, len(paths), FILES_A_PIECE):
        yield FilesPiece(tuple(paths[start : start + FILES_A_PIECE]))


def broken(path: str, error: Exception, line: int = 0) -> BrokenPiece:
    """A file that ends too early or cannot be read, with the reason in words."""
    if isinstance(error, DocumentError):
        return BrokenPiece(path, line, "", error.problems[0])
    if isinstance(error, FileNotFoundError):
        problem = Problem("no-such-file", Message("There is no such file."), Message("Check the path."), file=path)
    elif isinstance(error, PermissionError):
        problem = Problem(
            "not-readable", Message("This file may not be read."), Message("Check its permissions."), file=path
        )
    else:
        reason = Message("This file is damaged or ends too early ({reason}).", reason=str(error).splitlines()[0][:200])
        problem = Problem("damaged", reason, Message("Get the file again."), file=path, line=line)
    return BrokenPiece(path, line, "", problem)


def _unpacking(raw: io.RawIOBase, path: str) -> BinaryIO:
    if path.lower().endswith(".gz"):
        return gzip.open(io.BufferedReader(raw))  # type: ignore[return-value] # it reads like one
    return io.BufferedReader(Zstandard(raw))


def _unpacked(stream: BinaryIO, path: str, limit: int) -> Iterator[Piece]:
    """The lines of a compressed file: each piece carries its own, as nobody could look them up by offset."""
    for start, first_line, block in _whole_lines(stream, path, limit):
        if isinstance(block, BrokenPiece):
            yield block
        elif block.strip():
            yield LinesPiece(path, start, start + len(block), first_line, block)


def _offsets(raw: io.RawIOBase, source: Input, limit: int) -> Iterator[Piece]:
    """The lines of a plain file by their offsets: where pieces begin and end is all that is kept of it."""
    path = source.path
    piece, line = 0, 1  # where the next piece begins
    end, lines = 0, 0  # after the last whole line so far, and how many there are in the piece
    head = b""  # of a line that is too long
    buffer, offset = bytearray(_BYTES_A_BLOCK), 0
    while size := raw.readinto(buffer) or 0:
        first = buffer.find(b"\n", 0, size) + 1
        if head and first:  # the long line ends
            yield _endless(path, line, head, limit)
            piece = end = offset + first
            line, head = line + 1, b""
        elif head:
            offset += size
            continue
        else:
            first = 0
        last = buffer.rfind(b"\n", first, size) + 1
        if last:
            end = offset + last
            lines += _breaks(memoryview(buffer)[first:last])
        offset += size
        is_long = offset - end > limit
        if end > piece and (is_long or end - piece >= _enough(source.size - piece)):
            yield LinesPiece(path, piece, end, line)
            piece, line, lines = end, line + lines, 0
        if is_long:
            with Path(path).open("rb") as stream:
                stream.seek(end)
                head = stream.readline(_BYTES_SHOWN).rstrip(b"\n")
    if head:
        yield _endless(path, line, head, limit)
    elif offset > piece:
        yield LinesPiece(path, piece, offset, line)


def _enough(left: int) -> int:
    """The bytes of the next piece, of so many that are left: the last are smaller, so that none is waited for long."""
    return max(min(left // 2, BYTES_A_PIECE), min(_LEAST_BYTES_A_PIECE, BYTES_A_PIECE))


def _breaks(text: memoryview) -> int:
    """How many lines end in a text.

    Counted by numpy, in parts that the processor keeps close: it takes a quarter of the time of `count`.
    """
    signs = np.frombuffer(text, np.uint8)
    parts = (signs[start : start + _BYTES_AT_ONCE] for start in range(0, len(signs), _BYTES_AT_ONCE))
    return sum(int(np.count_nonzero(part == ord("\n"))) for part in parts)


_Block = tuple[int, int, bytes | BrokenPiece]


def _whole_lines(stream: BinaryIO, path: str, limit: int) -> Iterator[_Block]:
    """Blocks that end where a line does, each with its offset and first line; what cannot be read comes as broken."""
    start, line, left = 0, 1, b""
    try:
        for read in _blocks(stream):
            block = left + read
            end = block.rfind(b"\n") + 1
            if end == 0 and len(block) > limit:
                passed = _pass_over(stream)
                yield start, line, _endless(path, line, block, limit)
                start, line, left = start + len(block) + passed, line + 1, b""
                continue
            if end:
                yield start, line, block[:end]
                line += block.count(b"\n", 0, end)
            start, left = start + end, block[end:]
    except (OSError, EOFError, zlib.error, zstandard.ZstdError) as error:
        yield start, line, broken(path, error, line)
        if left.strip():
            text = left[:1000].decode("utf-8", "backslashreplace")
            yield start, line, BrokenPiece(path, line, text, _cut_off(path, line))
        return
    if left:
        yield start, line, left


def _blocks(stream: Any) -> Iterator[bytes]:
    """What there is to read, some megabytes at a time; what came before a fault is given before it is raised."""
    found = bytearray()
    try:
        while some := stream.read1(_BYTES_A_STEP):
            found += some
            if len(found) >= _PACKED_BYTES:
                yield bytes(found)
                found.clear()
    except (OSError, EOFError, zlib.error, zstandard.ZstdError):
        if found:
            yield bytes(found)
        raise
    if found:
        yield bytes(found)


def _pass_over(stream: BinaryIO) -> int:
    """Read on to the end of the line, and no further than that; how many bytes that was."""
    passed = 0
    while piece := stream.readline(_BYTES_A_BLOCK):
        passed += len(piece)
        if piece.endswith(b"\n"):
            break
    return passed


def _endless(path: str, line: int, begin: bytes, limit: int) -> BrokenPiece:
    text = begin[:_BYTES_SHOWN].decode("utf-8", "backslashreplace")
    return BrokenPiece(path, line, text, too_long(path, line, limit))


def too_long(path: str, line: int, limit: int) -> Problem:
    """The problem of a line that nobody would want to hold in memory."""
    message = Message("The line is longer than the limit of {limit:,} bytes.", limit=limit)
    return Problem(
        "too-large", message, Message("If it is meant to be, raise the limit with --max-bytes."), file=path, line=line
    )


def _cut_off(path: str, line: int) -> Problem:
    return Problem(
        "cut-off",
        Message("The file ends in the middle of this line."),
        Message("Get the file again."),
        file=path,
        line=line,
    )
