"""What a report says, decided once for all formats."""

from collections.abc import Sequence

from aigov_checklist.language import ENGLISH, Language
from aigov_checklist.models.assessment import Assessment, Lens
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.report.answers import answer_sections, evidence_section
from aigov_checklist.report.blocks import Notice, Page, Paragraph, Report, Section
from aigov_checklist.report.charts import areas_chart, illustrated, lenses_chart, view_charts
from aigov_checklist.report.findings import (
    gains_section,
    gaps_section,
    strengths_section,
    targets_section,
    unanswered_section,
    views_section,
)
from aigov_checklist.report.goals import check_peers, with_goals
from aigov_checklist.report.material import Material
from aigov_checklist.report.provenance import method_section, provenance_section
from aigov_checklist.report.strip import strip_section
from aigov_checklist.report.summary import areas_section, overview_section, summary_section


def build_report(
    assessment: Assessment,
    profile: Profile,
    rubric: Rubric,
    *,
    language: Language = ENGLISH,
    peers: Sequence[Assessment] = (),
) -> Report:
    """The full report of one assessed profile; `assessment` must be of this profile under this rubric.

    `rubric` is the one in the report's language, see `translation.translated`.  `peers` are what the areas are
    compared with.  Raises UsageError for a peer that was scored by another rubric.
    """
    check_peers(assessment, peers)
    material = Material(assessment, profile, rubric, language, tuple(peers))
    about = Section("statement", language.say("About this profile"), (Notice(profile.statement or ""),))
    return _report(
        material,
        *((about,) if profile.statement else ()),
        illustrated(summary_section(material), lenses_chart(material)),
        illustrated(with_goals(areas_section(material), material), areas_chart(material)),
        strip_section(material),
        strengths_section(material),
        gains_section(material),
        targets_section(material),
        unanswered_section(material),
        illustrated(views_section(material), *view_charts(material)),
        *answer_sections(material),
        evidence_section(material),
        provenance_section(material),
        method_section(material),
    )


def build_scorecard(
    assessment: Assessment,
    profile: Profile,
    rubric: Rubric,
    *,
    lens: Lens = "declared",
    language: Language = ENGLISH,
) -> Report:
    """The short form that `aigov score` prints: where the subject stands, its areas under a lens, its gaps.

    `rubric` is the one in the language, see `translation.translated`.
    """
    material = Material(assessment, profile, rubric, language)
    hint = language.say(
        "`aigov report FILE` lists every answer with its evidence; `aigov explain FILE` shows how each number is made."
    )
    return _report(
        material,
        summary_section(material),
        areas_section(material, lens),
        gaps_section(material),
        gains_section(material, most=5),
        Section("more", language.say("More"), (Paragraph(hint),)),
    )


def build_overview(
    assessed: Sequence[tuple[Assessment, Profile, Rubric]], lens: Lens, *, language: Language = ENGLISH
) -> Page:
    """Several assessed profiles in one table; the rubrics are those in the language."""
    materials = [Material(assessment, profile, rubric, language) for assessment, profile, rubric in assessed]
    ids = sorted({f"{rubric.id} {rubric.version}" for _, _, rubric in assessed})
    title = language.count("{number} profile", "{number} profiles", len(assessed))
    subtitle = language.say("Rubric: {ids}", ids=", ".join(ids))
    return Page(title, subtitle, (overview_section(materials, lens),))


def _report(material: Material, *sections: Section) -> Report:
    assessment, rubric, say = material.assessment, material.rubric, material.language.say
    title = f"{assessment.subject.name}: {rubric.label}"
    subtitle = say(
        "Alignment with the rubric {id}, version {version}; {date}",
        id=rubric.id,
        version=rubric.version,
        date=assessment.date,
    )
    return Report(title, subtitle, sections, assessment, material.language)
