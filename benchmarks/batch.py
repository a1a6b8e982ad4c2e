"""What a batch costs, as multiples of what a parser needs for the same data: the least of some runs, with the machine.

    python -m benchmarks.batch [--runs 3] [--profiles 100000] [--rows 1000000] [--files 1000] [--series 0.1 1 3]

JSON lines against `orjson.loads` alone (limits: 0.45 of its speed with one job, 1.7 times that with two), Parquet
tables of numbers and of texts against polars reading them (limit 2.5x for numbers), a folder of YAML against PyYAML's C
parser (limit 1.3x); peak memory of the command (limits 300 and 600 MiB).  Each by the clock and by the processor's
time, start of the command included; the second says more on a busy machine.  And what people would use instead, for
the same lines: jsonschema with a loop in Python, pandas, and `assess` profile by profile.  `--series` measures memory
for files of so many gigabytes, and nothing else.  The data are made here; every run starts the command anew.
"""

import argparse
import io
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import orjson
import polars as pl
import yaml

from aigov_checklist import Rubric, load_rubric
from aigov_checklist.loading import admit_profile
from aigov_checklist.readers.sources import LineSource
from aigov_checklist.schema import schema_errors
from aigov_checklist.scoring.assessing import assess

# A process begins with the memory of the one that began it: a small one in between keeps ours out of the figures.
MEASURED = """
import resource, subprocess, sys, time
start = time.perf_counter()
subprocess.run(sys.argv[1:], stderr=subprocess.DEVNULL, check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""
NOTE = "What the assessor found, in a sentence or two of the usual length, so that a reviewer can follow."


def profile(rubric: Rubric, number: int, chance: random.Random) -> dict[str, Any]:
    responses: dict[str, Any] = {}
    for place, leaf in enumerate(rubric.indicators):
        response: dict[str, Any] = {"level": chance.randrange(5)}
        if chance.random() < 0.4:
            item = {"title": f"National strategy, chapter {place}", "url": f"https://example.org/document/{place}"}
            response["evidence"] = [item | {"date": f"2025-03-0{1 + place % 9}"}]
        if chance.random() < 0.4:
            response["note"] = NOTE
        responses[leaf] = (
            response if chance.random() < 0.9 else {"no_information": "ministry site and gazette searched"}
        )
    return {
        "rubric": {"id": rubric.id, "version": rubric.version},
        "kind": "self-assessment",
        "date": "2026-11-22",
        "subject": {"id": f"S{number:07d}", "name": f"Subject {number}", "kind": "organization"},
        "tier": "full",
        "responses": responses,
    }


def table(rubric: Rubric, rows: int) -> pl.DataFrame:
    chance = random.Random(2)
    answers: list[int | None] = [0, 1, 2, 3, 4, None]
    heads = {"subject": [f"S{number:07d}" for number in range(rows)], "kind": ["organization"] * rows}
    columns = {
        leaf: pl.Series(chance.choices(answers, weights=[1, 2, 3, 2, 1, 1], k=rows), dtype=pl.Int8)
        for leaf in rubric.indicators
    }
    return pl.DataFrame(heads | {"date": ["2026-11-22"] * rows} | columns)


class Cost(NamedTuple):
    """Seconds by the clock and of the processor, and peak memory in MiB."""

    clock: float
    processor: float
    memory: float = 0.0


def cost(work: Callable[[], object]) -> Cost:
    start, used = time.perf_counter(), time.process_time()
    work()
    return Cost(time.perf_counter() - start, time.process_time() - used)


def command(source: Path, folder: Path, *options: str) -> Cost:
    """What one `aigov batch` costs."""
    arguments = [sys.executable, "-m", "aigov_checklist", "batch", str(source), "-o", str(folder), "--force", *options]
    printed = subprocess.run([sys.executable, "-c", MEASURED, *arguments], stdout=subprocess.PIPE, check=True).stdout
    return Cost(*map(float, printed.split()))


def told(name: str, ours: list[Cost], theirs: list[Cost], limit: str) -> None:
    clock, other = min(run.clock for run in ours), min(run.clock for run in theirs)
    processor = min(run.processor for run in ours) / min(run.processor for run in theirs)
    print(
        f"{name:24}{clock:7.2f} s  parser alone {other:6.2f} s {clock / other:6.2f}x ({limit}) "
        f"{processor:6.2f}x of its processor time {max(run.memory for run in ours):5.0f} MiB"
    )


def lines_in(rubric: Rubric, path: Path, number: int) -> list[str]:
    """Write so many profiles, made of some; returns those."""
    chance = random.Random(1)
    made = [json.dumps(profile(rubric, place, chance), separators=(",", ":")) for place in range(min(number, 2000))]
    with path.open("w", encoding="utf-8") as stream:
        for place in range(number):
            stream.write(made[place % len(made)].replace(f'"S{place % len(made):07d}"', f'"S{place:07d}"', 1) + "\n")
    print(f"{number:,} profiles of {path.stat().st_size / number / 1024:.1f} KiB as JSON lines", end=", ")
    print(f"{path.stat().st_size / 1024**2:,.0f} MiB")
    return made


def series(rubric: Rubric, folder: Path, gigabytes: float) -> None:
    path = folder / "profiles.jsonl"
    lines_in(rubric, path, round(gigabytes * 86_000))
    for jobs in ("1", "2"):
        print(
            f"  aigov batch --jobs {jobs}: {command(path, folder / 'out', '--jobs', jobs).memory:.0f} MiB (limit 300)"
        )


def lines(rubric: Rubric, folder: Path, number: int, runs: int) -> None:
    path = folder / "profiles.jsonl"
    made = lines_in(rubric, path, number)

    def parse() -> None:
        with path.open("rb") as stream:
            for line in stream:
                orjson.loads(line)

    parser, one, two = [], [], []
    for _ in range(runs):  # interleaved, so that a busy moment hits all alike
        parser.append(cost(parse))
        one.append(command(path, folder / "out"))
        two.append(command(path, folder / "out", "--jobs", "2"))
    told("  aigov batch", one, parser, "limit 2.22x")
    told("  aigov batch --jobs 2", two, parser, "limit 1.31x")
    peers(rubric, made[:200], min(run.clock for run in one) / number)


def peers(rubric: Rubric, made: list[str], ours: float) -> None:
    import pandas as pd  # type: ignore[import-untyped] # noqa: PLC0415 - a peer only

    points = {level.value: level.points for level in rubric.scale.levels}

    def with_jsonschema() -> None:
        for line in made:
            document = json.loads(line)
            assert not list(schema_errors("profile", document))
            for area in rubric.areas:
                given = [document["responses"].get(leaf.id, {}).get("level") for leaf in area.indicators]
                known = [points[level] for level in given if level is not None]
                sum(known) / max(len(known), 1)

    def with_pandas() -> None:
        frame = pd.json_normalize([json.loads(line) for line in made])
        for area in rubric.areas:
            names = [f"responses.{leaf.id}.level" for leaf in area.indicators]
            frame[[name for name in names if name in frame]].replace(points).mean(axis=1)

    def with_assess() -> None:
        for place, line in enumerate(made):
            opened = admit_profile(LineSource("lines", line.encode(), place), rubric)
            assess(opened.profile, opened.rubric)

    for name, work in (("jsonschema and a loop", with_jsonschema), ("pandas", with_pandas), ("assess", with_assess)):
        print(f"  {name:32}{cost(work).clock / len(made) / ours:8.1f} times the time of aigov batch, per profile")


def read_and_scored(path: Path, folder: Path, runs: int) -> tuple[list[Cost], list[Cost]]:
    """What it costs to read a table, and to score it with two jobs."""
    reader, ours = [], []
    for _ in range(runs):
        reader.append(cost(lambda: pl.read_parquet(path)))
        ours.append(command(path, folder / "out", "--jobs", "2"))
    return reader, ours


def rows(rubric: Rubric, folder: Path, number: int, runs: int) -> None:
    path, texts = folder / "answers.parquet", folder / "texts.parquet"
    answers = table(rubric, number)
    answers.write_parquet(path)
    answers.with_columns(pl.col(rubric.indicators).cast(pl.String)).write_parquet(texts)
    del answers
    reader, ours = read_and_scored(path, folder, runs)
    print(f"{number:,} rows of {len(rubric.indicators)} answers as Parquet")
    told("  aigov batch --jobs 2", ours, reader, "limit 2.5x")
    found = pl.read_parquet(folder / "out" / "scores" / "*.parquet")
    written = [cost(lambda: found.write_parquet(io.BytesIO(), compression="snappy")) for _ in range(runs)]
    told(f"  writing {found.width} columns", written, reader, "no more")
    empty = folder / "empty.parquet"
    found.clear().select("subject", "date").write_parquet(empty)
    told("  starting the command", [command(empty, folder / "out") for _ in range(runs)], reader, "no more")
    reader, ours = read_and_scored(texts, folder, runs)
    told("  all answers as texts", ours, reader, "no limit")


def files(rubric: Rubric, folder: Path, number: int, runs: int) -> None:
    chance = random.Random(3)
    sources = folder / "profiles"
    sources.mkdir()
    for place in range(number):
        text = yaml.dump(profile(rubric, place, chance), Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True)
        (sources / f"{place:05d}.yaml").write_text(text, encoding="utf-8")

    def parse() -> None:
        for path in sorted(sources.iterdir()):
            yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)

    parser, ours = [], []
    for _ in range(runs):
        parser.append(cost(parse))
        ours.append(command(sources, folder / "out"))
    print(f"{number:,} YAML files")
    told("  aigov batch", ours, parser, "limit 1.3x")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    for name, default in (("runs", 3), ("profiles", 100_000), ("rows", 1_000_000), ("files", 1_000)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--series", type=float, nargs="+", metavar="GIGABYTES", default=[])
    given = parser.parse_args()
    print(
        f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores, least of {given.runs} runs"
    )
    rubric = load_rubric("gaigap-2025")
    parts = [partial(series, rubric, gigabytes=size) for size in given.series] or [
        partial(part, rubric, number=number, runs=given.runs)
        for part, number in ((lines, given.profiles), (rows, given.rows), (files, given.files))
        if number
    ]
    for part in parts:
        with tempfile.TemporaryDirectory() as folder:
            part(folder=Path(folder))


if __name__ == "__main__":
    main()
