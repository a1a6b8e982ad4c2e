"""Opening what the arguments name."""

from aigov_checklist.loading import Opened, load_rubric, open_profile
from aigov_checklist.models.rubric import Rubric


def open_named(source: str, rubric_source: str | None, limit: int) -> Opened:
    """The profile of a FILE argument with the rubric of `--rubric`, or the one it names."""
    return open_profile(source, rubric_from(rubric_source, limit), limit=limit)


def rubric_from(rubric_source: str | None, limit: int) -> Rubric | None:
    """The rubric of `--rubric`, if it was given."""
    return None if rubric_source is None else load_rubric(rubric_source, limit=limit)
