"""How numbers, ranges and states are put into words: each decided once, for every format."""

from collections.abc import Iterator

from aigov_checklist.models.assessment import AreaResult, Assessment, IndicatorResult, Lens, Score
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.report.blocks import Column
from aigov_checklist.rounding import round_half_up, show, show_share

NOT_SCORED = "not scored"

SCORE_COLUMNS = (Column("Score", "right"), Column("Range", "right"), Column("Known", "right"), Column("Band"))

KINDS = {
    "self-assessment": "Self-assessment by the subject",
    "desk-review": "Desk review: not an official self-assessment",
    "peer-review": "Peer review",
}

LENS_MEANINGS: dict[Lens, str] = {
    "declared": "answers as given",
    "evidenced": "only as far as evidence can be looked up",
    "reviewed": "only answers that a reviewer has decided on",
}


def number(value: float | None, rubric: Rubric) -> str:
    """A score as people see it; what has no value is said to have none."""
    return NOT_SCORED if value is None else show(value, rubric.grading.decimals)


def value_range(score: Score, rubric: Rubric) -> str:
    """The range that a score could still take."""
    if score.low is None or score.high is None:
        return "-" if score.coverage is None else "no limit"
    low, high = number(score.low, rubric), number(score.high, rubric)
    return low if low == high else f"{low} to {high}"


def known(score: Score) -> str:
    """The share of the applicable weight that is known."""
    return "-" if score.coverage is None else show_share(score.coverage)


def band(score: Score, rubric: Rubric) -> str:
    """The band's title, or why there is none."""
    if score.coverage is None:
        return "-"
    if score.provisional:
        return "provisional"
    return band_title(score.band, rubric)


def band_title(band_id: str | None, rubric: Rubric) -> str:
    """The title of a band by its id."""
    return next((one.title for one in rubric.grading.bands if one.id == band_id), "-")


def score_cells(score: Score, rubric: Rubric) -> tuple[str, str, str, str]:
    """The cells under SCORE_COLUMNS."""
    return number(score.value, rubric), value_range(score, rubric), known(score), band(score, rubric)


def gap(declared: Score, evidenced: Score, rubric: Rubric) -> str:
    """How much of the declared value has no evidence that can be looked up."""
    if declared.value is None or evidenced.value is None:
        return "-"
    decimals = rubric.grading.decimals
    shown = round_half_up(declared.value, decimals) - round_half_up(evidenced.value, decimals)
    return show(shown, decimals)


def numbered(area: AreaResult) -> str:
    """An area's title behind its number."""
    return f"{area.number}. {area.title}" if area.number is not None else area.title


def all_areas(assessment: Assessment) -> Iterator[AreaResult]:
    """Every area at every depth, parents first."""
    waiting = list(assessment.areas)
    while waiting:
        area = waiting.pop(0)
        yield area
        waiting[:0] = area.areas


def all_indicators(assessment: Assessment) -> Iterator[IndicatorResult]:
    """Every indicator, in the rubric's order."""
    for area in all_areas(assessment):
        yield from area.indicators


def plural(count: int, one: str, many: str) -> str:
    """A count with its noun: `1 answer`, `2 answers`, `no answers`."""
    return f"{count or 'no'} {one if count == 1 else many}"
