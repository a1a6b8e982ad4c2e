"""`migrate`: the file of a profile under another version of its rubric."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from aigov_checklist.loading import Opened, admit_profile
from aigov_checklist.migrating.carrying import Document, carry
from aigov_checklist.migrating.fates import Passage
from aigov_checklist.migrating.retyping import retyped
from aigov_checklist.migrating.route import Leg
from aigov_checklist.models.profile import Profile
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


def migrated_profile(profile: Profile, legs: Sequence[Leg]) -> Profile:
    """The profile as it is at the end of these legs."""
    document = profile.model_dump(mode="json", by_alias=True, exclude_unset=True)
    now, _ = _carried(document, legs, profile.date)
    name = "profile.json"
    return admit_profile(Draft(name, document_bytes(now, name)), legs[-1].new).profile


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
