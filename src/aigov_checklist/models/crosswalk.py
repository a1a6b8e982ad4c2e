"""How two rubrics correspond: what in the one answers to what in the other, how far, and why."""

from typing import Annotated

from pydantic import Field

from aigov_checklist.models.record import Id, LongText, Maybe, Record, Text, WholeDocument
from aigov_checklist.models.reference import Relation, RubricReference, Strength
from aigov_checklist.models.rubric import SourceStatus


class Link(Record):
    """An area or indicator of the one rubric and one of the other; `overall` is the whole of a rubric.

    `source_status` is how well the text is attested on which the link rests.
    """

    one: Annotated[Id, Field(alias="from")]
    other: Annotated[Id, Field(alias="to")]
    relation: Relation
    strength: Maybe[Strength] = None
    reason: Text
    source_status: Maybe[SourceStatus] = None


class Crosswalk(WholeDocument):
    """The links of two rubrics, written down in one direction; the other follows from it."""

    one: Annotated[RubricReference, Field(alias="from")]
    other: Annotated[RubricReference, Field(alias="to")]
    language: Id = "en"
    note: Maybe[LongText] = None
    links: Annotated[tuple[Link, ...], Field(min_length=1)]
