"""How an answer is given and turned into points: a level, a code, or a number."""

from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from aigov_checklist.models.record import Id, Maybe, Number, Record, Text


class LevelsMeasure(Record):
    """Answered with a level of the rubric's scale."""

    type: Literal["levels"]


class Choice(Record):
    """One code of a choice; codes never carry points themselves, so a saved answer survives re-scoring."""

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [
                {"required": ["points"], "properties": {"excluded": {"const": False}}},
                {
                    "required": ["excluded"],
                    "properties": {"excluded": {"const": True}},
                    "not": {"required": ["points"]},
                },
            ]
        }
    )

    code: Id
    title: Maybe[Text] = None
    points: Maybe[Number] = None
    excluded: bool = False

    @model_validator(mode="after")
    def _points_or_excluded(self) -> Self:
        if (self.points is None) != self.excluded:
            raise PydanticCustomError("choice_points", "A code has either points or 'excluded: true'.")
        return self


class ChoiceMeasure(Record):
    """Answered with one code out of a list."""

    type: Literal["choice"]
    choices: Annotated[tuple[Choice, ...], Field(min_length=2, max_length=1_000)]


class QuantityMeasure(Record):
    """Answered with a number, placed between two goalposts.

    points = full * (t(x) - t(low)) / (t(high) - t(low)), clipped to 0..full unless `clip` is false;
    t is the identity or the natural logarithm. low > high means that less is better.
    """

    type: Literal["quantity"]
    unit: Maybe[Text] = None
    low: Number
    high: Number
    transform: Literal["identity", "log"] = "identity"
    clip: bool = True
    full: Annotated[Number, Field(gt=0)] = 100.0


Measure = Annotated[LevelsMeasure | ChoiceMeasure | QuantityMeasure, Field(discriminator="type")]
