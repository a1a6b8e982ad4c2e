"""Files of JSON Lines as pieces, which end where a line does."""

import gzip
import io
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import zstandard

from aigov_checklist.batch.digesting import Digest
from aigov_checklist.batch.inputs import COMPRESSED, Input
from aigov_checklist.batch.pieces import BrokenPiece, LinesPiece, Piece, broken, pass_over
from aigov_checklist.batch.unpacking import Zstandard
from aigov_checklist.errors import Problem
from aigov_checklist.message import Message

_BYTES_A_PIECE = 64 * 1024 * 1024
_LEAST_BYTES_A_PIECE = 8 * 1024 * 1024
_BYTES_A_BLOCK = 8 * 1024 * 1024
_BYTES_A_STEP = 256 * 1024
_PACKED_BYTES = 16 * 1024 * 1024
_BYTES_SHOWN = 1000

_Unreadable = (OSError, EOFError, zlib.error, zstandard.ZstdError)


def pieces_of_lines(source: Input, *, limit: int, digest: Digest) -> Iterator[Piece]:
    """The lines of a file; `limit` is how long one may be. The digest follows."""
    try:
        with Path(source.path).open("rb") as raw:
            is_compressed = source.path.lower().endswith(COMPRESSED)
            for piece in _unpacked(raw, source.path, limit) if is_compressed else _offsets(raw, source):
                digest.follow(raw.tell())
                yield piece
    except _Unreadable as error:
        yield broken(source.path, error)


def _offsets(raw: io.BufferedReader, source: Input) -> Iterator[LinesPiece]:
    """The lines of a plain file by their offsets: where pieces begin and end is all that is kept of it."""
    buffer, offset = bytearray(min(_BYTES_A_BLOCK, source.size + 1)), 0
    start, line, lines = 0, 1, 0  # of the next piece: where it begins, and how many lines there are in it so far
    while size := raw.readinto(buffer):
        lines += _breaks(buffer, size)
        if offset + size - start >= _enough(source.size - start) and (last := buffer.rfind(b"\n", 0, size)) >= 0:
            end = offset + last + 1
            yield LinesPiece(source.path, start, end, line)
            start, line, lines = end, line + lines, 0
        offset += size
    if offset > start:
        yield LinesPiece(source.path, start, offset, line)


def _enough(left: int) -> int:
    """The bytes of the next piece, of so many that are left: the last are smaller, so that none is waited for long."""
    return left if left < 2 * _LEAST_BYTES_A_PIECE else min(left // 2, _BYTES_A_PIECE)


def _breaks(buffer: bytes | bytearray, size: int) -> int:
    """How many lines end in the first bytes: `find` looks at many bytes at a time, `count` at one after the other."""
    breaks, place = 0, -1
    while (place := buffer.find(b"\n", place + 1, size)) >= 0:
        breaks += 1
    return breaks


def _unpacked(raw: BinaryIO, path: str, limit: int) -> Iterator[Piece]:
    """The lines of a compressed file: each piece carries its own, as nobody could look them up by offset.

    What cannot be read comes as broken, and what there is of its line.
    """
    stream = _unpacking(raw, path)
    line, left = 1, b""
    try:
        for some in _blocks(stream):
            block = left + some
            end = block.rfind(b"\n") + 1
            if end == 0 and len(block) > limit:
                pass_over(stream, sys.maxsize)
                block = block[: limit + 1] + b"\n"  # so much that it is plain to see
                end = len(block)
            if end:
                yield LinesPiece(path, 0, end, line, block[:end])
                line += _breaks(block, end)
            left = block[end:]
    except _Unreadable as error:
        yield broken(path, error, line)
        if left.strip():
            yield BrokenPiece(path, line, left[:_BYTES_SHOWN].decode("utf-8", "backslashreplace"), _cut_off(path, line))
        return
    if left:
        yield LinesPiece(path, 0, len(left), line, left)


def _unpacking(raw: BinaryIO, path: str) -> BinaryIO:
    if path.lower().endswith(".gz"):
        return gzip.open(raw)  # type: ignore[return-value] # it reads like one
    return io.BufferedReader(Zstandard(raw))


def _blocks(stream: Any) -> Iterator[bytes]:
    """What there is to read, some megabytes at a time; what came before a fault is given before it is raised."""
    found = bytearray()
    try:
        while some := stream.read1(_BYTES_A_STEP):
            found += some
            if len(found) >= _PACKED_BYTES:
                yield bytes(found)
                found.clear()
    except _Unreadable:
        if found:
            yield bytes(found)
        raise
    if found:
        yield bytes(found)


def _cut_off(path: str, line: int) -> Problem:
    return Problem(
        "cut-off",
        Message("The file ends in the middle of this line."),
        Message("Get the file again."),
        file=path,
        line=line,
    )
