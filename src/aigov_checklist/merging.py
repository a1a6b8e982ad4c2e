"""Several respondents' profiles of one subject made one; where they disagree, nothing is overwritten silently."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from aigov_checklist.errors import UsageError
from aigov_checklist.message import Message
from aigov_checklist.models.profile import STATES, Assessor, Evidence, Profile, Response
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.structure import structure_of

Part = Literal["answer", "review", "reply", "target"]
"""What two respondents can say in two ways about one indicator; evidence and notes are put together."""

LONGEST_WINDOW = 366
"""How many days may lie between the profiles, unless the caller says otherwise."""

_CONFIDENCES = ("low", "medium", "high")


@dataclass(frozen=True)
class Respondent:
    """A profile, the file that it came from, and the name of whoever filled it in."""

    file: str
    name: str
    profile: Profile


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
class Merged:
    """The profile as a document, and everything that respondents disagree on, in the rubric's order.

    `remarks` are disagreements on the subject's name and groups, where the first file counts.
    """

    document: dict[str, Any]
    conflicts: tuple[Conflict, ...]
    remarks: tuple[Message, ...] = ()

    @property
    def open_conflicts(self) -> tuple[Conflict, ...]:
        """The conflicts that nobody has decided."""
        return tuple(conflict for conflict in self.conflicts if conflict.taken_from is None)


def respondent(file: str, profile: Profile, fallback: str) -> Respondent:
    """Who filled in a profile: its assessors by name, or else the name that is given."""
    return Respondent(file, ", ".join(assessor.name for assessor in profile.assessors) or fallback, profile)


def merge(
    respondents: Sequence[Respondent],
    rubric: Rubric,
    *,
    prefer: Sequence[str] = (),
    window: int = LONGEST_WINDOW,
    sign_notes: bool = True,
) -> Merged:
    """Make one profile of several.

    An answer that only one gives is taken; the same answer of several keeps all their evidence and notes.  Of
    different answers the one is taken that stands in the file of the assessor to whom the area is assigned,
    else the one in the first file of `prefer` that has one; otherwise the indicator is left unanswered.
    Raises UsageError if the profiles are not about the same: subject, kind, rubric, or dates within `window` days.
    """
    _refuse_others(respondents, window)
    owners = _owners(respondents, rubric)
    responses: dict[str, Any] = {}
    conflicts: list[Conflict] = []
    for leaf_id in rubric.indicators:
        voices = [Voice(one, one.profile.responses[leaf_id]) for one in respondents if leaf_id in one.profile.responses]
        ranking = _ranking(owners.get(leaf_id), respondents, prefer)
        response, found = _merged(leaf_id, voices, ranking, sign_notes=sign_notes)
        conflicts += found
        if response:
            responses[leaf_id] = response
    return Merged({**_head(respondents), "responses": responses}, tuple(conflicts), tuple(_remarks(respondents)))


Ranking = list[tuple[Respondent, Literal["area", "preferred"]]]


def _refuse_others(respondents: Sequence[Respondent], window: int) -> None:
    first = respondents[0]
    for other in respondents[1:]:
        one, two = first.profile, other.profile
        if (one.subject.id, one.subject.kind) != (two.subject.id, two.subject.kind):
            raise UsageError(
                Message(
                    "{file} is about another subject than {first}: {other}, not {subject}.",
                    file=other.file,
                    first=first.file,
                    other=two.subject.name,
                    subject=one.subject.name,
                )
            )
        if one.rubric != two.rubric:
            raise UsageError(
                Message(
                    "{file} answers another rubric than {first}: {other} {other_version}, not {rubric} {version}.",
                    file=other.file,
                    first=first.file,
                    other=two.rubric.id,
                    other_version=two.rubric.version,
                    rubric=one.rubric.id,
                    version=one.rubric.version,
                )
            )
        if one.kind != two.kind:
            raise UsageError(
                Message(
                    "{file} is a {other} and {first} a {kind}: they are read differently and stay apart.",
                    file=other.file,
                    other=two.kind,
                    first=first.file,
                    kind=one.kind,
                )
            )
    days = sorted(date.fromisoformat(one.profile.date) for one in respondents)
    if (days[-1] - days[0]).days > window:
        raise UsageError(
            Message(
                "The profiles are dated from {first} to {last}, more than {days} days apart: these are two "
                "assessments. Compare them with aigov compare, or raise --within.",
                first=days[0],
                last=days[-1],
                days=window,
            )
        )


def _head(respondents: Sequence[Respondent]) -> dict[str, Any]:
    """What the profile says about itself: of the first, with the latest date and everybody's groups and assessors."""
    first = respondents[0].profile
    subject = first.subject.model_dump(mode="json", exclude_unset=True)
    groups = {key: value for one in reversed(respondents) for key, value in one.profile.subject.groups.items()}
    statements = list(dict.fromkeys(one.profile.statement for one in respondents if one.profile.statement))
    head: dict[str, Any] = {
        "rubric": first.rubric.model_dump(mode="json"),
        "kind": first.kind,
        "date": max(one.profile.date for one in respondents),
        "subject": subject | ({"groups": groups} if groups else {}),
        "tier": "full" if any(one.profile.tier == "full" for one in respondents) else "essential",
    }
    if statements:
        head["statement"] = "\n\n".join(statements)
    if assessors := list(_assessors(respondents)):
        head["assessors"] = [assessor.model_dump(mode="json", exclude_unset=True) for assessor in assessors]
    if steps := dict.fromkeys(step for one in respondents for step in one.profile.history):
        head["history"] = [step.model_dump(mode="json", exclude_unset=True) for step in steps]
    return head


