"""Whether what is proposed could be answered."""

from collections.abc import Iterator

from aigov_checklist.checking.levels import level_on_scale
from aigov_checklist.errors import Problem
from aigov_checklist.message import Message
from aigov_checklist.models.measure import LevelsMeasure
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.proposal import Proposal
from aigov_checklist.models.rubric import Indicator, Rubric
from aigov_checklist.readers.places import Path, json_path


def proposals_can_be_answered(profile: Profile, rubric: Rubric) -> Iterator[Problem]:
    """Levels that are proposed stand on the scale, in order, and where levels are asked."""
    for name, response in profile.responses.items():
        indicator = rubric.indicators.get(name)
        if indicator and response.proposal:
            yield from _fits(indicator, response.proposal, rubric, ("responses", name, "proposal"))


def _fits(indicator: Indicator, proposal: Proposal, rubric: Rubric, path: Path) -> Iterator[Problem]:
    low, high = proposal.at_least, proposal.at_most
    bounds = {key: level for key, level in (("at_least", low), ("at_most", high)) if level is not None}
    if bounds and not isinstance(indicator.measure, LevelsMeasure):
        message = Message("{indicator} is not answered with a level, so none can be proposed.", indicator=indicator.id)
        hint = Message("Leave at_least and at_most out; the grounds may stay.")
        yield Problem("wrong-measure", message, hint, json_path((*path, next(iter(bounds)))))
        return
    for key, level in bounds.items():
        yield from level_on_scale(level, rubric, (*path, key))
    if low is not None and high is not None and low > high:
        message = Message("The proposal is at least level {low} and at most level {high}: no level is both.", low=low,
                          high=high)  # fmt: skip
        hint = Message("Correct one of them, or leave both out where the grounds contradict each other.")
        yield Problem("empty-range", message, hint, json_path(path))
