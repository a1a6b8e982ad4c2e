"""What is asked: a rubric is a tree of areas whose leaves are indicators."""

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from aigov_checklist.models.lifetime import Change, Planned, Retired
from aigov_checklist.models.measure import LevelsMeasure, Measure
from aigov_checklist.models.modifier import Condition, Modifier
from aigov_checklist.models.record import (
    Day,
    Decimals,
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
)
from aigov_checklist.models.scale import DEFAULT_SCALE, LevelValue, Scale

Method = Literal["mean", "geometric", "harmonic", "sum", "minimum", "maximum"]
SourceStatus = Literal["read", "read_indirect", "summary", "precursor", "unverified"]
Weight = Annotated[Number, Field(ge=0)]


class Source(Record):
    """Where a commitment stands, and how well that place is attested."""

    document: Id
    locator: Text
    source_status: SourceStatus
    note: Maybe[LongText] = None


class Indicator(Record):
    """A leaf: what the source promises, and what we ask to see whether it is kept."""

    model_config = ConfigDict(json_schema_extra={"not": {"required": ["retired", "planned"]}})

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
    measure: Measure = LevelsMeasure.model_construct(type="levels")
    needs_evidence: bool = True
    principles: tuple[Id, ...] = ()
    sdgs: tuple[Annotated[int, Field(ge=1, le=17)], ...] = ()
    tags: tuple[Id, ...] = ()
    guidance: Maybe[LongText] = None
    evidence: tuple[Text, ...] = ()
    levels: dict[Kind | Literal["all"], dict[str, LongText]] = {}
    retired: Maybe[Retired] = None
    planned: Maybe[Planned] = None

    @model_validator(mode="after")
    def _not_both_retired_and_planned(self) -> Self:
        if self.retired and self.planned:
            raise PydanticCustomError("indicator_lifetime", "An indicator is either retired or planned.")
        return self

    @property
    def label(self) -> str:
        """The title, or the id where there is none."""
        return self.title or self.id

    @property
    def is_retired(self) -> bool:
        """Whether nobody is asked any more."""
        return self.retired is not None

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
    def is_retired(self) -> bool:
        """Whether every indicator below is retired, so that the area has no score any more."""
        return all(leaf.is_retired for leaf in self.leaves())

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
    changes: tuple[Change, ...] = ()
    documents: tuple[Document, ...] = ()
    provenance: dict[SourceStatus, Text] = {}
    scale: Scale = DEFAULT_SCALE
    unknown: Literal["exclude", "lowest"] = "exclude"
    minimum_coverage: Annotated[Number, Field(ge=0, le=1)] = 0.66
    evidence: EvidenceRule = EvidenceRule.model_construct()
    grading: Grading = Grading.model_construct()
    ranking: Ranking = Ranking.model_construct()
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