def _remarks(respondents: Sequence[Respondent]) -> Iterator[Message]:
    names = [(one.profile.subject.name, one.file) for one in respondents]
    if any(name != names[0][0] for name, _ in names):
        yield Message(
            "The subject has several names; that of {file} is taken: {name}.", file=names[0][1], name=names[0][0]
        )
    groups = [(key, value, one.file) for one in respondents for key, value in one.profile.subject.groups.items()]
    for key in dict.fromkeys(key for key, _, _ in groups):
        values = [(value, file) for name, value, file in groups if name == key]
        if any(value != values[0][0] for value, _ in values):
            value, file = values[0]
            yield Message(
                "The subject is in several groups of {key}; that of {file} is taken: {name}.",
                key=key,
                file=file,
                name=value,
            )


def _assessors(respondents: Sequence[Respondent]) -> Iterable[Assessor]:
    return dict.fromkeys(assessor for one in respondents for assessor in one.profile.assessors)


def _owners(respondents: Sequence[Respondent], rubric: Rubric) -> dict[str, Respondent]:
    """Whose file decides on an indicator: the only one with an assessor to whom its area is assigned."""
    structure = structure_of(rubric)
    owners = {}
    for leaf_id in rubric.indicators:
        # The nearest area that is assigned to anybody counts: a part of an area can be given to somebody else.
        for area in structure.ancestors(leaf_id):
            holders = [one for one in respondents if any(area in who.areas for who in one.profile.assessors)]
            if len(holders) == 1:
                owners[leaf_id] = holders[0]
            if holders:
                break
    return owners


def _ranking(owner: Respondent | None, respondents: Sequence[Respondent], prefer: Sequence[str]) -> Ranking:
    ranking: Ranking = [(owner, "area")] if owner else []
    return ranking + [(one, "preferred") for file in prefer for one in respondents if one.file == file]


