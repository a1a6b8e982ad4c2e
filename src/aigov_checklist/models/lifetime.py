"""From when and until when an indicator is asked, and what each version of a rubric has changed."""

from typing import Annotated, Literal

from pydantic import Field

from aigov_checklist.models.record import Day, Id, LongText, Maybe, Record, Text, Version

ChangeClass = Literal["editorial", "clarifying", "scoring", "structural"]
"""What a change touches: the wording of what surrounds a question, the question, the score, what is asked at all."""


class Retired(Record):
    """The indicator is no longer asked: it is shown, its earlier answers are kept, and nothing is counted."""

    version: Version
    date: Maybe[Day] = None
    reason: Text
    replaced_by: tuple[Id, ...] = ()


class Planned(Record):
    """The indicator is asked in profiles dated from this day on; until then it is only shown."""

    start: Annotated[Day, Field(alias="from")]
    reason: Maybe[Text] = None


class Change(Record):
    """A line of the rubric's changelog."""

    version: Version
    date: Maybe[Day] = None
    of_class: Annotated[ChangeClass, Field(alias="class")]
    note: LongText
