"""Plans side by side for machines: one row a link, as CSV or inside one JSON object."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from aigov_checklist.projecting.beside import Plan
from aigov_checklist.report.beside import build_beside
from aigov_checklist.report.beside_words import BesideTold
from aigov_checklist.report.csv_writer import csv_text
from aigov_checklist.report.json_writer import json_bytes, sections_of
from aigov_checklist.report.rows import Row
from aigov_checklist.report.telling import Tellable

COLUMNS = (
    "subject", "from.rubric", "from.version", "from.area", "from.id", "from.state", "from.answer", "from.value",
    "relation", "strength",
    "to.rubric", "to.version", "to.area", "to.id", "to.state", "to.answer", "to.value",
    "at_least", "at_most", "disagrees", "reason", "source_status",
)  # fmt: skip
"""The columns of the CSV file."""


def beside_told(told: BesideTold) -> Tellable:
    """The plans side by side in all formats."""
    return Tellable(partial(build_beside, told), partial(_csv, told), partial(_json, told))


def _csv(told: BesideTold) -> str:
    return csv_text(COLUMNS, _rows(told))


def _rows(told: BesideTold) -> Iterator[Row]:
    """The links in the order of the first rubric, plan after plan; ids, relations and states as in the files."""
    first = told.beside.first
    for one in told.beside.linked:
        said: Row = {"subject": first.profile.subject.id, "relation": one.link.relation, "strength": one.link.strength}
        checked: Row = {
            "at_least": one.claim.at_least,
            "at_most": one.claim.at_most,
            "disagrees": one.disagrees,
            "reason": one.link.reason,
            "source_status": one.link.source_status,
        }
        ends = _end("from", told, first, one.link.one) | _end("to", told, one.other, one.link.other)
        yield {column: (said | checked | ends).get(column) for column in COLUMNS}


def _end(key: str, told: BesideTold, plan: Plan, node: str) -> Row:
    facts: Row = {
        "rubric": plan.rubric.id,
        "version": plan.rubric.version,
        "area": told.sides[plan.rubric.id].area_of(node),
        "id": node,
    }
    if node not in plan.rubric.indicators:
        facts["value"] = told.score(plan, node).value
    elif leaf := plan.leaves.get(node):
        facts |= {"state": leaf.state, "answer": leaf.answer.answer}
    else:
        facts["state"] = "out_of_scope"
    return {f"{key}.{name}": fact for name, fact in facts.items()}


def _json(told: BesideTold) -> bytes:
    page = build_beside(told)
    return json_bytes(
        {
            "title": page.title,
            "subtitle": page.subtitle,
            "language": page.language.code,
            "lens": told.lens,
            "plans": [_plan(plan, told) for plan in told.beside.plans],
            "links": list(_rows(told)),
            "alone": {plan.rubric.id: names for plan, names in told.beside.alone()},
            "sections": sections_of(page),
        }
    )


def _plan(plan: Plan, told: BesideTold) -> dict[str, Any]:
    return {
        "rubric": plan.assessment.rubric.model_dump(),
        "profile": plan.assessment.profile.digest,
        "kind": plan.profile.kind,
        "date": plan.profile.date,
        "score": told.score(plan, "overall").model_dump(mode="json", exclude_none=True),
    }
