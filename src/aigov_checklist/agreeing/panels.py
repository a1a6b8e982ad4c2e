"""Raters side by side: who said what on each indicator of each subject.

A rating is any stated answer: a level, a code, a number, "no information" or "not applicable".  An indicator that a
rater left unanswered, or was not asked, is not rated: silence neither agrees nor disagrees.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aigov_checklist.errors import UsageError
from aigov_checklist.merging import Respondent, refuse_others
from aigov_checklist.merging.refusing import refuse_another_rubric
from aigov_checklist.message import Message
from aigov_checklist.models.profile import Profile, Subject
from aigov_checklist.models.response import Response
from aigov_checklist.models.rubric import Indicator, Rubric
from aigov_checklist.scope import out_of_scope


@dataclass(frozen=True)
class Rater:
    """A name, and the profiles by whoever bears it: one a subject."""

    name: str
    given: tuple[Respondent, ...]


@dataclass(frozen=True)
class Unit:
    """One indicator of one subject: what each rater said, in the order of the raters; None where nothing."""

    subject: Subject
    indicator: Indicator
    said: tuple[Response | None, ...]

    @property
    def ratings(self) -> tuple[Response, ...]:
        """What was said at all."""
        return tuple(response for response in self.said if response is not None)


@dataclass(frozen=True)
class Panel:
    """Raters, every indicator of every subject that at least two of them have a profile of, and who has only one."""

    raters: tuple[Rater, ...]
    subjects: tuple[Subject, ...]
    units: tuple[Unit, ...]
    rated_once: tuple[Subject, ...] = ()


def panel_of(raters: Sequence[Rater], rubric: Rubric, *, window: int) -> Panel:
    """Pair the profiles of the raters by their subjects.

    Raises UsageError if there is one rater only, if a rater has two profiles of a subject, and for profiles that
    cannot be put side by side: other rubrics, dates more than `window` days apart, or no subject in common.
    """
    if len(raters) < 2:
        raise UsageError(Message("Agreement is between raters: give two or more."))
    raters = _told_apart(raters)
    everything = [given for rater in raters for given in rater.given]
    for other in everything[1:]:
        refuse_another_rubric(everything[0], other)
    if all(len(rater.given) == 1 for rater in raters):
        refuse_others(everything, window)
    by_rater = [_by_subject(rater) for rater in raters]
    keys = dict.fromkeys(key for profiles in by_rater for key in profiles)
    rows = {key: [profiles.get(key) for profiles in by_rater] for key in keys}
    found = {key: [one for one in row if one] for key, row in rows.items()}
    units: list[Unit] = []
    for key in (key for key, present in found.items() if len(present) > 1):
        refuse_others(found[key], window)
        subject = found[key][0].profile.subject
        units += _units([given.profile if given else None for given in rows[key]], subject, rubric)
    if not units:
        raise UsageError(Message("The raters have no subject in common."))
    subjects = _split(found)
    return Panel(tuple(raters), tuple(subjects[True]), tuple(units), tuple(subjects[False]))


def _split(found: dict[tuple[str, str], list[Respondent]]) -> dict[bool, list[Subject]]:
    """The subjects that several raters have a profile of (True), and those of one rater only (False)."""
    split: dict[bool, list[Subject]] = {True: [], False: []}
    for present in found.values():
        split[len(present) > 1].append(present[0].profile.subject)
    return split


def _told_apart(raters: Sequence[Rater]) -> list[Rater]:
    """The raters; those of one name with the files beside it."""
    often = Counter(rater.name for rater in raters)
    return [
        rater if often[rater.name] == 1 else Rater(f"{rater.name} ({rater.given[0].file})", rater.given)
        for rater in raters
    ]


def _by_subject(rater: Rater) -> dict[tuple[str, str], Respondent]:
    found: dict[tuple[str, str], Respondent] = {}
    for given in rater.given:
        subject = given.profile.subject
        first = found.setdefault((subject.kind, subject.id), given)
        if first is not given:
            raise UsageError(
                Message(
                    "{name} has two profiles of {subject}: {first} and {second}. Leave one.",
                    name=rater.name,
                    subject=subject.name,
                    first=first.file,
                    second=given.file,
                )
            )
    return found


def _units(profiles: Sequence[Profile | None], subject: Subject, rubric: Rubric) -> Iterator[Unit]:
    for indicator in rubric.indicators.values():
        yield Unit(subject, indicator, tuple(_said(profile, indicator, rubric) for profile in profiles))


def _said(profile: Profile | None, indicator: Indicator, rubric: Rubric) -> Response | None:
    if profile is None or out_of_scope(indicator, profile, rubric):
        return None
    response = profile.responses.get(indicator.id)
    return response if response and response.state != "unanswered" else None
