"""Two batches to compare: read under one rubric, or refused."""

import json
from pathlib import Path
from typing import NamedTuple

from aigov_checklist.errors import UsageError
from aigov_checklist.lenses import Lens
from aigov_checklist.message import Message
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.readers.score_tables import MANIFEST, TABLE_ENDINGS, read_stamp
from aigov_checklist.readers.source import DEFAULT_LIMIT, STANDARD_INPUT, read_bytes
from aigov_checklist.standings import Standings, read_standings
from aigov_checklist.structure import ROOT


class Batch(NamedTuple):
    """The standings of a batch, and how many profiles could not be scored and are missing in it."""

    found: Standings
    rejected: int


def is_batch(name: str) -> bool:
    """Whether this names a folder or a score table, and not a profile."""
    path = Path(name)
    return name != STANDARD_INPUT and (path.is_dir() or path.suffix.lower() in TABLE_ENDINGS)


def read_pair(
    before: str,
    after: str,
    *,
    by: str = ROOT,
    lens: Lens = "declared",
    rubric: Rubric | None = None,
    limit: int = DEFAULT_LIMIT,
) -> tuple[Batch, Batch]:
    """Both batches, see `standings.read_standings`.

    Raises UsageError for different rubrics, versions or digests: their scores do not mean the same.
    """
    stamps = [read_stamp(_manifest(name)) for name in (before, after)]
    if all(stamps) and stamps[0] != stamps[1]:
        raise _two_rubrics(*stamps)
    first, second = (read_standings([name], by=by, lens=lens, rubric=rubric, limit=limit) for name in (before, after))
    if first.rubric.digest != second.rubric.digest:
        raise _two_rubrics(_stamp(first.rubric), _stamp(second.rubric))
    return Batch(first, first.left_out + _rejected(before)), Batch(second, second.left_out + _rejected(after))


def _manifest(name: str) -> Path:
    """Where a manifest of this batch would be: in its folder, or beside its table."""
    path = Path(name)
    is_table = path.is_file() or (not (path / MANIFEST).is_file() and any(path.glob("*.parquet")))
    return (path.parent if is_table else path) / MANIFEST


def _rejected(name: str) -> int:
    """How many profiles the manifest says were refused; 0 where it does not say."""
    manifest = _manifest(name)
    if not manifest.is_file():
        return 0
    try:
        number = json.loads(read_bytes(str(manifest)))["counts"]["rejected"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return 0
    return number if type(number) is int and number > 0 else 0


def _stamp(rubric: Rubric) -> dict[str, str]:
    return {"id": rubric.id, "version": rubric.version, "digest": rubric.digest}


def _two_rubrics(before: dict[str, str], after: dict[str, str]) -> UsageError:
    one, other = (
        Message("{id} {version} ({digest})", id=stamp["id"], version=stamp["version"], digest=stamp["digest"][:12])
        for stamp in (before, after)
    )
    return UsageError(
        Message(
            "BEFORE and AFTER were scored under different rubrics: {before} and {after}. Score both again under one "
            "rubric.",
            before=one,
            after=other,
        )
    )
