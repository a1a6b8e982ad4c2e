"""What is answered about one indicator, what supports it, and what was said about it."""

from itertools import combinations
from typing import Literal, Self

from pydantic import ConfigDict, model_validator
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from aigov_checklist.models.proposal import Confidence, Proposal
from aigov_checklist.models.record import (
    Day,
    Id,
    LongText,
    Maybe,
    Number,
    PartialDate,
    Record,
    Sha256,
    Text,
    Url,
)
from aigov_checklist.models.scale import LevelValue

State = Literal["answered", "not_applicable", "no_information", "unanswered", "out_of_scope"]

STATES = ("level", "choice", "quantity", "no_information", "not_applicable")
"""The keys that state an answer; an answer uses at most one of them."""

_AT_MOST_ONE_STATE: JsonDict = {
    "not": {"anyOf": [{"required": [first, second]} for first, second in combinations(STATES, 2)]}
}


class Answer(Record):
    """An answer in at most one state; none of the keys means unanswered."""

    model_config = ConfigDict(json_schema_extra=_AT_MOST_ONE_STATE)

    level: Maybe[LevelValue] = None
    choice: Maybe[Id] = None
    quantity: Maybe[Number] = None
    no_information: Maybe[Text] = None
    not_applicable: Maybe[Text] = None

    @model_validator(mode="after")
    def _at_most_one_state(self) -> Self:
        given = [state for state in STATES if getattr(self, state) is not None]
        if len(given) > 1:
            raise PydanticCustomError("states", "{given}", {"given": " and ".join(given)})
        return self

    @property
    def answer(self) -> int | float | str | None:
        """The level, code or number that was given; None in every other state."""
        for value in (self.level, self.choice, self.quantity):
            if value is not None:
                return value
        return None

    @property
    def state(self) -> State:
        """Which of the states of docs/scoring this answer is in, scope aside."""
        if self.answer is not None:
            return "answered"
        if self.not_applicable is not None:
            return "not_applicable"
        return "unanswered" if self.no_information is None else "no_information"


class Evidence(Record):
    """Something a reader can look up; it supports an answer if it has a `url` or a `document` reference."""

    title: Text
    url: Maybe[Url] = None
    document: Maybe[Text] = None
    issuer: Maybe[Text] = None
    date: Maybe[PartialDate] = None
    accessed: Maybe[PartialDate] = None
    page: Maybe[Text] = None
    excerpt: Maybe[LongText] = None
    note: Maybe[LongText] = None
    sha256: Maybe[Sha256] = None

    @property
    def can_be_looked_up(self) -> bool:
        """Whether the item names a place: an address or a document."""
        return self.url is not None or self.document is not None


def _revised_needs_an_answer(schema: JsonDict) -> None:
    schema.update(_AT_MOST_ONE_STATE)
    schema["if"] = {"properties": {"decision": {"const": "revised"}}}
    schema["then"] = {"anyOf": [{"required": [state]} for state in STATES]}
    schema["else"] = {"not": {"anyOf": [{"required": [state]} for state in STATES]}}


class Review(Answer):
    """A reviewer's decision: the answer is confirmed as it stands, or revised to the one given here."""

    model_config = ConfigDict(json_schema_extra=_revised_needs_an_answer)

    decision: Literal["confirmed", "revised"]
    comment: Maybe[LongText] = None
    reviewer: Maybe[Text] = None
    date: Maybe[Day] = None

    @model_validator(mode="after")
    def _answer_if_revised(self) -> Self:
        if (self.decision == "revised") == (self.state == "unanswered"):
            raise PydanticCustomError("review_answer", "{decision}", {"decision": self.decision})
        return self


class Target(Record):
    """Where the subject wants to be, who sees to it, and by when."""

    level: LevelValue
    owner: Maybe[Text] = None
    due: Maybe[PartialDate] = None
    note: Maybe[LongText] = None


class Response(Answer):
    """One answer with what supports it and what was said about it."""

    model_config = ConfigDict(json_schema_extra=_AT_MOST_ONE_STATE)

    evidence: tuple[Evidence, ...] = ()
    note: Maybe[LongText] = None
    confidence: Maybe[Confidence] = None
    review: Maybe[Review] = None
    reply: Maybe[LongText] = None
    target: Maybe[Target] = None
    proposal: Maybe[Proposal] = None

    @property
    def has_evidence(self) -> bool:
        """Whether at least one evidence item can be looked up."""
        return any(item.can_be_looked_up for item in self.evidence)

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered, and no reviewer has decided."""
        return self.state == "unanswered" and self.review is None
