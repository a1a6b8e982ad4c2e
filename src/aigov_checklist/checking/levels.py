"""Whether a level stands on the scale."""

from collections.abc import Iterator

from aigov_checklist.errors import Problem
from aigov_checklist.message import Message
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.readers.places import Path, json_path


def level_on_scale(level: int, rubric: Rubric, path: Path) -> Iterator[Problem]:
    """What is wrong with a level that a profile names."""
    values = [step.value for step in rubric.scale.levels]
    if level not in values:
        message = Message(
            "Level {level} is not on the scale {lowest} to {highest}.",
            level=level,
            lowest=values[0],
            highest=values[-1],
        )
        hint = Message("Use one of: {known}.", known=", ".join(map(str, values)))
        yield Problem("level-not-on-scale", message, hint, json_path(path))
