"""The ladder that answers stand on, and what each step is worth."""

from functools import cached_property
from typing import Annotated

from pydantic import Field

from aigov_checklist.models.record import LongText, Maybe, Number, Record, Text

LevelValue = Annotated[int, Field(ge=0, le=1_000)]
"""A step of the ladder, as people answer with it."""


class Level(Record):
    """One step of the ladder: the value people answer with, and the points it is worth."""

    value: LevelValue
    name: Text
    points: Number
    criterion: Maybe[LongText] = None


class Scale(Record):
    """The ladder that `levels` indicators are answered on."""

    levels: Annotated[tuple[Level, ...], Field(min_length=2, max_length=50)]

    @cached_property
    def points(self) -> dict[int, float]:
        """Level value -> points, upwards."""
        return {level.value: level.points for level in self.levels}


# The ladder of docs/scoring: a rubric that names no scale of its own is answered on this one.  Like every default of a
# rubric it is put together unchecked: to build the checks of its parts would be a cost of every command's start.
DEFAULT_SCALE = Scale.model_construct(
    levels=tuple(
        Level.model_construct(value=value, name=name, points=25.0 * value)
        for value, name in enumerate(("nothing found", "stated", "started", "established", "sustained"))
    )
)
