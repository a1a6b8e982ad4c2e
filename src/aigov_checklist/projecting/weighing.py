"""Several claims about one indicator made one proposal, with its reason in words."""

from collections.abc import Sequence
from typing import NamedTuple

from aigov_checklist.language import Language
from aigov_checklist.models.proposal import Confidence, Ground, Proposal
from aigov_checklist.models.reference import RubricReference
from aigov_checklist.projecting.claims import Claim
from aigov_checklist.projecting.sureness import least, most


class Reason(NamedTuple):
    """A ground with what it claims, and how sure that is."""

    ground: Ground
    claim: Claim
    confidence: Confidence


class _Bound(NamedTuple):
    """One end: the level, what sets it, and how sure that is."""

    level: int
    sources: str
    confidence: Confidence


def proposal_of(reasons: Sequence[Reason], rubric: RubricReference, language: Language) -> Proposal:
    """The proposal: the highest lower bound and the lowest upper bound; none where they contradict each other.

    A bound is as sure as the surest of those that set it, a proposal as its less sure bound.  Without bounds it is
    a lead, which is never sure.
    """
    low = _bound([(reason.claim.at_least, reason) for reason in reasons], highest=True)
    high = _bound([(reason.claim.at_most, reason) for reason in reasons], highest=False)
    words = _in_words(low, high, rubric.id, language)
    grounds = tuple(reason.ground for reason in reasons)
    bounds = [bound for bound in (low, high) if bound]
    if not bounds or (low and high and low.level > high.level):
        return Proposal(rubric=rubric, confidence="low", reason=words, grounds=grounds)
    found = {key: bound.level for key, bound in (("at_least", low), ("at_most", high)) if bound}
    sure = least(bound.confidence for bound in bounds)
    return Proposal(rubric=rubric, confidence=sure, reason=words, grounds=grounds, **found)


def _bound(claims: Sequence[tuple[int | None, Reason]], *, highest: bool) -> _Bound | None:
    levels = [level for level, _ in claims if level is not None]
    if not levels:
        return None
    decisive = max(levels) if highest else min(levels)
    setting = [reason for level, reason in claims if level == decisive]
    names = dict.fromkeys(reason.ground.source for reason in setting)
    return _Bound(decisive, ", ".join(names), most(reason.confidence for reason in setting))


def _in_words(low: _Bound | None, high: _Bound | None, rubric: str, language: Language) -> str:
    say = language.say
    if low and high and low.level > high.level:
        return say(
            "The answers to {rubric} contradict each other: {names} speaks for at least level {low}, {others} for at "
            "most level {high}. So no level is proposed.",
            rubric=rubric,
            names=low.sources,
            low=low.level,
            others=high.sources,
            high=high.level,
        )
    if low and high and low.level == high.level:
        return say("By {names} of {rubric} this stands at level {level}.", names=_both(low, high), rubric=rubric,
                   level=low.level)  # fmt: skip
    if low and high:
        return say(
            "By {names} of {rubric} this stands at level {low} or higher, by {others} at level {high} or lower.",
            names=low.sources,
            rubric=rubric,
            low=low.level,
            others=high.sources,
            high=high.level,
        )
    if low:
        return say(
            "{names} of {rubric} is a part of this, so this stands at level {level} or higher. It says nothing of the "
            "rest.",
            names=low.sources,
            rubric=rubric,
            level=low.level,
        )
    if high:
        return say(
            "{names} of {rubric} contains this and stands at level {level}: a part of it can stand no higher.",
            names=high.sources,
            rubric=rubric,
            level=high.level,
        )
    return say(
        "A lead only: these answers to {rubric} are about the same matter, and tell no level here.", rubric=rubric
    )


def _both(low: _Bound, high: _Bound) -> str:
    return ", ".join(dict.fromkeys((*low.sources.split(", "), *high.sources.split(", "))))
