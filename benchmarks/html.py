"""What an HTML report without charts costs, as a multiple of its Jinja2 rendering alone: medians of one run.

    python -m benchmarks.html [--runs 101]

"Alone" is the same template filled with the same texts to the same page, with our own part taken away: no text is
made harmless beyond Jinja2's escaping, no address is judged, nothing is gathered or encoded.  Limit: 3x.
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

from jinja2 import Environment, FileSystemLoader

from aigov_checklist import assess, build_report, open_profile, write_report
from aigov_checklist.report.blocks import Chart, Finding, Register, Report
from aigov_checklist.report.captions import titled
from aigov_checklist.resources import data_folder

PROFILES = Path(__file__).parent.parent / "profiles"
LIMIT = 3.0


def report_without_charts(name: str) -> Report:
    found = open_profile(PROFILES / name)
    report = build_report(assess(found.profile, found.rubric), found.profile, found.rubric)
    sections = (
        section._replace(blocks=tuple(block for block in section.blocks if not isinstance(block, Chart)))
        for section in report.sections
    )
    return replace(report, sections=tuple(sections))


def jinja_alone(report: Report) -> Callable[[], str]:
    titled_before = {section.id: list(titled(section)) for section in report.sections}
    environment = Environment(
        loader=FileSystemLoader(data_folder("html")), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {
        "kind": lambda block: type(block).__name__.lower(),
        "address": lambda text: text if text.startswith("http") else "",
        "isolated": str,
        "titled": lambda section: titled_before[section.id],
    }
    template = environment.get_template("report.html.j2")
    blocks = [block for section in report.sections for block in section.blocks]
    citations = [citation for block in blocks if isinstance(block, Register) for citation in block.citations]
    values = {
        "report": report,
        "style": "",
        "style_digest": "",
        "named": str,
        "findings": {block.id for block in blocks if isinstance(block, Finding)},
        "evidence": {citation.number for citation in citations},
        "words": {"contents": "Contents", "skip": "Skip to the report"},
    }
    return lambda: template.render(values)


def written(report: Report) -> str:
    stream = io.BytesIO()
    write_report(report, stream, format="html")
    return stream.getvalue().decode("utf-8")


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--runs", type=int, default=101)
    runs = parser.parse_args().runs
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores, {runs} runs, medians")
    for name in ("indonesia.yaml", "singapore.yaml"):
        report = report_without_charts(name)
        alone, whole = jinja_alone(report), partial(written, report)
        assert alone().partition("<body>")[2] == whole().partition("<body>")[2]
        ours: list[float] = []
        theirs: list[float] = []
        for _ in range(runs):  # interleaved, so that a busy moment hits both alike
            ours.append(seconds(whole))
            theirs.append(seconds(alone))
        full, jinja = statistics.median(ours), statistics.median(theirs)
        print(
            f"{name:16} HTML without charts {full * 1000:6.2f} ms   Jinja2 alone {jinja * 1000:6.2f} ms"
            f"   {full / jinja:4.2f}x  (limit {LIMIT:g}x)"
        )


if __name__ == "__main__":
    main()
