"""What was done to make a profile, step by step."""

from typing import Annotated, Literal

from pydantic import Field

from aigov_checklist.models.record import Day, Id, LongText, Maybe, Record, Sha256, Text
from aigov_checklist.models.reference import RubricReference
from aigov_checklist.models.response import Response


class Imported(Record):
    """Answers were imported from a file.

    `file` is its name without folders, `sha256` the digest of its bytes, `row` where in it the answers stood if
    it held those of several subjects, `date` the day of the import.
    """

    event: Literal["imported"]
    file: Text
    sha256: Sha256
    row: Maybe[Text] = None
    date: Maybe[Day] = None
    note: Maybe[LongText] = None


class Projected(Record):
    """Proposals were made from a profile that answers another rubric; `sha256` is the digest of its file."""

    event: Literal["projected"]
    rubric: RubricReference
    file: Text
    sha256: Sha256
    date: Maybe[Day] = None
    note: Maybe[LongText] = None


class Migrated(Record):
    """The answers were carried to another version of their rubric.

    `former` holds, as they stood, the responses that have no place of their own in the newer version or were
    changed on the way there: nothing that was answered is lost.
    """

    event: Literal["migrated"]
    before: Annotated[RubricReference, Field(alias="from")]
    after: Annotated[RubricReference, Field(alias="to")]
    former: dict[Id, Response] = {}
    date: Maybe[Day] = None
    note: Maybe[LongText] = None


Step = Annotated[Imported | Projected | Migrated, Field(discriminator="event")]
