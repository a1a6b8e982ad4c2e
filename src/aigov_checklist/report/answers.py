"""Area by area: what is asked, which level was reached and why, with the numbers of its evidence."""

from collections.abc import Iterator

from aigov_checklist.models.assessment import AreaResult, Assessment, IndicatorResult
from aigov_checklist.models.profile import Evidence, Profile, Response
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.report import wording
from aigov_checklist.report.blocks import Block, Listing, Paragraph, Section

Register = dict[str, list[int]]
"""Indicator id -> the numbers of its items in the evidence register."""


def numbered_evidence(profile: Profile, rubric: Rubric) -> tuple[list[tuple[Evidence, list[str]]], Register]:
    """Every distinct evidence item with the indicators that cite it, numbered from 1 in the rubric's order."""
    items: dict[Evidence, list[str]] = {}
    for leaf_id in rubric.indicators:
        for item in profile.responses[leaf_id].evidence if leaf_id in profile.responses else ():
            items.setdefault(item, []).append(leaf_id)
    register: Register = {}
    for place, (_, leaf_ids) in enumerate(items.items(), start=1):
        for leaf_id in leaf_ids:
            register.setdefault(leaf_id, []).append(place)
    return list(items.items()), register


def answer_sections(assessment: Assessment, profile: Profile, rubric: Rubric) -> Iterator[Section]:
    """One section an area: its answers with level texts, notes, reviews and evidence numbers."""
    _, register = numbered_evidence(profile, rubric)
    for area in wording.all_areas(assessment):
        if area.indicators:
            blocks: list[Block] = []
            for result in area.indicators:
                blocks += _one(result, profile, rubric, register)
            yield Section(f"area-{area.id}", _heading(area), tuple(blocks))


def evidence_section(profile: Profile, rubric: Rubric) -> Section:
    """The register: every evidence item once, with its number and the indicators that cite it."""
    items, _ = numbered_evidence(profile, rubric)
    if not items:
        return Section("evidence", "Evidence register", (Paragraph("The profile names no evidence."),))
    lines = tuple(
        f"[{place}] {_item(item)} Cited by {', '.join(leaf_ids)}"
        for place, (item, leaf_ids) in enumerate(items, start=1)
    )
    return Section("evidence", "Evidence register", (Listing(lines),))


def _heading(area: AreaResult) -> str:
    return f"Area {area.number}: {area.title}" if area.number is not None else area.title


def _one(result: IndicatorResult, profile: Profile, rubric: Rubric, register: Register) -> Iterator[Block]:
    indicator = rubric.indicators[result.id]
    yield Paragraph(f"{indicator.label} ({result.id}). {indicator.question or ''}".strip())
    response = profile.responses.get(result.id, Response())
    lines = [f"Answer: {_stated(result, response, profile, rubric)}"]
    if result.id in register:
        lines.append(f"Evidence: {', '.join(f'[{place}]' for place in register[result.id])}")
    lines += [f"{name}: {text}" for name, text in _remarks(response) if text]
    yield Listing(tuple(lines))


def _stated(result: IndicatorResult, response: Response, profile: Profile, rubric: Rubric) -> str:
    match result.state:
        case "no_information":
            return f"no information * ({response.no_information})"
        case "not_applicable":
            return f"not applicable ({response.not_applicable or response.choice})"
        case "unanswered" | "out_of_scope":
            return result.state.replace("_", " ")
    names = {level.value: level.name for level in rubric.scale.levels}
    if isinstance(result.answer, int) and response.level is not None:
        text = rubric.indicators[result.id].descriptors(profile.subject.kind).get(str(result.answer), "")
        return f"level {result.answer}, {names[result.answer]}. {text}".strip()
    return str(result.answer)


def _remarks(response: Response) -> Iterator[tuple[str, str | None]]:
    yield "Note", response.note
    yield "Confidence", response.confidence
    if review := response.review:
        given = review.answer if review.decision == "revised" else None
        decided = review.decision + (f" to {given}" if given is not None else "")
        yield "Review", f"{decided}. {review.comment or ''}".strip()
    yield "Reply", response.reply
    if target := response.target:
        owner = f", {target.owner}" if target.owner else ""
        due = f", by {target.due}" if target.due else ""
        yield "Target", f"level {target.level}{owner}{due}. {target.note or ''}".strip()


def _item(item: Evidence) -> str:
    page = item.page and f"page {item.page}"
    parts = (item.title, item.issuer, item.date, item.document, page, item.note)
    said = ". ".join(part for part in parts if part)
    # No full stop after an address: it would be copied along.
    if item.can_be_looked_up:
        return f"{said}." + (f" {item.url}" if item.url else "")
    return f"{said}. It names no place to look it up, so it supports no answer."
