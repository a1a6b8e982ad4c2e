"""The folder of a run: a part a piece, each whole or not there; at the end the parts become the outputs."""

import hashlib
import io
import json
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from aigov_checklist.appearing import appearing
from aigov_checklist.batch.formats import Format
from aigov_checklist.batch.outcome import Reject, as_text

_WORK = ".work"
_BYTES_AT_ONCE = 1024 * 1024
_FORMULA = r"^[=+\-@\t\r\n]"


class Parts:
    """The parts of one run in its output folder."""

    def __init__(self, folder: Path, style: Format) -> None:
        self.folder, self.format = folder, style
        self.work = folder / _WORK

    def begin(self, state: dict[str, Any]) -> None:
        """An empty folder for parts, and what the run is, so that it can be resumed."""
        self.clear()
        self.work.mkdir(parents=True)
        _write(self.work / "run.json", as_text(state).encode())

    def begun(self) -> dict[str, Any] | None:
        """What the unfinished run in this folder is; None if there is none."""
        return _read(self.work / "run.json")

    def finished(self) -> dict[str, Any] | None:
        """The manifest of the finished run in this folder; None if there is none."""
        return _read(self.folder / "manifest.json")

    def clear(self) -> None:
        """Remove what a run writes and what `aigov export data-package` says of it, and nothing else."""
        for name in ("scores", "indicators"):
            for path in (self.folder / f"{name}.csv", self.folder / f"{name}.jsonl"):
                path.unlink(missing_ok=True)
            for path in (self.folder / name).glob("part-*.parquet"):
                path.unlink()
        for name in ("datapackage.json", "manifest.json", "rejects.jsonl"):
            (self.folder / name).unlink(missing_ok=True)
        shutil.rmtree(self.work, ignore_errors=True)

    def done(self, number: int) -> dict[str, Any] | None:
        """What was noted when a part was finished; None if it was not."""
        return _read(self._path(number, "done.json"))

    def write(
        self, number: int, tables: dict[str, pl.DataFrame], rejects: Sequence[Reject], noted: dict[str, Any]
    ) -> dict[str, Any]:
        """One finished part: its tables, what it refused, and last the note that it is finished, which is returned.

        The note has the SHA-256 of each table as well.
        """
        digests = {}
        for name, table in tables.items():
            if table.height:
                # Through memory: what the disk then refuses is an OSError that says why, whatever the library does.
                written = _written(table, self.format)
                digests[name] = hashlib.sha256(written).hexdigest()
                with appearing(self._path(number, f"{name}.{self.format}")) as stream:
                    stream.write(written)
        if rejects:
            with appearing(self._path(number, "rejects")) as stream:
                stream.writelines(reject.written for reject in rejects)
        noted = noted | {"tables": digests}
        _write(self._path(number, "done.json"), as_text(noted).encode())
        return noted

    def finish(self, tables: dict[str, pl.DataFrame], notes: dict[int, dict[str, Any]]) -> dict[str, str]:
        """The outputs from all parts, in their order; `tables` are empty ones, for the columns.

        Returns the SHA-256 of each output by its name.
        """
        digests: dict[str, str] = {}
        numbers = sorted(notes)
        for name, empty in tables.items():
            if self.format == "parquet":
                digests |= self._gathered(name, notes, empty)
            else:
                paths = [self._path(number, f"{name}.{self.format}") for number in numbers]
                digests |= self._joined(f"{name}.{self.format}", paths, _head(empty) if self.format == "csv" else b"")
        return digests | self._joined("rejects.jsonl", [self._path(number, "rejects") for number in numbers], b"")

    def end(self, manifest: dict[str, Any]) -> None:
        """The manifest, and with it the end of the run."""
        _write(self.folder / "manifest.json", (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode())
        shutil.rmtree(self.work)

    def _gathered(self, name: str, notes: dict[int, dict[str, Any]], empty: pl.DataFrame) -> dict[str, str]:
        """Parquet files stay apart: readers take a folder of them as one table."""
        (self.folder / name).mkdir(exist_ok=True)
        found = dict[str, str]()
        for number in sorted(number for number in notes if name in notes[number]["tables"]):
            target = self.folder / name / f"part-{len(found):06d}.parquet"
            _place(self._path(number, f"{name}.parquet"), target)
            found[f"{name}/{target.name}"] = notes[number]["tables"][name]
        if not found:
            written = _written(empty, "parquet")
            _write(self.folder / name / "part-000000.parquet", written)
            found[f"{name}/part-000000.parquet"] = hashlib.sha256(written).hexdigest()
        return found

    def _joined(self, name: str, paths: Iterable[Path], head: bytes) -> dict[str, str]:
        found = hashlib.sha256(head)
        with appearing(self.folder / name) as stream:
            stream.write(head)
            for path in paths:
                if path.exists():
                    with path.open("rb") as part:
                        while some := part.read(_BYTES_AT_ONCE):
                            stream.write(some)
                            found.update(some)
        return {name: found.hexdigest()}

    def _path(self, number: int, name: str) -> Path:
        return self.work / f"{number:06d}.{name}"


def _read(path: Path) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads(path.read_bytes())
    except (FileNotFoundError, json.JSONDecodeError):
        return None
    return found


def _write(path: Path, data: bytes | memoryview) -> None:
    with appearing(path) as stream:
        stream.write(data)


def _place(part: Path, target: Path) -> None:
    """The part as an output as well: by another name where the disk knows that, else as a copy."""
    target.unlink(missing_ok=True)
    try:
        target.hardlink_to(part)
    except OSError:
        shutil.copyfile(part, target)


def _written(table: pl.DataFrame, style: Format) -> memoryview:
    buffer = io.BytesIO()
    if style == "parquet":
        table.write_parquet(buffer, compression="snappy", statistics=False)
    elif style == "jsonl":
        table.write_ndjson(buffer)
    else:
        _safe(table).write_csv(buffer, include_header=False)
    return buffer.getbuffer()


def _safe(table: pl.DataFrame) -> pl.DataFrame:
    """No text that a spreadsheet would take for a formula."""
    texts = [name for name, type_ in table.schema.items() if type_ == pl.String]
    return table.with_columns(
        pl.when(pl.col(name).str.contains(_FORMULA)).then("'" + pl.col(name)).otherwise(pl.col(name)).alias(name)
        for name in texts
    )


def _head(empty: pl.DataFrame) -> bytes:
    return empty.clear().write_csv().encode()
