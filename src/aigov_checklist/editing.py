"""Changing answers of a profile file, so that the rest keeps its bytes and nothing wrong gets in."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any, NamedTuple, NoReturn

from aigov_checklist.answer_words import proposal_words
from aigov_checklist.errors import DocumentError, Problem, UsageError
from aigov_checklist.loading import Opened, admit_profile
from aigov_checklist.message import Message
from aigov_checklist.models.response import STATES, Response
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.readers.draft import Draft
from aigov_checklist.readers.plain import is_json, read_document
from aigov_checklist.readers.sources import FileSource
from aigov_checklist.splicing import with_answer, with_step
from aigov_checklist.suggesting import did_you_mean

Answer = dict[str, Any]
"""A response as it stands in the document."""

_ORDER = (*STATES, "evidence", "note", "confidence", "review", "reply", "target", "proposal")


@dataclass(frozen=True)
class Edit:
    """What is to be changed in one answer; what is left out stays as it is.

    `state` is a key of STATES with its value.  `accept` makes the level that is proposed the answer; the proposal
    stays beside it.  `evidence` are items to add, `target` and `proposal` the whole of them, as they would stand in
    the file.
    """

    state: tuple[str, int | float | str] | None = None
    clear: bool = False
    accept: bool = False
    evidence: Sequence[dict[str, str | int]] = ()
    note: str | None = None
    confidence: str | None = None
    reply: str | None = None
    drop_review: bool = False
    target: dict[str, str | int] | None = None
    proposal: Answer | None = None
    drop_proposal: bool = False


class Edited(NamedTuple):
    """The bytes that the file should hold now, whether they are others than before, and the opened new profile."""

    data: bytes
    is_changed: bool
    opened: Opened


def evidence_item(
    title: str, *, url: str | None = None, document: str | None = None, day: str | None = None
) -> dict[str, str | int]:
    """An evidence item as people write it: without what is not known, and a bare year without quotes."""
    item: dict[str, str | int] = {"title": title}
    item |= {key: text for key, text in (("url", url), ("document", document)) if text is not None}
    if day is not None:
        item["date"] = date_as_written(day)
    return item


def date_as_written(day: str) -> str | int:
    """A date as people write it: a bare year without quotes."""
    return int(day) if len(day) == 4 and day.isascii() and day.isdigit() and day[0] != "0" else day


def edit_answer(source: FileSource, leaf_id: str, edit: Edit, rubric: Rubric | None = None) -> Edited:
    """Change the answer to one indicator in a profile, see `edit_answers`."""
    return edit_answers(source, {leaf_id: edit}, rubric)


def edit_answers(
    source: FileSource, edits: Mapping[str, Edit], rubric: Rubric | None = None, *, step: Answer | None = None
) -> Edited:
    """Change the answers to some indicators in a profile; the file itself is not touched.

    If anything changes, `step` is written into the history of the profile.  Raises DocumentError with every problem
    that the profile has before or would have afterwards, UsageError for an indicator that its rubric does not have,
    for an answer whose review would no longer be about it, for a reply to no review, and for a proposal that cannot
    be accepted.
    """
    opened = admit_profile(source, rubric)
    document, _ = source.read()
    draft = source
    for leaf_id, edit in edits.items():
        _refuse_unknown(leaf_id, opened.rubric)
        _refuse_endless(edit)
        before: Answer | None = document["responses"].get(leaf_id)
        after = _edited(leaf_id, before or {}, edit)
        if after != (before or {}):
            document = {**document, "responses": {**document["responses"], leaf_id: after}}
            draft = _spliced(draft, leaf_id, before, document, list(opened.rubric.indicators))
    if draft is source:
        return Edited(source.data, is_changed=False, opened=opened)
    if step is not None:
        draft = _with_step(draft, document, step)
    return Edited(draft.data, is_changed=True, opened=admit_profile(draft, opened.rubric))


def _with_step(source: FileSource, document: Any, step: Answer) -> FileSource:
    """The source with one more step in its history. Raises DocumentError if that cannot be written."""
    text, history = source.data.decode("utf-8"), document.get("history", [])
    proposals = with_step(text, history, step, is_json=is_json(text, source.name))
    drafts = (Draft(source.name, proposal.encode("utf-8", "replace")) for proposal in proposals)
    wanted = {**document, "history": [*history, step]}
    if draft := next((draft for draft in drafts if says(draft, wanted)), None):
        return draft
    message = Message("The history is written in a way that cannot be added to by itself.")
    hint = Message("Write it as 'key: value' lines first.")
    raise DocumentError(source.placed([Problem("not-editable", message, hint, "$.history")]))


def _spliced(source: FileSource, leaf_id: str, before: Answer | None, wanted: Any, order: list[str]) -> FileSource:
    """The source with one answer changed so that it says what is wanted. Raises DocumentError if that cannot be."""
    text, after = source.data.decode("utf-8"), wanted["responses"][leaf_id]
    proposals = with_answer(text, leaf_id, before, after, order=order, is_json=is_json(text, source.name))
    drafts = (Draft(source.name, proposal.encode("utf-8", "replace")) for proposal in proposals)
    draft = next((draft for draft in drafts if says(draft, wanted)), None)
    return draft or _refuse_notation(source, leaf_id)


def _refuse_endless(edit: Edit) -> None:
    if edit.state and isinstance(edit.state[1], float) and not isfinite(edit.state[1]):
        message = Message("{number} is not a number that can be used.", number=edit.state[1])
        raise DocumentError([Problem("not-finite", message, Message("Write an ordinary number."))])


def _refuse_unknown(leaf_id: str, rubric: Rubric) -> None:
    if leaf_id in rubric.indicators:
        return
    if leaf_id in rubric.aliases:
        raise UsageError(
            Message("{name} is asked under {now} in this rubric.", name=leaf_id, now=rubric.aliases[leaf_id])
        )
    hint = did_you_mean(leaf_id, (*rubric.indicators, *rubric.aliases)) or Message(
        "See: aigov rubric show {rubric}.", rubric=rubric.id
    )
    raise UsageError(Message("The rubric has no indicator {name!r}. {hint}", name=leaf_id, hint=hint))


def _edited(leaf_id: str, before: Answer, edit: Edit) -> Answer:
    """The answer after the edit. Raises UsageError if review and answer, or reply and review, would not fit."""
    after = dict(before)
    state = ("level", _proposed_level(leaf_id, before)) if edit.accept else edit.state
    if edit.clear or state:
        after = {key: value for key, value in after.items() if key not in STATES}
    if state:
        after[state[0]] = state[1]
    if added := [item for item in edit.evidence if not _is_there(item, before)]:
        after["evidence"] = [*before.get("evidence", ()), *added]
    texts = {"note": edit.note, "confidence": edit.confidence, "reply": edit.reply, "target": edit.target}
    texts |= {"proposal": edit.proposal}
    after |= {key: text for key, text in texts.items() if text is not None}
    if edit.drop_review:
        after.pop("review", None)
    if edit.drop_proposal:
        after.pop("proposal", None)
    if edit.reply is not None and "review" not in after:
        raise UsageError(
            Message("The answer to {name} has not been reviewed: there is nothing to reply to.", name=leaf_id)
        )
    if "review" in after and any(before.get(state) != after.get(state) for state in STATES):
        raise UsageError(
            Message(
                "The answer to {name} has been reviewed, and the review is not about another answer. "
                "Take it out as well with --drop-review.",
                name=leaf_id,
            )
        )
    return {key: after[key] for key in (*before, *_ORDER) if key in after}


def _proposed_level(leaf_id: str, before: Answer) -> int:
    """The level that is proposed. Raises UsageError if there is an answer, or not just one level is proposed."""
    response = Response.model_validate_json(json.dumps(before))
    if response.state != "unanswered":
        raise UsageError(Message("{name} is answered already. To change the answer, give it yourself.", name=leaf_id))
    if response.proposal is None:
        raise UsageError(Message("There is no proposal for {name}. Give the answer yourself.", name=leaf_id))
    if response.proposal.level is None:
        raise UsageError(
            Message(
                "The proposal for {name} is no single level ({words}). Choose a level with --level.",
                name=leaf_id,
                words=proposal_words(response.proposal),
            )
        )
    return response.proposal.level


def _is_there(item: dict[str, str | int], answer: Answer) -> bool:
    """Whether the evidence names the item already, be it with more words."""
    told = {key: str(value) for key, value in item.items() if value != item.get("url") or key == "url"}
    items = ({key: str(value) for key, value in old.items()} for old in answer.get("evidence", ()))
    return any(told.items() <= old.items() for old in items)


def says(draft: Draft, wanted: Any) -> bool:
    """Whether a draft says exactly this, in whatever notation."""
    try:
        document, problems = read_document(draft.data, draft.name)
    except DocumentError:
        return False
    return not problems and _told(document) == _told(wanted)


def _told(document: Any) -> str:
    # As text, because to Python 1, 1.0 and true are the same.
    return json.dumps(document, sort_keys=True)


def _refuse_notation(source: FileSource, leaf_id: str) -> NoReturn:
    message = Message("The answer to {name} is written in a way that cannot be changed by itself.", name=leaf_id)
    hint = Message("Change it with an editor, or write it as 'key: value' lines first.")
    found = Problem("not-editable", message, hint, f"$.responses[{leaf_id!r}]")
    raise DocumentError(source.placed([found]))
