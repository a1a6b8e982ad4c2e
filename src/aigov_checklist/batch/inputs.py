"""What there is to score: folders, globs and files, each by its lane, in one order that every run repeats."""

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple, NoReturn

from aigov_checklist.errors import UsageError
from aigov_checklist.message import Message
from aigov_checklist.readers.source import PROFILE_ENDINGS, unreadable

Lane = Literal["profile", "lines", "table"]

_LANES: dict[str, Lane] = {
    **dict.fromkeys(PROFILE_ENDINGS, "profile"),
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".csv": "table",
    ".parquet": "table",
    ".xlsx": "table",
}
COMPRESSED = (".gz", ".zst")


class Input(NamedTuple):
    """One file: its path, its lane, its size in bytes and when it was last changed (nanoseconds since 1970)."""

    path: str
    lane: Lane
    size: int
    changed: int


def find_inputs(names: Iterable[str], without: Path | None = None) -> list[Input]:
    """Every file that the names stand for: a file, a folder with all below it, or a glob; each file once.

    Hidden files and folders are left out, and so is the folder `without`: what a run writes is not what it reads.
    Raises UsageError for a name that stands for nothing, or for a file that no lane reads; DocumentError for a folder
    that may not be read: what is in it would be missing without a word.
    """
    found: dict[str, Input] = {}
    for name in names:
        for path in _files(name, without):
            if path not in found:
                found[path] = _input(path)
    return list(found.values())


def lane_of(path: str) -> Lane | None:
    """The lane that reads a file of this name."""
    plain = Path(path.lower())
    ending = plain.suffix
    if ending in COMPRESSED:
        ending = plain.with_suffix("").suffix
        return "lines" if _LANES.get(ending) == "lines" else None
    return _LANES.get(ending)


def _files(name: str, without: Path | None) -> list[str]:
    if os.path.isdir(name):  # noqa: PTH112 - unlike Path, it answers no for what cannot be a path
        files = sorted(path for path in _below(name, without) if lane_of(path))
        if not files:
            raise UsageError(Message("There is nothing to score in {folder}.", folder=name))
        return files
    if os.path.lexists(name):
        if lane_of(name) is None:
            endings = ", ".join((*_LANES, *(f".jsonl{ending}" for ending in COMPRESSED)))
            raise UsageError(Message("{path} cannot be scored: use one of {endings}.", path=name, endings=endings))
        return [name]
    files = sorted(
        path
        for path in glob.glob(name, recursive=True)  # noqa: PTH207 - the name may be absolute or not
        if Path(path).is_file() and lane_of(path)
    )
    if not files:
        raise UsageError(Message("There is no file or folder {path}.", path=name))
    return files


def _below(name: str, without: Path | None) -> Iterator[str]:
    left_out = None if without is None else os.path.realpath(without)
    for folder, folders, files in os.walk(name, onerror=_refuse):
        folders[:] = [
            inner for inner in folders if inner[0] != "." and os.path.realpath(Path(folder, inner)) != left_out
        ]
        yield from (os.path.join(folder, file) for file in files if file[0] != ".")  # noqa: PTH118


def _refuse(error: OSError) -> NoReturn:
    raise unreadable(str(error.filename), error)


def _input(path: str) -> Input:
    lane = lane_of(path)
    assert lane is not None  # others were left out
    try:
        state = os.stat(path)  # noqa: PTH116
    except OSError:  # it will be rejected with its reason when its turn comes
        return Input(path, lane, 0, 0)
    return Input(path, lane, state.st_size, state.st_mtime_ns)
