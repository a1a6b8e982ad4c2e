"""What a short command costs, as a multiple of a bare Python: medians of one run, with the machine.

    python -m benchmarks.start_up [--runs 21]

Limits: `aigov --help` at most 6x `python -c pass`, `aigov score` of a full profile at most 20x.
"""

import argparse
import compileall
import os
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path

import aigov_checklist

PROFILE = Path(__file__).parent.parent / "profiles" / "singapore.yaml"
COMMANDS = {
    "python -c pass": ["-c", "pass"],
    "python -c 'import click'": ["-c", "import click"],
    "python -c 'import pydantic, yaml, tabulate'": ["-c", "from pydantic import BaseModel; import yaml, tabulate"],
    "aigov --help": ["-m", "aigov_checklist", "--help"],
    "aigov score profiles/singapore.yaml": ["-m", "aigov_checklist", "score", str(PROFILE)],
}
LIMITS = {"aigov --help": 6.0, "aigov score profiles/singapore.yaml": 20.0}


def seconds(arguments: list[str]) -> float:
    # Python may have been told not to write bytecode; users' installs have it.
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, env=environment)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--runs", type=int, default=21)
    runs = parser.parse_args().runs
    compileall.compile_dir(str(Path(aigov_checklist.__file__).parent), quiet=2)
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(runs):  # interleaved, so that a busy moment hits all alike
        for name, arguments in COMMANDS.items():
            times[name].append(seconds(arguments))
    medians = {name: statistics.median(found) for name, found in times.items()}
    bare = medians["python -c pass"]
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores, {runs} runs, medians")
    for name, median in medians.items():
        limit = f"  (limit {LIMITS[name]:g}x)" if name in LIMITS else ""
        print(f"{name:45} {median * 1000:7.1f} ms {median / bare:6.1f}x{limit}")


if __name__ == "__main__":
    main()
