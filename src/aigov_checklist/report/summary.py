"""The first page: where the subject stands, how sure that is, and each area in one line."""

from collections.abc import Iterator, Sequence

from aigov_checklist.errors import Problem
from aigov_checklist.language import Language, join_sentences
from aigov_checklist.lenses import LENSES, Lens
from aigov_checklist.models.assessment import Score
from aigov_checklist.report.blocks import Block, Column, Notice, Paragraph, Section, Table
from aigov_checklist.report.material import Material, score_columns
from aigov_checklist.structure import ROOT


def summary_section(material: Material) -> Section:
    """The overall score in words and under the three lenses, with what holds a band back."""
    say, assessment = material.language.say, material.assessment
    blocks: list[Block] = [
        Paragraph(_about(material)),
        Paragraph(_headline(material)),
        _lenses(material),
        Paragraph(_evidence_gap(material)),
        *(Notice(_gate_reason(material, gate.id, gate.reason)) for gate in assessment.gates),
        *(Notice(_remark(problem, material)) for problem in assessment.problems),
        *_proposals(material),
    ]
    return Section("summary", say("Summary"), tuple(blocks))


def areas_section(material: Material, lens: Lens = "declared") -> Section:
    """Every area with its value, range, coverage, band and evidence gap."""
    say = material.language.say
    rows = tuple(
        (
            material.area_title(area),
            *material.score_cells(area.under(lens)),
            material.gap(area.declared, area.evidenced),
        )
        for area in material.areas
    )
    columns = (Column(say("Area"), is_wide=True), *score_columns(material.language), _gap_column(material.language))
    legend = say(
        "Range: the score with all unknown answers at their lowest and at their highest. Known: share of the "
        "applicable weight that is answered. Gap: points that no evidence supports which can be looked up."
    )
    title = say("Areas") if lens == "declared" else say("Areas, lens: {lens}", lens=material.lens_title(lens))
    return Section("areas", title, (Table(columns, rows, title), Paragraph(legend)))


def overview_section(materials: Sequence[Material], lens: Lens) -> Section:
    """Several subjects, a line each, in the order given."""
    language = materials[0].language
    rows = []
    for material in materials:
        overall = material.assessment.overall
        cells = material.score_cells(overall.under(lens))
        rows.append((material.assessment.subject.name, *cells, material.gap(overall.declared, overall.evidenced)))
    columns = (Column(language.say("Subject"), is_wide=True), *score_columns(language), _gap_column(language))
    title = language.say("Overall, lens: {lens}", lens=materials[0].lens_title(lens))
    note = language.say(
        "This is not a ranking: the profiles differ in what is known about them. Compare ranges, not single values."
    )
    return Section("overview", title, (Table(columns, tuple(rows), title), Paragraph(note)))


def _proposals(material: Material) -> Iterator[Notice]:
    if number := len(material.profile.waiting):
        yield Notice(
            material.language.count(
                "{number} proposal waits for a decision; until then it counts as unanswered.",
                "{number} proposals wait for a decision; until then they count as unanswered.",
                number,
            )
        )


def _remark(problem: Problem, material: Material) -> str:
    tell = material.language.tell
    return join_sentences(filter(None, (tell(problem.message), tell(problem.hint))))


def _gap_column(language: Language) -> Column:
    return Column(language.say("Gap"), "right")


def _about(material: Material) -> str:
    say, profile = material.language.say, material.profile
    kinds = {
        "self-assessment": say("Self-assessment by the subject"),
        "desk-review": say("Desk review: not an official self-assessment"),
        "peer-review": say("Peer review"),
    }
    tiers = {"full": say("full"), "essential": say("essential")}
    kind, tier = kinds[profile.kind], tiers[profile.tier]
    return say("{kind}. Date: {date}. Tier: {tier}.", kind=kind, date=profile.date, tier=tier)


def _headline(material: Material) -> str:
    say, assessment = material.language.say, material.assessment
    score, name = assessment.overall.declared, assessment.subject.name
    if score.coverage is None:
        return say("Nothing in this rubric applies to {name}: there is no score.", name=name)
    if score.value is None:
        return say("Nothing is known yet about {name}: there is no score, only a range of what it could be.", name=name)
    return join_sentences([_value_sentence(material, score), *_band_sentences(material, score)])


def _value_sentence(material: Material, score: Score) -> str:
    say, name = material.language.say, material.assessment.subject.name
    value, share = material.number(score.value), material.known(score)
    if score.low is None or score.high is None:
        return say("{name}: {value}; {share} of the applicable weight is known.", name=name, value=value, share=share)
    return say(
        "{name}: {value}, in a range of {range}; {share} of the applicable weight is known.",
        name=name,
        value=value,
        range=material.value_range(score),
        share=share,
    )


def _band_sentences(material: Material, score: Score) -> list[str]:
    say, sentences = material.language.say, []
    if score.provisional:
        minimum = material.language.share(material.rubric.minimum_coverage)
        sentences.append(say("A band needs {minimum}, so the score is provisional.", minimum=minimum))
    elif score.band:
        sentences.append(say("Band: {band}.", band=material.band_title(score.band)))
    if score.band_range and score.band_range[0] != score.band_range[1]:
        worst, best = (material.band_title(band) for band in score.band_range)
        sentences.append(
            say("The unknown answers leave open every band from {worst} to {best}.", worst=worst, best=best)
        )
    return sentences


def _lenses(material: Material) -> Table:
    say = material.language.say
    meanings = {
        "declared": say("answers as given"),
        "evidenced": say("only as far as evidence can be looked up"),
        "reviewed": say("only answers that a reviewer has decided on"),
    }
    rows = tuple(
        (material.lens_title(lens), *material.score_cells(material.assessment.overall.under(lens)), meanings[lens])
        for lens in LENSES
    )
    columns = (
        Column(say("Lens")),
        *score_columns(material.language),
        Column(say("What counts"), is_wide=True),
    )
    return Table(columns, rows, say("The overall score under the three lenses"))


def _evidence_gap(material: Material) -> str:
    say, overall = material.language.say, material.assessment.overall
    points = material.gap(overall.declared, overall.evidenced)
    if points == "-":
        return say("Evidence gap: cannot be told, because one of the two scores has no value.")
    return say("Evidence gap (declared less evidenced): {points} points.", points=points)


def _gate_reason(material: Material, gate_id: str, reason: str) -> str:
    """The reason in the report's language; the assessment carries it in the rubric's own."""
    owners = (node for node_id, node in material.nodes.items() if node_id == ROOT or hasattr(node, "modifiers"))
    found = (gate.reason for owner in owners for gate in getattr(owner, "modifiers", ()) if gate.id == gate_id)
    return next(found, None) or reason
