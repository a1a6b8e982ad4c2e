"""Proposals that wait for a decision: what is proposed, how sure that is, and on what grounds."""

from collections.abc import Iterator, Sequence

from aigov_checklist.answer_words import proposal_words
from aigov_checklist.language import Language
from aigov_checklist.models.assessment import IndicatorResult
from aigov_checklist.models.proposal import Confidence, Ground, Proposal
from aigov_checklist.report.blocks import Block, Column, Listing, Notice, Paragraph, Section, Table
from aigov_checklist.report.link_words import relation_words, strength_words
from aigov_checklist.report.material import Material


def proposals_section(material: Material) -> Iterator[Section]:
    """The proposals in the rubric's order: those with a level or a bound, then what is only told where to look."""
    say, found = material.language.say, material.profile.waiting
    asked = [one for one in material.indicators if one.id in found and one.state != "out_of_scope"]
    if not asked:
        return
    note = say(
        "Nothing here counts: each is unanswered until a person accepts the level (`aigov set --accept`) or answers "
        "otherwise. What is only a lead, or a range, asks for an answer of its own."
    )
    bounded = [one for one in asked if not found[one.id].is_lead]
    leads: dict[str, list[IndicatorResult]] = {}
    for one in asked:
        if found[one.id].is_lead:
            leads.setdefault(found[one.id].reason, []).append(one)
    title = say("Proposals that wait for a decision")
    blocks: list[Block] = [Notice(note)]
    if bounded:
        blocks += [_table(bounded, material, title), Paragraph(say("Grounds:")), _grounds(bounded, material)]
    for reason, same in leads.items():
        blocks += [Paragraph(reason), _grounds(same, material)]
    yield Section("proposals", title, tuple(blocks))


def _table(results: Sequence[IndicatorResult], material: Material, caption: str) -> Table:
    language, found = material.language, material.profile.waiting
    say = language.say
    columns = (
        Column(say("Indicator"), is_wide=True),
        Column(say("Proposed"), is_wide=True),
        Column(say("Confidence")),
        Column(say("Why"), is_wide=True),
    )
    rows = tuple(
        (
            material.indicator_title(one),
            language.tell(proposal_words(found[one.id])),
            confidence_words(language)[found[one.id].confidence],
            found[one.id].reason,
        )
        for one in results
    )
    return Table(columns, rows, caption)


def _grounds(results: Sequence[IndicatorResult], material: Material) -> Listing:
    language, found = material.language, material.profile.waiting
    return Listing(
        tuple(
            language.say(
                "{indicator}: {ground}",
                indicator=material.indicator_title(one),
                ground=ground_words(ground, found[one.id], language),
            )
            for one in results
            for ground in found[one.id].grounds
        )
    )


def ground_words(ground: Ground, proposal: Proposal, language: Language) -> str:
    """A link with the answers at its other end, on one line."""
    told = {
        "source": ground.source,
        "rubric": proposal.rubric.id,
        "relation": relation_words(language)[ground.relation],
        "target": ground.target,
        "strength": strength_words(language)[ground.strength],
        "reason": ground.reason,
        "answers": ", ".join(f"{name} {answer}" for name, answer in ground.answers.items()),
    }
    if ground.source_status is None:
        return language.say(
            "{source} of {rubric} {relation} {target} ({strength}). {reason} Answers: {answers}", **told
        )
    return language.say(
        "{source} of {rubric} {relation} {target} ({strength}; source status: {status}). {reason} Answers: {answers}",
        status=ground.source_status,
        **told,
    )


def proposed_words(proposal: Proposal, language: Language) -> str:
    """What was proposed, from where and how surely: beside an answer it tells where that came from."""
    return language.say(
        "{words}, from {rubric} (confidence: {confidence})",
        words=language.tell(proposal_words(proposal)),
        rubric=proposal.rubric.id,
        confidence=confidence_words(language)[proposal.confidence],
    )


def confidence_words(language: Language) -> dict[Confidence, str]:
    """Each degree of confidence."""
    say = language.say
    return {"low": say("low"), "medium": say("medium"), "high": say("high")}
