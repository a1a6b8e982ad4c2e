"""`propose`: what the answers to one rubric suggest for every indicator of another, and what they do not cover."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from aigov_checklist.answer_words import answer_words
from aigov_checklist.crosswalks.correspondence import Correspondence, Standing
from aigov_checklist.language import Language
from aigov_checklist.merging.supporting import distinct
from aigov_checklist.models.crosswalk import Link
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.proposal import Ground, Proposal
from aigov_checklist.models.reference import RubricReference
from aigov_checklist.models.response import Evidence, Response, State
from aigov_checklist.projecting.answers import final_leaves
from aigov_checklist.projecting.claims import LEAD, claim_between
from aigov_checklist.projecting.sureness import confidence_of
from aigov_checklist.projecting.ways import Way, ways_to
from aigov_checklist.projecting.weighing import Reason, proposal_of
from aigov_checklist.scope import out_of_scope
from aigov_checklist.scoring.leaves import Leaf

Outcome = Literal[
    "exact", "bounded", "lead", "answered", "kept", "no_answer", "opposed", "lacking", "not_compared"
]  # fmt: skip
"""What becomes of an indicator that is asked.

A level is proposed for it, or a bound, or a lead; it is `answered` already, or carries a proposal from yet another
rubric that is `kept`; it is linked, but there is `no_answer` to go by; it has only an opposite; a counterpart was
looked for and is `lacking`; or it was `not_compared`.
"""

_WITHOUT: dict[Standing, Outcome] = {
    "itself": "no_answer",
    "through_area": "no_answer",
    "opposed": "opposed",
    "lacking": "lacking",
    "not_compared": "not_compared",
}
"""What becomes of an indicator that nothing leads to, by how it stands to the first rubric."""


@dataclass(frozen=True)
class Projection:
    """One profile seen under another rubric; `before` is the profile there, as it was.

    `evidence` are the items that support the answers behind each proposal.
    """

    source: Profile
    before: Profile
    found: Correspondence
    proposals: Mapping[str, Proposal]
    evidence: Mapping[str, tuple[Evidence, ...]]
    outcomes: Mapping[str, Outcome]
    silent: Counter[State]

    @property
    def opposed(self) -> tuple[Link, ...]:
        """Where the two rubrics pull in opposite directions on something that is asked."""
        nodes = {node for leaf in self.outcomes for node in (leaf, *self.found.other.structure.ancestors(leaf))}
        return tuple(link for link in self.found.opposed if link.other in nodes)

    @cached_property
    def counts(self) -> Counter[Outcome]:
        """How many indicators came out in which way."""
        return Counter(self.outcomes.values())


def propose(source: Profile, before: Profile, found: Correspondence, language: Language) -> Projection:
    """What a profile under the first rubric suggests for one of the same subject under the second.

    Nothing is suggested where there is an answer, a review, or a proposal from a third rubric.  `silent` counts the
    linked answers that suggest nothing, by their state.
    """
    leaves = final_leaves(source, found.one.rubric)
    outcomes: dict[str, Outcome] = {}
    proposals: dict[str, Proposal] = {}
    evidence: dict[str, tuple[Evidence, ...]] = {}
    linked: set[str] = set()
    for leaf_id, all_ways in ways_to(found).items():
        if out_of_scope(found.other.rubric.indicators[leaf_id], before, found.other.rubric):
            continue
        ways = tuple(way for way in all_ways if way.link.relation != "opposed")
        linked.update(name for way in ways for name in way.sources)
        response = before.responses.get(leaf_id, Response())
        if taken := _taken(response, source.rubric):
            outcomes[leaf_id] = taken
            continue
        reasons = [reason for way in ways if (reason := _reason(way, leaf_id, leaves, source, found, language))]
        if not reasons:
            outcomes[leaf_id] = _WITHOUT[found.other.standings[leaf_id]]
            continue
        proposal = proposals[leaf_id] = proposal_of(reasons, source.rubric, language)
        outcomes[leaf_id] = _came_out(proposal)
        evidence[leaf_id] = tuple(_evidence(reasons, source, before.date))
    silent = Counter(leaves[name].state for name in linked if name in leaves and leaves[name].state != "answered")
    return Projection(source, before, found, proposals, evidence, outcomes, silent)


def _taken(response: Response, rubric: RubricReference) -> Outcome | None:
    """Why nothing may be proposed here; None if it may."""
    if not response.is_open:
        return "answered"
    return "kept" if response.proposal and response.proposal.rubric.id != rubric.id else None


def _reason(
    way: Way, leaf_id: str, leaves: Mapping[str, Leaf], source: Profile, found: Correspondence, language: Language
) -> Reason | None:
    """What a way gives: a ground, what it claims and how surely; None without an answer at its other end."""
    given = {name: leaves[name].answer for name in way.sources if name in leaves and leaves[name].state == "answered"}
    link = way.link
    if not given or link.strength is None:
        return None
    told = {
        "from": link.one,
        "to": link.other,
        "relation": link.relation,
        "strength": link.strength,
        "reason": link.reason,
        **({"source_status": link.source_status} if link.source_status else {}),
        "answers": {name: answer_words(answer, language) for name, answer in given.items()},
    }
    ground, one = Ground.model_validate(told), found.one.rubric
    if not _is_between_indicators(ground, found):
        return Reason(ground, LEAD, "low")
    claim = claim_between(
        link.relation, link.strength, given[link.one].level, one=(one, link.one), other=(found.other.rubric, leaf_id)
    )
    sure = confidence_of(link, source.responses[link.one], one.indicators[link.one], one)
    return Reason(ground, claim, sure)


def _is_between_indicators(ground: Ground, found: Correspondence) -> bool:
    return ground.source in found.one.rubric.indicators and ground.target in found.other.rubric.indicators


def _came_out(proposal: Proposal) -> Outcome:
    if proposal.is_lead:
        return "lead"
    return "bounded" if proposal.level is None else "exact"


def _evidence(reasons: list[Reason], source: Profile, day: str) -> Iterator[Evidence]:
    """What supports the answers that set a lower bound here, unless it is younger than the profile.

    What supports the same or a part of this supports this so far.  Behind a lead or an upper bound it need not:
    under an answer it would count as if it did.
    """
    names = [reason.ground.source for reason in reasons if reason.claim.at_least is not None]
    items = distinct(item for name in dict.fromkeys(names) for item in source.responses[name].evidence)
    return (item for item in items if item.date is None or item.date <= day)
