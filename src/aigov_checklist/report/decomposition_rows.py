"""Why two scores differ, for machines: one row an effect, as CSV; and all of it in one JSON object."""

from functools import partial
from typing import Any

from aigov_checklist.decomposing import Effect, Side
from aigov_checklist.report.csv_writer import csv_text
from aigov_checklist.report.decomposition import Taken, build_decomposition
from aigov_checklist.report.json_writer import json_bytes, sections_of
from aigov_checklist.report.rows import Row
from aigov_checklist.report.telling import Tellable

COLUMNS = ("indicator", "kind", "one.state", "one.points", "other.state", "other.points", "effect")
"""The columns of the CSV file."""


def decomposition_told(taken: Taken) -> Tellable:
    """The decomposition in all its formats."""
    return Tellable(partial(build_decomposition, taken), partial(_csv, taken), partial(_json, taken))


def _csv(taken: Taken) -> str:
    return csv_text(COLUMNS, map(_row, taken.found.effects))


def _row(effect: Effect) -> Row:
    return {
        "indicator": effect.id,
        "kind": "answer" if effect.is_answer else "counts with one only",
        "one.state": effect.one.state,
        "one.points": effect.one.points,
        "other.state": effect.other.state,
        "other.points": effect.other.points,
        "effect": effect.effect,
    }


def _json(taken: Taken) -> bytes:
    found, page = taken.found, build_decomposition(taken)
    document = {
        "title": page.title,
        "subtitle": page.subtitle,
        "language": page.language.code,
        "rubric": {"id": taken.rubric.id, "version": taken.rubric.version, "digest": taken.digest},
        "node": found.node,
        "lens": found.lens,
        "one": _side(found.one),
        "other": _side(found.other),
        "difference": found.difference,
        "answers": found.total(answers=True),
        "counting": found.total(answers=False),
        "modifiers": found.modifiers,
        "effects": [_row(effect) for effect in found.effects],
        "sections": sections_of(page),
    }
    return json_bytes(document)


def _side(side: Side) -> dict[str, Any]:
    profile = side.profile
    return {
        "subject": profile.subject.id,
        "name": profile.subject.name,
        "date": profile.date,
        "digest": profile.digest,
        "value": side.value,
        "band": side.band,
        "gates": [gate.id for gate in side.gates],
    }
