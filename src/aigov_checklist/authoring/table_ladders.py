"""The ladder that the columns of a table make: a level for each column of level texts."""

from typing import Any

from aigov_checklist.authoring.tables import Table
from aigov_checklist.authoring.words import LEVEL
from aigov_checklist.importing.findings import Findings
from aigov_checklist.message import Message
from aigov_checklist.models.rubric import EvidenceRule
from aigov_checklist.models.scale import DEFAULT_SCALE

Document = dict[str, Any]


def ladder_of(tables: list[Table], found: Findings) -> Document:
    """The keys `scale` and `evidence` of the rubric; nothing where the usual ladder is meant."""
    names: dict[int, str] = {}
    headings: dict[int, str] = {}
    for table in tables:
        for held in table.columns.values():
            if held.key.startswith(LEVEL):
                value = int(held.key.removeprefix(LEVEL))
                names[value] = names.get(value) or held.name
                headings[value] = table.headings[held.key]
    values = sorted(names)
    if not values or (values == list(DEFAULT_SCALE.points) and not any(names.values())):
        return {}
    if len(values) == 1:
        message = Message("There is a column for level {value} only.", value=values[0])
        found.error("one-level", message, Message("A ladder needs two levels at least: add a column for each."))
        return {}
    points = [round(100 * step / (len(values) - 1), 2) for step in range(len(values))]
    told = ", ".join(f"{value} = {worth:g}" for value, worth in zip(values, points, strict=True))
    message = Message("The levels are worth so many points: {points}.", points=told)
    found.warning("ladder", message, Message("If other points are meant, change them in the rubric."))
    levels = [
        {"value": value, "name": names[value] or headings[value], "points": worth}
        for value, worth in zip(values, points, strict=True)
    ]
    usual = EvidenceRule().from_level
    evidence = {} if usual in values[1:] else {"evidence": {"from_level": values[1]}}
    return {"scale": {"levels": levels}, **evidence}
