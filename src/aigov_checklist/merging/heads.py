"""What a merged profile says about itself."""

from collections.abc import Iterator, Sequence
from typing import Any

from aigov_checklist.merging.respondents import Respondent
from aigov_checklist.message import Message
from aigov_checklist.models.history import Step


def merged_head(respondents: Sequence[Respondent]) -> dict[str, Any]:
    """All but the answers: of the first, with the latest date and everybody's groups and assessors."""
    first = respondents[0].profile
    subject = first.subject.model_dump(mode="json", exclude_unset=True)
    groups = {key: value for one in reversed(respondents) for key, value in one.profile.subject.groups.items()}
    statements = list(dict.fromkeys(one.profile.statement for one in respondents if one.profile.statement))
    head: dict[str, Any] = {
        "rubric": first.rubric.model_dump(mode="json"),
        "kind": first.kind,
        "date": max(one.profile.date for one in respondents),
        "subject": subject | ({"groups": groups} if groups else {}),
        "tier": "full" if any(one.profile.tier == "full" for one in respondents) else "essential",
    }
    if statements:
        head["statement"] = "\n\n".join(statements)
    if assessors := dict.fromkeys(assessor for one in respondents for assessor in one.profile.assessors):
        head["assessors"] = [assessor.model_dump(mode="json", exclude_unset=True) for assessor in assessors]
    steps: list[Step] = []
    for step in (step for one in respondents for step in one.profile.history):
        if step not in steps:  # a step may hold answers, and those have no hash
            steps.append(step)
    if steps:
        head["history"] = [step.model_dump(mode="json", by_alias=True, exclude_unset=True) for step in steps]
    return head


def head_remarks(respondents: Sequence[Respondent]) -> Iterator[Message]:
    """Where profiles name or group the subject in two ways, what was taken."""
    names = [(one.profile.subject.name, one.file) for one in respondents]
    if any(name != names[0][0] for name, _ in names):
        yield Message(
            "The subject has several names; that of {file} is taken: {name}.", file=names[0][1], name=names[0][0]
        )
    groups = [(key, value, one.file) for one in respondents for key, value in one.profile.subject.groups.items()]
    for key in dict.fromkeys(key for key, _, _ in groups):
        values = [(value, file) for name, value, file in groups if name == key]
        if any(value != values[0][0] for value, _ in values):
            value, file = values[0]
            yield Message(
                "The subject is in several groups of {key}; that of {file} is taken: {name}.",
                key=key,
                file=file,
                name=value,
            )
