"""A profile of a later version read under the one before it, as far as the migration can be read backwards.

What was kept or renamed goes back, and so does a part that had the answer of the whole.  What was merged or dropped, or
is new, has no single answer before it: there the profile is unanswered.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from aigov_checklist.migrating.alike import codes_of
from aigov_checklist.migrating.rewriting import rewritten
from aigov_checklist.migrating.route import Leg
from aigov_checklist.models.migration import Answers
from aigov_checklist.models.response import STATES
from aigov_checklist.models.rubric import Indicator

Document = dict[str, Any]


class _Way(NamedTuple):
    """Where an old indicator has gone, and how its answers are written there."""

    target: str
    answers: Answers


class CarriedBack(NamedTuple):
    """The profile as the keys of its file, and the later indicators whose answers no older one has."""

    document: Document
    left: tuple[str, ...]


def carried_back(document: Document, leg: Leg) -> CarriedBack:
    """The profile as it is under the older version of the leg; the later one need not have been made of it."""
    responses, reached = {}, set()
    for name, way in _ways(leg).items():
        given = document["responses"].get(way.target)
        if given is not None:
            responses[name] = _read_back(given, way, leg.old.indicators[name], leg)
            if _is_answered(responses[name]):
                reached.add(way.target)
    given_there = (name for name, response in document["responses"].items() if _is_answered(response))
    left = tuple(name for name in given_there if name not in reached)
    reference = {"id": leg.old.id, "version": leg.old.version}
    return CarriedBack({**document, "rubric": reference, "responses": responses}, left)


def _ways(leg: Leg) -> dict[str, _Way]:
    """The old indicators that have one place in the later version."""
    told = leg.migration
    ways = {one.indicator: _Way(one.indicator, one.answers) for one in told.kept}
    ways |= {one.source: _Way(one.target, one.answers) for one in told.renamed}
    for split in told.split:
        whole = next((name for name, says in split.parts.items() if says == "answer"), None)
        if whole is not None:
            ways[split.source] = _Way(whole, {})
    gone = {split.source for split in told.split} | {dropped.source for dropped in told.dropped}
    gone |= {name for merged in told.merged for name in merged.sources}
    unnamed = (name for name in leg.old.indicators if name not in gone)
    return {name: _Way(name, {}) for name in unnamed} | ways


def _read_back(given: Document, way: _Way, leaf: Indicator, leg: Leg) -> Document:
    before = _inverse(way, leaf, leg)
    plain = {key: value for key, value in given.items() if key not in ("proposal", "target")}
    if _is_unknown(plain, before):
        plain = {key: value for key, value in plain.items() if key not in (*STATES, "review", "reply")}
    elif "review" in plain and _is_unknown(plain["review"], before):
        plain = {key: value for key, value in plain.items() if key not in ("review", "reply")}
    return rewritten(plain, before, leaf, leg.old)


def _inverse(way: _Way, leaf: Indicator, leg: Leg) -> Answers:
    """The later answers that only one older answer can have become."""
    known = codes_of(leg.new.indicators[way.target], leg.new)
    found: dict[str, list[int | str]] = {}
    for text, answer in codes_of(leaf, leg.old).items():
        now = way.answers.get(text, known.get(text))
        if now is not None:
            found.setdefault(str(now), []).append(answer)
    return {now: answers[0] for now, answers in found.items() if len(answers) == 1}


def _is_unknown(answer: Mapping[str, Any], before: Answers) -> bool:
    given = answer.get("level", answer.get("choice"))
    return given is not None and str(given) not in before


def _is_answered(response: Mapping[str, Any]) -> bool:
    return any(state in response for state in STATES)
