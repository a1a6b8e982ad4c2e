"""What was found: the assessment document, whose missing values are absent keys.

Only the engine makes these records, by `model_construct`: what it has computed is not checked a second time.
"""

from aigov_checklist.errors import Problem
from aigov_checklist.lenses import Lens
from aigov_checklist.models.profile import Subject
from aigov_checklist.models.record import Day, Record
from aigov_checklist.models.reference import RubricReference
from aigov_checklist.models.response import State


class Score(Record):
    """A value with the range it could still take, how much of it is known, and its band.

    `value`, `low` and `high` are in the rubric's points, `coverage` is a share from 0 to 1.  A node with
    nothing left to score has none of them.  `band` is absent while the score is provisional.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    coverage: float | None = None
    band: str | None = None
    band_range: tuple[str, str] | None = None
    provisional: bool = False


class IndicatorResult(Record):
    """One leaf under the declared lens: its state, points, share of the total and what a step up would add."""

    id: str
    state: State
    answer: int | float | str | None = None
    points: float | None = None
    effective_weight: float | None = None
    contribution: float | None = None
    gain: float | None = None
    evidence_count: int = 0
    star: bool = False


class UnderLenses(Record):
    """The same node seen through the three lenses."""

    declared: Score
    evidenced: Score
    reviewed: Score

    def under(self, lens: Lens) -> Score:
        """The score under one lens."""
        score: Score = getattr(self, lens)
        return score


class AreaResult(UnderLenses):
    """One inner node, with what lies below it."""

    id: str
    number: int | None = None
    title: str
    weight: float
    areas: tuple["AreaResult", ...] = ()
    indicators: tuple[IndicatorResult, ...] = ()


class GroupResult(Record):
    """One group of a view."""

    id: str
    title: str
    declared: Score


class FiredGate(Record):
    """A gate that holds a band back, with its reason."""

    id: str
    reason: str


class RubricStamp(RubricReference):
    """The rubric that was used: id, version and SHA-256 of its canonical JSON."""

    digest: str


class ProfileStamp(Record):
    """The profile that was scored: SHA-256 of its canonical JSON (RFC 8785)."""

    digest: str


class EngineStamp(Record):
    """The engine that scored."""

    version: str


class Assessment(Record):
    """The whole result, enough to be checked by hand and repeated."""

    rubric: RubricStamp
    profile: ProfileStamp
    engine: EngineStamp
    subject: Subject
    date: Day
    overall: UnderLenses
    areas: tuple[AreaResult, ...]
    views: dict[str, tuple[GroupResult, ...]] = {}
    gates: tuple[FiredGate, ...] = ()
    problems: tuple[Problem, ...] = ()

    def to_json(self) -> str:
        """The document that schemas/assessment.schema.json describes; missing values are left out."""
        return self.model_dump_json(exclude_none=True, by_alias=True)
