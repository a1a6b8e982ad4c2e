"""Which indicators a subject is asked: by its kind, the tier and date of its profile, and earlier answers."""

from aigov_checklist.conditions import answer_meets, in_words
from aigov_checklist.message import Message, all_of
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.rubric import Indicator, Rubric


def out_of_scope(indicator: Indicator, profile: Profile, rubric: Rubric) -> str:
    """Why an indicator is not asked, as the end of a sentence; empty if it is asked.

    A condition on an answer that is not there yet leaves the indicator asked: absence decides nothing.
    """
    if indicator.retired:
        return Message("retired in version {version}", version=indicator.retired.version)
    if indicator.planned and profile.date < indicator.planned.start:
        return Message("planned, and asked from {date} on", date=indicator.planned.start)
    if profile.subject.kind not in indicator.applies_to:
        return Message("asked of {kinds} only", kinds=all_of(_PLURAL[kind] for kind in indicator.applies_to))
    if profile.tier == "essential" and indicator.tier != "essential":
        return Message("not one of the essential indicators")
    condition = indicator.asked_when
    if condition is not None and condition.answer in rubric.indicators:
        earlier = profile.responses.get(condition.answer)
        if earlier is not None and earlier.answer is not None and not answer_meets(condition, earlier):
            return Message("asked only when {condition}", condition=in_words(condition))
    return ""


_PLURAL = {"country": Message("countries"), "organization": Message("organizations")}
