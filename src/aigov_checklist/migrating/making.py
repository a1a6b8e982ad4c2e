"""A profile under another version of its rubric: as a file, or read forwards or backwards."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from aigov_checklist.loading import Opened, admit_profile
from aigov_checklist.migrating.back import carried_back
from aigov_checklist.migrating.carrying import Document, carry
from aigov_checklist.migrating.fates import Passage
from aigov_checklist.migrating.retyping import retyped
from aigov_checklist.migrating.route import Leg
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.notation import document_bytes
from aigov_checklist.readers.draft import Draft
from aigov_checklist.readers.plain import is_json
from aigov_checklist.readers.sources import FileSource


class Migrated(NamedTuple):
    """The bytes of the file, the profile that it holds, and the way that it came, leg by leg.

    `loses_comments` says that the text could not be changed in its place and has comments, which are not in the data.
    """

    data: bytes
    opened: Opened
    passages: tuple[Passage, ...]
    loses_comments: bool


def migrate(file: FileSource, legs: Sequence[Leg], name: str, *, today: str) -> Migrated:
    """Carry a profile that the door has let in along these legs, for a file of that name.

    What does not change keeps its bytes, comments included, wherever the notation stays the same.
    """
    document, _ = file.read()
    now, passages = _carried(document, legs, today)
    new = legs[-1].new
    kept = retyped(file, document, now, new, passages) if _same_notation(file.name, name) else None
    data = document_bytes(now, name) if kept is None else kept
    loses_comments = kept is None and _has_comments(file)
    return Migrated(data, admit_profile(Draft(name, data), new), passages, loses_comments)


class Elsewhere(NamedTuple):
    """A profile under another version, and the indicators of its own whose answers have no place there."""

    profile: Profile
    left: tuple[str, ...]


def read_forwards(profile: Profile, legs: Sequence[Leg]) -> Elsewhere:
    """The profile of the start of these legs as it is at their end."""
    now, passages = _carried(_plain(profile), legs, profile.date)
    fates = (fate for passage in passages for fate in passage.fates)
    return Elsewhere(_opened(now, legs[-1].new), tuple(name for fate in fates if fate.is_open for name in fate.sources))


def read_backwards(profile: Profile, legs: Sequence[Leg]) -> Elsewhere:
    """The profile of the end of these legs as it is at their start, as far as that can be known."""
    document, left = _plain(profile), list[str]()
    for leg in reversed(legs):
        document, unread = carried_back(document, leg)
        left += unread
    return Elsewhere(_opened(document, legs[0].old), tuple(left))


def _plain(profile: Profile) -> Document:
    document: Document = profile.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return document


def _opened(document: Document, rubric: Rubric) -> Profile:
    name = "profile.json"
    return admit_profile(Draft(name, document_bytes(document, name)), rubric).profile


def _carried(document: Document, legs: Sequence[Leg], day: str) -> tuple[Document, tuple[Passage, ...]]:
    passages = []
    for leg in legs:
        document, passage = carry(document, leg.old, leg.new, leg.migration, day=day)
        passages.append(passage)
    return document, tuple(passages)


def _same_notation(one: str, other: str) -> bool:
    return one.lower().endswith(".json") == other.lower().endswith(".json")


def _has_comments(file: FileSource) -> bool:
    text = file.data.decode("utf-8")
    return not is_json(text, file.name) and re.search(r"(?m)(?:^|\s)#", text) is not None
