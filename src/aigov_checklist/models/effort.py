"""What a step up costs, in a unit of the user's own, and what has to be there before it."""

from typing import Annotated

from pydantic import Field

from aigov_checklist.models.record import Id, LongText, Maybe, Number, Record, Text, WholeDocument
from aigov_checklist.models.scale import LevelValue

DECIMALS = 3
"""How many digits after the point an effort may have: sums of such numbers are exact."""

Cost = Annotated[Number, Field(ge=0, le=1_000_000)]
"""An effort, in whatever unit the user thinks in."""

LevelCosts = dict[Annotated[str, Field(pattern=r"^(0|[1-9][0-9]{0,3})$")], Cost]
"""A level, as text -> what it costs to reach it from the level below."""


class Costs(Record):
    """What is said of one area or indicator; what is left out is as for everything else."""

    step: Maybe[Cost] = None
    levels: LevelCosts = {}
    evidence: Maybe[Cost] = None
    answer: Maybe[Cost] = None


class Requirement(Record):
    """To come to `level` or higher, each of these other indicators has to be at its level or higher."""

    level: LevelValue
    of: Annotated[dict[Id, LevelValue], Field(min_length=1)]


class Effort(WholeDocument):
    """The effort of each step: an indicator's own cost, else its area's, else that of the file.

    `step` is one level (or the next better code) up, `levels` what it costs to reach certain levels, `evidence` to
    prepare evidence where an answer counts only with it, `answer` to find the answer to an open question.  Without a
    file everything costs 1.
    """

    unit: Maybe[Text] = None
    note: Maybe[LongText] = None
    step: Cost = 1.0
    levels: LevelCosts = {}
    evidence: Cost = 1.0
    answer: Cost = 1.0
    areas: dict[Id, Costs] = {}
    indicators: dict[Id, Costs] = {}
    requires: dict[Id, tuple[Requirement, ...]] = {}


DEFAULT_EFFORT = Effort()
"""Each step up, each evidence and each answer costs 1."""
