"""`put_beside`: one subject under several plans, each with its own scores, and what the links between them tell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from aigov_checklist.crosswalks.correspondence import Correspondence, Side
from aigov_checklist.errors import UsageError
from aigov_checklist.message import Message
from aigov_checklist.models.assessment import Assessment
from aigov_checklist.models.crosswalk import Link
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.projecting.answers import final_leaves
from aigov_checklist.projecting.claims import LEAD, Claim, claim_between
from aigov_checklist.projecting.subjects import refuse_other_subject
from aigov_checklist.scoring.assessing import assess
from aigov_checklist.scoring.leaves import Leaf


@dataclass(frozen=True)
class Plan:
    """A profile under its rubric, scored."""

    profile: Profile
    rubric: Rubric
    assessment: Assessment

    @cached_property
    def leaves(self) -> dict[str, Leaf]:
        """The indicators that are asked, settled after review."""
        return final_leaves(self.profile, self.rubric)


@dataclass(frozen=True)
class Linked:
    """One link between the first plan and another, and the levels that it allows there.

    The claim is a lead, and so allows any, unless both ends are answered with a level: then `level` is the one there.
    """

    link: Link
    other: Plan
    claim: Claim = LEAD
    level: int = 0

    @property
    def disagrees(self) -> bool:
        """Whether the answers cannot both be right, if the link is."""
        low, high = self.claim
        return (low is not None and self.level < low) or (high is not None and self.level > high)


@dataclass(frozen=True)
class Beside:
    """The plans in their order, and how the first corresponds with each of the others."""

    first: Plan
    others: tuple[tuple[Plan, Correspondence], ...]

    @property
    def plans(self) -> tuple[Plan, ...]:
        """All of them."""
        return (self.first, *(plan for plan, _ in self.others))

    @cached_property
    def linked(self) -> tuple[Linked, ...]:
        """Every link with the first plan but those that found nothing, in the order of its nodes."""
        return tuple(
            _linked(link, self.first, plan)
            for plan, found in self.others
            for link in found.one.in_order(found.crosswalk.links)
            if link.relation != "none"
        )

    @property
    def side(self) -> Side:
        """The first rubric, whose areas are the themes."""
        return self.others[0][1].one

    def alone(self) -> Iterator[tuple[Plan, list[str]]]:
        """What each plan asks the subject that no other does: looked for wherever it is compared, and not found."""
        sides = [found.one for _, found in self.others]
        yield self.first, [name for name in self.first.leaves if all(side.is_alone(name) for side in sides)]
        for plan, found in self.others:
            yield plan, [name for name in plan.leaves if found.other.is_alone(name)]


def put_beside(plans: Sequence[tuple[Profile, Rubric]], found: Sequence[Correspondence]) -> Beside:
    """Put profiles of one subject side by side; `found` is how the first rubric corresponds with each other.

    Raises UsageError, see `refuse_unlike_plans`; DocumentError where answers do not fit their rubric.
    """
    refuse_unlike_plans([profile for profile, _ in plans])
    first, *others = (Plan(profile, rubric, assess(profile, rubric)) for profile, rubric in plans)
    return Beside(first, tuple(zip(others, found, strict=True)))


def refuse_unlike_plans(profiles: Sequence[Profile]) -> None:
    """Raise UsageError unless there are several, of one subject, each under another rubric."""
    if len(profiles) < 2:
        raise UsageError(Message("There is nothing beside it: give two profiles or more, under different rubrics."))
    for one, other in combinations(profiles, 2):
        refuse_other_subject(one, other)
        if one.rubric.id == other.rubric.id:
            raise UsageError(
                Message(
                    "Two of the profiles answer {rubric}. To see what moved between them: aigov compare.",
                    rubric=one.rubric.id,
                )
            )


def _linked(link: Link, first: Plan, other: Plan) -> Linked:
    one, two = first.leaves.get(link.one), other.leaves.get(link.other)
    if one is None or two is None or one.answer.level is None or two.answer.level is None:
        return Linked(link, other)
    claim = claim_between(
        link.relation,
        link.strength,
        one.answer.level,
        one=(first.rubric, link.one),
        other=(other.rubric, link.other),
    )
    return Linked(link, other, claim, two.answer.level)