def _merged(
    leaf_id: str, voices: list[Voice], ranking: Ranking, *, sign_notes: bool
) -> tuple[dict[str, Any], list[Conflict]]:
    """The response to one indicator as a document, empty if there is none, and the conflicts on it."""
    if not voices:
        return {}, []
    conflicts: list[Conflict] = []
    agreeing = voices
    answering = [voice for voice in voices if voice.response.state != "unanswered"]
    if _differ(answering, "answer"):
        conflict = _settled(Conflict(leaf_id, "answer", tuple(answering)), ranking)
        conflicts.append(conflict)
        if conflict.taken_from is None:
            return {}, conflicts
        # The others' evidence and notes speak for another answer.
        taken = next(voice for voice in answering if voice.respondent is conflict.taken_from)
        agreeing = [voice for voice in answering if _answer(voice) == _answer(taken)]
        agreeing.sort(key=lambda voice: voice is not taken)
    response = _stated([voice for voice in agreeing if voice.response.state != "unanswered"])
    response |= _supported(agreeing, sign_notes=sign_notes)
    for part in get_args(Part)[1:]:
        saying = [voice for voice in agreeing if _says(voice, part) is not None]
        chosen: Respondent | None = saying[0].respondent if saying else None
        if _differ(saying, part):
            conflict = _settled(Conflict(leaf_id, part, tuple(saying)), ranking)
            conflicts.append(conflict)
            chosen = conflict.taken_from
        if chosen is not None:
            voice = next(voice for voice in saying if voice.respondent is chosen)
            response[part] = voice.response.model_dump(mode="json", exclude_unset=True)[part]
    return response, conflicts


def _settled(conflict: Conflict, ranking: Ranking) -> Conflict:
    for who, reason in ranking:
        if any(voice.respondent is who for voice in conflict.voices):
            return Conflict(conflict.id, conflict.part, conflict.voices, who, reason)
    return conflict


def _says(voice: Voice, part: Part) -> object:
    """What the voice says on this part; None if nothing."""
    if part == "answer":
        return None if voice.response.state == "unanswered" else _answer(voice)
    said: object = getattr(voice.response, part)
    return said


def _differ(voices: Sequence[Voice], part: Part) -> bool:
    return any(_says(voice, part) != _says(voices[0], part) for voice in voices[1:])


def _answer(voice: Voice) -> tuple[object, ...]:
    """What makes two answers the same: the state and the value; reasons may be worded in two ways."""
    response = voice.response
    return (response.state, response.level, response.choice, response.quantity)


def _stated(voices: Sequence[Voice]) -> dict[str, Any]:
    """The state on which the voices agree, if any has one; different reasons for it are all given."""
    key = next((state for state in STATES for voice in voices if getattr(voice.response, state) is not None), None)
    if key is None:
        return {}
    values = list(dict.fromkeys(getattr(voice.response, key) for voice in voices))
    return {key: values[0] if len(values) == 1 else "; ".join(values)}


def _supported(voices: Sequence[Voice], *, sign_notes: bool) -> dict[str, Any]:
    """The evidence, notes and confidence of voices that say the same: the confidence is the least of theirs."""
    supported: dict[str, Any] = {}
    if items := _distinct(item for voice in voices for item in voice.response.evidence):
        supported["evidence"] = [item.model_dump(mode="json", exclude_unset=True) for item in items]
    if notes := list(_notes(voices, sign=sign_notes)):
        supported["note"] = "\n\n".join(notes)
    if sure := {voice.response.confidence for voice in voices if voice.response.confidence}:
        supported["confidence"] = next(word for word in _CONFIDENCES if word in sure)
    return supported


def _distinct(items: Iterable[Evidence]) -> list[Evidence]:
    """Each item once; of two that say the same, one of them more, the one that says more."""
    kept: list[Evidence] = []
    for item in items:
        if not any(_tells(other, item) for other in kept):
            kept = [*(other for other in kept if not _tells(item, other)), item]
    return kept


def _tells(fuller: Evidence, item: Evidence) -> bool:
    """Whether the first says everything that the second does."""
    return item.model_dump(exclude_none=True).items() <= fuller.model_dump(exclude_none=True).items()


def _notes(voices: Sequence[Voice], *, sign: bool) -> Iterator[str]:
    """Each note once; with the names of those who wrote it, unless they are all who have a say."""
    writers: dict[str, list[str]] = {}
    for voice in voices:
        if voice.response.note:
            names = writers.setdefault(voice.response.note, [])
            if voice.respondent.name not in names:
                names.append(voice.respondent.name)
    everybody = {voice.respondent.name for voice in voices}
    for note, names in writers.items():
        yield f"{', '.join(names)}: {note}" if sign and len(names) < len(everybody) else note
