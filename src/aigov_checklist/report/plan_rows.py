"""A plan for machines: one row a planned answer, as CSV; and all of it in one JSON object; numbers in full."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from aigov_checklist.planning.efforts import UNIT
from aigov_checklist.planning.plan import Step
from aigov_checklist.report.csv_writer import csv_text
from aigov_checklist.report.json_writer import json_bytes, sections_of
from aigov_checklist.report.plan_page import build_plan
from aigov_checklist.report.planned import Planned
from aigov_checklist.report.rows import Row, measures, subject_row
from aigov_checklist.report.telling import Tellable
from aigov_checklist.version import __version__

_STEP = ("area", "indicator", "title", "tier", "from", "to", "steps", "effort", "gain", "year", "brings_evidence")
COLUMNS = ("subject", "name", "date", *_STEP, "looks_like", "evidence_to_prepare", "rubric", "version")
"""The columns of the CSV file."""


def plan_told(told: Planned) -> Tellable:
    """The plan in all its formats."""
    return Tellable(partial(build_plan, told), partial(_csv, told), partial(_json, told))


def _csv(told: Planned) -> str:
    who = subject_row(told.plan.before)
    rows = (row | {"evidence_to_prepare": "\n".join(row["evidence_to_prepare"])} for row in _steps(told))
    return csv_text(COLUMNS, (who | row for row in rows))


def _json(told: Planned) -> bytes:
    plan, page = told.plan, build_plan(told)
    document = {
        "title": page.title,
        "subtitle": page.subtitle,
        "language": page.language.code,
        "rubric": {"id": plan.case.rubric.id, "version": plan.case.rubric.version, "digest": plan.case.rubric.digest},
        "engine": {"version": __version__},
        "subject": plan.case.profile.subject.model_dump(mode="json", exclude_unset=True),
        "lens": plan.case.freedom.lens,
        "target": _target(told),
        "reached": not plan.obstacles,
        "obstacles": [obstacle.reason for obstacle in plan.obstacles],
        "questions": [name for obstacle in plan.obstacles for name in obstacle.questions],
        "effort": plan.effort / UNIT,
        "efforts": plan.case.effort.model_dump(mode="json", exclude_unset=True),
        "now": plan.now.model_dump(mode="json", exclude_none=True),
        "then": plan.then.model_dump(mode="json", exclude_none=True),
        "steps": list(_steps(told)),
        "years": list(_years(told)),
        "areas": list(_areas(told)),
        "sections": sections_of(page),
    }
    return json_bytes(document)


def _target(told: Planned) -> dict[str, Any]:
    goal, limits, freedom = told.plan.goal, told.plan.limits, told.plan.case.freedom
    named = {
        "score": goal.score if goal else None,
        "band": goal.band.id if goal and goal.band else None,
        "budget": None if limits.budget is None else limits.budget / UNIT,
        "max_areas": limits.areas,
        "fixed": sorted(freedom.fixed),
        "answer_open": freedom.answer_open,
    }
    return {name: value for name, value in named.items() if value is not None}


def _steps(told: Planned) -> Iterator[dict[str, Any]]:
    areas = {leaf.id: area.id for area in told.rubric.areas for leaf in area.leaves()}
    for step in told.plan.steps:
        yield {
            "area": areas[step.id],
            "indicator": step.id,
            "title": told.rubric.indicators[step.id].label,
            "tier": told.rubric.indicators[step.id].tier,
            "from": step.ladder.given.answer,
            "to": step.ladder.answer_at(step.height).answer,
            "steps": step.height,
            "effort": step.effort / UNIT,
            "gain": step.gain,
            "year": _year(step, told),
            "brings_evidence": step.brings_evidence,
            "looks_like": told.looks_like(step, step.height),
            "evidence_to_prepare": list(told.evidence(step)),
        }


def _year(step: Step, told: Planned) -> int:
    return int(told.year(step.year))


def _years(told: Planned) -> Iterator[dict[str, Any]]:
    for year in told.plan.years:
        score = year.score.model_dump(mode="json", exclude_none=True)
        yield {"year": int(told.year(year.number)), "effort": year.effort / UNIT, **score}


def _areas(told: Planned) -> Iterator[dict[str, Row | str]]:
    lens = told.plan.case.freedom.lens
    for before, after in zip(told.before.areas, told.after.areas, strict=True):
        yield {"id": before.id, "now": measures(before.under(lens)), "then": measures(after.under(lens))}
