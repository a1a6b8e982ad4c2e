"""The work cut into pieces: the same pieces in every run, however many work on them."""

import gzip
import io
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import polars as pl
import zstandard

from aigov_checklist.batch.inputs import COMPRESSED, Input
from aigov_checklist.batch.unpacking import Zstandard
from aigov_checklist.errors import DocumentError, Problem
from aigov_checklist.message import Message

FILES_A_PIECE = 200
BYTES_A_PIECE = 64 * 1024 * 1024
_BYTES_A_BLOCK = 4 * 1024 * 1024
_BYTES_A_STEP = 256 * 1024
_PACKED_BYTES = 16 * 1024 * 1024
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
        if self.data is not None:
            yield self.data
            return
        with Path(self.path).open("rb") as stream:
            left = self.end - stream.seek(self.start)
            while left > 0 and (block := stream.read(min(left, _BYTES_A_BLOCK))):
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


def pieces_of_lines(source: Input, *, limit: int) -> Iterator[Piece]:
    """The lines of a file, cut where lines end; a line beyond `limit` bytes is passed over and told."""
    try:
        with _opened(source.path) as stream:
            if source.path.lower().endswith(COMPRESSED):
                yield from _unpacked(stream, source.path, limit)
            else:
                yield from _offsets(stream, source.path, limit)
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


def _opened(path: str) -> BinaryIO:
    if path.lower().endswith(".gz"):
        return gzip.open(path)  # type: ignore[return-value] # it reads like one
    raw = Path(path).open("rb")  # noqa: SIM115 - the caller closes it
    return io.BufferedReader(Zstandard(raw)) if path.lower().endswith(".zst") else raw


def _unpacked(stream: BinaryIO, path: str, limit: int) -> Iterator[Piece]:
    """The lines of a compressed file: each piece carries its own, as nobody could look them up by offset."""
    for start, first_line, block in _whole_lines(stream, path, limit, _PACKED_BYTES):
        if isinstance(block, BrokenPiece):
            yield block
        elif block.strip():
            yield LinesPiece(path, start, start + len(block), first_line, block)


def _offsets(stream: BinaryIO, path: str, limit: int) -> Iterator[Piece]:
    """The lines of a plain file by their offsets, many blocks a piece."""
    begun, line, end = 0, 1, 0
    for start, first_line, block in _whole_lines(stream, path, limit, _BYTES_A_BLOCK):
        is_broken = isinstance(block, BrokenPiece)
        if end > begun and (is_broken or start > end or end - begun >= BYTES_A_PIECE):
            yield LinesPiece(path, begun, end, line)
            begun, line = start, first_line
        if isinstance(block, BrokenPiece):
            yield block
            begun, line, end = start, first_line, start
            continue
        if end <= begun:
            begun, line = start, first_line
        end = start + len(block)
    if end > begun:
        yield LinesPiece(path, begun, end, line)


_Block = tuple[int, int, bytes | BrokenPiece]


def _whole_lines(stream: BinaryIO, path: str, limit: int, size: int) -> Iterator[_Block]:
    """Blocks that end where a line does, each with its offset and first line; what cannot be read comes as broken."""
    start, line, left = 0, 1, b""
    try:
        for read in _blocks(stream, size):
            block = left + read
            end = block.rfind(b"\n") + 1
            if end == 0 and len(block) > limit:
                passed = _pass_over(stream)
                text = block[:1000].decode("utf-8", "backslashreplace")
                yield start, line, BrokenPiece(path, line, text, too_long(path, line, limit))
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


def _blocks(stream: Any, size: int) -> Iterator[bytes]:
    """What there is to read, about `size` bytes at a time; what came before a fault is given before it is raised."""
    found = bytearray()
    try:
        while some := stream.read1(_BYTES_A_STEP):
            found += some
            if len(found) >= size:
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
