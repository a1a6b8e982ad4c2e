"""A robustness analysis for machines: one row a subject, as CSV; and all of it in one JSON object."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np

from aigov_checklist.report.csv_writer import csv_text
from aigov_checklist.report.json_writer import json_bytes, sections_of
from aigov_checklist.report.rows import Row
from aigov_checklist.report.sureness import Sureness
from aigov_checklist.report.sureness_page import build_sureness
from aigov_checklist.report.telling import Tellable
from aigov_checklist.robustness.examining import Examined
from aigov_checklist.robustness.leaving_out import LeftOut
from aigov_checklist.version import __version__

_WHO = ("subject", "name", "kind", "date")
_SCORED = ("value", "low", "high", "provisional", "band", "rank")
_DRAWN = ("median", "low", "high", "rank_median", "rank_low", "rank_high")


def sureness_told(table: Sureness) -> Tellable:
    """The analysis in all its formats."""
    return Tellable(partial(build_sureness, table), partial(_csv, table), partial(_json, table))


def _csv(table: Sureness) -> str:
    bands = [band.id for band in table.rubric.grading.bands]
    columns = (
        *_WHO,
        *_SCORED,
        *(f"drawn.{name}" for name in _DRAWN),
        *(f"rank_at_most.{rank}" for rank in _top(table)),
        *(f"band.{band}" for band in bands),
        "weights.low",
        "weights.high",
    )
    return csv_text(columns, (_row(subject, table) for _, subject in table.in_order))


def _top(table: Sureness) -> list[int]:
    return [rank for rank in table.top if rank <= len(table.found.subjects)]


def _row(subject: Examined, table: Sureness) -> Row:
    spread = subject.spread
    row: Row = _who(subject)
    row |= {name: getattr(subject, name) for name in _SCORED}
    row |= {f"drawn.{name}": getattr(spread, name) for name in _DRAWN}
    if spread.best_ranks:
        row |= {f"rank_at_most.{rank}": spread.best_ranks[rank - 1] for rank in _top(table)}
    row |= {f"band.{band}": share for band, share in spread.bands.items()}
    if subject.weight_range:
        row |= dict(zip(("weights.low", "weights.high"), subject.weight_range, strict=True))
    return row


def _who(subject: Examined) -> Row:
    who = subject.profile.subject
    return {"subject": who.id, "name": who.name, "kind": who.kind, "date": subject.profile.date}


def _json(table: Sureness) -> bytes:
    found, page = table.found, build_sureness(table)
    document = {
        "title": page.title,
        "subtitle": page.subtitle,
        "language": page.language.code,
        "rubric": {"id": found.rubric.id, "version": found.rubric.version, "digest": found.rubric.digest},
        "engine": {"version": __version__},
        "lens": found.lens,
        "draws": found.draws,
        "seed": found.seed,
        "assumptions": found.assumptions.model_dump(mode="json", exclude_unset=True),
        "pairs_that_keep_their_order": dict(found.surviving),
        "subjects": list(_subjects(table)),
        "above": found.above.tolist(),
        "dominates": np.argwhere(found.dominates).tolist(),
        "without_area": _left_out(found.areas),
        "without_indicator": _left_out(found.indicators),
        "sections": sections_of(page),
    }
    return json_bytes(document)


def _subjects(table: Sureness) -> Iterator[dict[str, Any]]:
    """In the order in which the profiles were given, which is that of the matrices."""
    found = table.found
    for place, subject in enumerate(found.subjects):
        moved = found.moved_by[place] if found.moved_by is not None else None
        yield {
            **_who(subject),
            **{name: getattr(subject, name) for name in _SCORED},
            "drawn": {name: getattr(subject.spread, name) for name in _DRAWN},
            "rank_at_most": list(subject.spread.best_ranks),
            "bands": subject.spread.bands,
            "weight_range": subject.weight_range,
            "scenarios": {
                method: {"value": _number(values[place]), "rank": int(ranks[place]) or None}
                for method, (values, ranks) in found.scenarios.items()
            },
            "variance": None
            if moved is None
            else {
                kind: None if shares is None else {name: share._asdict() for name, share in shares.items()}
                for kind, shares in moved._asdict().items()
            },
        }


def _left_out(left_out: LeftOut) -> list[dict[str, Any]]:
    """What is left out, with the change and the rank of each subject."""
    return [
        {"id": name, "changes": list(map(_number, changes)), "ranks": [int(rank) or None for rank in ranks]}
        for name, changes, ranks in zip(left_out.ids, left_out.changes, left_out.ranks, strict=True)
    ]


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
