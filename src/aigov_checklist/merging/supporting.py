"""The evidence, notes and confidence of several who say the same, put together."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from aigov_checklist.merging.respondents import Voice
from aigov_checklist.models.proposal import CONFIDENCES
from aigov_checklist.models.response import Evidence


def supported(voices: Sequence[Voice], *, sign_notes: bool) -> dict[str, Any]:
    """The evidence, notes and confidence of voices that say the same: the confidence is the least of theirs."""
    found: dict[str, Any] = {}
    if items := distinct(item for voice in voices for item in voice.response.evidence):
        found["evidence"] = [item.model_dump(mode="json", exclude_unset=True) for item in items]
    if notes := list(_notes(voices, sign=sign_notes)):
        found["note"] = "\n\n".join(notes)
    if sure := {voice.response.confidence for voice in voices if voice.response.confidence}:
        found["confidence"] = next(word for word in CONFIDENCES if word in sure)
    return found


def distinct(items: Iterable[Evidence]) -> list[Evidence]:
    """Each item once; of two that say the same, one of them more, the one that says more."""
    kept: list[Evidence] = []
    for item in items:
        if not any(tells(other, item) for other in kept):
            kept = [*(other for other in kept if not tells(item, other)), item]
    return kept


def tells(fuller: Evidence, item: Evidence) -> bool:
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
