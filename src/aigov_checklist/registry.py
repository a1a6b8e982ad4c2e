"""Which rubrics are shipped, and where each of them lies."""

from pathlib import Path

from aigov_checklist.resources import data_folder

DEFAULT_RUBRIC = "gaigap-2025"
"""The rubric of what is made or read where nobody names one."""


def shipped_rubrics() -> tuple[str, ...]:
    """The ids of the shipped rubrics, in alphabetical order."""
    return tuple(sorted(path.stem for path in data_folder("rubrics").glob("*.json")))


def shipped_rubric(rubric_id: str) -> Path | None:
    """The canonical JSON of a shipped rubric, or None if we do not ship one of that id.

    The id is looked up in the list of what is shipped, never joined to a path.
    """
    return data_folder("rubrics") / f"{rubric_id}.json" if rubric_id in shipped_rubrics() else None
