"""What a reviewer adds: a comment in words, evidence with the reviewer's name, a second voice for the same decision."""

from collections.abc import Iterator

from aigov_checklist.merging.supporting import tells
from aigov_checklist.models.response import Answer, Evidence, Response, Review

_BETWEEN = ", "
"""What stands between the names of several reviewers."""


def comment_of(before: Response, said: Response, *, is_same: bool) -> str | None:
    """What the reviewer says beside the answer itself, and has not taken over from the response before."""
    return "\n\n".join(_words(before, said, is_same=is_same)) or None


def signed_items(before: Response, said: Response, name: str | None) -> list[Evidence]:
    """The reviewer's evidence that the response did not have before, each with the name in its note."""
    items = (item if name is None else _signed(item, name) for item in _new(before, said))
    return [item for item in items if not any(tells(old, item) for old in before.evidence)]


def joined(earlier: Review, later: Review) -> Review:
    """One review of two that decide the same: all names and comments, and the later day if anything is new.

    Comments of several are signed, as notes are.
    """
    names, others = (one.reviewer.split(_BETWEEN) if one.reviewer else [] for one in (earlier, later))
    is_known = set(others) <= set(names)
    said = [text for text in (_reason(later), later.comment) if text and text not in _texts(earlier)]
    if is_known and not said:
        return earlier
    before, now = earlier.comment, "\n\n".join(said)
    if not is_known:
        is_signed = before and any(before.startswith(f"{name}: ") for name in names)
        if before and names and not is_signed and before != later.comment:
            before = f"{earlier.reviewer}: {before}"
        now = now and f"{later.reviewer}: {now}"
    found = {
        "comment": "\n\n".join(text for text in (before, now) if text) or None,
        "reviewer": _BETWEEN.join(dict.fromkeys([*names, *others])) or None,
        "date": max((day for day in (earlier.date, later.date) if day), default=None),
    }
    return earlier.model_copy(update=found)


def _texts(review: Review) -> str:
    return "\n\n".join(text for text in (_reason(review), review.comment) if text)


def _reason(answer: Answer) -> str | None:
    return answer.no_information or answer.not_applicable


def _words(before: Response, said: Response, *, is_same: bool) -> Iterator[str]:
    if is_same:
        # Another answer carries its reason itself.
        reason = _reason(said)
        if reason and reason != _reason(before):
            yield reason
    if said.note and said.note != before.note:
        yield said.note
    if not is_same and (items := _new(before, said)):
        yield "\n".join(map(_in_words, items))
    if said.confidence and said.confidence != before.confidence:
        yield f"confidence: {said.confidence}"


def _new(before: Response, said: Response) -> list[Evidence]:
    return [item for item in said.evidence if not any(tells(old, item) for old in before.evidence)]


def _in_words(item: Evidence) -> str:
    return ", ".join(str(value) for value in item.model_dump(mode="json", exclude_none=True).values())


def _signed(item: Evidence, name: str) -> Evidence:
    signature = f"{name} (reviewer)"
    return item.model_copy(update={"note": f"{signature}: {item.note}" if item.note else signature})
