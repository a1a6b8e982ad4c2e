"""The first page: where the subject stands, how sure that is, and each area in one line."""

from collections.abc import Sequence

from aigov_checklist.models.assessment import LENSES, Assessment, Lens
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.report import wording
from aigov_checklist.report.blocks import Block, Column, Notice, Paragraph, Section, Table
from aigov_checklist.report.wording import SCORE_COLUMNS
from aigov_checklist.rounding import show_share

GAP_COLUMN = Column("Gap", "right")


def summary_section(assessment: Assessment, profile: Profile, rubric: Rubric) -> Section:
    """The overall score in words and under the three lenses, with what holds a band back."""
    blocks: list[Block] = [
        Paragraph(f"{wording.KINDS[profile.kind]}. Date: {profile.date}. Tier: {profile.tier}."),
        Paragraph(_headline(assessment, rubric)),
        _lenses(assessment, rubric),
        Paragraph(_evidence_gap(assessment, rubric)),
        *(Notice(gate.reason) for gate in assessment.gates),
        *(Notice(f"{problem.message} {problem.hint}".strip()) for problem in assessment.problems),
    ]
    return Section("summary", "Summary", tuple(blocks))


def areas_section(assessment: Assessment, rubric: Rubric, lens: Lens = "declared") -> Section:
    """Every area with its value, range, coverage, band and evidence gap."""
    rows = []
    for area in wording.all_areas(assessment):
        score = area.under(lens)
        rows.append(
            (
                wording.numbered(area),
                *wording.score_cells(score, rubric),
                wording.gap(area.declared, area.evidenced, rubric),
            )
        )
    columns = (Column("Area", is_wide=True), *SCORE_COLUMNS, GAP_COLUMN)
    legend = (
        "Range: the score with all unknown answers at their lowest and at their highest. Known: share of the "
        "applicable weight that is answered. Gap: points that no evidence supports which can be looked up."
    )
    title = "Areas" if lens == "declared" else f"Areas, {lens}"
    return Section("areas", title, (Table(columns, tuple(rows)), Paragraph(legend)))


def _headline(assessment: Assessment, rubric: Rubric) -> str:
    score, name = assessment.overall.declared, assessment.subject.name
    if score.coverage is None:
        return f"Nothing in this rubric applies to {name}: there is no score."
    if score.value is None:
        return f"Nothing is known yet about {name}: there is no score, only a range of what it could be."
    sentence = f"{name}: {wording.number(score.value, rubric)}"
    if score.low is not None and score.high is not None:
        sentence += f", in a range of {wording.value_range(score, rubric)}"
    sentence += f"; {show_share(score.coverage)} of the applicable weight is known."
    if score.provisional:
        sentence += f" A band needs {show_share(rubric.minimum_coverage)}, so the score is provisional."
    elif score.band:
        sentence += f" Band: {wording.band_title(score.band, rubric)}."
    return sentence + _possible_bands(assessment, rubric)


def _possible_bands(assessment: Assessment, rubric: Rubric) -> str:
    bands = assessment.overall.declared.band_range
    if bands is None or bands[0] == bands[1]:
        return ""
    worst, best = (wording.band_title(band, rubric) for band in bands)
    return f" The unknown answers leave open every band from {worst} to {best}."


def _lenses(assessment: Assessment, rubric: Rubric) -> Table:
    rows = []
    for lens in LENSES:
        score = assessment.overall.under(lens)
        rows.append(
            (
                lens.capitalize(),
                *wording.score_cells(score, rubric),
                wording.LENS_MEANINGS[lens],
            )
        )
    return Table((Column("Lens"), *SCORE_COLUMNS, Column("What counts", is_wide=True)), tuple(rows))


def _evidence_gap(assessment: Assessment, rubric: Rubric) -> str:
    declared, evidenced = assessment.overall.declared, assessment.overall.evidenced
    points = wording.gap(declared, evidenced, rubric)
    if points == "-":
        return "Evidence gap: cannot be told, because one of the two scores has no value."
    return f"Evidence gap (declared less evidenced): {points} points."


def overview_section(assessments: Sequence[tuple[Assessment, Rubric]], lens: Lens) -> Section:
    """Several subjects, a line each, in the order given."""
    rows = []
    for assessment, rubric in assessments:
        score = assessment.overall.under(lens)
        rows.append(
            (
                assessment.subject.name,
                *wording.score_cells(score, rubric),
                wording.gap(assessment.overall.declared, assessment.overall.evidenced, rubric),
            )
        )
    table = Table((Column("Subject", is_wide=True), *SCORE_COLUMNS, GAP_COLUMN), tuple(rows))
    note = "This is not a ranking: the profiles differ in what is known about them. Compare ranges, not single values."
    return Section("overview", f"Overall, {lens}", (table, Paragraph(note)))
