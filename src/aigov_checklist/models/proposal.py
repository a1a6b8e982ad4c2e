"""What answers under another rubric suggest: it never counts as an answer until a person has decided."""

from typing import Annotated, Literal

from pydantic import Field

from aigov_checklist.models.record import Id, LongText, Maybe, Record, Text
from aigov_checklist.models.reference import Relation, RubricReference, Strength
from aigov_checklist.models.scale import LevelValue

Confidence = Literal["low", "medium", "high"]


class Ground(Record):
    """An answer under the other rubric, the link that leads here from it, and why it says something here."""

    indicator: Id
    answer: Text
    relation: Relation
    strength: Strength
    reason: Text


class Proposal(Record):
    """The levels that the answers to another rubric allow here.

    Both bounds the same: that level.  Only one: no more is claimed.  None: these answers tell where to look.
    """

    rubric: RubricReference
    at_least: Maybe[LevelValue] = None
    at_most: Maybe[LevelValue] = None
    confidence: Confidence
    reason: LongText
    grounds: Annotated[tuple[Ground, ...], Field(min_length=1)]
