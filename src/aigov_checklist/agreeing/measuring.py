"""How far raters agree on some units: on the state, on levels, on codes."""

from collections.abc import Sequence
from dataclasses import dataclass

from aigov_checklist.agreeing.coefficients import Row, alpha, mean_kappa, share_within
from aigov_checklist.agreeing.panels import Unit
from aigov_checklist.models.measure import ChoiceMeasure, LevelsMeasure
from aigov_checklist.models.rubric import Rubric

_STATES = ("answered", "no_information", "not_applicable")


@dataclass(frozen=True)
class Measured:
    """Agreement on states, and on levels; shares are of pairs of raters, and None is what cannot be told.

    `rated` counts the units on which at least two raters said anything, `levels` those with at least two levels.
    `within_one` counts neighbouring levels as agreed.  Kappas are means over all two raters, alpha is ordinal.
    """

    rated: int
    same_state: float | None
    levels: int
    exact: float | None
    within_one: float | None
    kappa_linear: float | None
    kappa_quadratic: float | None
    alpha: float | None


@dataclass(frozen=True)
class Codes:
    """Agreement on the codes of choices; alpha is nominal, and None also where indicators have different codes."""

    units: int
    exact: float | None
    alpha: float | None


def measure(units: Sequence[Unit], rubric: Rubric) -> Measured:
    """The agreement on these units."""
    rated = [unit for unit in units if len(unit.ratings) > 1]
    states = [[None if said is None else _STATES.index(said.state) for said in unit.said] for unit in rated]
    levels = [row for unit in rated if _count(row := level_row(unit, rubric)) > 1]
    size = len(rubric.scale.levels)
    return Measured(
        rated=len(rated),
        same_state=share_within(states, 0),
        levels=len(levels),
        exact=share_within(levels, 0),
        within_one=share_within(levels, 1),
        kappa_linear=mean_kappa(levels, size, power=1),
        kappa_quadratic=mean_kappa(levels, size, power=2),
        alpha=alpha(levels, "ordinal"),
    )


def measure_codes(units: Sequence[Unit]) -> Codes:
    """The agreement on codes among these units."""
    rows, lists = [], set()
    for unit in units:
        if isinstance(unit.indicator.measure, ChoiceMeasure):
            codes = [choice.code for choice in unit.indicator.measure.choices]
            row = [None if said is None or said.choice is None else codes.index(said.choice) for said in unit.said]
            if _count(row) > 1:
                rows.append(row)
                lists.add(tuple(codes))
    return Codes(len(rows), share_within(rows, 0), alpha(rows, "nominal") if len(lists) == 1 else None)


def level_row(unit: Unit, rubric: Rubric) -> Row:
    """The levels that were given, as places on the rubric's scale."""
    if not isinstance(unit.indicator.measure, LevelsMeasure):
        return [None for _ in unit.said]
    values = [level.value for level in rubric.scale.levels]
    return [None if said is None or said.level is None else values.index(said.level) for said in unit.said]


def _count(row: Row) -> int:
    return sum(value is not None for value in row)
