"""Subjects that stand in a run more than once on the same date: a table of them would count one twice."""

from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from aigov_checklist.batch.formats import Format

_MOST_TOLD = 20


def repeated(folder: Path, style: Format) -> list[dict[str, Any]]:
    """The first of them by name: subject, date, how often, and where the first two stand."""
    table = _scores(folder, style)
    # A number a row instead of two texts: ten million rows fit into eighty megabytes.
    keys = [
        batch.select(pl.struct("subject", "date").hash()).to_series().to_numpy()
        for batch in table.select("subject", "date").collect_batches()
    ]
    numbers = np.sort(np.concatenate(keys)) if keys else np.empty(0, np.uint64)
    twice = np.unique(numbers[1:][numbers[1:] == numbers[:-1]])[: 10 * _MOST_TOLD]
    if not len(twice):
        return []
    found = (
        table.select("source", "line", "subject", "date")
        .filter(pl.struct("subject", "date").hash().is_in(pl.Series(twice).implode()))
        .group_by("subject", "date")
        .agg(pl.len().alias("times"), pl.col("source", "line").head(2))
        .filter(pl.col("times") > 1)
        .sort("subject", "date")
        .head(_MOST_TOLD)
        .collect()
    )
    return [
        {
            **{key: row[key] for key in ("subject", "date", "times")},
            "places": list(zip(row["source"], row["line"], strict=True)),
        }
        for row in found.iter_rows(named=True)
    ]


def _scores(folder: Path, style: Format) -> pl.LazyFrame:
    match style:
        case "parquet":
            return pl.scan_parquet(folder / "scores" / "*.parquet")
        case "csv":
            return pl.scan_csv(folder / "scores.csv", infer_schema=False).with_columns(pl.col("line").cast(pl.Int64))
        case "jsonl":
            columns = {"source": pl.String, "line": pl.Int64, "subject": pl.String, "date": pl.String}
            return pl.scan_ndjson(folder / "scores.jsonl", schema=columns)
