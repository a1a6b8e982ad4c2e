"""From values to a score: bands by published edges, held back by gates or by too little coverage."""

import math

from aigov_checklist.models.assessment import FiredGate, Score
from aigov_checklist.models.modifier import Modifier
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.rounding import round_half_up
from aigov_checklist.scoring.walk import Corner, Walk

Number = float | None
Name = str | None


def score_of(walk: Walk, node_id: str) -> Score:
    """The score of one node: value, range, coverage and band."""
    numbers = (walk.of(node_id, "value"), walk.of(node_id, "low"), walk.of(node_id, "high"))
    value, low, high = (_finite(number) for number in numbers)
    bands = (_gated_band(walk, node_id, "value", value), _gated_band(walk, node_id, "low", low))
    best = _gated_band(walk, node_id, "high", high)
    return _score((value, low, high), (*bands, best), walk.coverage(node_id), walk.structure.rubric)


def ungated_score(rubric: Rubric, numbers: tuple[Number, Number, Number], coverage: float | None) -> Score:
    """The score of something that no gate stands over, from its value, low and high."""
    value, low, high = (_finite(number) for number in numbers)
    bands = (band_of(rubric, value), band_of(rubric, low), band_of(rubric, high))
    return _score((value, low, high), bands, coverage, rubric)


def _score(
    numbers: tuple[Number, Number, Number], bands: tuple[Name, Name, Name], coverage: float | None, rubric: Rubric
) -> Score:
    if coverage is None:  # nothing applies here: not scored, which is not the same as zero
        return Score.model_construct()
    value, low, high = numbers
    band, worst, best = bands
    # The last bits of the coverage decide nothing.
    provisional = round(coverage, 9) < rubric.minimum_coverage
    return Score.model_construct(
        value=value,
        low=low,
        high=high,
        coverage=coverage,
        band=None if provisional else band,
        band_range=None if worst is None or best is None else (worst, best),
        provisional=provisional,
    )


def band_of(rubric: Rubric, value: float | None) -> str | None:
    """The band of a value, rounded to the rubric's decimals, edges inclusive; None without value or bands."""
    bands = rubric.grading.bands
    if value is None or not bands:
        return None
    shown = round_half_up(value, rubric.grading.decimals)
    return next((band.id for band in reversed(bands) if shown >= band.start), bands[0].id)


def fired_gates(walk: Walk, node_id: str) -> list[FiredGate]:
    """The gates of a node that hold its band back, in the rubric's order."""
    rubric = walk.structure.rubric
    value = _finite(walk.of(node_id, "value"))
    reached = band_of(rubric, value)
    if reached is None:
        return []
    return [
        FiredGate.model_construct(id=gate.id or f"{node_id}-gate", reason=gate.reason or "")
        for gate in _closed_gates(walk, node_id, "value")
        if _place(rubric, reached) > _place(rubric, gate.no_better_than or "")
    ]


def _gated_band(walk: Walk, node_id: str, corner: Corner, value: float | None) -> str | None:
    rubric = walk.structure.rubric
    reached = band_of(rubric, value)
    if reached is None:
        return None
    allowed = [gate.no_better_than or "" for gate in _closed_gates(walk, node_id, corner)]
    return min([reached, *allowed], key=lambda band: _place(rubric, band))


def _closed_gates(walk: Walk, node_id: str, corner: Corner) -> list[Modifier]:
    return [
        modifier
        for modifier in walk.structure.inner(node_id).modifiers
        if modifier.action == "no_better_than" and walk.holds(modifier.when, corner)
    ]


def _place(rubric: Rubric, band_id: str) -> int:
    return [band.id for band in rubric.grading.bands].index(band_id)


def _finite(value: float | None) -> float | None:
    """The value, or None for the infinite end of a quantity that is not clipped."""
    return value if value is not None and math.isfinite(value) else None
