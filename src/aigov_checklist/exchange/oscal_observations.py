"""What was seen, as OSCAL observations: every answer that was given, and what each area came to."""

from collections.abc import Iterator

from aigov_checklist.exchange.identity import midnight, token, uuid_of
from aigov_checklist.exchange.markup import line_text, paragraphs, prose_text
from aigov_checklist.exchange.oscal import Part, prop, props, title, whole
from aigov_checklist.harmless import address
from aigov_checklist.lenses import LENSES
from aigov_checklist.models.assessment import AreaResult, Assessment, IndicatorResult, UnderLenses
from aigov_checklist.models.profile import Profile, Subject
from aigov_checklist.models.response import Evidence, Response
from aigov_checklist.models.rubric import Indicator, Rubric


def observations(assessment: Assessment, profile: Profile, rubric: Rubric) -> list[Part]:
    """Areas and, below each, its indicators about which something was said, in the rubric's order."""
    return [found for area in assessment.areas for found in _inside(area, profile, rubric)]


def is_seen(result: IndicatorResult, profile: Profile) -> bool:
    """Whether somebody has said something about an indicator that is asked: an answer, or a review without one."""
    if result.state != "unanswered":
        return result.state != "out_of_scope"
    response = profile.responses.get(result.id)
    return response is not None and response.review is not None


def observation_uuid(rubric_id: str, subject: Subject, name: str) -> str:
    """The UUID of what is seen of one node of a rubric in one subject."""
    return uuid_of("observation", rubric_id, subject.kind, subject.id, name)


def subject_uuid(subject: Subject) -> str:
    """The UUID of who is assessed."""
    return uuid_of("subject", subject.kind, subject.id)


def score_props(scores: UnderLenses) -> list[Part]:
    """Value, range, coverage and band under each lens; what has no value has no property."""
    found: list[Part | None] = []
    for lens in LENSES:
        score = scores.under(lens)
        found += [prop(name, getattr(score, name), kind=lens) for name in ("value", "low", "high", "coverage", "band")]
        found.append(prop("provisional", "yes", kind=lens) if score.provisional else None)
    return props(*found)


def _inside(area: AreaResult, profile: Profile, rubric: Rubric) -> Iterator[Part]:
    yield _observation(
        area.id,
        profile,
        rubric,
        title=title(area.title, area.id),
        description="What the answers in this area come to under each lens. An area without a value is not scored yet.",
        props=[*props(prop("area", area.id), prop("number", area.number)), *score_props(area)],
    )
    for inner in area.areas:
        yield from _inside(inner, profile, rubric)
    for result in area.indicators:
        if is_seen(result, profile):
            yield _indicator(result, profile, rubric)


def _indicator(result: IndicatorResult, profile: Profile, rubric: Rubric) -> Part:
    leaf = rubric.indicators[result.id]
    response = profile.responses[result.id]
    return _observation(
        result.id,
        profile,
        rubric,
        title=title(leaf.label, leaf.id),
        description=_said(result, response, leaf, rubric, profile),
        props=props(*_facts(result, response)),
        types=["control-objective"],
        relevant_evidence=[_evidence(item) for item in response.evidence],
        remarks=_remarks(response),
    )


def _observation(name: str, profile: Profile, rubric: Rubric, **members: object) -> Part:
    subject = profile.subject
    said = whole(**members)
    return {
        "uuid": observation_uuid(rubric.id, subject, name),
        **said,
        "methods": ["EXAMINE" if profile.kind == "desk-review" else "UNKNOWN"],
        "subjects": [{"subject-uuid": subject_uuid(subject), "type": "resource"}],
        "collected": midnight([profile.date]),
    }


def _said(result: IndicatorResult, response: Response, leaf: Indicator, rubric: Rubric, profile: Profile) -> str:
    match result.state:
        case "no_information":
            return paragraphs(
                "It was looked for and nothing was found. That does not show that there is nothing.",
                prose_text(f"Where: {response.no_information}"),
            )
        case "not_applicable":
            return paragraphs("Not applicable.", prose_text(response.not_applicable or str(response.choice)))
        case "unanswered":
            return "Not answered, but reviewed."
    if response.level is None:
        return prose_text(f"Answer: {response.answer}")
    value = response.level
    name = next(level.name for level in rubric.scale.levels if level.value == value)
    descriptor = leaf.descriptors(profile.subject.kind).get(str(value), "")
    return paragraphs(line_text(f"Level {value}: {name}"), prose_text(descriptor))


def _facts(result: IndicatorResult, response: Response) -> Iterator[Part | None]:
    yield prop("control", token(result.id))
    yield prop("indicator", result.id)
    yield prop("state", result.state)
    yield prop("answer", result.answer)
    yield prop("points", result.points)
    yield prop("effective-weight", result.effective_weight)
    yield prop("evidence-count", result.evidence_count)
    yield prop("confidence", response.confidence)
    if review := response.review:
        yield prop("review-decision", review.decision)
        yield prop("reviewed-state", review.state if review.decision == "revised" else None)
        yield prop("reviewed-answer", review.answer)
        yield prop("review-date", review.date)
    if target := response.target:
        yield prop("target-level", target.level)
        yield prop("target-due", target.due)


def _remarks(response: Response) -> str:
    """What was said about the answer; who said it stays at home."""
    comment = response.review.comment if response.review else None
    said = {"Note": response.note, "Review": comment, "Reply": response.reply}
    return paragraphs(*(prose_text(f"{label}: {text}") for label, text in said.items() if text))


def _evidence(item: Evidence) -> Part:
    return whole(
        href=address(item.url or ""),
        description=title(item.title, item.document, item.url, "Evidence"),
        props=props(
            *(prop(name, getattr(item, name)) for name in ("document", "issuer", "date", "accessed", "page", "sha256"))
        ),
        remarks=paragraphs(prose_text(item.excerpt or ""), prose_text(item.note or "")),
    )
