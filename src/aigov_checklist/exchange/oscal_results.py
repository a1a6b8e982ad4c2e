"""What a profile came to as OSCAL assessment results: what was seen, and findings only where a line is drawn."""

from collections import Counter

from aigov_checklist.exchange.identity import catalog_uuid, midnight, token, uuid_of
from aigov_checklist.exchange.markup import paragraphs, prose_text
from aigov_checklist.exchange.oscal import (
    Part,
    catalog_resource,
    metadata,
    prop,
    props,
    reference,
    rubric_props,
    title,
    whole,
)
from aigov_checklist.exchange.oscal_findings import Line, findings
from aigov_checklist.exchange.oscal_observations import is_seen, observations, score_props, subject_uuid
from aigov_checklist.models.assessment import AreaResult, Assessment, IndicatorResult
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.rubric import Rubric

_KINDS = {
    "desk-review": "This is a desk review: it is not an official self-assessment.",
    "self-assessment": "This is a self-assessment: it says what its author says.",
    "peer-review": "This is a peer review: it says what its authors say of another.",
}

_LIMITS = (
    "Alignment with a rubric is measured by degree; it is neither compliance nor merit. Indicators without an answer "
    "are in no observation and no finding: nothing is known about them, and nothing is said. A value comes with the "
    "range from low to high that unknown answers leave open, and with its coverage, the share of the applicable weight "
    "that is known. Who assessed and who reviewed is left out."
)
_NO_LEVELS = "There are no findings, because under the lens of the line nothing is answered with a level."
_NO_LINE = (
    "There are no findings, because a finding must say satisfied or not-satisfied, and the rubric draws no such line. "
    "The observations say how far each indicator was reached."
)
_PLAN = (
    "There is no OSCAL assessment plan. What was to be assessed are the indicators of the catalog that are asked of "
    "this kind of subject in this tier."
)


def oscal_results(
    assessment: Assessment, profile: Profile, rubric: Rubric, *, line: Line | None = None, day: str | None = None
) -> Part:  # fmt: skip
    """The assessment results of a profile; `line` adds findings, `day` is the last change, else the profile's date.

    Raises UsageError if OSCAL cannot write the date.
    """
    drawn = (str(line.level), line.lens) if line else ()
    plan = uuid_of("plan", rubric.digest, profile.subject.kind, profile.tier)
    name = title(f"{profile.subject.name}: {rubric.label}", profile.subject.id)
    return {
        "assessment-results": whole(
            uuid=uuid_of("results", profile.digest, rubric.digest, *drawn),
            metadata=metadata(
                name,
                version=profile.date,
                modified=midnight([day or profile.date]),
                found=[
                    prop("kind", profile.kind),
                    prop("tier", profile.tier),
                    prop("profile-sha256", assessment.profile.digest),
                    prop("engine", f"aigov-checklist {assessment.engine.version}"),
                    *rubric_props(rubric),
                ],
                remarks=paragraphs(_KINDS[profile.kind], _LIMITS, prose_text(profile.statement or "")),
            ),
            import_ap={"href": reference(plan), "remarks": _PLAN},
            results=[_result(name, assessment, profile, rubric, line)],
            back_matter={"resources": [_plan(plan, profile, rubric), _subject(profile), catalog_resource(rubric)]},
        )
    }


def _result(name: str, assessment: Assessment, profile: Profile, rubric: Rubric, line: Line | None) -> Part:
    leaves = [leaf for area in assessment.areas for leaf in _leaves(area)]
    states = Counter(leaf.state for leaf in leaves)
    found = findings(profile, rubric, line) if line else []
    return whole(
        uuid=uuid_of("result", rubric.id, profile.subject.kind, profile.subject.id, profile.date),
        title=name,
        description=_KINDS[profile.kind],
        start=midnight([profile.date]),
        props=[
            *score_props(assessment.overall),
            *props(*(prop("indicators", count, kind=state.replace("_", "-")) for state, count in states.items())),
            *props(*(prop("gate", gate.id, remarks=prose_text(gate.reason)) for gate in assessment.gates)),
            *props(*(prop("warning", one.code, remarks=prose_text(one.message)) for one in assessment.problems)),
        ],
        reviewed_controls=_reviewed(leaves, profile),
        observations=observations(assessment, profile, rubric),
        findings=found,
        remarks="" if found else _NO_LEVELS if line else _NO_LINE,
    )


def _leaves(area: AreaResult) -> list[IndicatorResult]:
    return [*area.indicators, *(leaf for inner in area.areas for leaf in _leaves(inner))]


def _reviewed(leaves: list[IndicatorResult], profile: Profile) -> Part:
    """The controls about which something was said. All but all of them is OSCAL's way to write: none."""
    seen = [{"control-id": token(leaf.id)} for leaf in leaves if is_seen(leaf, profile)]
    unseen = [{"control-id": token(leaf.id)} for leaf in leaves if not is_seen(leaf, profile)]
    chosen: Part = {"include-controls": seen} if seen else {"include-all": {}, "exclude-controls": unseen}
    return {
        "control-selections": [chosen],
        "remarks": "Controls that are not named were not asked, or have no answer.",
    }


def _plan(uuid: str, profile: Profile, rubric: Rubric) -> Part:
    return whole(
        uuid=uuid,
        title="What was to be assessed",
        description=_PLAN,
        props=props(
            prop("subject-kind", profile.subject.kind),
            prop("tier", profile.tier),
            prop("catalog", catalog_uuid(rubric)),
        ),
    )


def _subject(profile: Profile) -> Part:
    subject = profile.subject
    return whole(
        uuid=subject_uuid(subject),
        title=title(subject.name, subject.id),
        description="Who is assessed.",
        props=props(
            prop("subject", subject.id),
            prop("subject-kind", subject.kind),
            *(prop("group", value, kind=name) for name, value in subject.groups.items()),
        ),
    )
