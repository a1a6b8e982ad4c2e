"""What of a reviewer's file has no place in a review, so that it is told and not lost silently."""

from collections.abc import Iterator, Sequence

from aigov_checklist.merging.respondents import Merged, Respondent
from aigov_checklist.message import Message
from aigov_checklist.models.response import Response

_APART = ("review", "reply", "target")


def review_remarks(
    merged: Merged, respondents: Sequence[Respondent], reviewer: Respondent, overtaken_replies: Sequence[str]
) -> Iterator[Message]:
    """Remarks on the reviewer's name and file; `overtaken_replies` are replies to reviews that were replaced."""
    if reviewer.name in {one.name for one in respondents}:
        yield Message("The reviewer has the name of somebody who answered: {name}.", name=reviewer.name)
    said = reviewer.profile.responses
    if undecided := [key for key, one in said.items() if one.state == "unanswered" and (one.evidence or one.note)]:
        yield Message(
            "{file} has notes or evidence without an answer, which decide nothing and are left out: {names}.",
            file=reviewer.file,
            names=", ".join(undecided),
        )
    before = {key: Response.model_validate(one, strict=False) for key, one in merged.document["responses"].items()}
    apart = [
        key
        for key, one in said.items()
        if any(getattr(one, part) not in (None, getattr(before.get(key), part, None)) for part in _APART)
    ]
    if apart:
        yield Message(
            "{file} has reviews, replies or targets of its own, which are left out: {names}.",
            file=reviewer.file,
            names=", ".join(apart),
        )
    if overtaken_replies:
        yield Message(
            "The subject has replied to an earlier review, which is replaced: {names}.",
            names=", ".join(overtaken_replies),
        )
