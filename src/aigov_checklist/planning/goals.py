"""What a plan is to reach: a score or a band as people see them, rounded half up to the rubric's decimals."""

import math
from dataclasses import dataclass

from aigov_checklist.errors import UsageError
from aigov_checklist.message import Message
from aigov_checklist.models.assessment import Score
from aigov_checklist.models.modifier import Condition, Modifier
from aigov_checklist.models.rubric import Band, Rubric
from aigov_checklist.rounding import round_half_up
from aigov_checklist.scoring.walk import Corner
from aigov_checklist.suggesting import did_you_mean

SLACK = 1e-5
"""How far below a bound the programme may end; whether it is met is for the engine to say."""


@dataclass(frozen=True)
class Goal:
    """A score to be shown at least; with a band, everything that the band asks for besides."""

    score: float
    band: Band | None = None

    def is_met(self, score: Score, rubric: Rubric, corner: Corner) -> bool:
        """Whether the engine's score reaches it; at the low corner whatever open questions are answered."""
        number = score.low if corner == "low" else score.value
        if number is None:
            return False
        if self.band is None:
            return round_half_up(number, rubric.grading.decimals) >= self.score
        held = score.band_range[0] if corner == "low" and score.band_range else score.band
        return not score.provisional and held is not None and place(held, rubric) >= place(self.band.id, rubric)


def goal_of(text: str, rubric: Rubric) -> Goal:
    """The band of that id or title, or the score. Raises UsageError for anything else."""
    wanted = text.strip().lower()
    for band in rubric.grading.bands:
        if wanted in (band.id.lower(), band.title.lower()):
            return Goal(band.start, band)
    try:
        score = float(wanted)
    except ValueError:
        score = math.nan
    if not math.isfinite(score):
        bands = [band.id for band in rubric.grading.bands]
        hint = did_you_mean(wanted, bands) or Message("There are: {known}.", known=", ".join(bands) or "-")
        raise UsageError(Message("{text!r} is neither a score nor a band. {hint}", text=text, hint=hint))
    return Goal(score)


def place(band_id: str, rubric: Rubric) -> int:
    """The place of a band, from the lowest."""
    return [band.id for band in rubric.grading.bands].index(band_id)


def least_value(edge: float, rubric: Rubric, *, beyond: bool = False) -> float:
    """The least value that is shown as the edge or more, a hair less; `beyond`: as more than the edge.

    With one decimal 59.95 is the least that is shown as 60.0, and 60.05 the least that is shown as more.
    """
    steps = 10.0**rubric.grading.decimals
    scaled = round(edge * steps, 6)
    shown = math.floor(scaled) + 1 if beyond else math.ceil(scaled)
    return (shown - 0.5) / steps - SLACK


def gates_of(goal: Goal, rubric: Rubric) -> list[Modifier]:
    """The gates of the whole that would hold back the goal's band."""
    if goal.band is None:
        return []
    wanted = place(goal.band.id, rubric)
    return [gate for gate in rubric.modifiers if gate.no_better_than and place(gate.no_better_than, rubric) < wanted]


def least_to_open(condition: Condition, rubric: Rubric) -> float:
    """What the node of a gate must come to for the gate to be open."""
    if condition.below is not None:
        return least_value(condition.below, rubric)
    return least_value(condition.at_most or 0.0, rubric, beyond=True)
