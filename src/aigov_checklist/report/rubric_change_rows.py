"""The differences of two versions for machines: one row a change, as CSV or inside one JSON object."""

from collections.abc import Iterator
from functools import partial

from aigov_checklist.language import Language
from aigov_checklist.report.csv_writer import csv_text
from aigov_checklist.report.json_writer import json_bytes, sections_of
from aigov_checklist.report.rows import Row
from aigov_checklist.report.rubric_changes import build_rubric_changes
from aigov_checklist.report.telling import Tellable
from aigov_checklist.rubric_changes.between import RubricChanges

COLUMNS = ("class", "node", "what", "key", "before", "after", "breaks")
"""The columns of the CSV file."""


def rubric_changes_told(found: RubricChanges, language: Language) -> Tellable:
    """The differences in all their formats."""
    page = partial(build_rubric_changes, found, language)
    return Tellable(page, partial(_csv, found), partial(_json, found, language))


def _csv(found: RubricChanges) -> str:
    return csv_text(COLUMNS, _rows(found))


def _rows(found: RubricChanges) -> Iterator[Row]:
    for change in found.changes:
        said: Row = {"class": change.of_class, "node": change.node, "what": change.what, "key": change.key or None}
        yield said | {"before": change.before or None, "after": change.after or None, "breaks": change.breaks}


def _json(found: RubricChanges, language: Language) -> bytes:
    page = build_rubric_changes(found, language)
    document = {
        "title": page.title,
        "subtitle": page.subtitle,
        "language": language.code,
        "rubric": found.new.id,
        "from": {"version": found.old.version, "digest": found.old.digest},
        "to": {"version": found.new.version, "digest": found.new.digest},
        "step": {"needed": found.needed, "taken": found.taken, "fits": found.fits, "least_version": found.least},
        "changes": list(_rows(found)),
        "sections": sections_of(page),
    }
    return json_bytes(document)
