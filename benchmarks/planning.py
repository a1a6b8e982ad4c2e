"""What a plan costs, as a multiple of assessing the same profile once: medians of one run.

    python -m benchmarks.planning [--runs 11]

A plan under the full rubric is several integer programmes (the least effort, then the ties, then each year), and the
engine's own numbers for whatever they propose.
"""

import argparse
import os
import platform
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import scipy

from aigov_checklist import assess, open_profile
from aigov_checklist.planning.asking import Limits
from aigov_checklist.planning.goals import goal_of
from aigov_checklist.planning.ladders import Freedom
from aigov_checklist.planning.plan import make_plan

PROFILES = Path(__file__).parent.parent / "profiles"


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--runs", type=int, default=11)
    runs = parser.parse_args().runs
    print(
        f"Python {platform.python_version()}, SciPy {scipy.__version__}, {platform.machine()}, {os.cpu_count()} cores, "
        f"{runs} runs, medians"
    )
    for name in ("indonesia.yaml", "singapore.yaml"):
        opened = open_profile(PROFILES / name)
        profile, rubric = opened.profile, opened.rubric
        wide = Freedom("evidenced", (), answer_open=True)
        plans = {
            "to 60": partial(make_plan, profile, rubric, goal=goal_of("60", rubric)),
            "budget 20": partial(make_plan, profile, rubric, limits=Limits(budget=20_000)),
            "evidenced, open, to the band": partial(
                make_plan, profile, rubric, goal=goal_of("established", rubric), freedom=wide
            ),
        }
        for label, plan in plans.items():
            alone: list[float] = []
            planned: list[float] = []
            for _ in range(runs):  # interleaved, so that a busy moment hits both alike
                alone.append(seconds(partial(assess, profile, rubric)))
                planned.append(seconds(plan))
            once, whole = statistics.median(alone), statistics.median(planned)
            times = f"plan {whole * 1000:7.1f} ms   assess {once * 1000:5.1f} ms"
            print(f"{name:16} {label:29} {times}   {whole / once:5.1f}x")


if __name__ == "__main__":
    main()
