"""Where the rubric comes from, how the numbers are made, and what would let somebody else make them again."""

from collections import Counter

from aigov_checklist.language import Language
from aigov_checklist.models.history import Imported, Migrated, Projected, Step
from aigov_checklist.report.blocks import Block, Column, Listing, Paragraph, Section, Table
from aigov_checklist.report.material import Material


def provenance_section(material: Material) -> Section:
    """The source documents, how well their clauses are attested, and the digests."""
    say, rubric, assessment = material.language.say, material.rubric, material.assessment
    blocks: list[Block] = []
    for document in rubric.documents:
        facts = (document.title, document.issuer, document.publisher, document.date, document.legal_status)
        blocks += [Paragraph(f"{'. '.join(fact for fact in facts if fact)}."), Listing(document.urls)]
        if document.note:
            blocks.append(Paragraph(document.note))
    counts = Counter(leaf.source.source_status for leaf in rubric.leaves() if leaf.source)
    if counts:
        rows = tuple((status, str(count), rubric.provenance.get(status, "")) for status, count in counts.most_common())
        headings = (say("Source status"), say("Indicators"), say("Meaning"))
        columns = (Column(headings[0]), Column(headings[1], "right"), Column(headings[2], is_wide=True))
        blocks.append(Table(columns, rows, say("How well the clauses are attested")))
    blocks.append(
        Listing(
            (
                say("Rubric: {id}, version {version}", id=rubric.id, version=rubric.version),
                say("Rubric digest (SHA-256 of its canonical JSON): {digest}", digest=assessment.rubric.digest),
                say("Profile digest: {digest}", digest=assessment.profile.digest),
                say("Engine: aigov-checklist {version}", version=assessment.engine.version),
                *(_done(step, material.language) for step in material.profile.history),
            )
        )
    )
    return Section("provenance", say("Provenance"), tuple(blocks))


def _done(step: Step, language: Language) -> str:
    """What one step of the profile's history was."""
    match step:
        case Imported():
            return language.say("Imported from {file} (SHA-256 {digest})", file=step.file, digest=step.sha256)
        case Projected():
            return language.say(
                "Proposals from answers to {rubric} {version} in {file} (SHA-256 {digest})",
                rubric=step.rubric.id,
                version=step.rubric.version,
                file=step.file,
                digest=step.sha256,
            )
        case Migrated():
            return language.say(
                "Carried from version {before} of {rubric} to {after}",
                before=step.before.version,
                rubric=step.after.id,
                after=step.after.version,
            )


def method_section(material: Material) -> Section:
    """The rules in short, with the formulas that a clerk needs."""
    say, rubric = material.language.say, material.rubric
    levels = ", ".join(f"{level.value} {level.name} = {level.points:g}" for level in rubric.scale.levels)
    bands = ", ".join(
        say("{band} from {edge}", band=band.title, edge=f"{band.start:g}") for band in rubric.grading.bands
    )
    items = [
        say("Points of a level: {levels}.", levels=levels),
        say(
            "A node is, unless it says otherwise, the weighted mean of its children: sum(weight × value) / sum(weight)."
        ),
        say("An unanswered indicator is left out, and its siblings' weights are renormalised.")
        if rubric.unknown == "exclude"
        else say("An unanswered indicator counts lowest."),
        say("Low and high count unanswered indicators at their lowest and highest points."),
        say("No information (*) counts lowest. Not applicable leaves the sum, with a reason."),
        say(
            "Coverage is the known share of the applicable weight; under {minimum} a score is provisional and has "
            "no band.",
            minimum=material.language.share(rubric.minimum_coverage),
        ),
        say(
            "Evidenced: a level of {level} or more without evidence that can be looked up counts as the level below "
            "that mark.",
            level=rubric.evidence.from_level,
        ),
        say("Gain: the overall score if one answer rose one level, less the score now, computed again in full."),
        say("Numbers are rounded half up for people only; bands compare the rounded value, lower edges included."),
    ]
    if bands:
        items.append(say("Bands: {bands}.", bands=bands))
    items += [
        say("Gate {id}: {reason}", id=gate.id, reason=gate.reason)
        for gate in rubric.modifiers
        if gate.action == "no_better_than"
    ]
    if rubric.weights_note:
        items.append(say("Weights: {note}", note=rubric.weights_note))
    items.append(say("`aigov explain` shows every step of every number."))
    return Section("method", say("Method"), (Listing(tuple(items)),))
