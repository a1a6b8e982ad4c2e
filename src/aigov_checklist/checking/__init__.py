"""The rules that a schema cannot say: `check` for profiles, `check_rubric` for rubrics."""

from aigov_checklist.checking.profile_rules import check
from aigov_checklist.checking.rubric_rules import check_rubric

__all__ = ["check", "check_rubric"]
