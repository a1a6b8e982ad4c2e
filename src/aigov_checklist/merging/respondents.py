"""Who says what about an indicator, and what became of it."""

from dataclasses import dataclass
from typing import Any, Literal

from aigov_checklist.message import Message
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.response import Answer, Response, Review

Part = Literal["answer", "review", "reply", "target"]
"""What two respondents can say in two ways about one indicator; evidence and notes are put together."""


@dataclass(frozen=True)
class Respondent:
    """A profile, the file that it came from, and the name of whoever filled it in."""

    file: str
    name: str
    profile: Profile
    is_reviewer: bool = False


@dataclass(frozen=True)
class Voice:
    """What one respondent says about an indicator."""

    respondent: Respondent
    response: Response


@dataclass(frozen=True)
class Conflict:
    """One part of an answer on which respondents disagree, and who decided it; None if it is left open."""

    id: str
    part: Part
    voices: tuple[Voice, ...]
    taken_from: Respondent | None = None
    because: Literal["area", "preferred"] | None = None


@dataclass(frozen=True)
class Decision:
    """What a reviewer decided on an indicator: the answer before, the voice of the reviewer, and the review."""

    id: str
    before: Response
    voice: Voice
    review: Review


@dataclass(frozen=True)
class Merged:
    """The profile as a document, everything that respondents disagree on, and what a reviewer decided.

    Conflicts and decisions stand in the rubric's order.  `remarks` are disagreements on the subject's name and
    groups, where the first file counts, and what of a reviewer's file has no place in a review.
    """

    document: dict[str, Any]
    conflicts: tuple[Conflict, ...]
    remarks: tuple[Message, ...] = ()
    decisions: tuple[Decision, ...] = ()

    @property
    def open_conflicts(self) -> tuple[Conflict, ...]:
        """The conflicts that nobody has decided."""
        return tuple(conflict for conflict in self.conflicts if conflict.taken_from is None)

    @property
    def revised(self) -> tuple[Decision, ...]:
        """The decisions that give another answer."""
        return tuple(decision for decision in self.decisions if decision.review.decision == "revised")


def respondent(file: str, profile: Profile, fallback: str) -> Respondent:
    """Who filled in a profile: its assessors by name, or else the name that is given."""
    return Respondent(file, ", ".join(assessor.name for assessor in profile.assessors) or fallback, profile)


def stated(answer: Answer) -> tuple[object, ...]:
    """What makes two answers the same: the state and the value; reasons may be worded in two ways."""
    return (answer.state, answer.level, answer.choice, answer.quantity)
