"""What a report says, decided once for all formats."""

from collections.abc import Sequence

from aigov_checklist.models.assessment import Assessment, Lens
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.report.answers import answer_sections, evidence_section
from aigov_checklist.report.blocks import Notice, Page, Paragraph, Report, Section
from aigov_checklist.report.findings import (
    gains_section,
    gaps_section,
    strengths_section,
    unanswered_section,
    views_section,
)
from aigov_checklist.report.provenance import method_section, provenance_section
from aigov_checklist.report.summary import areas_section, overview_section, summary_section


def build_report(assessment: Assessment, profile: Profile, rubric: Rubric) -> Report:
    """The full report of one assessed profile; `assessment` must be of this profile under this rubric."""
    statement = (Section("statement", "About this profile", (Notice(profile.statement),)),) if profile.statement else ()
    return _report(
        assessment,
        rubric,
        *statement,
        summary_section(assessment, profile, rubric),
        areas_section(assessment, rubric),
        strengths_section(assessment, rubric),
        gains_section(assessment, profile, rubric),
        unanswered_section(assessment, rubric),
        views_section(assessment, rubric),
        *answer_sections(assessment, profile, rubric),
        evidence_section(profile, rubric),
        provenance_section(assessment, rubric),
        method_section(rubric),
    )


def build_scorecard(assessment: Assessment, profile: Profile, rubric: Rubric, *, lens: Lens = "declared") -> Report:
    """The short form that `aigov score` prints: where the subject stands, its areas under a lens, its gaps."""
    hint = (
        "`aigov report FILE` lists every answer with its evidence; `aigov explain FILE` shows how each number is made."
    )
    return _report(
        assessment,
        rubric,
        summary_section(assessment, profile, rubric),
        areas_section(assessment, rubric, lens),
        gaps_section(assessment),
        gains_section(assessment, profile, rubric, most=5),
        Section("more", "More", (Paragraph(hint),)),
    )


def _report(assessment: Assessment, rubric: Rubric, *sections: Section) -> Report:
    title = f"{assessment.subject.name}: {rubric.label}"
    subtitle = f"Alignment with the rubric {rubric.id}, version {rubric.version}; {assessment.date}"
    return Report(title, subtitle, sections, assessment)


def build_overview(assessments: Sequence[tuple[Assessment, Rubric]], lens: Lens) -> Page:
    """Several assessed profiles in one table."""
    ids = sorted({f"{rubric.id} {rubric.version}" for _, rubric in assessments})
    return Page(f"{len(assessments)} profiles", f"Rubric: {', '.join(ids)}", (overview_section(assessments, lens),))
