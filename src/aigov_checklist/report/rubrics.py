"""How a rubric is shown: a list, an outline, one area with every text, or all of it as JSON."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator

from aigov_checklist.errors import UsageError
from aigov_checklist.message import Message
from aigov_checklist.models.rubric import Area, Indicator, Rubric
from aigov_checklist.report.blocks import Block, Column, Listing, Page, Paragraph, Section, Table
from aigov_checklist.shape import did_you_mean
from aigov_checklist.structure import structure_of


def build_rubric_list(rubrics: Iterable[Rubric]) -> Page:
    """One row a rubric."""
    rows = tuple((r.id, r.version, r.label, str(len(r.areas)), str(len(r.indicators))) for r in rubrics)
    columns = (
        Column("Id"),
        Column("Version"),
        Column("Title", is_wide=True),
        Column("Areas", "right"),
        Column("Indicators", "right"),
    )
    return Page("Rubrics", "Shipped with this version", (Section("rubrics", "Rubrics", (Table(columns, rows),)),))


def build_rubric_page(rubric: Rubric, area_name: str | None = None) -> Page:
    """An outline of the rubric, or one area in full.

    Raises UsageError if there is no area of that id or number.
    """
    if area_name is None:
        sections = tuple(_outline(area) for area in _areas(rubric))
        about = Section("about", "About", tuple(Paragraph(text) for text in _facts(rubric)))
        return Page(rubric.label, f"{rubric.id}, version {rubric.version}", (about, *sections))
    area = find_area(rubric, area_name)
    leaves = tuple(_in_full(leaf) for leaf in area.leaves())
    return Page(_title(area), f"{rubric.id}, version {rubric.version}. {area.aim or ''}".strip(), leaves)


def rubric_json(rubric: Rubric, area_name: str | None = None) -> str:
    """The rubric (or one area) whole, with all defaults written out; keys without a value are left out."""
    part = rubric if area_name is None else find_area(rubric, area_name)
    document = part.model_dump(mode="json", by_alias=True, exclude_none=True)
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def find_area(rubric: Rubric, name: str) -> Area:
    """The area of that id or number. Raises UsageError if there is none."""
    for area in _areas(rubric):
        if name in (area.id, str(area.number)):
            return area
    known = [area.id for area in _areas(rubric)]
    hint = did_you_mean(name, known) or Message("There are: {known}.", known=", ".join(known))
    raise UsageError(Message("The rubric has no area {name}. {hint}", name=name, hint=hint))


def _areas(rubric: Rubric) -> list[Area]:
    return [node for node in structure_of(rubric).nodes.values() if isinstance(node, Area)]


def _title(area: Area) -> str:
    return f"{area.number}. {area.label}" if area.number is not None else area.label


def _facts(rubric: Rubric) -> Iterator[str]:
    if rubric.summary:
        yield rubric.summary
    tiers = Counter(leaf.tier for leaf in rubric.leaves())
    yield f"{len(rubric.indicators)} indicators, {tiers['essential']} of them essential."
    for document in rubric.documents:
        yield f"Source: {document.title}. {document.note or ''}".strip()
    if rubric.weights_note:
        yield rubric.weights_note


def _outline(area: Area) -> Section:
    rows = tuple(
        (leaf.id, leaf.label, leaf.tier, leaf.source.source_status if leaf.source else "-") for leaf in area.indicators
    )
    columns = (Column("Id"), Column("Indicator", is_wide=True), Column("Tier"), Column("Source"))
    blocks: list[Block] = [Paragraph(area.aim)] if area.aim else []
    return Section(area.id, _title(area), (*blocks, Table(columns, rows)) if rows else tuple(blocks))


def _in_full(leaf: Indicator) -> Section:
    blocks: list[Block] = []
    if leaf.commitment:
        source = f" ({leaf.source.locator}; {leaf.source.source_status})" if leaf.source else ""
        blocks.append(Paragraph(f"Commitment: {leaf.commitment}{source}"))
    for name, text in (("Question", leaf.question), ("Why", leaf.why), ("Guidance", leaf.guidance)):
        if text:
            blocks.append(Paragraph(f"{name}: {text}"))
    for kind, texts in leaf.levels.items():
        blocks += [Paragraph(f"Levels, {kind}:"), Listing(tuple(f"{value}: {text}" for value, text in texts.items()))]
    if leaf.evidence:
        blocks += [Paragraph("Evidence that would show it:"), Listing(leaf.evidence)]
    facts = (
        f"Applies to: {', '.join(leaf.applies_to)}. Tier: {leaf.tier}. Asked of: {', '.join(leaf.asked_of) or '-'}.",
        f"Principles: {', '.join(leaf.principles) or '-'}. SDGs: {', '.join(map(str, leaf.sdgs)) or '-'}.",
        *([f"Also answers for: {', '.join(leaf.aliases)}."] if leaf.aliases else []),
    )
    return Section(leaf.id, f"{leaf.label} ({leaf.id})", (*blocks, Paragraph(" ".join(facts))))
