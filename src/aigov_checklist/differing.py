"""What differs between two profiles, answer by answer; nothing is scored."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from aigov_checklist.answer_words import answer_words, evidence_words, proposal_words
from aigov_checklist.language import Language
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.response import STATES, Evidence, Response

HEAD = ("rubric", "kind", "date", "subject", "tier", "statement", "assessors", "history")
"""What a profile says about itself, in the order in which it is told."""


@dataclass(frozen=True)
class Difference:
    """One indicator that is answered, supported or remarked on in two ways."""

    id: str
    before: Response
    after: Response

    @property
    def is_other_answer(self) -> bool:
        """Whether the answer itself differs, not only what supports it."""
        return any(getattr(self.before, state) != getattr(self.after, state) for state in STATES)

    @property
    def evidence_added(self) -> tuple[Evidence, ...]:
        """The items that only the second names."""
        return tuple(item for item in self.after.evidence if item not in self.before.evidence)

    @property
    def evidence_removed(self) -> tuple[Evidence, ...]:
        """The items that only the first names."""
        return tuple(item for item in self.before.evidence if item not in self.after.evidence)


@dataclass(frozen=True)
class Differences:
    """Everything that differs: keys of the head, and indicators in the rubric's order."""

    before: Profile
    after: Profile
    head: tuple[str, ...]
    answers: tuple[Difference, ...]

    @property
    def are_none(self) -> bool:
        """Whether the two say the same."""
        return not self.head and not self.answers

    @property
    def are_of_one_subject(self) -> bool:
        """Whether both are about the same country or organization."""
        one, other = self.before.subject, self.after.subject
        return (one.id, one.kind) == (other.id, other.kind)


def differences(before: Profile, after: Profile, order: Sequence[str]) -> Differences:
    """Compare two profiles; `order` are the ids of the rubric's indicators.

    An answer that is left out and one that is empty say the same, as do two orders of the same evidence.
    """
    pairs = (
        Difference(leaf_id, before.responses.get(leaf_id, Response()), after.responses.get(leaf_id, Response()))
        for leaf_id in order
    )
    return Differences(
        before,
        after,
        tuple(key for key in HEAD if getattr(before, key) != getattr(after, key)),
        tuple(pair for pair in pairs if _said(pair.before) != _said(pair.after)),
    )


def difference_lines(found: Differences, language: Language) -> Iterator[str]:
    """The differences for people, several lines an indicator; what a text holds may still need `visible`."""
    say = language.say
    for key in found.head:
        yield _arrow(key, _head_words(found.before, key), _head_words(found.after, key), language)
    for one in found.answers:
        yield one.id
        if one.is_other_answer:
            was, is_now = answer_words(one.before, language), answer_words(one.after, language)
            yield "  " + _arrow(say("answer"), was, is_now, language)
        yield from ("  " + say("evidence added: {item}", item=evidence_words(item)) for item in one.evidence_added)
        yield from ("  " + say("evidence removed: {item}", item=evidence_words(item)) for item in one.evidence_removed)
        names = {"note": say("note"), "confidence": say("confidence"), "review": say("review")}
        names |= {"reply": say("reply"), "target": say("target")}
        for key, name in names.items():
            was, is_now = _part(one.before, key), _part(one.after, key)
            if was != is_now:
                yield "  " + _arrow(name, was, is_now, language)
        if one.before.proposal != one.after.proposal:
            was, is_now = (_proposed(response, language) for response in (one.before, one.after))
            yield "  " + _arrow(say("proposal"), was, is_now, language)


def difference_document(found: Differences) -> dict[str, Any]:
    """The differences for machines: both sides of everything that differs."""
    sides = {"before": found.before, "after": found.after}
    return {
        "same": found.are_none,
        "same_subject": found.are_of_one_subject,
        "profiles": {
            side: {"subject": profile.subject.id, "date": profile.date, "digest": profile.digest}
            for side, profile in sides.items()
        },
        "head": {key: {side: _plain(profile).get(key) for side, profile in sides.items()} for key in found.head},
        "answers": [
            {
                "id": one.id,
                "before": _plain(one.before),
                "after": _plain(one.after),
                "answer_differs": one.is_other_answer,
                "evidence_added": [_plain(item) for item in one.evidence_added],
                "evidence_removed": [_plain(item) for item in one.evidence_removed],
            }
            for one in found.answers
        ],
    }


def _said(response: Response) -> tuple[Any, ...]:
    rest = (getattr(response, key) for key in (*STATES, "note", "confidence", "review", "reply", "target", "proposal"))
    return (frozenset(response.evidence), *rest)


def _arrow(name: str, before: str, after: str, language: Language) -> str:
    nothing = language.say("nothing")
    return language.say("{name}: {before} → {after}", name=name, before=before or nothing, after=after or nothing)


def _part(response: Response, key: str) -> str:
    value = getattr(response, key)
    return "" if value is None else _in_words(value if isinstance(value, str) else _plain(value))


def _proposed(response: Response, language: Language) -> str:
    if response.proposal is None:
        return ""
    return language.say(
        "{words}, from {rubric} (confidence: {confidence})",
        words=language.tell(proposal_words(response.proposal)),
        rubric=response.proposal.rubric.id,
        confidence=response.proposal.confidence,
    )


def _head_words(profile: Profile, key: str) -> str:
    value = getattr(profile, key)
    return _in_words(_plain(profile).get(key, value))


def _in_words(value: Any) -> str:
    match value:
        case dict():
            return ", ".join(f"{key} {_in_words(inner)}" for key, inner in value.items())
        case list() | tuple():
            return "; ".join(map(_in_words, value))
    return str(value)


def _plain(record: Profile | Response | Evidence) -> dict[str, Any]:
    plain: dict[str, Any] = record.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return plain
