"""Reports as CSV, a table at a time: full doubles, ISO dates, empty cells for what is missing, nothing that runs."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import BinaryIO

from aigov_checklist.errors import UsageError
from aigov_checklist.harmless import spreadsheet, visible
from aigov_checklist.language import ENGLISH
from aigov_checklist.lenses import LENSES, Lens
from aigov_checklist.message import Message
from aigov_checklist.models.assessment import Assessment, UnderLenses
from aigov_checklist.report.blocks import Report
from aigov_checklist.report.fields import (
    TYPES,
    Field,
    evidence_fields,
    indicator_fields,
    score_fields,
    subject_fields,
    wide_fields,
)
from aigov_checklist.report.material import all_areas
from aigov_checklist.report.rows import (
    Cell,
    Row,
    area_rows,
    evidence_rows,
    indicator_rows,
    measures,
    remarks_of,
    subject_row,
)
from aigov_checklist.report.writing import Look
from aigov_checklist.structure import ROOT

COLUMNS = tuple(field.name for field in score_fields(ENGLISH))
_BETWEEN_BREAKS = re.compile(r"[^\t\r\n]+")


def write(report: Report, stream: BinaryIO, look: Look) -> None:
    """Write one of the tables as UTF-8 CSV. Raises UsageError for a table that does not exist."""
    if look.table not in TABLES:
        raise UsageError(
            Message("There is no table {table!r}. There are: {known}.", table=look.table, known=", ".join(TABLES))
        )
    stream.write(encoded(TABLES[look.table](report), bom=look.bom))


def encoded(text: str, *, bom: bool) -> bytes:
    """The text as UTF-8; a byte order mark tells old versions of Excel that it is."""
    return text.encode("utf-8-sig" if bom else "utf-8")


def score_table(assessments: Iterable[Assessment], lenses: Sequence[Lens]) -> str:
    """The long table: one row a node and lens."""
    return csv_text(COLUMNS, (row for assessment in assessments for row in _score_rows(assessment, lenses)))


def wide_table(assessments: Sequence[Assessment]) -> str:
    """One row a subject: every measure of every node under every lens."""
    rows = [
        subject_row(assessment)
        | {
            f"{node_id}.{lens}.{name}": value
            for node_id, _, _, node in _nodes(assessment)
            for lens in LENSES
            for name, value in measures(node.under(lens)).items()
        }
        for assessment in assessments
    ]
    return csv_text(tuple(dict.fromkeys(name for row in rows for name in row)), rows)


def indicator_table(report: Report) -> str:
    """One row an indicator: its answer, its numbers and all that is said about it."""
    who = subject_row(report.assessment)
    return csv_text([field.name for field in _indicator_columns(report)], (who | row for row in indicator_rows(report)))


def evidence_table(report: Report) -> str:
    """One row an item of the evidence register, by the numbers that the indicators give."""
    who = subject_row(report.assessment)
    return csv_text([field.name for field in _evidence_columns(report)], (who | row for row in evidence_rows(report)))


def dictionary_table(report: Report, tables: Sequence[str] = ("scores", "wide", "indicators", "evidence")) -> str:
    """What each column of the tables means, in the report's language."""
    language = report.language
    titles = {str(row["node"]): str(row["title"]) for row in area_rows(report)}
    fields: dict[str, tuple[Field, ...]] = {
        "scores": score_fields(language),
        "wide": wide_fields(titles, language),
        "indicators": _indicator_columns(report),
        "evidence": _evidence_columns(report),
    }
    rows: Iterator[Row] = (
        {
            "table": table,
            "column": field.name,
            "title": field.title,
            "meaning": field.meaning,
            "unit": field.unit(language),
            "type": TYPES[field.kind],
        }
        for table in tables
        for field in fields[table]
    )
    return csv_text(("table", "column", "title", "meaning", "unit", "type"), rows)


TABLES: dict[str, Callable[[Report], str]] = {
    "scores": lambda report: score_table([report.assessment], LENSES),
    "wide": lambda report: wide_table([report.assessment]),
    "indicators": indicator_table,
    "evidence": evidence_table,
    "dictionary": dictionary_table,
}


def _indicator_columns(report: Report) -> tuple[Field, ...]:
    return (*subject_fields(report.language), *indicator_fields(report.language), *remarks_of(report))


def _evidence_columns(report: Report) -> tuple[Field, ...]:
    return (*subject_fields(report.language), *evidence_fields(report.language))


def _score_rows(assessment: Assessment, lenses: Sequence[Lens]) -> Iterator[Row]:
    who = subject_row(assessment)
    for node_id, number, title, node in _nodes(assessment):
        for lens in lenses:
            score = node.under(lens)
            row: Row = {"node": node_id, "number": number, "title": title, "lens": lens}
            yield who | row | measures(score) | {"band": score.band, "provisional": score.provisional}


def _nodes(assessment: Assessment) -> Iterator[tuple[str, int | None, str, UnderLenses]]:
    yield ROOT, None, "Overall", assessment.overall
    for area in all_areas(assessment.areas):
        yield area.id, area.number, area.title, area


def csv_text(columns: Sequence[str], rows: Iterable[Row]) -> str:
    """A table of its own: headings, then the rows with empty cells for what they lack."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(map(_text, columns))
    writer.writerows([_shown(row.get(column)) for column in columns] for row in rows)
    return stream.getvalue()


def _shown(cell: Cell) -> Cell:
    match cell:
        case None:
            return ""
        case bool():
            return str(cell).lower()
        case str():
            return _text(cell)
    return cell


def _text(text: str) -> str:
    """Text with its line breaks; what could drive a terminal is written out, what could be a formula is marked."""
    return spreadsheet(_BETWEEN_BREAKS.sub(lambda found: visible(found[0]), text))
