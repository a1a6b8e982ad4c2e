"""The formats that a run can write."""

from typing import Literal

Format = Literal["parquet", "csv", "jsonl"]

FORMATS: tuple[Format, ...] = ("parquet", "csv", "jsonl")
