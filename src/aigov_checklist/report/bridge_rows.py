"""A comparison across versions in every format: machines get the four scores of each node under each lens."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO

from aigov_checklist.bridging import Bridge
from aigov_checklist.lenses import LENSES
from aigov_checklist.report.blocks import Report
from aigov_checklist.report.csv_writer import csv_text
from aigov_checklist.report.json_writer import json_bytes, sections_of
from aigov_checklist.report.material import all_areas
from aigov_checklist.report.rows import Row
from aigov_checklist.report.writing import write_report
from aigov_checklist.structure import ROOT

_FOUR = ("old_answers.old_rules", "old_answers.new_rules", "new_answers.old_rules", "new_answers.new_rules")
_MEASURES = ("value", "low", "high", "coverage")

COLUMNS = (
    "subject", "before", "after", "rubric", "old_version", "new_version", "node", "lens",
    *(f"{which}.{measure}" for which in _FOUR for measure in _MEASURES),
    "difference", "by_answers", "by_rules",
)  # fmt: skip
"""The columns of the CSV file; there is no difference without its two parts."""


def write_bridge(
    report: Report,
    found: Bridge,
    stream: BinaryIO,
    *,
    format: str,  # noqa: A002 - as in write_report
    width: int,
    created: datetime | None,
) -> None:
    """Write the report in one of the formats of reports."""
    match format:
        case "csv":
            stream.write(csv_text(COLUMNS, _rows(found)).encode("utf-8"))
        case "json":
            stream.write(_json(report, found))
        case _:
            write_report(report, stream, format=format, width=width, created=created)


def _rows(found: Bridge) -> Iterator[Row]:
    then, now = found.old_old, found.new_new
    who: Row = {
        "subject": now.subject.id, "before": then.date, "after": now.date,
        "rubric": found.new.id, "old_version": found.old.version, "new_version": found.new.version,
    }  # fmt: skip
    areas = (area.id for assessment in (now, then) for area in all_areas(assessment.areas))
    for node in dict.fromkeys((ROOT, *areas)):
        for lens in LENSES:
            numbers: Row = {"node": node, "lens": lens}
            for which, score in zip(_FOUR, found.scores(node, lens), strict=True):
                numbers |= {f"{which}.{name}": getattr(score, name) if score else None for name in _MEASURES}
            if shift := found.shift(node, lens):
                numbers |= {"difference": shift.difference, "by_answers": shift.answers, "by_rules": shift.rules}
            yield who | numbers


def _json(report: Report, found: Bridge) -> bytes:
    rubrics = {"old": found.old, "new": found.new}
    document: dict[str, Any] = {
        "title": report.title,
        "subtitle": report.subtitle,
        "language": report.language.code,
        "rubrics": {
            key: {"id": rubric.id, "version": rubric.version, "digest": rubric.digest}
            for key, rubric in rubrics.items()
        },
        "scores": list(_rows(found)),
        "not_carried": {"forwards": found.left_behind, "backwards": found.not_read_back},
        "sections": sections_of(report),
    }
    return json_bytes(document)
