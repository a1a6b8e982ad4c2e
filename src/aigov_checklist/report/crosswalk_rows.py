"""A crosswalk for machines: one row a link, as CSV or inside one JSON object."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from aigov_checklist.crosswalks.correspondence import Side
from aigov_checklist.report.crosswalk import build_crosswalk
from aigov_checklist.report.crosswalk_words import Corresponding
from aigov_checklist.report.csv_writer import csv_text
from aigov_checklist.report.json_writer import json_bytes, sections_of
from aigov_checklist.report.rows import Row
from aigov_checklist.report.telling import Tellable

COLUMNS = (
    "from.rubric", "from.version", "from.area", "from.id", "relation", "strength",
    "to.rubric", "to.version", "to.area", "to.id", "reason", "source_status",
)  # fmt: skip
"""The columns of the CSV file."""


def crosswalk_told(told: Corresponding) -> Tellable:
    """The correspondence in all its formats."""
    return Tellable(partial(build_crosswalk, told), partial(_csv, told), partial(_json, told))


def _csv(told: Corresponding) -> str:
    return csv_text(COLUMNS, _rows(told))


def _rows(told: Corresponding) -> Iterator[Row]:
    """The links in the order of the first rubric; ids and relations as in the file, reasons as written."""
    one, other = told.found.one, told.found.other
    for link in one.in_order(told.found.crosswalk.links):
        said: Row = {"relation": link.relation, "strength": link.strength, "reason": link.reason}
        yield _end("from", one, link.one) | said | _end("to", other, link.other) | {"source_status": link.source_status}


def _end(key: str, side: Side, node: str) -> Row:
    facts = {"rubric": side.rubric.id, "version": side.rubric.version, "area": side.area_of(node), "id": node}
    return {f"{key}.{name}": fact for name, fact in facts.items()}


def _json(told: Corresponding) -> bytes:
    page, found = build_crosswalk(told), told.found
    document = {
        "title": page.title,
        "subtitle": page.subtitle,
        "language": page.language.code,
        "from": _side(found.one),
        "to": _side(found.other),
        "links": list(_rows(told)),
        "matrix": [
            {"from": one, "to": other, **cell._asdict()} for (one, other), cell in sorted(found.matrix().items())
        ],
        "sections": sections_of(page),
    }
    return json_bytes(document)


def _side(side: Side) -> dict[str, Any]:
    return {
        "rubric": side.rubric.id,
        "version": side.rubric.version,
        "indicators": side.standings,
        "lacking": [{"id": link.one, "reason": link.reason} for link in side.lacking],
    }
