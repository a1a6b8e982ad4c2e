"""`review`: what a reviewer answers, recorded in a profile as confirmed or revised.

The rules:

- The same answer confirms: the reviewer's evidence joins that of the answer, each item with the reviewer's name.
- Another answer revises, also where there was none.  It stands in the review, and so does the evidence for it, in
  the comment: under the answer it would support what the reviewer does not believe.
- Where respondents left an answer open there is nothing to decide on yet: the reviewer is heard in that conflict.
- A review that decides the same as an earlier one joins it, with all names and comments.
- A review that decides otherwise is a conflict, which only a preferred file settles.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from aigov_checklist.merging.commenting import comment_of, joined, signed_items
from aigov_checklist.merging.deciding import ranking_of, settled
from aigov_checklist.merging.refusing import LONGEST_WINDOW, refuse_others
from aigov_checklist.merging.remarking import review_remarks
from aigov_checklist.merging.respondents import Conflict, Decision, Merged, Respondent, Voice, stated
from aigov_checklist.models.response import STATES, Response, Review
from aigov_checklist.models.rubric import Rubric


def review(
    merged: Merged,
    respondents: Sequence[Respondent],
    reviewer: Respondent,
    rubric: Rubric,
    *,
    prefer: Sequence[str] = (),
    window: int = LONGEST_WINDOW,
    sign: bool = True,
) -> Merged:
    """Record the answers of a reviewer in the profile that was merged from the respondents.

    Without `sign` no review and no evidence names the reviewer.  Raises UsageError if the reviewer's profile is not
    about the same: subject, rubric, or dates within `window` days.
    """
    refuse_others((*respondents, reviewer), window)
    reviewer = replace(reviewer, is_reviewer=True)
    ranking = ranking_of(None, (*respondents, reviewer), prefer)
    responses, decisions, overtaken = dict(merged.document["responses"]), list[Decision](), list[str]()
    conflicts = {(conflict.id, conflict.part): conflict for conflict in merged.conflicts}
    for leaf_id in rubric.indicators:
        said = reviewer.profile.responses.get(leaf_id, Response())
        if said.state == "unanswered":
            continue
        heard = conflicts.get((leaf_id, "answer"))
        if heard and heard.taken_from is None:
            conflicts[leaf_id, "answer"] = replace(heard, voices=(*heard.voices, Voice(reviewer, said)))
            continue
        document = responses.get(leaf_id, {})
        before = _response(document)
        made = _review(before, said, reviewer, sign=sign)
        conflict = _conflict(leaf_id, made, before, conflicts.get((leaf_id, "review")), respondents, reviewer)
        if conflict:
            conflict = conflicts[leaf_id, "review"] = settled(conflict, ranking)
            if conflict.taken_from is not reviewer:
                responses[leaf_id] = _left(document, is_open=conflict.taken_from is None)
                continue
            if before.reply:
                overtaken.append(leaf_id)
        elif before.review:
            made = joined(before.review, made)
        responses[leaf_id] = _recorded(document, made, before, said, reviewer, sign=sign)
        decisions.append(Decision(leaf_id, before, Voice(reviewer, said), made))
    order = list(rubric.indicators)
    return Merged(
        {**merged.document, "responses": {key: responses[key] for key in order if key in responses}},
        tuple(sorted(conflicts.values(), key=lambda conflict: order.index(conflict.id))),
        (*merged.remarks, *review_remarks(merged, respondents, reviewer, overtaken)),
        tuple(decisions),
    )


def _response(document: dict[str, Any]) -> Response:
    return Response.model_validate(document, strict=False)


def _review(before: Response, said: Response, reviewer: Respondent, *, sign: bool) -> Review:
    is_same = stated(before) == stated(said)
    found = {
        "decision": "confirmed" if is_same else "revised",
        **({} if is_same else {key: getattr(said, key) for key in STATES}),
        "comment": comment_of(before, said, is_same=is_same),
        "reviewer": reviewer.name if sign else None,
        "date": reviewer.profile.date,
    }
    # Not checked here: what is too long is told when the whole document is.
    return Review.model_construct(**{key: value for key, value in found.items() if value is not None})


def _conflict(
    leaf_id: str,
    made: Review,
    before: Response,
    earlier: Conflict | None,
    respondents: Sequence[Respondent],
    reviewer: Respondent,
) -> Conflict | None:
    """Earlier reviews against this one, if they decide otherwise."""
    said = reviewer.profile.responses[leaf_id]
    voice = Voice(reviewer, Response(review=made, evidence=said.evidence if made.decision == "confirmed" else ()))
    if earlier and earlier.taken_from is None:
        return replace(earlier, voices=(*earlier.voices, voice))
    if before.review is None or _decided(before.review) == _decided(made):
        return None
    voices = (
        Voice(one, one.profile.responses[leaf_id])
        for one in respondents
        if leaf_id in one.profile.responses and one.profile.responses[leaf_id].review == before.review
    )
    return Conflict(leaf_id, "review", (next(voices), voice))


def _decided(one: Review) -> tuple[object, ...]:
    return one.decision, stated(one)


def _left(response: dict[str, Any], *, is_open: bool) -> dict[str, Any]:
    """A response that keeps its earlier review, unless nobody has decided between the two."""
    return {key: value for key, value in response.items() if key != "review" or not is_open}


def _recorded(
    response: dict[str, Any], made: Review, before: Response, said: Response, reviewer: Respondent, *, sign: bool
) -> dict[str, Any]:
    """The response with the review in its place, and with evidence that supports the same answer."""
    response = {**response, "review": made.model_dump(mode="json", exclude_none=True)}
    if made.decision == "confirmed":
        items = signed_items(before, said, reviewer.name if sign else None)
        if evidence := [
            *response.get("evidence", ()),
            *(item.model_dump(mode="json", exclude_none=True) for item in items),
        ]:
            response["evidence"] = evidence
    return {key: response[key] for key in Response.model_fields if key in response}
