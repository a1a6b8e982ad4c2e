"""What a report says, decided once for all formats."""

from collections.abc import Sequence

from aigov_checklist.language import ENGLISH, Language
from aigov_checklist.models.assessment import Assessment
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.report.answers import answer_sections, evidence_section
from aigov_checklist.report.blocks import Notice, Report, Section
from aigov_checklist.report.charts import areas_chart, illustrated, lenses_chart, view_charts
from aigov_checklist.report.findings import (
    gains_section,
    strengths_section,
    targets_section,
    unanswered_section,
    views_section,
)
from aigov_checklist.report.goals import check_peers, with_goals
from aigov_checklist.report.material import Material
from aigov_checklist.report.proposals import proposals_section
from aigov_checklist.report.provenance import method_section, provenance_section
from aigov_checklist.report.scorecard import report_about
from aigov_checklist.report.strip import strip_section
from aigov_checklist.report.summary import areas_section, summary_section


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
    return report_about(
        material,
        *((about,) if profile.statement else ()),
        illustrated(summary_section(material), lenses_chart(material)),
        illustrated(with_goals(areas_section(material), material), areas_chart(material)),
        *proposals_section(material),
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
