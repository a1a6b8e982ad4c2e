"""What is asked: a rubric is a tree of areas whose leaves are indicators."""

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from aigov_checklist.models.record import (
    Day,
    Id,
    Kind,
    LongText,
    Maybe,
    Number,
    Record,
    Text,
    Tier,
    Url,
    Version,
    WholeDocument,
    exactly_one_of,
)

Method = Literal["mean", "geometric", "harmonic", "sum", "minimum", "maximum"]
SourceStatus = Literal["read", "read_indirect", "summary", "precursor", "unverified"]
Weight = Annotated[Number, Field(ge=0)]
LevelValue = Annotated[int, Field(ge=0, le=1_000)]
Decimals = Annotated[int, Field(ge=0, le=6)]


class Level(Record):
    """One step of the ladder: the value people answer with, and the points it is worth."""

    value: LevelValue
    name: Text
    points: Number
    criterion: Maybe[LongText] = None


class Scale(Record):
    """The ladder that `levels` indicators are answered on."""

    levels: Annotated[tuple[Level, ...], Field(min_length=2, max_length=50)]

    @cached_property
    def points(self) -> dict[int, float]:
        """Level value -> points, upwards."""
        return {level.value: level.points for level in self.levels}


# The ladder of docs/scoring: a rubric that names no scale of its own is answered on this one.
DEFAULT_SCALE = Scale(
    levels=tuple(
        Level(value=value, name=name, points=25.0 * value)
        for value, name in enumerate(("nothing found", "stated", "started", "established", "sustained"))
    )
)


class LevelsMeasure(Record):
    """Answered with a level of the rubric's scale."""

    type: Literal["levels"]


class Choice(Record):
    """One code of a choice; codes never carry points themselves, so a saved answer survives re-scoring."""

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [
                {"required": ["points"], "properties": {"excluded": {"const": False}}},
                {
                    "required": ["excluded"],
                    "properties": {"excluded": {"const": True}},
                    "not": {"required": ["points"]},
                },
            ]
        }
    )

    code: Id
    title: Maybe[Text] = None
    points: Maybe[Number] = None
    excluded: bool = False

    @model_validator(mode="after")
    def _points_or_excluded(self) -> Self:
        if (self.points is None) != self.excluded:
            raise PydanticCustomError("choice_points", "A code has either points or 'excluded: true'.")
        return self


class ChoiceMeasure(Record):
    """Answered with one code out of a list."""

    type: Literal["choice"]
    choices: Annotated[tuple[Choice, ...], Field(min_length=2, max_length=1_000)]


class QuantityMeasure(Record):
    """Answered with a number, placed between two goalposts.

    points = full * (t(x) - t(low)) / (t(high) - t(low)), clipped to 0..full unless `clip` is false;
    t is the identity or the natural logarithm. low > high means that less is better.
    """

    type: Literal["quantity"]
    unit: Maybe[Text] = None
    low: Number
    high: Number
    transform: Literal["identity", "log"] = "identity"
    clip: bool = True
    full: Annotated[Number, Field(gt=0)] = 100.0


Measure = Annotated[LevelsMeasure | ChoiceMeasure | QuantityMeasure, Field(discriminator="type")]


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


class Source(Record):
    """Where a commitment stands, and how well that place is attested."""

    document: Id
    locator: Text
    source_status: SourceStatus
    note: Maybe[LongText] = None


class Indicator(Record):
    """A leaf: what the source promises, and what we ask to see whether it is kept."""

    id: Id
    aliases: tuple[Id, ...] = ()
    title: Maybe[Text] = None
    commitment: Maybe[LongText] = None
    source: Maybe[Source] = None
    question: Maybe[LongText] = None
    why: Maybe[LongText] = None
    asked_of: tuple[Id, ...] = ()
    applies_to: Annotated[tuple[Kind, ...], Field(min_length=1)] = ("country", "organization")
    asked_when: Maybe[Condition] = None
    tier: Tier = "full"
    weight: Weight = 1.0
    measure: Measure = LevelsMeasure(type="levels")
    needs_evidence: bool = True
    principles: tuple[Id, ...] = ()
    sdgs: tuple[Annotated[int, Field(ge=1, le=17)], ...] = ()
    tags: tuple[Id, ...] = ()
    guidance: Maybe[LongText] = None
    evidence: tuple[Text, ...] = ()
    levels: dict[Kind | Literal["all"], dict[str, LongText]] = {}

    @property
    def label(self) -> str:
        """The title, or the id where there is none."""
        return self.title or self.id

    def descriptors(self, kind: Kind) -> dict[str, str]:
        """The level texts for one kind of subject: level value as text -> descriptor."""
        return self.levels.get(kind) or self.levels.get("all") or {}


