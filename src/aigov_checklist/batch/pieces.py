"""The work cut into pieces: the same pieces in every run, however many work on them."""

import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from aigov_checklist.batch.inputs import Input
from aigov_checklist.errors import DocumentError, Problem
from aigov_checklist.message import Message

FILES_A_PIECE = 200
ROWS_A_PIECE = 65_536
_BYTES_AT_ONCE = 256 * 1024

Lines = NDArray[np.int64]
"""The number of each row, as a spreadsheet shows it beside the row."""


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

    def blocks(self, limit: int) -> Iterator[bytes]:
        """The lines, some at a time, so that a piece may be larger than what is held in memory. Raises OSError.

        Of a line of more than `limit` bytes there is only so much that this is plain to see.
        """
        with io.BytesIO(self.data) if self.data is not None else Path(self.path).open("rb") as stream:
            left = self.end - self.start
            stream.seek(self.start if self.data is None else 0)
            while left > 0 and (block := stream.read(min(left, _BYTES_AT_ONCE))):
                left -= len(block)
                if left and not block.endswith(b"\n"):
                    rest = stream.readline(min(left, limit + 1))
                    left -= len(rest)
                    block += rest
                    if left and not rest.endswith(b"\n"):
                        left -= pass_over(stream, left)
                        block += b"\n"
                yield block


class RowsPiece(NamedTuple):
    """Rows of a wide table."""

    path: str
    lines: Lines
    frame: pl.DataFrame


class BrokenPiece(NamedTuple):
    """What cannot be read: the place, what is known of its text, and why."""

    path: str
    line: int
    text: str
    problem: Problem


Piece = FilesPiece | LinesPiece | RowsPiece | BrokenPiece


def pieces_of_files(sources: Iterable[Input]) -> Iterator[FilesPiece]:
    """Some files at a time."""
    paths = [source.path for source in sources]
    for start in range(0, len(paths), FILES_A_PIECE):
        yield FilesPiece(tuple(paths[start : start + FILES_A_PIECE]))


def pass_over(stream: BinaryIO, most: int) -> int:
    """Read on to the end of a line, but no more than so many bytes; how many they were."""
    passed = 0
    while passed < most and (some := stream.readline(min(most - passed, _BYTES_AT_ONCE))):
        passed += len(some)
        if some.endswith(b"\n"):
            break
    return passed


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
