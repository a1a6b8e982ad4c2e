"""How two rubrics correspond: what in the one answers to what in the other, how far, and why."""

from typing import Annotated, Literal

from pydantic import Field

from aigov_checklist.models.profile import RubricReference
from aigov_checklist.models.record import Id, LongText, Maybe, Record, Text, WholeDocument
from aigov_checklist.models.rubric import SourceStatus

Relation = Literal["equal", "subset", "superset", "intersects", "opposed", "none"]
"""Seen from the first rubric: a `subset` is contained in what it is linked to, a `superset` contains it.

`opposed` is about the same matter and pulls the opposite way.  `none` was looked for and not found; what has no link
at all was not compared.
"""

Strength = Literal["strong", "moderate", "weak"]
"""How much of what the two say is in the relation.

`strong`: the main content of at least one of them.  `moderate`: a substantial part of one of them.  `weak`: a single
point, or the same only by analogy, such as for other addressees.
"""


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
