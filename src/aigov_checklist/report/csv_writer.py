"""Scores as CSV, one row a node and lens: full doubles, ISO dates, nothing a spreadsheet would run."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from aigov_checklist.harmless import spreadsheet
from aigov_checklist.models.assessment import LENSES, Assessment, Lens, UnderLenses
from aigov_checklist.report.blocks import Report
from aigov_checklist.report.material import all_areas
from aigov_checklist.report.writing import Look
from aigov_checklist.structure import ROOT

COLUMNS = (
    *("subject", "name", "date", "rubric", "version", "node", "number", "title", "lens"),
    *("value", "low", "high", "coverage", "band", "provisional"),
)


def write(report: Report, stream: BinaryIO, look: Look) -> None:  # noqa: ARG001 - nothing varies here
    """Write the assessment's scores under all lenses as UTF-8 CSV."""
    stream.write(score_table([report.assessment], LENSES).encode("utf-8"))


def score_table(assessments: Iterable[Assessment], lenses: Sequence[Lens]) -> str:
    """The long table; a missing value is an empty cell."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for assessment in assessments:
        writer.writerows(_rows(assessment, lenses))
    return stream.getvalue()


def _rows(assessment: Assessment, lenses: Sequence[Lens]) -> Iterator[list[object]]:
    subject, rubric = assessment.subject, assessment.rubric
    head = [subject.id, spreadsheet(subject.name), assessment.date, rubric.id, rubric.version]
    nodes: list[tuple[str, int | None, str, UnderLenses]] = [(ROOT, None, "Overall", assessment.overall)]
    nodes += [(area.id, area.number, area.title, area) for area in all_areas(assessment.areas)]
    for node_id, number, title, node in nodes:
        for lens in lenses:
            score = node.under(lens)
            values = (score.value, score.low, score.high, score.coverage, score.band)
            cells = ["" if value is None else value for value in (number, spreadsheet(title), lens, *values)]
            yield [*head, node_id, *cells, str(score.provisional).lower()]
