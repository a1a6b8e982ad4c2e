"""How a rubric is shown: a list, an outline, one area with every text, or all of it as JSON."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from aigov_checklist.errors import UsageError
from aigov_checklist.language import ENGLISH, Language, join_sentences
from aigov_checklist.message import Message
from aigov_checklist.models.measure import Choice, ChoiceMeasure
from aigov_checklist.models.rubric import Area, Indicator, Rubric
from aigov_checklist.report.blocks import Block, Column, Listing, Notice, Page, Paragraph, Section, Table
from aigov_checklist.report.lifetimes import changes_section, lifetime_facts, standing, standing_in_full
from aigov_checklist.structure import structure_of
from aigov_checklist.suggesting import did_you_mean


def build_rubric_list(rubrics: Iterable[tuple[Rubric, str]], language: Language = ENGLISH) -> Page:
    """One row a rubric, which is the one in the language, with the package that brings it; empty for a shipped one."""
    say = language.say
    rows = tuple(
        (r.id, r.version, r.label, package or say("shipped"), str(len(r.areas)), str(len(r.indicators)))
        for r, package in rubrics
    )
    columns = (
        Column(say("Id")),
        Column(say("Version")),
        Column(say("Title"), is_wide=True),
        Column(say("From")),
        Column(say("Areas"), "right"),
        Column(say("Indicators"), "right"),
    )
    section = Section("rubrics", say("Rubrics"), (Table(columns, rows),))
    subtitle = say("Shipped with this version, or brought by installed packages")
    return Page(say("Rubrics"), subtitle, (section,))


def build_rubric_page(rubric: Rubric, area_name: str | None = None, language: Language = ENGLISH) -> Page:
    """An outline of the rubric, which is the one in the language, or one area in full.

    Raises UsageError if there is no area of that id or number.
    """
    stamp = {"id": rubric.id, "version": rubric.version}
    if area_name is None:
        sections = tuple(_outline(area, language) for area in _areas(rubric))
        about = Section("about", language.say("About"), tuple(Paragraph(text) for text in _facts(rubric, language)))
        changes = (changes_section(rubric, language),) if rubric.changes else ()
        return Page(rubric.label, language.say("{id}, version {version}", **stamp), (about, *sections, *changes))
    area = find_area(rubric, area_name)
    leaves = tuple(_in_full(leaf, language) for leaf in area.leaves())
    subtitle = join_sentences(filter(None, (language.say("{id}, version {version}.", **stamp), area.aim)))
    return Page(_title(area), subtitle, leaves)


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


def _facts(rubric: Rubric, language: Language) -> Iterator[str]:
    say = language.say
    if rubric.summary:
        yield rubric.summary
    tiers = Counter(leaf.tier for leaf in rubric.leaves())
    yield say(
        "{total} indicators, {essential} of them essential.",
        total=len(rubric.indicators),
        essential=tiers["essential"],
    )
    yield from lifetime_facts(rubric, language)
    for document in rubric.documents:
        yield join_sentences(filter(None, (say("Source: {title}.", title=document.title), document.note)))
    if rubric.weights_note:
        yield rubric.weights_note


def _outline(area: Area, language: Language) -> Section:
    say = language.say
    rows = tuple(
        (
            leaf.id,
            leaf.label,
            standing(leaf, say) or _tier(leaf, say),
            leaf.source.source_status if leaf.source else "-",
        )
        for leaf in area.indicators
    )
    columns = (
        Column(say("Id")),
        Column(say("Indicator"), is_wide=True),
        Column(say("Tier")),
        Column(say("Source")),
    )
    blocks: list[Block] = [Paragraph(area.aim)] if area.aim else []
    return Section(area.id, _title(area), (*blocks, Table(columns, rows)) if rows else tuple(blocks))


def _in_full(leaf: Indicator, language: Language) -> Section:
    say = language.say
    kinds = {"country": say("country"), "organization": say("organization"), "all": say("all")}
    blocks: list[Block] = []
    if note := standing_in_full(leaf, say):
        blocks.append(Notice(note))
    if leaf.commitment:
        source = f" ({leaf.source.locator}; {leaf.source.source_status})" if leaf.source else ""
        blocks.append(Paragraph(say("Commitment: {text}", text=f"{leaf.commitment}{source}")))
    if leaf.source and leaf.source.note:
        blocks.append(Paragraph(say("Source: {title}.", title=leaf.source.note.removesuffix("."))))
    if leaf.question:
        blocks.append(Paragraph(say("Question: {text}", text=leaf.question)))
    if leaf.why:
        blocks.append(Paragraph(say("Why: {text}", text=leaf.why)))
    if leaf.guidance:
        blocks.append(Paragraph(say("Guidance: {text}", text=leaf.guidance)))
    if isinstance(leaf.measure, ChoiceMeasure):
        choices = Listing(tuple(_choice(choice, language) for choice in leaf.measure.choices))
        blocks += [Paragraph(f"{say('Answer')}:"), choices]
    for kind, texts in leaf.levels.items():
        levels = Listing(tuple(f"{value}: {text}" for value, text in texts.items()))
        blocks += [Paragraph(say("Levels, {kind}:", kind=kinds[kind])), levels]
    if leaf.evidence:
        blocks += [Paragraph(say("Evidence that would show it:")), Listing(leaf.evidence)]
    facts = [
        say("Applies to: {kinds}.", kinds=", ".join(kinds[kind] for kind in leaf.applies_to)),
        say("Tier: {tier}.", tier=_tier(leaf, say)),
        say("Asked of: {actors}.", actors=", ".join(leaf.asked_of) or "-"),
        say("Principles: {principles}.", principles=", ".join(leaf.principles) or "-"),
        say("SDGs: {goals}.", goals=", ".join(map(str, leaf.sdgs)) or "-"),
    ]
    if leaf.aliases:
        facts.append(say("Also answers for: {ids}.", ids=", ".join(leaf.aliases)))
    return Section(leaf.id, f"{leaf.label} ({leaf.id})", (*blocks, Paragraph(join_sentences(facts))))


def _choice(choice: Choice, language: Language) -> str:
    say = language.say
    code = say("choice {code}", code=choice.code)
    worth = say("not applicable") if choice.points is None else f"{say('points')}: {choice.points:g}"
    return f"{code}: {choice.title} ({worth})" if choice.title else f"{code} ({worth})"


def _tier(leaf: Indicator, say: Callable[[str], str]) -> str:
    return {"full": say("full"), "essential": say("essential")}[leaf.tier]
