"""What may change a node's value or hold back its band, and under which condition."""

from typing import Annotated, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from aigov_checklist.models.record import Decimals, Id, Maybe, Number, Record, Text, exactly_one_of

_COMPARISONS = ("below", "at_most", "at_least", "above", "is_one_of")


class Condition(Record):
    """A comparison of a node's value, or of an answer, with a fixed value."""

    model_config = ConfigDict(
        json_schema_extra={
            "allOf": [exactly_one_of("node", "answer"), exactly_one_of(*_COMPARISONS)],
            "not": {"required": ["node", "is_one_of"]},
        }
    )

    node: Maybe[Id] = None
    answer: Maybe[Id] = None
    below: Maybe[Number] = None
    at_most: Maybe[Number] = None
    at_least: Maybe[Number] = None
    above: Maybe[Number] = None
    is_one_of: Maybe[Annotated[tuple[Id, ...], Field(min_length=1)]] = None

    @model_validator(mode="after")
    def _one_of_each(self) -> Self:
        if (self.node is None) == (self.answer is None):
            raise PydanticCustomError("condition", "A condition looks at one 'node' or one 'answer'.")
        if sum(getattr(self, comparison) is not None for comparison in _COMPARISONS) != 1:
            raise PydanticCustomError("condition", "A condition makes one comparison.")
        if self.node is not None and self.is_one_of is not None:
            raise PydanticCustomError("condition", "'is_one_of' compares an answer, not a node.")
        return self

    @property
    def referent(self) -> str:
        """The id of the node or indicator that is looked at."""
        return self.node or self.answer or ""


class NodeReference(Record):
    """Another node, by id."""

    node: Id


class ValueBand(Record):
    """A step of a `bands` modifier: at or above `from`, the node's value becomes `value`."""

    start: Annotated[Number, Field(alias="from")]
    value: Number


_ACTIONS = ("multiply", "add", "cap", "floor", "bands", "round", "no_better_than")


class Modifier(Record):
    """One change to a node's value after its method; exactly one action, optionally under a condition.

    `no_better_than` is a gate: it holds back the band, not the value, and is reported with its reason.
    """

    model_config = ConfigDict(
        json_schema_extra={
            **exactly_one_of(*_ACTIONS),
            "if": {"required": ["no_better_than"]},
            "then": {"required": ["when", "reason"]},
        }
    )

    multiply: Maybe[Number | NodeReference] = None
    add: Maybe[Number] = None
    cap: Maybe[Number] = None
    floor: Maybe[Number] = None
    bands: Maybe[Annotated[tuple[ValueBand, ...], Field(min_length=1)]] = None
    round: Maybe[Decimals] = None
    no_better_than: Maybe[Id] = None
    when: Maybe[Condition] = None
    id: Maybe[Id] = None
    reason: Maybe[Text] = None

    @model_validator(mode="after")
    def _one_action(self) -> Self:
        if sum(getattr(self, action) is not None for action in _ACTIONS) != 1:
            raise PydanticCustomError("modifier", "A modifier does one thing.")
        if self.no_better_than is not None and (self.when is None or self.reason is None):
            raise PydanticCustomError("gate", "A gate needs 'when' and 'reason'.")
        return self

    @property
    def action(self) -> str:
        """The name of the one thing that this modifier does."""
        return next(action for action in _ACTIONS if getattr(self, action) is not None)

    @property
    def references(self) -> tuple[str, ...]:
        """The ids of the nodes and answers that this modifier looks at."""
        factor = (self.multiply.node,) if isinstance(self.multiply, NodeReference) else ()
        return factor + ((self.when.referent,) if self.when else ())