class Area(Record):
    """An inner node: areas or indicators rolled up by one method."""

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [
                {"required": [some], "properties": {some: {"minItems": 1}, none: {"maxItems": 0}}}
                for some, none in (("areas", "indicators"), ("indicators", "areas"))
            ]
        }
    )

    id: Id
    number: Maybe[int] = None
    title: Maybe[Text] = None
    titles: dict[Id, Text] = {}
    title_status: Maybe[SourceStatus] = None
    aim: Maybe[LongText] = None
    weight: Weight = 1.0
    method: Maybe[Method] = None
    zero_floor: Maybe[Annotated[Number, Field(gt=0)]] = None
    modifiers: tuple[Modifier, ...] = ()
    areas: tuple["Area", ...] = ()
    indicators: tuple[Indicator, ...] = ()

    @model_validator(mode="after")
    def _one_sort_of_child(self) -> Self:
        if bool(self.areas) == bool(self.indicators):
            raise PydanticCustomError("area_children", "An area holds either areas or indicators.")
        return self

    @property
    def label(self) -> str:
        """The title, or the id where there is none."""
        return self.title or self.id

    @property
    def children(self) -> tuple["Area | Indicator", ...]:
        """The areas or indicators directly below, in the rubric's order."""
        return self.areas or self.indicators

    def leaves(self) -> Iterator[Indicator]:
        """Every indicator below, in the rubric's order."""
        yield from self.indicators
        for area in self.areas:
            yield from area.leaves()


class Band(Record):
    """A named stretch of the score, from its inclusive lower edge up to the next band's."""

    id: Id
    title: Text
    start: Annotated[Number, Field(alias="from")]


class Grading(Record):
    """How a value becomes a band: rounded to `decimals`, then compared with the lower edges."""

    decimals: Decimals = 1
    bands: tuple[Band, ...] = ()
    note: Maybe[LongText] = None


class Ranking(Record):
    """How values are compared between subjects."""

    decimals: Decimals = 1


class EvidenceRule(Record):
    """From which level an answer needs an evidence item to count in the evidenced lens."""

    from_level: LevelValue = 2


class Document(Record):
    """A source document of the rubric."""

    id: Id
    title: Text
    titles: dict[Id, Text] = {}
    issuer: Maybe[Text] = None
    publisher: Maybe[Text] = None
    date: Maybe[Day] = None
    legal_status: Maybe[Text] = None
    urls: tuple[Url, ...] = ()
    note: Maybe[LongText] = None


class Term(Record):
    """A named group that indicators are tagged with: a principle, an actor, a goal."""

    id: Id
    title: Text
    titles: dict[Id, Text] = {}
    note: Maybe[LongText] = None


class View(Record):
    """The same leaves rolled up another way: by a tag that the indicators carry."""

    id: Id
    title: Text
    by: Literal["principles", "asked_of", "sdgs", "tags"]
    groups: Annotated[tuple[Term, ...], Field(min_length=1)]


class Rubric(WholeDocument):
    """Everything that is asked and how the answers become a score."""

    id: Id
    version: Version
    title: Maybe[Text] = None
    summary: Maybe[LongText] = None
    language: Id = "en"
    licence: Maybe[Text] = None
    documents: tuple[Document, ...] = ()
    provenance: dict[SourceStatus, Text] = {}
    scale: Scale = DEFAULT_SCALE
    unknown: Literal["exclude", "lowest"] = "exclude"
    minimum_coverage: Annotated[Number, Field(ge=0, le=1)] = 0.66
    evidence: EvidenceRule = EvidenceRule()
    grading: Grading = Grading()
    ranking: Ranking = Ranking()
    weights_note: Maybe[LongText] = None
    method: Method = "mean"
    zero_floor: Maybe[Annotated[Number, Field(gt=0)]] = None
    modifiers: tuple[Modifier, ...] = ()
    views: tuple[View, ...] = ()
    areas: Annotated[tuple[Area, ...], Field(min_length=1)]

    @property
    def label(self) -> str:
        """The title, or the id where there is none."""
        return self.title or self.id

    @property
    def children(self) -> tuple[Area, ...]:
        """The areas directly below the root."""
        return self.areas

    def leaves(self) -> Iterator[Indicator]:
        """Every indicator, in the rubric's order."""
        for area in self.areas:
            yield from area.leaves()

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """Indicators by id, in the rubric's order."""
        return {leaf.id: leaf for leaf in self.leaves()}

    @cached_property
    def aliases(self) -> dict[str, str]:
        """Earlier or folded id -> the id that answers for it now."""
        return {alias: leaf.id for leaf in self.leaves() for alias in leaf.aliases}
