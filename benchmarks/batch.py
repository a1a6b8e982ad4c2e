"""What a batch costs, as multiples of what a parser needs for the same data: medians of one run, with the machine.

    python -m benchmarks.batch [--runs 3] [--profiles 2000] [--rows 200000] [--files 200]

JSON lines against `orjson.loads` alone (limits: 0.45 of its speed with one job, 1.7 times that with two), a Parquet
table against polars reading it (limit 2.5x), a folder of YAML against PyYAML's C parser (limit 1.3x); peak memory of
the command (limits 300 and 600 MiB).  And what people would use instead, for the same lines: jsonschema with a loop in
Python, pandas, and `assess` profile by profile.  The data are made here; every run starts the command anew.
"""

import argparse
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

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
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
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


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def command(source: Path, folder: Path, *options: str) -> tuple[float, float]:
    """Seconds and peak memory in MiB of one `aigov batch`."""
    arguments = [sys.executable, "-m", "aigov_checklist", "batch", str(source), "-o", str(folder), "--force", *options]
    printed = subprocess.run([sys.executable, "-c", MEASURED, *arguments], stdout=subprocess.PIPE, check=True).stdout
    took, peak = map(float, printed.split())
    return took, peak / 1024


def told(name: str, ours: list[tuple[float, float]], theirs: list[float], limit: str) -> None:
    mine, other = statistics.median(took for took, _ in ours), statistics.median(theirs)
    memory = max(peak for _, peak in ours)
    print(f"{name:34}{mine:8.2f} s   parser alone {other:7.2f} s   {mine / other:6.2f}x ({limit})   {memory:5.0f} MiB")


def lines(rubric: Rubric, folder: Path, number: int, runs: int) -> None:
    chance = random.Random(1)
    made = [json.dumps(profile(rubric, place, chance), separators=(",", ":")) for place in range(min(number, 2000))]
    path = folder / "profiles.jsonl"
    with path.open("w", encoding="utf-8") as stream:
        for place in range(number):
            stream.write(made[place % len(made)].replace(f'"S{place % len(made):07d}"', f'"S{place:07d}"', 1) + "\n")
    size = path.stat().st_size
    print(f"{number:,} profiles of {size / number / 1024:.1f} KiB as JSON lines, {size / 1024**2:,.0f} MiB")

    def parse() -> None:
        with path.open("rb") as stream:
            for line in stream:
                orjson.loads(line)

    parser, one, two = [], [], []
    for _ in range(runs):  # interleaved, so that a busy moment hits all alike
        parser.append(seconds(parse))
        one.append(command(path, folder / "out"))
        two.append(command(path, folder / "out", "--jobs", "2"))
    told("  aigov batch", one, parser, "limit 2.22x")
    told("  aigov batch --jobs 2", two, parser, "limit 1.31x")
    peers(rubric, made[:200], statistics.median(took for took, _ in one) / number)


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
        print(f"  {name:32}{seconds(work) / len(made) / ours:8.1f} times the time of aigov batch, per profile")


def rows(rubric: Rubric, folder: Path, number: int, runs: int) -> None:
    path = folder / "answers.parquet"
    table(rubric, number).write_parquet(path)
    reader, ours = [], []
    for _ in range(runs):
        reader.append(seconds(lambda: pl.read_parquet(path)))
        ours.append(command(path, folder / "out", "--jobs", "2"))
    print(f"{number:,} rows of {len(rubric.indicators)} answers as Parquet")
    told("  aigov batch --jobs 2", ours, reader, "limit 2.5x")


def files(rubric: Rubric, folder: Path, number: int, runs: int) -> None:
    chance = random.Random(3)
    sources = folder / "profiles"
    sources.mkdir()
    for place in range(number):
        text = yaml.safe_dump(profile(rubric, place, chance), sort_keys=False, allow_unicode=True)
        (sources / f"{place:05d}.yaml").write_text(text, encoding="utf-8")

    def parse() -> None:
        for path in sorted(sources.iterdir()):
            yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)

    parser, ours = [], []
    for _ in range(runs):
        parser.append(seconds(parse))
        ours.append(command(sources, folder / "out"))
    print(f"{number:,} YAML files")
    told("  aigov batch", ours, parser, "limit 1.3x")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    for name, default in (("runs", 3), ("profiles", 2_000), ("rows", 200_000), ("files", 200)):
        parser.add_argument(f"--{name}", type=int, default=default)
    given = parser.parse_args()
    print(
        f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores, {given.runs} runs, medians"
    )
    rubric = load_rubric("gaigap-2025")
    for part, number in ((lines, given.profiles), (rows, given.rows), (files, given.files)):
        with tempfile.TemporaryDirectory() as folder:
            part(rubric, Path(folder), number, given.runs)


if __name__ == "__main__":
    main()
