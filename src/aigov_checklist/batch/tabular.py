"""Tables from Parquet, CSV and Excel files, as pieces of rows."""

import io
import zipfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from aigov_checklist.batch.columns import HEADS, Mapping, is_group
from aigov_checklist.batch.inputs import Input
from aigov_checklist.batch.pieces import ROWS_A_PIECE, Piece, RowsPiece, broken
from aigov_checklist.errors import DocumentError, Problem
from aigov_checklist.message import Message

_MOST_TIMES_LARGER = 100
"""A workbook is packed; one that grows beyond this many times its limit is not a table that people filled in."""

_MOST_COLUMNS = 16_384

_BYTES_AT_ONCE = 64 * 1024 * 1024
_BYTES_A_REFERENCE = 16


def pieces_of_table(source: Input, mapping: Mapping, *, limit: int) -> Iterator[Piece]:
    """A wide table some rows at a time; a long one (a row an answer) is turned first, which needs it whole."""
    try:
        frames = _frames(source, limit)
        first = next(frames, None)
        if first is None:
            return
        mapping.check(first.columns, source.path)
        offset = 1 if source.path.lower().endswith(".parquet") else 2  # the first row is beside the number 2
        names = [mapping.columns.get(name, name) for name in first.columns]
        if "indicator" in names and "answer" in names:
            yield from _long(pl.concat([first, *frames]), source.path, mapping, offset)
            return
        for frame in chain((first,), frames):
            yield RowsPiece(source.path, np.arange(offset, offset + frame.height, dtype=np.int64), frame)
            offset += frame.height
    except DocumentError as error:
        yield broken(source.path, error)
    except (OSError, pl.exceptions.PolarsError, zipfile.BadZipFile, KeyError, ValueError) as error:
        yield broken(source.path, error)


def _frames(source: Input, limit: int) -> Iterator[pl.DataFrame]:
    path = source.path.lower()
    if path.endswith(".parquet"):
        yield from _slices(pl.scan_parquet(source.path, glob=False))
    elif path.endswith(".csv"):
        table = pl.scan_csv(source.path, infer_schema=False, separator=_separator(source.path), glob=False)
        yield from _rechunked(table.collect_batches(maintain_order=True))
    else:
        yield _workbook(source, limit)


def _slices(table: pl.LazyFrame) -> Iterator[pl.DataFrame]:
    """The rows in frames of one size, several read at once where they are small: a reader goes by large groups of rows.

    One frame without rows if there are none.
    """
    start, rows = 0, ROWS_A_PIECE
    while (frame := table.slice(start, rows).collect()).height or not start:
        yield from frame.iter_slices(ROWS_A_PIECE) if frame.height else (frame,)
        if frame.height < rows:
            break
        start += rows
        a_piece = _size(frame) * ROWS_A_PIECE // rows
        rows = ROWS_A_PIECE * max(1, _BYTES_AT_ONCE // a_piece)


def _size(frame: pl.DataFrame) -> int:
    """About how many bytes a frame takes, at least one a row; the library leaves out what refers to the texts."""
    texts = sum(type_ == pl.String for type_ in frame.dtypes)
    return int(frame.estimated_size()) + (1 + _BYTES_A_REFERENCE * texts) * frame.height


def _rechunked(batches: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """The same rows in frames of one size, whatever the reader's own."""
    kept: list[pl.DataFrame] = []
    height = 0
    for batch in batches:
        kept.append(batch)
        height += batch.height
        while height >= ROWS_A_PIECE:
            whole = pl.concat(kept)
            yield whole.head(ROWS_A_PIECE)
            kept, height = [whole.slice(ROWS_A_PIECE)], height - ROWS_A_PIECE
    if kept:
        yield pl.concat(kept)


def _separator(path: str) -> str:
    """The sign between cells of the first line: where a comma stands in numbers, spreadsheets write semicolons."""
    with Path(path).open("rb") as stream:
        head = stream.readline(1 << 20)
    return max((",", ";", "\t"), key=lambda sign: head.count(sign.encode()))


def _workbook(source: Input, limit: int) -> pl.DataFrame:
    """The first sheet of a workbook; cells as text, so that each is read as it stands there."""
    # Slow to import, and few inputs are workbooks.
    from openpyxl import load_workbook  # type: ignore[import-untyped] # noqa: PLC0415

    if source.size > limit:
        raise DocumentError([_too_large(source.path, limit)])
    data = Path(source.path).read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > _MOST_TIMES_LARGER * limit:
            raise DocumentError([_too_large(source.path, limit)])
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    rows = book.worksheets[0].iter_rows(values_only=True, max_col=_MOST_COLUMNS)
    names = [str(cell) for cell in next(rows, ()) if cell is not None]
    cells = [[_as_text(cell) for cell in row[: len(names)]] for row in rows]
    filled = [row + [None] * (len(names) - len(row)) for row in cells if any(cell is not None for cell in row)]
    return pl.DataFrame(filled, schema=dict.fromkeys(names, pl.String), orient="row")


def _as_text(cell: Any) -> str | None:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return None if cell is None else str(cell)


def _long(frame: pl.DataFrame, path: str, mapping: Mapping, offset: int) -> Iterator[Piece]:
    """One row a subject and date, with a column an indicator; an answer that stands twice is an odd one."""
    frame = frame.drop(name for name in mapping.ignore if name in frame.columns)
    frame = frame.rename({name: ours for name, ours in mapping.columns.items() if name in frame.columns})
    answer = pl.col("answer")
    if frame["answer"].dtype.is_float():
        whole = answer.cast(pl.Int64, strict=False)
        answer = pl.when(whole.cast(pl.Float64) == answer).then(whole.cast(pl.String)).otherwise(answer.cast(pl.String))
    keys = [name for name in ("subject", "date") if name in frame.columns]
    frame = frame.with_row_index("line", offset).with_columns(answer.cast(pl.String).alias("answer"))
    heads = [name for name in frame.columns if (name in HEADS or is_group(name)) and name not in keys]
    # What was answered twice becomes one cell that no measure can take, and so is told with the rest of its profile.
    joined = frame.group_by(*keys, "indicator", maintain_order=True).agg(pl.col("answer").str.join(" | "))
    wide = joined.pivot(on="indicator", index=keys, values="answer")
    who = frame.group_by(keys, maintain_order=True).agg(pl.col("line").min(), *(pl.col(name).first() for name in heads))
    whole_table = who.join(wide, on=keys, how="left", maintain_order="left", nulls_equal=True)
    for start in range(0, whole_table.height, ROWS_A_PIECE):
        some = whole_table.slice(start, ROWS_A_PIECE)
        yield RowsPiece(path, some["line"].to_numpy().astype(np.int64), some.drop("line"))


def _too_large(path: str, limit: int) -> Problem:
    message = Message("The workbook is larger than the limit of {limit:,} bytes allows.", limit=limit)
    hint = Message("If it is meant to be, raise the limit with --max-bytes.")
    return Problem("too-large", message, hint, file=path)
