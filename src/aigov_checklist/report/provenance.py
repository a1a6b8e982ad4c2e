"""Where the rubric comes from, how the numbers are made, and what would let somebody else make them again."""

from collections import Counter

from aigov_checklist.models.assessment import Assessment
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.report.blocks import Column, Listing, Paragraph, Section, Table
from aigov_checklist.rounding import show_share


def provenance_section(assessment: Assessment, rubric: Rubric) -> Section:
    """The source documents, how well their clauses are attested, and the digests."""
    blocks: list[Paragraph | Listing | Table] = []
    for document in rubric.documents:
        facts = (document.title, document.issuer, document.publisher, document.date, document.legal_status)
        blocks += [Paragraph(f"{'. '.join(fact for fact in facts if fact)}."), Listing(document.urls)]
        if document.note:
            blocks.append(Paragraph(document.note))
    counts = Counter(leaf.source.source_status for leaf in rubric.leaves() if leaf.source)
    if counts:
        rows = tuple((status, str(count), rubric.provenance.get(status, "")) for status, count in counts.most_common())
        columns = (Column("Source status"), Column("Indicators", "right"), Column("Meaning", is_wide=True))
        blocks.append(Table(columns, rows))
    blocks.append(
        Listing(
            (
                f"Rubric: {assessment.rubric.id}, version {assessment.rubric.version}",
                f"Rubric digest (SHA-256 of its canonical JSON): {assessment.rubric.digest}",
                f"Profile digest: {assessment.profile.digest}",
                f"Engine: aigov-checklist {assessment.engine.version}",
            )
        )
    )
    return Section("provenance", "Provenance", tuple(blocks))


def method_section(rubric: Rubric) -> Section:
    """The rules in short, with the formulas that a clerk needs."""
    levels = ", ".join(f"{level.value} {level.name} = {level.points:g}" for level in rubric.scale.levels)
    left_out = "left out, and its siblings' weights are renormalised"
    unknown = left_out if rubric.unknown == "exclude" else "counted lowest"
    items = [
        f"Points of a level: {levels}.",
        "A node is, unless it says otherwise, the weighted mean of its children: sum(weight x value) / sum(weight).",
        f"An unanswered indicator is {unknown}; low and high count it at its lowest and highest points.",
        "No information (*) counts lowest. Not applicable leaves the sum, with a reason.",
        "Coverage is the known share of the applicable weight; under "
        f"{show_share(rubric.minimum_coverage)} a score is provisional and has no band.",
        f"Evidenced: a level of {rubric.evidence.from_level} or more without evidence that can be looked up counts "
        "as the level below that mark.",
        "Gain: the overall score if one answer rose one level, less the score now, computed again in full.",
        "Numbers are rounded half up for people only; bands compare the rounded value, lower edges included.",
    ]
    if rubric.grading.bands:
        bands = ", ".join(f"{band.title} from {band.start:g}" for band in rubric.grading.bands)
        items.append(f"Bands: {bands}.")
    items += [f"Gate {gate.id}: {gate.reason}" for gate in rubric.modifiers if gate.action == "no_better_than"]
    if rubric.weights_note:
        items.append(f"Weights: {rubric.weights_note}")
    items.append("`aigov explain` shows every step of every number.")
    return Section("method", "Method", (Listing(tuple(items)),))
