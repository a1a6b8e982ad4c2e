"""HTML reports with charts for a folder of profiles: what a second process gains.  Medians of one run.

python -m benchmarks.folder [--runs 3] [--profiles 20]
"""

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROFILE = Path(__file__).parent.parent / "profiles" / "singapore.yaml"


def seconds(source: Path, target: Path, jobs: int) -> float:
    command = [sys.executable, "-m", "aigov_checklist", "report", str(source), "-o", str(target), "--force"]
    start = time.perf_counter()
    subprocess.run([*command, "--format", "html", "--jobs", str(jobs)], check=True, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--profiles", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "profiles")
        source.mkdir()
        for number in range(options.profiles):
            (source / f"{number:04d}.yaml").write_bytes(PROFILE.read_bytes())
        times = {
            jobs: statistics.median(seconds(source, Path(folder, "reports"), jobs) for _ in range(options.runs))
            for jobs in (1, 2)
        }
    machine = f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores"
    print(f"{machine}, {options.runs} runs, medians")
    for jobs, median in times.items():
        print(f"{options.profiles} HTML reports with charts, {jobs} process(es): {median:6.1f} s")
    print(f"gain by the second process: {times[1] / times[2]:.2f}x")


if __name__ == "__main__":
    main()
