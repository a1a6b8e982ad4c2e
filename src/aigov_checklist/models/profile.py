"""What is answered: one subject's responses to one rubric on one date."""

from typing import Literal

from aigov_checklist.models.history import Step
from aigov_checklist.models.proposal import Proposal
from aigov_checklist.models.record import (
    Day,
    Id,
    Kind,
    LongText,
    Maybe,
    Record,
    Text,
    Tier,
    WholeDocument,
)
from aigov_checklist.models.reference import RubricReference
from aigov_checklist.models.response import Response


class Subject(Record):
    """Who is assessed. A country's id is its ISO 3166-1 alpha-3 code."""

    id: Id
    name: Text
    kind: Kind
    groups: dict[Id, Text] = {}


class Assessor(Record):
    """A person or unit that filled in answers; left out of everything public."""

    name: Text
    role: Maybe[Text] = None
    areas: tuple[Id, ...] = ()


class Profile(WholeDocument):
    """One subject's answers on one date."""

    rubric: RubricReference
    kind: Literal["self-assessment", "desk-review", "peer-review"]
    date: Day
    subject: Subject
    tier: Tier = "full"
    statement: Maybe[LongText] = None
    assessors: tuple[Assessor, ...] = ()
    history: tuple[Step, ...] = ()
    responses: dict[Id, Response]

    @property
    def waiting(self) -> dict[str, Proposal]:
        """The proposals that wait for a decision, by the ids of their indicators."""
        return {
            name: response.proposal
            for name, response in self.responses.items()
            if response.proposal and response.is_open
        }
