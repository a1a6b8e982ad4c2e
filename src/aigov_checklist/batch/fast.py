"""Profiles decoded by types made from the rubric: a plain subset of what the door accepts, many times as fast.

Whatever is out of the ordinary (a review, a quantity, a repeated key, a strange date) is not accepted here, right or
wrong: the door then decides and words the message.
"""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import Annotated, Any, Literal, NamedTuple

import msgspec
import numpy as np
from msgspec import UNSET, Meta, Struct, UnsetType
from msgspec.structs import astuple

from aigov_checklist.kernel.columns import Answers, Block
from aigov_checklist.kernel.plan import NO_INFORMATION, NOT_APPLICABLE, UNANSWERED, Plan
from aigov_checklist.models.measure import ChoiceMeasure, LevelsMeasure
from aigov_checklist.models.rubric import Indicator, Rubric

_Text = Annotated[str, Meta(min_length=1, max_length=2_000)]
_LongText = Annotated[str, Meta(min_length=1, max_length=200_000)]
_Id = Annotated[str, Meta(max_length=100, pattern=r"^[A-Za-z0-9]+([._-][A-Za-z0-9]+)*\Z")]

_BLANK = re.compile(rb'"(?: |\\[trn]|\\u00(?:20|09|0[aAdD]))+"')
_URLS = re.compile(r'(?:https?://[^ \t\r\n<>"]+\n)*')
_DAY = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
_PARTIAL = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2]))?")


_MOST_DATES = 10_000
"""Dates that are remembered as good: more than ten years have, and no more than a hostile file may fill."""

_NO_INFORMATION, _NOT_APPLICABLE = object(), object()
_MISSING: dict[Any, int] = {None: UNANSWERED, _NO_INFORMATION: NO_INFORMATION, _NOT_APPLICABLE: NOT_APPLICABLE}


class _Evidence(Struct, forbid_unknown_fields=True, frozen=True, gc=False):
    title: _Text
    url: Annotated[str, Meta(min_length=1, max_length=4_000)] | UnsetType = UNSET
    document: _Text | UnsetType = UNSET
    issuer: _Text | UnsetType = UNSET
    date: str | UnsetType = UNSET
    accessed: str | UnsetType = UNSET
    page: _Text | UnsetType = UNSET
    excerpt: _LongText | UnsetType = UNSET
    note: _LongText | UnsetType = UNSET


_STATES: tuple[tuple[str, Any, Any], ...] = (
    ("no_information", _Text | UnsetType, UNSET),
    ("not_applicable", _Text | UnsetType, UNSET),
)
_REMARKS: tuple[tuple[str, Any, Any], ...] = (
    ("evidence", tuple[_Evidence, ...], ()),
    ("note", _LongText | UnsetType, UNSET),
    ("confidence", Literal["low", "medium", "high"] | UnsetType, UNSET),
    ("reply", _LongText | UnsetType, UNSET),
)


class _Subject(Struct, forbid_unknown_fields=True):
    id: _Id
    name: _Text
    kind: Literal["country", "organization"]
    groups: dict[_Id, _Text] | UnsetType = UNSET


class Row(NamedTuple):
    """What counts of an accepted profile: who, when, the answers, and the places of those with evidence.

    An answer is what was given, or what stands for the state (`_MISSING`).
    """

    subject: _Subject
    date: str
    tier: str
    answers: Sequence[Any]
    shown: Sequence[int]


class Decoder:
    """Lines of JSON to rows, for one rubric."""

    def __init__(self, rubric: Rubric) -> None:
        self._decode = msgspec.json.Decoder(_profile_type(rubric)).decode
        self._encode_lines = msgspec.json.Encoder().encode_lines
        self._dates: set[Any] = {UNSET}

    def accept(self, lines: Sequence[bytes]) -> list[Row | None]:
        """The row of each line, or None where the door has to look at it; best for some dozen lines at once."""
        profiles = [self._decoded(line) for line in lines]
        kept = self._encode_lines(profiles).splitlines()
        has_blank = _have_blanks(lines)
        return [
            self._row(profile) if profile is not None and not blank and _same_keys(line, left) else None
            for profile, line, left, blank in zip(profiles, lines, kept, has_blank, strict=True)
        ]

    def _decoded(self, line: bytes) -> Any:
        try:
            return self._decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return None

    def _row(self, profile: Any) -> Row | None:
        # Columns of attributes, not a loop over responses: this runs once an answer, and is written to be fast.
        responses = astuple(profile.responses)
        answers = [response.given for response in responses]
        for place in [at for at, found in enumerate(responses) if found.no_information or found.not_applicable]:
            response = responses[place]
            if answers[place] is not None or (response.no_information and response.not_applicable):
                return None
            answers[place] = _NO_INFORMATION if response.no_information else _NOT_APPLICABLE
        evidence = [response.evidence for response in responses]
        items = list(chain.from_iterable(evidence))
        urls = [item.url for item in items if item.url]
        # Mostly the first item has an address, and the rest need not be looked at.
        shown = [at for at, found in enumerate(evidence) if found and (found[0].url or _can_be_looked_up(found))]
        if not _is_day(profile.date) or not self._are_dates(items, profile.date):
            return None
        row = Row(profile.subject, profile.date, profile.tier or "full", answers, shown)
        return row if _URLS.fullmatch("\n".join((*urls, ""))) else None

    def _are_dates(self, items: Sequence[_Evidence], assessed: str) -> bool:
        dated: set[Any] = {item.date for item in items}
        dates: set[Any] = dated | {item.accessed for item in items}
        if not dates <= self._dates:
            if not all(_is_day(written) or _PARTIAL.fullmatch(written) for written in dates - self._dates):
                return False
            if len(self._dates) > _MOST_DATES:
                self._dates = {UNSET}
            self._dates |= dates
        dated.discard(UNSET)
        return not dated or max(dated) <= assessed


