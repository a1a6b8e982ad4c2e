"""What a short command costs, as a multiple of a bare Python: medians of one run, with the machine.

    python -m benchmarks.start_up [--runs 21]

Limits: `aigov --help` at most 6x `python -c pass`, `aigov score` of a full profile at most 20x.  The full profile
answers every question that a country is asked, each with a note and an evidence item.
"""

import argparse
import compileall
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml

import aigov_checklist
from aigov_checklist import load_rubric

COMMANDS = {
    "python -c pass": ["-c", "pass"],
    "python -c 'import click'": ["-c", "import click"],
    "python -c 'import pydantic, yaml, tabulate'": ["-c", "from pydantic import BaseModel; import yaml, tabulate"],
    "aigov --help": ["-m", "aigov_checklist", "--help"],
    "aigov score full.yaml": ["-m", "aigov_checklist", "score", "full.yaml"],
}
LIMITS = {"aigov --help": 6.0, "aigov score full.yaml": 20.0}


def full_profile() -> str:
    """A country's answers to all its questions, as YAML."""
    rubric = load_rubric("gaigap-2025")
    evidence = {"title": "The report of the year", "url": "https://example.org/report", "date": "2026-05-04"}
    answered = [leaf.id for area in rubric.areas for leaf in area.indicators if "country" in leaf.applies_to]
    responses = {
        leaf_id: {"level": number % 5, "note": "What the assessor found, in a sentence.", "evidence": [dict(evidence)]}
        for number, leaf_id in enumerate(answered)
    }
    document = {
        "rubric": {"id": rubric.id, "version": rubric.version},
        "kind": "self-assessment",
        "date": "2026-11-22",
        "subject": {"id": "IDN", "name": "Indonesia", "kind": "country"},
        "responses": responses,
    }
    return yaml.safe_dump(document, sort_keys=False)


def seconds(arguments: list[str], folder: str) -> float:
    # Python may have been told not to write bytecode; users' installs have it.
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=folder, check=True, stdout=subprocess.DEVNULL, env=environment)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--runs", type=int, default=21)
    runs = parser.parse_args().runs
    compileall.compile_dir(str(Path(aigov_checklist.__file__).parent), quiet=2)
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "full.yaml").write_text(full_profile(), encoding="utf-8")
        for _ in range(runs):  # interleaved, so that a busy moment hits all alike
            for name, arguments in COMMANDS.items():
                times[name].append(seconds(arguments, folder))
    medians = {name: statistics.median(found) for name, found in times.items()}
    bare = medians["python -c pass"]
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores, {runs} runs, medians")
    for name, median in medians.items():
        limit = f"  (limit {LIMITS[name]:g}x)" if name in LIMITS else ""
        print(f"{name:45} {median * 1000:7.1f} ms {median / bare:6.1f}x{limit}")


if __name__ == "__main__":
    main()
