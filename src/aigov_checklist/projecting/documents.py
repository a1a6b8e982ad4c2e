"""A projection as a document: a new profile in which nothing is answered, or the proposals that an old one gets."""

import hashlib
from pathlib import PurePath
from typing import Any

from aigov_checklist.editing import Edit
from aigov_checklist.language import Language
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.record import Record
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.projecting.proposing import Projection
from aigov_checklist.readers.sources import FileSource

Document = dict[str, Any]


def begun(source: Profile, rubric: Rubric, language: Language) -> Document:
    """A profile of the same subject, day and kind under another rubric, in which nothing is answered.

    It names no assessors: nobody has assessed anything under this rubric yet.
    """
    return {
        "rubric": {"id": rubric.id, "version": rubric.version},
        "kind": source.kind,
        "date": source.date,
        "subject": _plain(source.subject),
        "tier": source.tier,
        "statement": language.say(
            "Nothing here is answered yet: the answers to {rubric} {version} of {date} were read through a crosswalk, "
            "and what they suggest stands as proposals that wait for a person's decision.",
            rubric=source.rubric.id,
            version=source.rubric.version,
            date=source.date,
        ),
        "responses": {},
    }


def with_proposals(document: Document, projection: Projection, step: Document) -> Document:
    """The new profile with its proposals, their evidence, and the step that made them."""
    responses = {
        name: {
            **({"evidence": [_plain(item) for item in items]} if (items := projection.evidence[name]) else {}),
            "proposal": _plain(proposal),
        }
        for name, proposal in projection.proposals.items()
    }
    order = (*(key for key in document if key != "responses"), "history", "responses")
    found = {**document, "history": [step], "responses": responses}
    return {key: found[key] for key in order}


def edits_of(projection: Projection) -> dict[str, Edit]:
    """What changes in a profile that is there already: new proposals, and those that are no longer made."""
    edits = {
        name: Edit(proposal=_plain(proposal), evidence=[_plain(item) for item in projection.evidence[name]])
        for name, proposal in projection.proposals.items()
    }
    withdrawn = {
        name: Edit(drop_proposal=True)
        for name, proposal in projection.before.waiting.items()
        if name not in edits and proposal.rubric.id == projection.source.rubric.id
    }
    return withdrawn | edits


def step_of(source: FileSource, profile: Profile, today: str) -> Document:
    """The step of the history: from which file, and on which day."""
    return {
        "event": "projected",
        "rubric": _plain(profile.rubric),
        "file": PurePath(source.name).name or source.name,
        "sha256": hashlib.sha256(source.data).hexdigest(),
        "date": today,
    }


def _plain(record: Record) -> Document:
    document: Document = record.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return document