def block_of(rows: Sequence[Row], plan: Plan) -> Block:
    """The rows as columns. No reviews: what has one went through the door."""
    shown = np.zeros((len(rows), len(plan.leaves)), bool)
    for number, row in enumerate(rows):
        shown[number, row.shown] = True
    codes = {}
    for leaf, given in zip(plan.leaves.values(), zip(*(row.answers for row in rows), strict=True), strict=False):
        code_of = {**_MISSING, **leaf.codes}
        codes[leaf.id] = np.array([code_of[answer] for answer in given], leaf.code_type)
    return Block(
        rows=len(rows),
        is_country=np.array([row.subject.kind == "country" for row in rows], bool),
        is_essential=np.array([row.tier == "essential" for row in rows], bool),
        answers=Answers(codes),
        evidence={leaf_id: shown[:, place] for place, leaf_id in enumerate(plan.leaves)},
        dates=np.array([row.date for row in rows], np.str_) if plan.has_planned else None,
    )


def _profile_type(rubric: Rubric) -> Any:
    types: dict[Any, Any] = {}
    fields: list[tuple[str, Any, Any]] = []
    for place, leaf in enumerate(rubric.leaves()):
        response = _response_type(leaf, rubric, types)
        fields.append((f"r{place}", response, msgspec.field(default=response(), name=leaf.id)))
    responses = msgspec.defstruct("Responses", fields, forbid_unknown_fields=True, omit_defaults=True)
    reference = msgspec.defstruct(
        "Reference",
        [("id", Literal[rubric.id]), ("version", Literal[rubric.version])],
        forbid_unknown_fields=True,
    )
    head: list[tuple[str, Any] | tuple[str, Any, Any]] = [
        ("rubric", reference),
        ("kind", Literal["self-assessment", "desk-review", "peer-review"]),
        ("date", str),
        ("subject", _Subject),
        ("tier", Literal["essential", "full"] | UnsetType, UNSET),
        ("statement", _LongText | UnsetType, UNSET),
        ("responses", responses),
    ]
    return msgspec.defstruct("Profile", head, forbid_unknown_fields=True, kw_only=True)


def _response_type(indicator: Indicator, rubric: Rubric, types: dict[Any, Any]) -> Any:
    """The responses of an indicator; one type for all that take the same answers."""
    key: str
    answers: tuple[int | str, ...]
    match indicator.measure:
        case LevelsMeasure():
            key, answers = "level", tuple(level.value for level in rubric.scale.levels)
        case ChoiceMeasure(choices=choices):
            key, answers = "choice", tuple(choice.code for choice in choices)
        case _:
            key, answers = "", ()
    if (key, answers) not in types:
        given: tuple[str, Any, Any] = (
            "given",
            Literal[answers] if answers else UnsetType,
            msgspec.field(default=None, name=key or "-"),
        )
        types[key, answers] = msgspec.defstruct(
            "Response",
            [given, *_STATES, *_REMARKS],
            forbid_unknown_fields=True,
            omit_defaults=True,
            frozen=True,
            gc=False,
        )
    return types[key, answers]


def _can_be_looked_up(items: Sequence[_Evidence]) -> bool:
    return any(item.url or item.document for item in items)


def _same_keys(written: bytes, kept: bytes) -> bool:
    """Whether all that was written was kept: a key that stands twice is read over the first time."""
    return written == kept or _quotes(written) == _quotes(kept)


def _quotes(text: bytes) -> int:
    """How many quotes begin or end a string."""
    if b"\\" not in text:
        return text.count(b'"')
    plain = text.replace(b"\\\\", b"")
    return plain.count(b'"') - plain.count(b'\\"')


def _have_blanks(lines: Sequence[bytes]) -> list[bool]:
    """Which lines hold a string of nothing but spaces and breaks."""
    signs = np.frombuffer(b"".join(lines), np.uint8)
    # Few strings begin with a space or an escape, so one look over all lines mostly ends it.
    begins = (signs[:-1] == ord('"')) & ((signs[1:] == ord(" ")) | (signs[1:] == ord("\\")))
    if not begins.any():
        return [False] * len(lines)
    return [_BLANK.search(line) is not None for line in lines]


@lru_cache(_MOST_DATES)
def _is_day(written: str) -> bool:
    if not _DAY.fullmatch(written):
        return False
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True
