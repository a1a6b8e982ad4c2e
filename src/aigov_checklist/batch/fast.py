"""Profiles decoded by shapes made from the rubric: a plain subset of what the door accepts, many times as fast.

Whatever is out of the ordinary (a review, a quantity, a repeated key, a strange date) is not accepted here, right or
wrong: the door then decides and words the message.
"""

import re
from array import array
from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain
from typing import Any, NamedTuple

import msgspec
import numpy as np
from msgspec.structs import astuple

from aigov_checklist.batch.dates import NEVER, Dates, is_day_number
from aigov_checklist.batch.outcome import as_text
from aigov_checklist.batch.profile_shapes import ProfileShapes, answers_to, no_answer
from aigov_checklist.batch.signs import Signs
from aigov_checklist.kernel.columns import Answers, Block
from aigov_checklist.kernel.plan import FIRST_ANSWER, NO_INFORMATION, NOT_APPLICABLE, UNANSWERED, Bools, Codes, Plan
from aigov_checklist.models.rubric import Rubric

_NO_URL = re.compile(r"\n(?!https?://.|\n|\Z)")
_NOT_IN_URLS = ' \t\r<>"'

_UNFIT = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


class Rows(NamedTuple):
    """What counts of accepted profiles: who, when, and a row of answers each, with a column an indicator.

    An answer is a state or, beyond those, its number among all answers of the rubric; `shown` says which have
    evidence that can be looked up.
    """

    subject: list[str]
    name: list[str]
    kind: list[str]
    date: list[str]
    tier: list[str]
    groups: list[str]
    answers: Codes
    shown: Bools


