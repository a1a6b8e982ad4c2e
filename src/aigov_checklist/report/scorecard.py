"""The short forms that `aigov score` prints: one profile's scorecard, and several profiles in one table."""

from collections.abc import Sequence

from aigov_checklist.language import ENGLISH, Language
from aigov_checklist.lenses import Lens
from aigov_checklist.models.assessment import Assessment
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.report.blocks import Page, Paragraph, Report, Section
from aigov_checklist.report.findings import gains_section, gaps_section
from aigov_checklist.report.material import Material
from aigov_checklist.report.summary import areas_section, overview_section, summary_section


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
    return report_about(
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


def report_about(material: Material, *sections: Section) -> Report:
    """A report about one profile, under its title."""
    assessment, rubric, say = material.assessment, material.rubric, material.language.say
    title = f"{assessment.subject.name}: {rubric.label}"
    subtitle = say(
        "Alignment with the rubric {id}, version {version}; {date}",
        id=rubric.id,
        version=rubric.version,
        date=assessment.date,
    )
    return Report(title, subtitle, sections, assessment, material.language)
