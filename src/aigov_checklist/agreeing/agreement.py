"""`agreement`: how far the raters of a panel agree, overall, area by area, and where least."""

from collections.abc import Iterator
from dataclasses import dataclass

from aigov_checklist.agreeing.measuring import Codes, Measured, level_row, measure, measure_codes
from aigov_checklist.agreeing.panels import Panel, Unit
from aigov_checklist.models.measure import QuantityMeasure
from aigov_checklist.models.rubric import Rubric


@dataclass(frozen=True)
class Disagreement:
    """A unit on which raters differ; `apart` is the number of levels between the furthest two."""

    unit: Unit
    apart: int


@dataclass(frozen=True)
class Agreement:
    """A panel with its agreement: of all, by the ids of the rubric's areas, and on codes.

    `quantities` counts indicators with two numbers or more, which enter no coefficient.  `apart` are the units with
    different levels, the furthest first; `others` those with different states, codes or numbers.
    """

    panel: Panel
    overall: Measured
    areas: dict[str, Measured]
    codes: Codes
    quantities: int
    apart: tuple[Disagreement, ...]
    others: tuple[Disagreement, ...]

    @property
    def rated_by_one(self) -> int:
        """How many units only one rater said anything on."""
        return sum(len(unit.ratings) == 1 for unit in self.panel.units)

    @property
    def rated_by_none(self) -> int:
        """How many units nobody said anything on."""
        return sum(not unit.ratings for unit in self.panel.units)


def agreement(panel: Panel, rubric: Rubric) -> Agreement:
    """Measure how far the raters agree."""
    found = list(_disagreements(panel, rubric))
    apart = [one for one in found if one.apart]
    apart.sort(key=lambda one: -one.apart)
    areas = {area.id: frozenset(leaf.id for leaf in area.leaves()) for area in rubric.areas}
    return Agreement(
        panel=panel,
        overall=measure(panel.units, rubric),
        areas={
            key: measure([unit for unit in panel.units if unit.indicator.id in leaves], rubric)
            for key, leaves in areas.items()
        },
        codes=measure_codes(panel.units),
        quantities=sum(_has_numbers(unit) for unit in panel.units),
        apart=tuple(apart),
        others=tuple(one for one in found if not one.apart),
    )


def _disagreements(panel: Panel, rubric: Rubric) -> Iterator[Disagreement]:
    for unit in panel.units:
        if len({(said.state, said.answer) for said in unit.ratings}) > 1:
            levels = [place for place in level_row(unit, rubric) if place is not None]
            yield Disagreement(unit, int(max(levels) - min(levels)) if levels else 0)


def _has_numbers(unit: Unit) -> bool:
    return isinstance(unit.indicator.measure, QuantityMeasure) and (
        sum(said.quantity is not None for said in unit.ratings) > 1
    )
