"""The rubric that answers were given to, as the stamp of their form names it."""

from aigov_checklist.errors import DocumentError, Problem
from aigov_checklist.forms.stamp import Stamp
from aigov_checklist.loading import load_known_rubric
from aigov_checklist.message import Message
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.registry import is_known, known_rubrics


def rubric_of(stamp: Stamp, rubric: Rubric | None, *, file: str, place: str) -> Rubric:
    """The rubric given, else the known one that the stamp names.

    Raises DocumentError if it is another one, or another version: names and labels are understood by the rubric
    that they were made of only.
    """
    if rubric is None and not is_known(stamp.rubric):
        message = Message("There is no rubric {name}.", name=stamp.rubric)
        hint = Message(
            "Use one of: {rubrics}; or give a rubric of your own with --rubric.", rubrics=", ".join(known_rubrics())
        )
        raise DocumentError([Problem("unknown-rubric", message, hint, file=file, place=place)])
    known = rubric or load_known_rubric(stamp.rubric)
    if known.id != stamp.rubric:
        message = Message("The profile answers the rubric {named}, not {rubric}.", named=stamp.rubric, rubric=known.id)
        hint = Message("Give the rubric it was written for with --rubric.")
        raise DocumentError([Problem("other-rubric", message, hint, file=file, place=place)])
    if known.version != stamp.version:
        message = Message(
            "The profile answers version {named} of {rubric}; the one here is {version}.",
            named=stamp.version,
            rubric=known.id,
            version=known.version,
        )
        hint = Message("Give the rubric of that version with --rubric.")
        raise DocumentError([Problem("other-version", message, hint, file=file, place=place)])
    return known
