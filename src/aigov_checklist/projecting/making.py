"""`project`: the file that holds the proposals, new or as one that is there goes on."""

from typing import NamedTuple

from aigov_checklist.crosswalks.correspondence import Correspondence
from aigov_checklist.editing import edit_answers
from aigov_checklist.errors import UsageError
from aigov_checklist.language import Language
from aigov_checklist.loading import Opened, admit_profile
from aigov_checklist.message import Message
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.notation import document_bytes
from aigov_checklist.projecting.documents import Document, begun, edits_of, step_of, with_proposals
from aigov_checklist.projecting.proposing import Projection, propose
from aigov_checklist.projecting.subjects import refuse_other_subject
from aigov_checklist.readers.draft import Draft
from aigov_checklist.readers.plain import is_json
from aigov_checklist.readers.sources import FileSource


class Projected(NamedTuple):
    """The bytes of the file, the profile that it holds, and what became of the projection."""

    data: bytes
    opened: Opened
    projection: Projection


class Origin(NamedTuple):
    """The file that is projected, as it was opened."""

    file: FileSource
    opened: Opened


def project(
    origin: Origin, found: Correspondence, name: str, *, today: str, language: Language, into: Origin | None = None
) -> Projected:
    """Make proposals of a profile for the second rubric, in a file of that name; `today` is the day of the step.

    With `into`, that file goes on: answers and reviews in it keep their bytes.  Raises UsageError if it is about
    another subject, or if the rubric asks this one nothing, DocumentError if it cannot be added to as it is written.
    """
    source, rubric = origin.opened.profile, found.other.rubric
    step = step_of(origin.file, source, today)
    if into is not None:
        refuse_other_subject(source, into.opened.profile)
        _refuse_other_notation(into.file, name)
        projection = _proposed(source, into.opened.profile, found, language)
        edited = edit_answers(into.file, edits_of(projection), into.opened.rubric, step=step)
        return Projected(edited.data, edited.opened, projection)
    document = begun(source, rubric, language)
    projection = _proposed(source, _opened(document, name, rubric).profile, found, language)
    document = with_proposals(document, projection, step)
    return Projected(document_bytes(document, name), _opened(document, name, rubric), projection)


def refuse_same_rubric(one: Rubric, other: Rubric) -> None:
    """Raise UsageError if a profile would be projected onto the rubric that it answers."""
    if one.id == other.id:
        raise UsageError(Message("The profile answers {rubric} already: name another rubric with --to.", rubric=one.id))


def _proposed(source: Profile, before: Profile, found: Correspondence, language: Language) -> Projection:
    projection = propose(source, before, found, language)
    if not projection.outcomes:
        raise UsageError(
            Message("Nothing here is asked of {kind} in the tier {tier}.", kind=before.subject.kind, tier=before.tier)
        )
    return projection


def _opened(document: Document, name: str, rubric: Rubric) -> Opened:
    return admit_profile(Draft(name, document_bytes(document, name)), rubric)


def _refuse_other_notation(file: FileSource, name: str) -> None:
    """JSON may stand in a YAML file, but not the other way round."""
    if name.lower().endswith(".json") and not is_json(file.data.decode("utf-8"), file.name):
        raise UsageError(
            Message(
                "{file} is written in YAML and goes on in YAML: let {name} end in .yaml.", file=file.name, name=name
            )
        )
