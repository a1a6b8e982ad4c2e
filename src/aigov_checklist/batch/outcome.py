"""What comes out of a piece of work: scored rows with who they are about, and what was refused."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple

import polars as pl

from aigov_checklist.errors import Problem
from aigov_checklist.kernel.columns import Block

_LONGEST_TEXT = 100_000


@dataclass
class Identity:
    """Who each row is about and where it stood, as columns; `line` counts from 1, 0 where a file is one profile.

    Each is a list, or a polars column of texts or numbers.
    """

    source: Any = field(default_factory=list)
    line: Any = field(default_factory=list)
    subject: Any = field(default_factory=list)
    name: Any = field(default_factory=list)
    kind: Any = field(default_factory=list)
    date: Any = field(default_factory=list)
    tier: Any = field(default_factory=list)
    groups: Any = field(default_factory=list)

    def add(self, profile: Any, source: str, line: int) -> None:
        """One more row, of a `Profile` or of anything else with its subject, date and tier."""
        subject = profile.subject
        self.source.append(source)
        self.line.append(line)
        self.subject.append(subject.id)
        self.name.append(subject.name)
        self.kind.append(subject.kind)
        self.date.append(profile.date)
        self.tier.append(profile.tier)
        self.groups.append(as_text(subject.groups or {}))

    def by_source(self) -> dict[str, int]:
        """How many rows each file has."""
        return dict(pl.Series(self.source, dtype=pl.String).value_counts().iter_rows())


class Reject(NamedTuple):
    """A profile that could not be scored: where it stood, and its line of rejects.jsonl."""

    source: str
    line: int
    written: bytes


def reject(source: str, line: int, text: str, problems: Iterable[Problem]) -> Reject:
    """The refusal of a profile with its text and every problem, already as it will be written: that takes less room.

    A text beyond measure is cut, and says so: the source still has it.
    """
    record: dict[str, object] = {"source": source, "line": line, "text": text[:_LONGEST_TEXT]}
    if len(text) > _LONGEST_TEXT:
        record["text_is_cut"] = True
    record["problems"] = [asdict(problem) for problem in problems]
    return Reject(source, line, f"{as_text(record)}\n".encode())


@dataclass(frozen=True)
class Settled:
    """A piece of work: the rows to score, who they are, what was refused, and the SHA-256 of whole files read.

    `places` are where the rows stood, for their order among others; by default their lines.
    """

    identity: Identity
    block: Block
    rejects: Sequence[Reject]
    digests: dict[str, str] = field(default_factory=dict)
    places: Sequence[int] | None = None

    @property
    def order(self) -> Any:
        """By what the rows are put into order with those of other work on the same piece."""
        return self.identity.line if self.places is None else self.places


def as_text(value: object) -> str:
    """Compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
