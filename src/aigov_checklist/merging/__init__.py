"""Several respondents' profiles of one subject made one; where they disagree, nothing is overwritten silently."""

from aigov_checklist.merging.refusing import LONGEST_WINDOW, refuse_others
from aigov_checklist.merging.respondents import Conflict, Decision, Merged, Part, Respondent, Voice, respondent
from aigov_checklist.merging.reviewing import review
from aigov_checklist.merging.together import merge

__all__ = [
    "LONGEST_WINDOW",
    "Conflict",
    "Decision",
    "Merged",
    "Part",
    "Respondent",
    "Voice",
    "merge",
    "refuse_others",
    "respondent",
    "review",
]
