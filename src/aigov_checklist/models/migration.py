"""How answers move from one version of a rubric to another."""

from typing import Annotated, Literal

from pydantic import Field

from aigov_checklist.models.record import Id, LongText, Maybe, Record, Text, Version, WholeDocument
from aigov_checklist.models.scale import LevelValue

Says = Literal["answer", "at_least", "at_most", "nothing"]
"""What the answer to a whole says of a part: the same, a bound of its level, or only where to look."""

MergeRule = Literal["lowest", "highest", "equal"]

Answers = dict[Id, LevelValue | Id]
"""A level or code of the old measure, as text -> the level or code of the new one that says the same."""


class Kept(Record):
    """The indicator keeps its id, and its answers are written in another way."""

    indicator: Id
    answers: Annotated[Answers, Field(min_length=1)]


class Renamed(Record):
    """The indicator has another id now."""

    source: Annotated[Id, Field(alias="from")]
    target: Annotated[Id, Field(alias="to")]
    answers: Answers = {}


class Split(Record):
    """The indicator has become several, and of each it is told what the old answer says of it."""

    source: Annotated[Id, Field(alias="from")]
    parts: Annotated[dict[Id, Says], Field(alias="to", min_length=1)]
    reason: Text


class Merged(Record):
    """Several indicators have become one."""

    sources: Annotated[tuple[Id, ...], Field(alias="from", min_length=2)]
    target: Annotated[Id, Field(alias="to")]
    rule: MergeRule = "lowest"
    reason: Text


class Dropped(Record):
    """The indicator is gone; its answer stays in the history of the profile."""

    source: Annotated[Id, Field(alias="from")]
    reason: Text


class Migration(WholeDocument):
    """What becomes of every indicator of a version; what is not named keeps its id and its answers as they are."""

    rubric: Id
    before: Annotated[Version, Field(alias="from")]
    after: Annotated[Version, Field(alias="to")]
    note: Maybe[LongText] = None
    kept: tuple[Kept, ...] = ()
    renamed: tuple[Renamed, ...] = ()
    split: tuple[Split, ...] = ()
    merged: tuple[Merged, ...] = ()
    dropped: tuple[Dropped, ...] = ()
