"""What a report is made of, and how its numbers, bands and states are put into words: each decided once."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from aigov_checklist.language import Language
from aigov_checklist.lenses import Lens
from aigov_checklist.models.assessment import AreaResult, Assessment, IndicatorResult, Score
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.rubric import Area, Rubric
from aigov_checklist.report.blocks import Column
from aigov_checklist.rounding import round_half_up
from aigov_checklist.structure import Node, structure_of


@dataclass(frozen=True)
class Material:
    """One assessed profile with its rubric, in the language that it is told in; and its peers, if it has any."""

    assessment: Assessment
    profile: Profile
    rubric: Rubric
    language: Language
    peers: tuple[Assessment, ...] = ()

    @cached_property
    def nodes(self) -> dict[str, Node]:
        """The rubric's nodes by id, for their titles."""
        return structure_of(self.rubric).nodes

    @cached_property
    def areas(self) -> tuple[AreaResult, ...]:
        """Every area at every depth, parents first."""
        return tuple(all_areas(self.assessment.areas))

    @cached_property
    def indicators(self) -> tuple[IndicatorResult, ...]:
        """Every indicator, in the rubric's order."""
        return tuple(result for area in self.areas for result in area.indicators)

    def area_title(self, area: AreaResult) -> str:
        """An area's title behind its number."""
        node = self.nodes[area.id]
        assert isinstance(node, Area)
        return f"{node.number}. {node.label}" if node.number is not None else node.label

    def indicator_title(self, result: IndicatorResult) -> str:
        """An indicator's title with its id."""
        indicator = self.rubric.indicators[result.id]
        return f"{indicator.label} ({result.id})" if indicator.title else result.id

    def level_name(self, value: int) -> str:
        """The name of a level of the scale."""
        return next(level.name for level in self.rubric.scale.levels if level.value == value)

    def descriptor(self, leaf_id: str, level: int | None) -> str:
        """The text of a level for this kind of subject; empty if there is none."""
        return self.rubric.indicators[leaf_id].descriptors(self.profile.subject.kind).get(str(level), "")

    def number(self, value: float | None) -> str:
        """A score as people see it; what has no value is said to have none."""
        if value is None:
            return self.language.say("not scored")
        return self.language.number(value, self.rubric.grading.decimals)

    def value_range(self, score: Score) -> str:
        """The range that a score could still take."""
        if score.low is None or score.high is None:
            return "-" if score.coverage is None else self.language.say("no limit")
        low, high = self.number(score.low), self.number(score.high)
        return low if low == high else self.language.say("{low} to {high}", low=low, high=high)

    def known(self, score: Score) -> str:
        """The share of the applicable weight that is known."""
        return "-" if score.coverage is None else self.language.share(score.coverage)

    def band(self, score: Score) -> str:
        """The band's title, or why there is none."""
        if score.coverage is None:
            return "-"
        return self.language.say("provisional") if score.provisional else self.band_title(score.band)

    def band_title(self, band_id: str | None) -> str:
        """The title of a band by its id."""
        return next((band.title for band in self.rubric.grading.bands if band.id == band_id), "-")

    def score_cells(self, score: Score) -> tuple[str, str, str, str]:
        """The cells under `score_columns`."""
        return self.number(score.value), self.value_range(score), self.known(score), self.band(score)

    def gap(self, declared: Score, evidenced: Score) -> str:
        """How much of the declared value has no evidence that can be looked up."""
        if declared.value is None or evidenced.value is None:
            return "-"
        decimals = self.rubric.grading.decimals
        shown = round_half_up(declared.value, decimals) - round_half_up(evidenced.value, decimals)
        return self.language.number(shown, decimals)

    def lens_title(self, lens: Lens) -> str:
        """The name of a lens."""
        say = self.language.say
        return {"declared": say("Declared"), "evidenced": say("Evidenced"), "reviewed": say("Reviewed")}[lens]


def score_columns(language: Language) -> tuple[Column, ...]:
    """The headings of value, range, coverage and band."""
    say = language.say
    return (
        Column(say("Score"), "right"),
        Column(say("Range"), "right"),
        Column(say("Known"), "right"),
        Column(say("Band")),
    )


def all_areas(areas: tuple[AreaResult, ...]) -> Iterator[AreaResult]:
    """The areas and those inside them, parents first."""
    for area in areas:
        yield area
        yield from all_areas(area.areas)
