"""Rows of score tables, as `aigov batch` writes them: CSV, JSON Lines or Parquet."""

import csv
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from aigov_checklist.errors import DocumentError, MissingExtraError, Problem
from aigov_checklist.harmless import spreadsheet
from aigov_checklist.message import Message
from aigov_checklist.readers.source import read_bytes

TABLE_ENDINGS = (".csv", ".jsonl", ".parquet")

MANIFEST = "manifest.json"
"""The file beside a table that says how it was made."""

_HINT = Message("A score table is what `aigov batch` writes.")


class TableRow(NamedTuple):
    """One row: where it stands and what is in the columns that were asked for; those it has not are left out."""

    file: str
    line: int
    cells: dict[str, Any]


def read_table(path: Path, columns: Iterable[str]) -> Iterator[TableRow]:
    """The rows of a table, or of a folder of Parquet files, with as many of the columns as there are.

    Raises DocumentError where a file cannot be read, MissingExtraError for Parquet without its library.
    """
    wanted = frozenset(columns)
    try:
        if path.is_dir():
            for part in sorted(path.glob("*.parquet")):
                yield from _parquet_rows(part, wanted)
        else:
            yield from {".csv": _csv_rows, ".jsonl": _json_rows}.get(path.suffix.lower(), _parquet_rows)(path, wanted)
    except (OSError, ValueError, csv.Error) as error:
        raise _unreadable(path, error) from None


def read_columns(path: Path) -> list[str]:
    """The columns of a table, in their order. Raises as `read_table` does."""
    try:
        match path.suffix.lower():
            case ".csv":
                with path.open(encoding="utf-8-sig", newline="") as stream:
                    return next(csv.reader(stream, strict=True), [])
            case ".jsonl":
                with path.open(encoding="utf-8") as stream:
                    return list(_json_row(path, 1, stream.readline()))
        with _parquet(path) as frame:
            return list(frame.collect_schema())
    except (OSError, ValueError, csv.Error) as error:
        raise _unreadable(path, error) from None


def read_stamp(manifest: Path) -> dict[str, str]:
    """Id, version and digest of the rubric that a manifest names; nothing if there is no manifest.

    Raises DocumentError if it names none.
    """
    if not manifest.is_file():
        return {}
    try:
        stamp = json.loads(read_bytes(str(manifest)))["rubric"]
        return {key: str(stamp[key]) for key in ("id", "version", "digest")}
    except (ValueError, KeyError, TypeError, RecursionError):
        message = Message("This manifest does not say which rubric the scores were made with.")
        raise DocumentError([Problem("bad-manifest", message, _HINT, file=str(manifest))]) from None


def _csv_rows(path: Path, wanted: frozenset[str]) -> Iterator[TableRow]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.reader(stream, strict=True)
        places = [(name, place) for place, name in enumerate(next(reader, [])) if name in wanted]
        for row in reader:
            cells = {name: _unmarked(row[place]) for name, place in places if place < len(row)}
            yield TableRow(str(path), reader.line_num, cells)


def _json_rows(path: Path, wanted: frozenset[str]) -> Iterator[TableRow]:
    with path.open(encoding="utf-8") as stream:
        for number, line in enumerate(stream, start=1):
            if not line.strip():
                continue
            row = _json_row(path, number, line)
            yield TableRow(str(path), number, {name: cell for name, cell in row.items() if name in wanted})


def _json_row(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict):
        raise _refusal(path, number, Message("This line is not a JSON object."))
    return row


def _parquet_rows(path: Path, wanted: frozenset[str]) -> Iterator[TableRow]:
    with _parquet(path) as frame:
        table = frame.select([name for name in frame.collect_schema() if name in wanted]).collect()
    for number, cells in enumerate(table.iter_rows(named=True), start=1):
        yield TableRow(str(path), number, cells)


@contextmanager
def _parquet(path: Path) -> Iterator[Any]:
    """The file, not read yet; what is wrong with it is a ValueError."""
    try:
        import polars  # noqa: PLC0415 - an optional part, and slow to load
    except ModuleNotFoundError:
        raise MissingExtraError(Message("Reading Parquet"), "batch") from None
    try:
        yield polars.scan_parquet(path)
    except polars.exceptions.PolarsError as error:
        raise ValueError(str(error)) from None


def _unmarked(cell: str) -> str:
    """The cell without the apostrophe that keeps spreadsheets from taking it for a formula."""
    return cell[1:] if cell.startswith("'") and spreadsheet(cell[1:]) == cell else cell


def _unreadable(path: Path, error: Exception) -> DocumentError:
    reason = Message(getattr(error, "strerror", None) or str(error).partition("\n")[0])
    return _refusal(path, 0, Message("This cannot be read: {reason}.", reason=reason))


def _refusal(path: Path, line: int, message: Message) -> DocumentError:
    return DocumentError([Problem("unreadable-table", message, _HINT, file=str(path), line=line)])
