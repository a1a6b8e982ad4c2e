"""What `aigov batch` wrote into a folder: told by its manifest, and checked against it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from aigov_checklist.errors import DocumentError, Problem, UsageError
from aigov_checklist.message import Message
from aigov_checklist.readers.counting import countable
from aigov_checklist.readers.score_tables import MANIFEST
from aigov_checklist.readers.source import read_bytes
from aigov_checklist.signing.content import Content, content_of

REJECTS = "rejects.jsonl"
TABLES = ("scores", "indicators")

_TABLE = re.compile(r"(scores|indicators)(\.csv|\.jsonl|/part-[0-9]+\.parquet)")
_VERSION = re.compile(r"[0-9A-Za-z.+-]{1,50}")

_AGAIN = Message("Run the batch again, or take the folder as it was.")


class Output(NamedTuple):
    """A file that the batch wrote: its path in the folder and what is in it."""

    path: str
    content: Content

    @property
    def table(self) -> str:
        """The table that it is, or is a part of."""
        return self.path.partition("/")[0].partition(".")[0]

    @property
    def format(self) -> str:
        """Its format, which is how its name ends."""
        return self.path.rpartition(".")[2]


class Batch(NamedTuple):
    """A finished batch: who scored by which rubric, how many profiles, and the files as they are.

    `is_unique` says that no subject stands twice on one date, `changed` how many inputs changed while they were read.
    """

    folder: Path
    engine: str
    rubric: dict[str, str]
    scored: int
    rejected: int
    is_unique: bool
    changed: int
    outputs: tuple[Output, ...]


def read_batch(folder: Path, *, limit: int) -> Batch:
    """The finished batch in a folder, every file of which is as the batch wrote it.

    Raises UsageError if there is none or nothing was scored, DocumentError with every file that is not so.
    """
    place = folder / MANIFEST
    if not place.is_file():
        raise UsageError(
            Message("{folder} holds no finished batch: there is no {name}. See: aigov batch --help.",
                    folder=folder, name=MANIFEST)
        )  # fmt: skip
    data = read_bytes(str(place), limit=limit)
    try:
        said = json.loads(data)
        batch = _batch(folder, said, tuple(_outputs(folder, said["outputs"])))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        message = Message("This is not a manifest as `aigov batch` writes it.")
        raise DocumentError([Problem("bad-manifest", message, _AGAIN, file=str(place))]) from None
    if not batch.scored:
        raise UsageError(Message("Nothing was scored in {folder}: there is no table to describe.", folder=folder))
    return batch


def _batch(folder: Path, said: dict[str, Any], outputs: tuple[Output, ...]) -> Batch:
    engine = str(said["engine"]["version"])
    if not _VERSION.fullmatch(engine):
        raise ValueError(engine)
    return Batch(
        folder=folder,
        engine=engine,
        rubric={key: str(said["rubric"][key]) for key in ("id", "version", "digest")},
        scored=int(said["counts"]["scored"]),
        rejected=int(said["counts"]["rejected"]),
        is_unique=not said["repeated"],
        changed=len(said["changed_while_read"]),
        outputs=outputs,
    )


def _outputs(folder: Path, digests: dict[str, str]) -> Iterator[Output]:
    outputs, problems = [], []
    for path, digest in digests.items():
        if path != REJECTS and not _TABLE.fullmatch(path):
            raise ValueError(path)
        found = content_of(folder, path)
        if isinstance(found, Problem):
            problems.append(found)
        elif found.sha256 != digest:
            message = Message(
                "This file is not what the batch wrote: its SHA-256 is not that of {name}.", name=MANIFEST
            )
            problems.append(Problem("changed-file", message, _AGAIN, file=str(folder / path)))
        else:
            outputs.append(Output(path, found))
    if problems:
        raise DocumentError(countable(problems))
    yield from outputs
