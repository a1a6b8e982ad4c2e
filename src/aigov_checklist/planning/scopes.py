"""Which questions are asked once a plan is carried out: raised answers may bring others in or send them away."""

from collections.abc import Iterator, Mapping
from itertools import groupby, product

from aigov_checklist.errors import UsageError
from aigov_checklist.message import Message
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.rubric import Indicator, Rubric
from aigov_checklist.planning.ladders import Ladder, at_heights
from aigov_checklist.scope import out_of_scope

MOST = 256
"""How many combinations of questions asked and not asked are looked at."""

Scope = dict[str, list[int]]
"""Indicators on which others depend -> the heights at which the same questions are asked."""


def scopes_of(profile: Profile, rubric: Rubric, ladders: Mapping[str, Ladder]) -> list[Scope]:
    """Every combination of questions that can come to be asked. Raises UsageError if there are too many."""
    depend: dict[str, list[Indicator]] = {}
    for leaf in rubric.leaves():
        if leaf.asked_when is not None:
            depend.setdefault(leaf.asked_when.referent, []).append(leaf)
    choices = [[(name, heights) for heights in _alike(name, depend[name], profile, rubric, ladders)] for name in depend]
    count = 1
    for options in choices:
        count *= len(options)
    if count > MOST:
        raise UsageError(
            Message(
                "Too many questions depend on answers that a plan may raise: {count} combinations, of which {most} can "
                "be looked at. Keep some of these answers with --fix: {names}.",
                count=count,
                most=MOST,
                names=", ".join(depend),
            )
        )
    return [dict(combination) for combination in product(*choices)]


def _alike(
    name: str, dependants: list[Indicator], profile: Profile, rubric: Rubric, ladders: Mapping[str, Ladder]
) -> Iterator[list[int]]:
    """The heights of an indicator, those together at which the same of its dependants are asked."""

    def asked(height: int) -> tuple[bool, ...]:
        then = at_heights(profile, ladders, {name: height})
        return tuple(not out_of_scope(leaf, then, rubric) for leaf in dependants)

    heights = sorted(range(len(ladders[name].rungs) + 1), key=asked)
    for _, alike in groupby(heights, key=asked):
        yield list(alike)
