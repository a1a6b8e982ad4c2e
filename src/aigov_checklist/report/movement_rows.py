"""A comparison of two batches for machines: one row a subject, as CSV or inside one JSON object; numbers in full."""

from collections.abc import Iterator
from dataclasses import asdict
from functools import partial

from aigov_checklist.moving import Move, Side
from aigov_checklist.report.csv_writer import csv_text
from aigov_checklist.report.json_writer import json_bytes, sections_of
from aigov_checklist.report.movement import MovementTable, build_movement
from aigov_checklist.report.rows import Row
from aigov_checklist.report.telling import Tellable

_SIDE = ("date", "tier", "value", "low", "high", "coverage", "band", "provisional", "rank")
_WHO = ("subject", "name", "kind")
_MOVE = ("status", "change", "could_be_none")
_MADE = ("node", "lens", "rubric", "version")
COLUMNS = (*_WHO, *_MOVE, *(f"{side}.{name}" for side in ("before", "after") for name in _SIDE), *_MADE)
"""The columns of the CSV file."""


def movement_told(table: MovementTable) -> Tellable:
    """The comparison in all its formats."""
    return Tellable(partial(build_movement, table), partial(movement_csv, table), partial(movement_json, table))


def movement_csv(table: MovementTable) -> str:
    """Everybody in one of the batches; each row says what was asked under which rubric."""
    made = _made(table)
    return csv_text(COLUMNS, (row | made for row in movement_rows(table)))


def movement_json(table: MovementTable) -> bytes:
    """One JSON object: what was asked, the summary, the rows of the CSV file, and what is said about them."""
    page = build_movement(table)
    movement = table.movement
    document = {
        "title": page.title,
        "subtitle": page.subtitle,
        "language": page.language.code,
        **_made(table),
        "digest": table.digest,
        "summary": {
            "movers": len(movement.movers),
            "unchanged": len(movement.unchanged),
            "not_comparable": len(movement.not_comparable),
            "entries": len(movement.entries),
            "exits": len(movement.exits),
            "not_provisional": asdict(movement.tally(provisional=False)),
            "provisional": asdict(movement.tally(provisional=True)),
            "rejected": {"before": table.rejected_before, "after": table.rejected_after},
        },
        "subjects": list(movement_rows(table)),
        "sections": sections_of(page),
    }
    return json_bytes(document)


def movement_rows(table: MovementTable) -> Iterator[Row]:
    """The movers, those unchanged, those without a score in one batch; then who is only in one of them."""
    movement = table.movement
    for status, moves in (
        ("moved", movement.movers),
        ("unchanged", movement.unchanged),
        ("not comparable", movement.not_comparable),
    ):
        for move in moves:
            yield _who(move.after) | _moved(move, status) | _side("before", move.before) | _side("after", move.after)
    for status, name, sides in (("entered", "after", movement.entries), ("left", "before", movement.exits)):
        for side in sides:
            yield _who(side) | {"status": status} | _side(name, side)


def _made(table: MovementTable) -> Row:
    asked, rubric = table.asked, table.rubric
    return {"node": asked.by, "lens": asked.lens, "rubric": rubric.id, "version": rubric.version}


def _who(side: Side) -> Row:
    return {name: getattr(side.standing, name) for name in _WHO}


def _moved(move: Move, status: str) -> Row:
    could_be_none = None if move.change is None else move.could_be_none
    return {"status": status, "change": move.change, "could_be_none": could_be_none}


def _side(name: str, side: Side) -> Row:
    facts = {key: getattr(side.standing, key) for key in _SIDE[:-1]} | {"rank": side.rank}
    return {f"{name}.{key}": fact for key, fact in facts.items()}
