"""`merge`: one profile of several, indicator by indicator."""

from collections.abc import Sequence
from typing import Any, get_args

from aigov_checklist.merging.deciding import Ranking, owners, ranking_of, settled
from aigov_checklist.merging.heads import head_remarks, merged_head
from aigov_checklist.merging.refusing import LONGEST_WINDOW, refuse_other_kinds, refuse_others
from aigov_checklist.merging.respondents import Conflict, Merged, Part, Respondent, Voice, stated
from aigov_checklist.merging.supporting import supported
from aigov_checklist.models.response import STATES
from aigov_checklist.models.rubric import Rubric


def merge(
    respondents: Sequence[Respondent],
    rubric: Rubric,
    *,
    prefer: Sequence[str] = (),
    window: int = LONGEST_WINDOW,
    sign_notes: bool = True,
) -> Merged:
    """Make one profile of several.

    An answer that only one gives is taken; the same answer of several keeps all their evidence and notes.  Of
    different answers the one is taken that stands in the file of the assessor to whom the area is assigned,
    else the one in the first file of `prefer` that has one; otherwise the indicator is left unanswered.
    Raises UsageError if the profiles are not about the same: subject, kind, rubric, or dates within `window` days.
    """
    refuse_others(respondents, window)
    refuse_other_kinds(respondents)
    owned = owners(respondents, rubric)
    responses: dict[str, Any] = {}
    conflicts: list[Conflict] = []
    for leaf_id in rubric.indicators:
        voices = [Voice(one, one.profile.responses[leaf_id]) for one in respondents if leaf_id in one.profile.responses]
        ranking = ranking_of(owned.get(leaf_id), respondents, prefer)
        response, found = _merged(leaf_id, voices, ranking, sign_notes=sign_notes)
        conflicts += found
        if response:
            responses[leaf_id] = response
    document = {**merged_head(respondents), "responses": responses}
    return Merged(document, tuple(conflicts), tuple(head_remarks(respondents)))


def _merged(
    leaf_id: str, voices: list[Voice], ranking: Ranking, *, sign_notes: bool
) -> tuple[dict[str, Any], list[Conflict]]:
    """The response to one indicator as a document, empty if there is none, and the conflicts on it."""
    if not voices:
        return {}, []
    conflicts: list[Conflict] = []
    agreeing = voices
    answering = [voice for voice in voices if voice.response.state != "unanswered"]
    if _differ(answering, "answer"):
        conflict = settled(Conflict(leaf_id, "answer", tuple(answering)), ranking)
        conflicts.append(conflict)
        if conflict.taken_from is None:
            return {}, conflicts
        # The others' evidence and notes speak for another answer.
        taken = next(voice for voice in answering if voice.respondent is conflict.taken_from)
        agreeing = [voice for voice in answering if stated(voice.response) == stated(taken.response)]
        agreeing.sort(key=lambda voice: voice is not taken)
    response = _answer_of([voice for voice in agreeing if voice.response.state != "unanswered"])
    response |= supported(agreeing, sign_notes=sign_notes)
    for part in get_args(Part)[1:]:
        saying = [voice for voice in agreeing if _says(voice, part) is not None]
        chosen: Respondent | None = saying[0].respondent if saying else None
        if _differ(saying, part):
            conflict = settled(Conflict(leaf_id, part, tuple(saying)), ranking)
            conflicts.append(conflict)
            chosen = conflict.taken_from
        if chosen is not None:
            voice = next(voice for voice in saying if voice.respondent is chosen)
            response[part] = voice.response.model_dump(mode="json", exclude_unset=True)[part]
    return response | _proposed(agreeing), conflicts


def _says(voice: Voice, part: Part) -> object:
    """What the voice says on this part; None if nothing."""
    if part == "answer":
        return None if voice.response.state == "unanswered" else stated(voice.response)
    said: object = getattr(voice.response, part)
    return said


def _differ(voices: Sequence[Voice], part: Part) -> bool:
    return any(_says(voice, part) != _says(voices[0], part) for voice in voices[1:])


def _proposed(voices: Sequence[Voice]) -> dict[str, Any]:
    """The first proposal, preferably that of somebody who has answered: then it is where the answer came from."""
    proposing = [voice for voice in voices if voice.response.proposal]
    proposing.sort(key=lambda voice: voice.response.state == "unanswered")
    if not proposing:
        return {}
    return {"proposal": proposing[0].response.model_dump(mode="json", by_alias=True, exclude_unset=True)["proposal"]}


def _answer_of(voices: Sequence[Voice]) -> dict[str, Any]:
    """The state on which the voices agree, if any has one; different reasons for it are all given."""
    key = next((state for state in STATES for voice in voices if getattr(voice.response, state) is not None), None)
    if key is None:
        return {}
    values = list(dict.fromkeys(getattr(voice.response, key) for voice in voices))
    return {key: values[0] if len(values) == 1 else "; ".join(values)}
