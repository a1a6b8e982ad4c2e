"""Agreement for machines: one row the whole and each area, as CSV or inside one JSON object; numbers in full."""

from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from typing import Any

from aigov_checklist.agreeing import Disagreement, Measured
from aigov_checklist.agreeing.customs import FEW
from aigov_checklist.models.response import STATES, Response
from aigov_checklist.report.agreement import build_agreement
from aigov_checklist.report.agreement_words import AgreementPage
from aigov_checklist.report.csv_writer import csv_text
from aigov_checklist.report.json_writer import json_bytes, sections_of
from aigov_checklist.report.rows import Row
from aigov_checklist.report.telling import Tellable
from aigov_checklist.structure import ROOT

COLUMNS = (
    "node",
    "title",
    "raters",
    "subjects",
    *Measured.__dataclass_fields__,
    "few",
    "rubric",
    "version",
)
"""The columns of the CSV file."""


def agreement_told(page: AgreementPage) -> Tellable:
    """The agreement in all its formats."""
    return Tellable(partial(build_agreement, page), partial(agreement_csv, page), partial(agreement_json, page))


def agreement_csv(page: AgreementPage) -> str:
    """The whole and each area."""
    made: Row = {"rubric": page.rubric.id, "version": page.rubric.version}
    return csv_text(COLUMNS, (row | made for row in agreement_rows(page)))


def agreement_json(page: AgreementPage) -> bytes:
    """One JSON object: the rows of the CSV file, codes, every disagreement, and what is said about them."""
    told, agreement = build_agreement(page), page.agreement
    document = {
        "title": told.title,
        "subtitle": told.subtitle,
        "language": told.language.code,
        "rubric": {"id": page.rubric.id, "version": page.rubric.version, "digest": page.digest},
        "raters": list(page.raters),
        "subjects": [{"id": one.id, "kind": one.kind, "name": one.name} for one in agreement.panel.subjects],
        "rated_by_one": agreement.rated_by_one,
        "rated_by_none": agreement.rated_by_none,
        "agreement": list(agreement_rows(page)),
        "codes": asdict(agreement.codes),
        "quantities": agreement.quantities,
        "disagreements": [_disagreement(page, one) for one in (*agreement.apart, *agreement.others)],
        "sections": sections_of(told),
    }
    return json_bytes(document)


def agreement_rows(page: AgreementPage) -> Iterator[Row]:
    """The whole, then each area in the rubric's order."""
    agreement = page.agreement
    yield _row(page, ROOT, page.language.say("Overall"), agreement.overall)
    for area in page.rubric.areas:
        yield _row(page, area.id, page.area_title(area), agreement.areas[area.id])


def _row(page: AgreementPage, node: str, title: str, measured: Measured) -> Row:
    panel = page.agreement.panel
    who: Row = {"node": node, "title": title, "raters": len(panel.raters), "subjects": len(panel.subjects)}
    return who | asdict(measured) | {"few": measured.levels < FEW}


def _disagreement(page: AgreementPage, found: Disagreement) -> dict[str, Any]:
    said = zip(page.raters, found.unit.said, strict=True)
    return {
        "subject": found.unit.subject.id,
        "id": found.unit.indicator.id,
        "apart": found.apart,
        "said": [{"rater": name, **_said(response, is_public=page.is_public)} for name, response in said if response],
    }


def _said(response: Response, *, is_public: bool) -> dict[str, Any]:
    """The answer with its evidence; notes may name those who wrote them."""
    said: dict[str, Any] = response.model_dump(mode="json", include={*STATES, "evidence"}, exclude_none=True)
    if is_public:
        said["evidence"] = [{key: item[key] for key in item if key != "note"} for item in said["evidence"]]
    return said
