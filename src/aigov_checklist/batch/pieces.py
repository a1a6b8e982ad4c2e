"""The work cut into pieces: the same pieces in every run, however many work on them."""

import gzip
import io
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

import polars as pl
import zstandard

from aigov_checklist.batch.inputs import Input
from aigov_checklist.errors import DocumentError, Problem
from aigov_checklist.message import Message

FILES_A_PIECE = 200
BYTES_A_PIECE = 16 * 1024 * 1024
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

    def read(self) -> bytes:
        """The lines. Raises OSError."""
        if self.data is not None:
            return self.data
        with Path(self.path).open("rb") as stream:
            stream.seek(self.start)
            return stream.read(self.end - self.start)


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
            yield from _cut(stream, source.path, limit, is_plain=source.path.lower().endswith(("jsonl", "ndjson")))
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
    return io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(raw)) if path.lower().endswith(".zst") else raw


def _cut(stream: BinaryIO, path: str, limit: int, *, is_plain: bool) -> Iterator[Piece]:
    start, line, left = 0, 1, b""
    try:
        while block := stream.read(BYTES_A_PIECE):
            block = left + block
            end = block.rfind(b"\n") + 1
            if end == 0 and len(block) > limit:
                passed = _pass_over(stream)
                text = block[:1000].decode("utf-8", "backslashreplace")
                yield BrokenPiece(path, line, text, too_long(path, line, limit))
                start, line, left = start + len(block) + passed, line + 1, b""
                continue
            if end:
                yield LinesPiece(path, start, start + end, line, None if is_plain else block[:end])
                line += block.count(b"\n", 0, end)
            start, left = start + end, block[end:]
    except (OSError, EOFError, zlib.error, zstandard.ZstdError) as error:
        yield broken(path, error, line)
        if left.strip():
            yield BrokenPiece(path, line, left[:1000].decode("utf-8", "backslashreplace"), _cut_off(path, line))
        return
    if left.strip():
        yield LinesPiece(path, start, start + len(left), line, None if is_plain else left)


def _pass_over(stream: BinaryIO) -> int:
    """Read on to the end of the line, and no further than that; how many bytes that was."""
    passed = 0
    while piece := stream.readline(BYTES_A_PIECE):
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
