"""Profiles that cannot be put side by side: of other subjects, rubrics, kinds or times."""

from collections.abc import Sequence
from datetime import date

from aigov_checklist.errors import UsageError
from aigov_checklist.merging.respondents import Respondent
from aigov_checklist.message import Message

LONGEST_WINDOW = 366
"""How many days may lie between the profiles, unless the caller says otherwise."""


def refuse_others(respondents: Sequence[Respondent], window: int) -> None:
    """Raise UsageError unless all profiles are of one subject under one rubric, dated within `window` days."""
    first = respondents[0]
    for other in respondents[1:]:
        one, two = first.profile, other.profile
        if (one.subject.id, one.subject.kind) != (two.subject.id, two.subject.kind):
            raise UsageError(
                Message(
                    "{file} is about another subject than {first}: {other}, not {subject}.",
                    file=other.file,
                    first=first.file,
                    other=two.subject.name,
                    subject=one.subject.name,
                )
            )
        refuse_another_rubric(first, other)
    days = sorted(date.fromisoformat(one.profile.date) for one in respondents)
    if (days[-1] - days[0]).days > window:
        raise UsageError(
            Message(
                "The profiles are dated from {first} to {last}, more than {days} days apart: these are two "
                "assessments. Compare them with aigov compare, or raise --within.",
                first=days[0],
                last=days[-1],
                days=window,
            )
        )


def refuse_another_rubric(first: Respondent, other: Respondent) -> None:
    """Raise UsageError unless both profiles answer the same version of one rubric."""
    one, two = first.profile.rubric, other.profile.rubric
    if one != two:
        raise UsageError(
            Message(
                "{file} answers another rubric than {first}: {other} {other_version}, not {rubric} {version}.",
                file=other.file,
                first=first.file,
                other=two.id,
                other_version=two.version,
                rubric=one.id,
                version=one.version,
            )
        )


def refuse_other_kinds(respondents: Sequence[Respondent]) -> None:
    """Raise UsageError unless all profiles are of one kind, such as self-assessments."""
    first = respondents[0]
    for other in respondents[1:]:
        if first.profile.kind != other.profile.kind:
            raise UsageError(
                Message(
                    "{file} is a {other} and {first} a {kind}: they are read differently and stay apart.",
                    file=other.file,
                    other=other.profile.kind,
                    first=first.file,
                    kind=first.profile.kind,
                )
            )
