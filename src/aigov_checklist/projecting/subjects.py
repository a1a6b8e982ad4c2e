"""Whether profiles under different rubrics are of one subject."""

from aigov_checklist.errors import UsageError
from aigov_checklist.message import Message
from aigov_checklist.models.profile import Profile


def refuse_other_subject(one: Profile, other: Profile) -> None:
    """Raise UsageError unless both are about the same country or organization."""
    if (one.subject.id, one.subject.kind) != (other.subject.id, other.subject.kind):
        raise UsageError(
            Message(
                "The profiles are of different subjects: {before} and {after}.",
                before=one.subject.name,
                after=other.subject.name,
            )
        )
