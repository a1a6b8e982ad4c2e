"""A plan's steps as targets in the profile's file."""

from collections.abc import Iterator
from typing import NamedTuple

from aigov_checklist.editing import Edit, Edited, date_as_written, edit_answers
from aigov_checklist.language import ENGLISH, Language
from aigov_checklist.models.response import Target
from aigov_checklist.planning.plan import Plan, Step
from aigov_checklist.readers.sources import FileSource


class Targeted(NamedTuple):
    """The file as it should be now, and which indicators got, kept or could not have a target."""

    edited: Edited
    new: tuple[str, ...]
    replaced: tuple[str, ...]
    kept: tuple[str, ...]
    without_level: tuple[str, ...]


def with_targets(
    source: FileSource,
    plan: Plan,
    *,
    owner: str | None = None,
    due: str | None = None,
    replace: bool = False,
    language: Language = ENGLISH,
) -> Targeted:
    """Put a target at each answer that the plan raises; the file itself is not touched.

    A target is due in the year of its step unless `due` says otherwise.  One that stands there already and says
    something else is kept unless `replace` is set.  Raises DocumentError with every problem that the profile has
    before or would have afterwards.
    """
    edits: dict[str, Edit] = {}
    new, replaced, kept, without_level = list[str](), list[str](), list[str](), list[str]()
    for step in plan.steps:
        there, level = step.ladder.given.target, step.ladder.answer_at(step.height).level
        if level is None:
            without_level.append(step.id)
            continue
        target = _target(step, plan, level, owner, due, language)
        if there is not None and _says(there, target):
            continue
        if there is not None and not replace:
            kept.append(step.id)
            continue
        (new if there is None else replaced).append(step.id)
        edits[step.id] = Edit(target=target)
    edited = edit_answers(source, edits, plan.case.rubric)
    return Targeted(edited, tuple(new), tuple(replaced), tuple(kept), tuple(without_level))


def _target(
    step: Step, plan: Plan, level: int, owner: str | None, due: str | None, language: Language
) -> dict[str, str | int]:
    year = str(int(plan.case.profile.date[:4]) + step.year)
    target: dict[str, str | int] = {"level": level}
    if owner is not None:
        target["owner"] = owner
    target["due"] = date_as_written(due or year)
    if note := " ".join(_notes(step, language)):
        target["note"] = note
    return target


def _notes(step: Step, language: Language) -> Iterator[str]:
    if step.height == 1 and step.ladder.rungs[0].opens:
        yield language.say("Answer this question: until then it counts at this level in the plan.")
    if step.brings_evidence:
        yield language.say("Prepare evidence for it that can be looked up.")


def _says(there: Target, target: dict[str, str | int]) -> bool:
    told = {key: str(value) for key, value in there.model_dump(exclude_none=True).items()}
    return told == {key: str(value) for key, value in target.items()}
