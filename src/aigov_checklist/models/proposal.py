"""What answers under another rubric suggest: it never counts as an answer until a person has decided."""

from typing import Annotated, Literal

from pydantic import Field

from aigov_checklist.models.record import Id, LongText, Maybe, Record, Text
from aigov_checklist.models.reference import Relation, RubricReference, Strength
from aigov_checklist.models.rubric import SourceStatus
from aigov_checklist.models.scale import LevelValue

Confidence = Literal["low", "medium", "high"]

CONFIDENCES: tuple[Confidence, ...] = ("low", "medium", "high")
"""From the least to the most."""


class Ground(Record):
    """A link that leads here, and the answers under the other rubric that stand at its other end.

    `source` and `target` are what is linked: indicators, or the areas around them.  `relation` is seen from the
    source; `reason` and `source_status` are those of the link.
    """

    source: Annotated[Id, Field(alias="from")]
    target: Annotated[Id, Field(alias="to")]
    relation: Relation
    strength: Strength
    reason: Text
    source_status: Maybe[SourceStatus] = None
    answers: dict[Id, Text]


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

    @property
    def level(self) -> int | None:
        """The one level that is proposed; None for a range and for what only tells where to look."""
        return self.at_least if self.at_least == self.at_most else None

    @property
    def is_lead(self) -> bool:
        """Whether no level is claimed."""
        return self.at_least is None and self.at_most is None
