"""What the PDF of a full profile costs, as a multiple of a bare typst compile: medians of one run, with the machine.

    python -m benchmarks.pdf [--runs 15]

"Bare" is a compile of the same template with the same inputs: charts drawn before, no tags and no standard asked for.
The whole is `write_report` of a built report.  Both have the same fonts at hand, and each run gets another title,
since typst remembers within a process what it has laid out.  Limit: 3x.
"""

import argparse
import io
import os
import platform
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import typst

from aigov_checklist import assess, build_report, open_profile, write_report
from aigov_checklist.report.blocks import Report
from aigov_checklist.report.pdf_writer import typst_inputs
from aigov_checklist.resources import data_folder

PROFILES = Path(__file__).parent.parent / "profiles"
LIMIT = 3.0


def built(name: str) -> Report:
    found = open_profile(PROFILES / name)
    return build_report(assess(found.profile, found.rubric), found.profile, found.rubric)


def whole(report: Report) -> None:
    write_report(report, io.BytesIO(), format="pdf")


def bare(inputs: dict[str, str], fonts: typst.Fonts) -> None:
    typst.compile(
        data_folder("typst") / "report.typ", font_paths=fonts, format="pdf", sys_inputs=inputs, pdf_tags=False
    )


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores, {runs} runs, medians")
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[data_folder("fonts")])
    for name in ("indonesia.yaml", "singapore.yaml"):
        report = built(name)
        ours: list[float] = []
        theirs: list[float] = []
        for number in range(runs + 1):  # interleaved, so that a busy moment hits both alike
            ours.append(seconds(partial(whole, replace(report, title=f"Report {number}"))))
            inputs = typst_inputs(replace(report, title=f"Report {number} again"))
            theirs.append(seconds(partial(bare, inputs, fonts)))
        full, typst_alone = statistics.median(ours[1:]), statistics.median(theirs[1:])  # the first warms up
        print(
            f"{name:16} PDF with charts {full * 1000:7.1f} ms   bare typst compile {typst_alone * 1000:7.1f} ms"
            f"   {full / typst_alone:4.2f}x  (limit {LIMIT:g}x)"
        )


if __name__ == "__main__":
    main()
