"""What a replication costs: ratios to bare numpy of the same shapes, measured in one run, with the machine.

    python -m benchmarks.robustness [--subjects 200] [--draws 10000] [--runs 5]

A replication draws everything that is varied and scores and ranks every subject.  Limits: at most 3x a bare
multiplication and division of subjects x 100 indicators, with both cores; 10,000 draws over 200 subjects in under
500 MiB; on 51 subjects x 49 indicators at least 1,000 times as fast as the R package COINr, which takes 30 to 49 ms a
replication of normalisation and aggregation there (measured elsewhere; R is not run here).
"""

import argparse
import os
import platform
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial

import numpy as np

from aigov_checklist import Profile, Rubric, load_rubric
from aigov_checklist.kernel.compiling import compile_plan
from aigov_checklist.robustness.cohort import cohort_of
from aigov_checklist.robustness.drawing import Factor, only
from aigov_checklist.robustness.examining import Examination, examine
from aigov_checklist.robustness.opening import load_assumptions
from aigov_checklist.robustness.simulating import drawn_blocks, evaluate
from aigov_checklist.robustness.uncertain import Uncertain

LIMIT, MOST_MIB = 3.0, 500
SETS: dict[str, frozenset[Factor]] = {
    "weights": frozenset({"weights"}),
    "weights, ladder": frozenset({"weights", "coding"}),
    "weights, ladder, unanswered": frozenset({"weights", "coding", "unanswered"}),
    "all four": frozenset({"weights", "coding", "unanswered", "confidence"}),
}


def cohort(subjects: int, rubric: Rubric) -> list[Profile]:
    """Countries that answer nine questions of ten, each as sure as it may be."""
    chance = random.Random(1)
    asked = [leaf.id for leaf in rubric.leaves() if "country" in leaf.applies_to]
    return [
        Profile.model_validate(
            {
                "rubric": {"id": rubric.id, "version": rubric.version},
                "kind": "self-assessment",
                "date": "2026-11-22",
                "subject": {"id": f"S{place}", "name": f"Subject {place}", "kind": "country"},
                "responses": {
                    name: {"level": chance.randrange(5), "confidence": chance.choice(("low", "medium", "high"))}
                    for name in asked
                    if chance.random() < 0.9
                },
            }
        )
        for place in range(subjects)
    ]


def smaller(rubric: Rubric) -> Rubric:
    """The rubric with 49 of its indicators: the first three or four of each area."""
    kept = [4] * 10 + [3] * 3
    areas = (
        area.model_copy(update={"indicators": area.indicators[:most]})
        for area, most in zip(rubric.areas, kept, strict=True)
    )
    return rubric.model_copy(update={"areas": tuple(areas), "views": ()})


def bare(subjects: int, runs: int) -> float:
    """Seconds that numpy takes to multiply and to divide a matrix of subjects x 100."""
    stream = np.random.default_rng(1)
    points, weights = stream.random((subjects, 100)), stream.random(100)

    def once() -> None:
        for _ in range(200):
            points * weights / weights

    return seconds(once, runs) / 200


def seconds(work: Callable[[], object], runs: int) -> float:
    found = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return statistics.median(found)


def peak(subjects: int, draws: int) -> float:
    """MiB that a process needs for a whole analysis."""
    code = f"from benchmarks.robustness import whole; whole({subjects}, {draws})"
    return float(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout)


def whole(subjects: int, draws: int) -> None:
    """A whole analysis in this process; prints its peak memory in MiB."""
    rubric = load_rubric("gaigap-2025")
    assumptions = load_assumptions()
    examine(Examination(cohort(subjects, rubric), rubric, assumptions, SETS["all four"], draws=draws))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--subjects", type=int, default=200)
    parser.add_argument("--draws", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    rubric, assumptions = load_rubric("gaigap-2025"), load_assumptions()
    found = cohort_of(cohort(options.subjects, rubric), compile_plan(rubric))
    print(f"Python {platform.python_version()}, numpy {np.__version__}, {platform.machine()}, {os.cpu_count()} cores")
    print(f"{options.subjects} subjects x 100 indicators, {options.draws} draws, medians of {options.runs} runs")
    for name, varied in SETS.items():
        case = Uncertain(found, rubric, only(assumptions, varied))
        evaluate(case, drawn_blocks(case, 100, 1))  # what is worked out once
        for jobs in (1, 2):
            blocks = drawn_blocks(case, options.draws, 1)
            each = seconds(partial(evaluate, case, blocks, jobs=jobs), options.runs) / options.draws
            ratio = each / bare(options.subjects, options.runs)
            print(f"{name:30} {jobs} job(s) {each * 1e6:8.1f} us a replication {ratio:6.2f}x  (limit {LIMIT:g}x)")
    few = smaller(rubric)
    of_few = cohort_of(cohort(51, few), compile_plan(few))
    for name in ("weights, ladder", "all four"):
        case = Uncertain(of_few, few, only(assumptions, SETS[name]))
        each = seconds(partial(evaluate, case, drawn_blocks(case, options.draws, 1)), options.runs) / options.draws
        print(f"51 subjects x 49 indicators, {name}: {each * 1e6:.1f} us; COINr's 30 ms is {0.03 / each:.0f}x of it")
    print(f"whole analysis, peak memory {peak(options.subjects, options.draws):.0f} MiB  (limit {MOST_MIB} MiB)")


if __name__ == "__main__":
    main()