class Decoder:
    """Lines of JSON to rows, for one rubric."""

    def __init__(self, rubric: Rubric, plan: Plan) -> None:
        self.plan = plan
        self._shapes = ProfileShapes(rubric)
        self._decode_lines = msgspec.json.Decoder(self._shapes.profile.type).decode_lines
        answers = dict.fromkeys(answer for leaf in rubric.leaves() for answer in answers_to(leaf, rubric))
        self._numbers: dict[int | str, int] = {answer: FIRST_ANSWER + place for place, answer in enumerate(answers)}
        self._numbers[no_answer(rubric)] = UNANSWERED
        self._row = _numbering(self._numbers)
        self._dates, self._signs = Dates(), Signs()

    def accept(self, text: bytes) -> Rows | None:
        """The profiles of all lines, or None if one of them is for the door.

        Best for some dozen lines at once: enough to share the work, few enough to stay in the processor's cache.
        """
        if not self._shapes.are_unused:
            return None  # what was written could not be counted
        try:
            profiles = self._decode_lines(text)
        except _UNFIT:
            return None
        self._shapes.count()
        responses = list(chain.from_iterable(map(astuple, [profile.responses for profile in profiles])))
        evidence = [response.evidence for response in responses]
        items = list(chain.from_iterable(filter(None, evidence)))
        written = self._shapes.written(profiles, len(items))
        answers = self._answers(responses, written.states)
        if (
            answers is None
            or not self._signs.are_those_of(text, objects=len(profiles), strings=written.strings)
            or not _are_urls([item.url for item in items])
            or not self._are_dated(profiles, evidence, items)
        ):
            return None
        # Mostly all evidence has an address, and then what there is can be looked up.
        is_shown = _can_be_looked_up if self._shapes.evidence.lacking("url") else bool
        shown = np.frombuffer(bytes(map(is_shown, evidence)), bool)
        subjects = [profile.subject for profile in profiles]
        return Rows(
            [subject.id for subject in subjects],
            [subject.name for subject in subjects],
            [subject.kind for subject in subjects],
            [profile.date for profile in profiles],
            [profile.tier or "full" for profile in profiles],
            [as_text(subject.groups) if subject.groups else "{}" for subject in subjects],
            answers.reshape(len(profiles), -1),
            shown.reshape(len(profiles), -1),
        )

    def block_of(self, parts: Sequence[Rows]) -> Block:
        """The rows as the kernel's columns. No reviews: what has one went through the door."""
        kinds, tiers, dates = (
            np.array(list(chain.from_iterable(getattr(part, name) for part in parts)), np.str_)
            for name in ("kind", "tier", "date")
        )
        nobody = np.zeros((0, len(self.plan.leaves)), np.uint8)
        answers = np.concatenate([nobody, *(part.answers for part in parts)])
        shown = np.concatenate([nobody.astype(bool), *(part.shown for part in parts)])
        codes = {}
        for place, leaf in enumerate(self.plan.leaves.values()):
            code_of = np.arange(FIRST_ANSWER + len(self._numbers))
            code_of[[self._numbers[answer] for answer in leaf.codes]] = list(leaf.codes.values())
            codes[leaf.id] = code_of.astype(leaf.code_type)[answers[:, place]]
        return Block(
            rows=len(answers),
            is_country=kinds == "country",
            is_essential=tiers == "essential",
            answers=Answers(codes),
            evidence={leaf_id: shown[:, place] for place, leaf_id in enumerate(self.plan.leaves)},
            dates=dates if self.plan.has_planned else None,
        )

    def _answers(self, responses: Sequence[Any], states: int) -> Codes | None:
        """The number of each answer; None if one has two of the states, of which so many were written."""
        numbers: Codes = np.asarray(self._row([response.given for response in responses]))
        places = np.flatnonzero(numbers == UNANSWERED)
        found = [
            NO_INFORMATION if response.no_information else NOT_APPLICABLE if response.not_applicable else UNANSWERED
            for response in map(responses.__getitem__, places.tolist())
        ]
        numbers[places] = found
        return numbers if len(found) - found.count(UNANSWERED) == states else None

    def _are_dated(self, profiles: Sequence[Any], evidence: Sequence[Any], items: Sequence[Any]) -> bool:
        """Whether all dates are real, and no evidence is dated after its assessment."""
        assessed = [self._dates[profile.date] for profile in profiles]
        dates = [self._dates[date] for date in {item.date for item in items}]
        is_accessed = self._shapes.evidence.lacking("accessed") < len(items)
        accessed = [self._dates[date] for date in {item.accessed for item in items}] if is_accessed else []
        last = max(dates, default=0)
        if last == NEVER or max(accessed, default=0) == NEVER or not all(map(is_day_number, assessed)):
            return False
        return last <= min(assessed) or self._each_is_dated(assessed, evidence, items)

    def _each_is_dated(self, assessed: Sequence[int], evidence: Sequence[Any], items: Sequence[Any]) -> bool:
        owners = np.repeat(np.arange(len(evidence)), np.fromiter(map(len, evidence), np.intp, len(evidence)))
        dates = np.array([self._dates[item.date] for item in items])
        return bool((dates <= np.array(assessed)[owners // len(self.plan.leaves)]).all())


def _numbering(numbers: dict[int | str, int]) -> Callable[[list[Any]], Any]:
    """A function from answers to their numbers; levels are looked up as bytes, which takes a fraction of the time."""
    if all(isinstance(answer, int) and answer < 256 for answer in numbers):
        table = bytes(numbers.get(answer, UNANSWERED) for answer in range(256))
        return lambda given: bytearray(given).translate(table)
    # Mostly a byte is enough for a number too.
    row: Callable[[list[int]], Any] = bytearray if max(numbers.values()) < 256 else partial(array, "H")
    return lambda given: row([numbers[answer] for answer in given])


def _can_be_looked_up(items: Sequence[Any]) -> bool:
    return any(item.url or item.document for item in items)


def _are_urls(written: Sequence[str]) -> bool:
    """Whether each is a web address or empty: what the pattern of the models says, but for many at once."""
    lines = "\n".join(("", *written))
    return (
        lines.count("\n") == len(written)
        and not any(sign in lines for sign in _NOT_IN_URLS)
        and _NO_URL.search(lines) is None
    )
