"""Area by area: what is asked, which level was reached and why; and the register of the evidence."""

from collections.abc import Iterator

from aigov_checklist.models.assessment import AreaResult, IndicatorResult
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.response import Evidence, Response
from aigov_checklist.models.rubric import Area, Rubric
from aigov_checklist.report.blocks import Block, Citation, Finding, Paragraph, Register, Section
from aigov_checklist.report.lifetimes import not_asked
from aigov_checklist.report.material import Material
from aigov_checklist.report.proposals import confidence_words, proposed_words

Numbered = dict[Evidence, list[str]]
"""Evidence items in the order of their numbers, each with the indicators that cite it."""

_STOPS = (".", "!", "?", "…", "。", "！", "？", "؟")


def numbered_evidence(profile: Profile, rubric: Rubric) -> Numbered:
    """Every distinct evidence item with the indicators that cite it; the first has the number 1.

    What stands under indicators that are not asked is kept too: nothing that was handed in is lost.
    """
    items: Numbered = {}
    for leaf_id in rubric.indicators:
        for item in profile.responses[leaf_id].evidence if leaf_id in profile.responses else ():
            cited_by = items.setdefault(item, [])
            if leaf_id not in cited_by:
                cited_by.append(leaf_id)
    return items


def answer_sections(material: Material) -> Iterator[Section]:
    """One section an area: its answers with level texts, notes, reviews and evidence numbers."""
    numbers: dict[str, list[int]] = {}
    for number, leaf_ids in enumerate(numbered_evidence(material.profile, material.rubric).values(), start=1):
        for leaf_id in leaf_ids:
            numbers.setdefault(leaf_id, []).append(number)
    for area in material.areas:
        if area.indicators:
            yield _area(area, numbers, material)


def evidence_section(material: Material) -> Section:
    """The register: every evidence item once, with its number and the indicators that cite it."""
    say = material.language.say
    citations = tuple(
        Citation(number, _in_words(item, material), item.url or "", tuple(leaf_ids))
        for number, (item, leaf_ids) in enumerate(numbered_evidence(material.profile, material.rubric).items(), start=1)
    )
    block: Block = Register(citations, say("Cited by"))
    if not citations:
        block = Paragraph(say("The profile names no evidence."))
    return Section("evidence", say("Evidence register"), (block,))


def _area(area: AreaResult, numbers: dict[str, list[int]], material: Material) -> Section:
    node = material.nodes[area.id]
    assert isinstance(node, Area)
    aim = (Paragraph(node.aim),) if node.aim else ()
    findings = tuple(_finding(result, numbers.get(result.id, []), material) for result in area.indicators)
    return Section(f"area-{area.id}", material.area_title(area), (*aim, *findings))


def _finding(result: IndicatorResult, evidence: list[int], material: Material) -> Finding:
    say, indicator = material.language.say, material.rubric.indicators[result.id]
    response = material.profile.responses.get(result.id, Response())
    lines = [(say("Commitment"), indicator.commitment), (say("Answer"), _stated(result, response, material))]
    lines += _remarks(response, material)
    return Finding(
        id=result.id,
        title=material.indicator_title(result),
        question=indicator.question or "",
        lines=tuple((label, text) for label, text in lines if text),
        evidence_label=say("Evidence"),
        evidence=tuple(evidence),
    )


def _stated(result: IndicatorResult, response: Response, material: Material) -> str:
    say = material.language.say
    match result.state:
        case "no_information":
            return say("no information * ({where})", where=response.no_information)
        case "not_applicable":
            return say("not applicable ({reason})", reason=response.not_applicable or response.choice)
        case "unanswered":
            return say("unanswered")
        case "out_of_scope":
            kept = "" if response.answer is None else f" ({response.answer})"
            return not_asked(material.rubric.indicators[result.id], material.profile.date, say) + kept
    if response.level is None:
        return str(result.answer)
    descriptor = material.descriptor(result.id, response.level)
    name = material.level_name(response.level)
    return say("level {value}, {name}. {text}", value=response.level, name=name, text=descriptor).strip()


def _remarks(response: Response, material: Material) -> Iterator[tuple[str, str | None]]:
    say = material.language.say
    yield say("Note"), response.note
    if response.confidence:
        yield say("Confidence"), confidence_words(material.language)[response.confidence]
    if review := response.review:
        decision = (
            say("confirmed") if review.decision == "confirmed" else say("revised to {answer}", answer=_given(review))
        )
        yield say("Review"), _sentences(decision, review.comment, review.reviewer, review.date)
    yield say("Reply"), response.reply
    if response.proposal:
        yield say("Proposal"), proposed_words(response.proposal, material.language)
    if target := response.target:
        wanted = say("level {value}, {name}", value=target.level, name=material.level_name(target.level))
        yield say("Target"), _sentences(wanted, target.owner, target.due, target.note)


def _sentences(*parts: str | None) -> str:
    """What there is, one after the other; a full stop that somebody has set is not set again."""
    *found, last = [part for part in parts if part]
    return "".join(f"{part} " if part.endswith(_STOPS) else f"{part}. " for part in found) + last


def _given(answer: Response | object) -> str:
    states = ("level", "choice", "quantity", "no_information", "not_applicable")
    return next(f"{state} {value}" for state in states if (value := getattr(answer, state, None)) is not None)


def _in_words(item: Evidence, material: Material) -> str:
    say = material.language.say
    page = item.page and say("page {page}", page=item.page)
    accessed = item.accessed and say("accessed {date}", date=item.accessed)
    digest = item.sha256 and f"SHA-256 {item.sha256}"
    parts = (item.title, item.issuer, item.date, item.document, page, accessed, item.excerpt, item.note, digest)
    text = _sentences(*parts)
    text = text if text.endswith(_STOPS) else f"{text}."
    if item.can_be_looked_up:
        return text
    return f"{text} {say('It names no place to look it up, so it supports no answer.')}"
