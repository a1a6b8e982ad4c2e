"""What a reviewer adds to an answer: a comment in words, and evidence with the reviewer's name."""

from collections.abc import Iterator

from aigov_checklist.merging.supporting import tells
from aigov_checklist.models.profile import Evidence, Response


def comment_of(before: Response, said: Response, *, is_same: bool) -> str | None:
    """What the reviewer says beside the answer itself, and has not taken over from the response before."""
    return "\n\n".join(_words(before, said, is_same=is_same)) or None


def signed_items(before: Response, said: Response, name: str | None) -> list[Evidence]:
    """The reviewer's evidence that the response did not have before, each with the name in its note."""
    items = (item if name is None else _signed(item, name) for item in _new(before, said))
    return [item for item in items if not any(tells(old, item) for old in before.evidence)]


def _words(before: Response, said: Response, *, is_same: bool) -> Iterator[str]:
    if is_same:
        # Another answer carries its reason itself.
        reason = said.no_information or said.not_applicable
        if reason and reason not in (before.no_information, before.not_applicable):
            yield reason
    if said.note and said.note != before.note:
        yield said.note
    if not is_same and (items := _new(before, said)):
        yield "\n".join(f"- {_in_words(item)}" for item in items)
    if said.confidence and said.confidence != before.confidence:
        yield f"confidence: {said.confidence}"


def _new(before: Response, said: Response) -> list[Evidence]:
    return [item for item in said.evidence if not any(tells(old, item) for old in before.evidence)]


def _in_words(item: Evidence) -> str:
    return ", ".join(str(value) for value in item.model_dump(mode="json", exclude_none=True).values())


def _signed(item: Evidence, name: str) -> Evidence:
    signature = f"{name} (reviewer)"
    return item.model_copy(update={"note": f"{signature}: {item.note}" if item.note else signature})
