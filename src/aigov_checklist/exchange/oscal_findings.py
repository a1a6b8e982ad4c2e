"""Findings: OSCAL lets them say satisfied or not satisfied only, so somebody has to draw that line first."""

from typing import NamedTuple

from aigov_checklist.errors import UsageError
from aigov_checklist.exchange.identity import uuid_of
from aigov_checklist.exchange.oscal import Part, prop, props, title
from aigov_checklist.exchange.oscal_catalog import objective_id
from aigov_checklist.exchange.oscal_observations import observation_uuid
from aigov_checklist.lenses import Lens
from aigov_checklist.message import Message
from aigov_checklist.models.profile import Profile, Subject
from aigov_checklist.models.rubric import Indicator, Rubric
from aigov_checklist.scoring.leaves import settle


class Line(NamedTuple):
    """From which level on an answer is called satisfied, and under which lens answers are read."""

    level: int
    lens: Lens


def drawn(level: int, lens: Lens, rubric: Rubric) -> Line:
    """The line at this level. Raises UsageError if the scale has no such level above its lowest."""
    levels = sorted(step.value for step in rubric.scale.levels)[1:]
    if level not in levels:
        raise UsageError(
            Message(
                "No line can be drawn at level {level}. Choose one of: {levels}.",
                level=level,
                levels=", ".join(map(str, levels)),
            )
        )
    return Line(level, lens)


def findings(profile: Profile, rubric: Rubric, line: Line) -> list[Part]:
    """A finding for each indicator that is answered with a level under the lens; there is none for any other."""
    answered = ((leaf.indicator, leaf.answer.level) for leaf in settle(profile, rubric, line.lens).values())
    return [_finding(leaf, level, profile.subject, rubric, line) for leaf, level in answered if level is not None]


def _finding(indicator: Indicator, level: int, subject: Subject, rubric: Rubric, line: Line) -> Part:
    is_satisfied = level >= line.level
    rule = (
        f"The rubric knows degrees only. Whoever wrote this document chose level {line.level} as the line; the "
        f"answer, read under the lens {line.lens}, is level {level}."
    )
    return {
        "uuid": uuid_of("finding", rubric.id, subject.kind, subject.id, indicator.id),
        "title": title(indicator.label, indicator.id),
        "description": rule,
        "props": props(prop("level", level), prop("satisfied-from-level", line.level), prop("lens", line.lens)),
        "target": {
            "type": "objective-id",
            "target-id": objective_id(indicator.id),
            "status": {
                "state": "satisfied" if is_satisfied else "not-satisfied",
                "reason": "level-reached" if is_satisfied else "level-not-reached",
                "remarks": rule,
            },
        },
        "related-observations": [{"observation-uuid": observation_uuid(rubric.id, subject, indicator.id)}],
    }
