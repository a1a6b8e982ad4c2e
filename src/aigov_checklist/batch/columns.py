"""What the columns of a table mean: their names, the mapping from other names, and what may stand in a cell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from aigov_checklist.errors import DocumentError, Problem, UsageError
from aigov_checklist.kernel.plan import LeafPlan
from aigov_checklist.message import Message
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.readers.sources import FileSource
from aigov_checklist.suggesting import did_you_mean

HEADS = ("subject", "name", "kind", "date", "tier")
"""Columns about the profile; only the first must be there. Groups are columns like `group.region`."""

_DEFAULTS = {"kind": "country", "tier": "full"}
_STATES = ("no_information", "not_applicable")
_KEYS = {"columns": dict, "ignore": list, "constants": dict}

_BYTES_OF_A_DAY = len("2025-12-31")


@dataclass(frozen=True)
class Mapping:
    """From a table's own names to ours: `columns` renames, `ignore` drops, `constants` fill what is missing."""

    rubric: Rubric
    columns: dict[str, str] = field(default_factory=dict)
    ignore: Sequence[str] = ()
    constants: dict[str, str] = field(default_factory=dict)

    def check(self, names: Iterable[str], path: str) -> None:
        """Raise DocumentError with every column that cannot be understood, and those that are missing."""
        ours = [self.columns.get(name, name) for name in names if name not in self.ignore]
        known = (*HEADS, "indicator", "answer", *self.rubric.indicators)
        problems = []
        for name in ours:
            if name not in known and not is_group(name):
                hint = did_you_mean(name, known) or Message("Rename or ignore it in a file given with --columns.")
                message = Message("There is no place for the column {name!r}.", name=name)
                problems.append(Problem("unknown-column", message, hint, file=path))
        for name in sorted({name for name in ours if ours.count(name) > 1}):
            message = Message("More than one column is meant for {name!r}.", name=name)
            problems.append(Problem("repeated-column", message, Message("Keep one of them."), file=path))
        for name in ("subject", "date"):
            if name not in ours and name not in self.constants:
                message = Message("There is no column {name!r}.", name=name)
                hint = Message("Say which column it is, or one value for all, in a file given with --columns.")
                problems.append(Problem("missing-column", message, hint, file=path))
        if problems:
            raise DocumentError(problems)

    def named(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The frame under our names, with every head filled in and dates as days: a year is its last day."""
        frame = frame.drop(name for name in self.ignore if name in frame.columns)
        frame = frame.rename({name: ours for name, ours in self.columns.items() if name in frame.columns})
        heads = [name for name in frame.columns if name in HEADS or is_group(name)]
        frame = frame.with_columns(pl.col(name).cast(pl.String) for name in heads)
        for name, value in (_DEFAULTS | self.constants).items():
            if name not in frame.columns:
                frame = frame.with_columns(pl.lit(value).alias(name))
        if "name" not in frame.columns:
            frame = frame.with_columns(pl.col("subject").alias("name"))
        filled = frame.with_columns(pl.col(name).fill_null(value) for name, value in _DEFAULTS.items())
        if (filled["date"].str.len_bytes() == _BYTES_OF_A_DAY).all():
            return filled
        day = pl.col("date").str.replace(r"^([0-9]{4})$", "${1}-12-31").str.replace(r"^(\S{10})[ T]00:00:00.*$", "${1}")
        return filled.with_columns(day)

    def strangers(self, names: Iterable[str]) -> list[str]:
        """The columns that are neither heads, groups nor indicators: a long table may name anything."""
        return [n for n in names if n not in HEADS and n not in self.rubric.indicators and not is_group(n)]


def load_mapping(path: str | None, rubric: Rubric, *, limit: int) -> Mapping:
    """The mapping in a YAML or JSON file with the keys `columns`, `ignore` and `constants`; none maps nothing.

    Raises DocumentError where it cannot be read, UsageError where it is not such a mapping.
    """
    if path is None:
        return Mapping(rubric)
    document, problems = FileSource(path, limit=limit).read()
    if problems:
        raise DocumentError(problems)
    fits = isinstance(document, dict) and all(key in _KEYS for key in document)
    columns, ignore, constants = (document.get(k, kind()) for k, kind in _KEYS.items()) if fits else (None, None, None)
    if not (isinstance(columns, dict) and isinstance(ignore, list) and isinstance(constants, dict)):
        raise UsageError(
            Message(
                "{path} is not a column mapping: it may have 'columns' (their name: ours), 'ignore' (a list) and "
                "'constants' (our name: value).",
                path=Path(path),
            )
        )
    plain = {str(key): str(value) for key, value in columns.items()}
    return Mapping(rubric, plain, [str(name) for name in ignore], {str(k): str(v) for k, v in constants.items()})


def is_group(name: str) -> bool:
    """Whether a column says which group a subject is in."""
    return name.startswith("group.") and len(name) > len("group.")


def answer_of(cell: Any, leaf: LeafPlan | None) -> dict[str, Any]:
    """The answer that a cell stands for, as a profile writes it.

    A level, code or number as it is; a state with its reason after a colon: `not_applicable: asked of others`.
    """
    if isinstance(cell, str):
        state, colon, reason = cell.partition(":")
        if colon and state.strip() in _STATES:
            return {state.strip(): reason.strip()}
        if leaf is None or cell in leaf.codes:
            return {"choice": cell}
        if cell.strip().lstrip("-").isdecimal():
            cell = int(cell)
        else:
            try:
                cell = float(cell)
            except ValueError:
                return {"choice": cell}
    if leaf is not None and leaf.goalposts is not None:
        return {"quantity": cell}
    return {"level": int(cell) if isinstance(cell, float) and cell.is_integer() else cell}
