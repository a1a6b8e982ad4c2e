"""Before and after: what moved between two assessments of one subject, and what each changed answer did."""

from dataclasses import dataclass
from typing import Protocol

from aigov_checklist.errors import UsageError
from aigov_checklist.message import Message
from aigov_checklist.models.assessment import Assessment
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.response import Response
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.scoring.assessing import assess
from aigov_checklist.scoring.leaves import settle
from aigov_checklist.scoring.walk import Walk
from aigov_checklist.structure import ROOT, structure_of


class Ranged(Protocol):
    """Anything with a lowest and a highest score; None is an open end."""

    @property
    def low(self) -> float | None:
        """The score with all unknown answers at their lowest."""

    @property
    def high(self) -> float | None:
        """The score with all unknown answers at their highest."""


def could_be_no_change(before: Ranged, after: Ranged) -> bool:
    """Whether the ranges overlap: the unknown answers alone could then account for the difference."""
    if before.low is None or before.high is None or after.low is None or after.high is None:
        return True
    is_certain = before.low == before.high and after.low == after.high
    return not is_certain and before.low <= after.high and after.low <= before.high


@dataclass(frozen=True)
class Change:
    """One indicator whose answer or evidence differs.

    `effect` is the overall declared value now, less what it would be with the earlier answer: each change is
    taken back alone, so effects need not add up.  None where one of the two has no value.
    """

    id: str
    before: Response
    after: Response
    effect: float | None
    evidence_added: int
    evidence_removed: int


@dataclass(frozen=True)
class Comparison:
    """Two assessments of one subject under one rubric, and the changes between them in the rubric's order."""

    before: Assessment
    after: Assessment
    changes: tuple[Change, ...]
    same_tier: bool


def compare(before: Profile, after: Profile, rubric: Rubric) -> Comparison:
    """Compare two profiles of one subject, both answered under this rubric.

    Raises UsageError if they are of different subjects or dated the wrong way round; DocumentError (from
    `assess`) if one of them answers another rubric or version: score it again under one rubric first.
    """
    refuse_incomparable(before, after)
    then, now = assess(before, rubric), assess(after, rubric)
    changes = (_change(leaf_id, before, after, rubric) for leaf_id in rubric.indicators)
    return Comparison(then, now, tuple(change for change in changes if change), before.tier == after.tier)


def refuse_incomparable(before: Profile, after: Profile) -> None:
    """Raise UsageError if the profiles are of different subjects or dated the wrong way round."""
    if before.subject.id != after.subject.id or before.subject.kind != after.subject.kind:
        raise UsageError(
            Message(
                "The profiles are of different subjects: {before} and {after}.",
                before=before.subject.name,
                after=after.subject.name,
            )
        )
    if before.date > after.date:
        raise UsageError(
            Message(
                "BEFORE is dated {before}, after AFTER ({after}): exchange the two.",
                before=before.date,
                after=after.date,
            )
        )


def _change(leaf_id: str, before: Profile, after: Profile, rubric: Rubric) -> Change | None:
    then, now = before.responses.get(leaf_id, Response()), after.responses.get(leaf_id, Response())
    added, removed = set(now.evidence) - set(then.evidence), set(then.evidence) - set(now.evidence)
    same_answer = (then.state, then.answer) == (now.state, now.answer)
    if same_answer and not added and not removed:
        return None
    taken_back = after.model_copy(update={"responses": {**after.responses, leaf_id: then}})
    value, without = _value(after, rubric), _value(taken_back, rubric)
    effect = None if value is None or without is None else value - without
    return Change(leaf_id, then, now, effect, len(added), len(removed))


def _value(profile: Profile, rubric: Rubric) -> float | None:
    return Walk(structure_of(rubric), settle(profile, rubric, "declared")).of(ROOT, "value")
