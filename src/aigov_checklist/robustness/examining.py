"""`simulate`: everything that can be said about how sure the scores and ranks of a cohort are, in one record."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal, NamedTuple

import numpy as np

from aigov_checklist.kernel.compiling import compile_plan
from aigov_checklist.kernel.grading import scores_of
from aigov_checklist.kernel.plan import Bools, Floats
from aigov_checklist.lenses import Lens
from aigov_checklist.models.assumptions import Assumptions
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.rubric import Method, Rubric
from aigov_checklist.robustness.cohort import cohort_of
from aigov_checklist.robustness.drawing import Draws, Factor, draw, only, varied_by
from aigov_checklist.robustness.exact import Ends, dominance, weight_ranges
from aigov_checklist.robustness.leaving_out import LeftOut, leave_out
from aigov_checklist.robustness.opening import load_assumptions
from aigov_checklist.robustness.simulating import Ranks, Simulation, drawn_blocks, evaluate
from aigov_checklist.robustness.summing_up import Spread, share_above, spreads_of, surviving
from aigov_checklist.robustness.uncertain import Uncertain
from aigov_checklist.robustness.variance import VarianceShare, variance_shares

MOST_SHARE_DRAWS = 1024
"""How many draws of each sample the variance shares are estimated from, at most: they need several samples."""


@dataclass(frozen=True)
class Examined:
    """One subject as it is scored, and over all draws."""

    profile: Profile
    value: float | None
    low: float | None
    high: float | None
    provisional: bool
    band: str | None
    rank: int | None
    spread: Spread
    weight_range: tuple[float, float] | None


class MovedBy(NamedTuple):
    """Which assumption moves a subject's score, and which its rank: shares of variance; None if nothing does."""

    score: Mapping[str, VarianceShare] | None
    rank: Mapping[str, VarianceShare] | None


@dataclass(frozen=True, eq=False)
class Robustness:
    """A cohort under assumptions; arrays have a row and a column a subject, in the order of `subjects`.

    `above` is P(A above B); `dominates` says which orders no weights and no ladder can turn.  `surviving` is by
    assumption the share of the pairs as scored whose order is sure, `scenarios` the scores and ranks under other
    ways to roll up the areas; `moved_by` says of each subject which assumption moves it most, None if not asked.
    """

    rubric: Rubric
    lens: Lens
    assumptions: Assumptions
    draws: int
    seed: int
    subjects: tuple[Examined, ...]
    above: Floats
    dominates: Bools
    surviving: Mapping[Factor | Literal["all"], float | None]
    box: float
    scenarios: Mapping[Method, tuple[Floats, Ranks]]
    areas: LeftOut
    indicators: LeftOut
    moved_by: tuple[MovedBy, ...] | None


@dataclass
class Examination:
    """What is examined, and how: profiles that fit the rubric as one cohort, and what is drawn.

    `varied` are the assumptions that are drawn.  `blocks` are the draws, made when they are called; to replay
    others, put them in their place.
    """

    profiles: Sequence[Profile]
    rubric: Rubric
    assumptions: Assumptions
    varied: frozenset[Factor]
    lens: Lens = "declared"
    draws: int = 10_000
    seed: int = 1

    @cached_property
    def certain(self) -> Uncertain:
        """The cohort with nothing varied."""
        return Uncertain(cohort_of(self.profiles, compile_plan(self.rubric), self.lens), self.rubric, Assumptions())

    @cached_property
    def uncertain(self) -> Uncertain:
        """The cohort with all that is varied."""
        return self.varying(self.varied)

    @cached_property
    def blocks(self) -> list[Callable[[], Draws]]:
        """The draws."""
        return drawn_blocks(self.uncertain, self.draws, self.seed)

    def varying(self, varied: frozenset[Factor]) -> Uncertain:
        """The cohort with only these varied."""
        return replace(self.certain, assumptions=only(self.assumptions, varied))


def simulate(
    profiles: Sequence[Profile],
    rubric: Rubric,
    *,
    assumptions: Assumptions | None = None,
    lens: Lens = "declared",
    draws: int = 10_000,
    seed: int = 1,
) -> Robustness:
    """How sure the scores and ranks of these profiles are; docs/robustness.md says what the numbers mean.

    The profiles must fit the rubric.  Drawn is all that the assumptions name (by default the shipped ones) but the
    aggregation, whose scenarios are scored one by one.  The same arguments give the same numbers.
    """
    assumed = assumptions or load_assumptions()
    varied = varied_by(assumed) - {"aggregation"}
    return examine(Examination(profiles, rubric, assumed, varied, lens=lens, draws=draws, seed=seed))


def examine(examination: Examination, *, jobs: int | None = None, shares: bool = True) -> Robustness:
    """Score all draws and sum them up; `shares` of variance take longest and can be left out."""
    certain, uncertain, assumptions = examination.certain, examination.uncertain, examination.assumptions
    nominal = evaluate(certain, [lambda: Draws(size=1)])
    found = evaluate(uncertain, examination.blocks, jobs=jobs)
    draws, above = found.values.shape[1], share_above(found)

    def alone(factor: Factor) -> float | None:
        uncertain = examination.varying(frozenset({factor}))
        varied = evaluate(uncertain, drawn_blocks(uncertain, draws, examination.seed), jobs=jobs)
        return surviving(share_above(varied), nominal)

    each: dict[Factor | Literal["all"], float | None] = {factor: alone(factor) for factor in sorted(examination.varied)}
    ranges = weight_ranges(certain.cohort, assumptions.box)
    has_shares = shares and len(examination.varied) > 1
    return Robustness(
        rubric=examination.rubric,
        lens=examination.lens,
        assumptions=uncertain.assumptions,
        draws=draws,
        seed=examination.seed,
        subjects=tuple(_examined(certain, examination.profiles, nominal, found, ranges)),
        above=above,
        dominates=dominance(certain.cohort),
        surviving=each | {"all": surviving(above, nominal)},
        box=assumptions.box,
        scenarios=_scenarios(certain, assumptions),
        areas=leave_out(certain, areas=True),
        indicators=leave_out(certain, areas=False),
        moved_by=_moved_by(uncertain, min(draws, MOST_SHARE_DRAWS), examination.seed) if has_shares else None,
    )


def _examined(
    certain: Uncertain, profiles: Sequence[Profile], nominal: Simulation, found: Simulation, ranges: Ends | None
) -> list[Examined]:
    plan = certain.plan
    scores = scores_of(certain.cohort.nodes, plan.root)
    spreads = spreads_of(found, plan.bands)
    examined = []
    for place, profile in enumerate(profiles):
        band = int(scores.band[place])
        box = None if ranges is None else (_number(ranges[0][place]), _number(ranges[1][place]))
        examined.append(
            Examined(
                profile=profile,
                value=_number(scores.value[place]),
                low=_number(scores.low[place]),
                high=_number(scores.high[place]),
                provisional=bool(scores.provisional[place]),
                band=plan.bands[band] if band >= 0 else None,
                rank=int(nominal.ranks[place, 0]) or None,
                spread=spreads[place],
                weight_range=None if box is None or box[0] is None or box[1] is None else (box[0], box[1]),
            )
        )
    return examined


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _scenarios(certain: Uncertain, assumptions: Assumptions) -> dict[Method, tuple[Floats, Ranks]]:
    """Scores and ranks when the areas are rolled up in each of the ways that the assumptions name."""
    methods = assumptions.aggregation
    if not methods:
        return {}
    rolled = replace(certain, assumptions=only(assumptions, frozenset({"aggregation"})))
    found = evaluate(rolled, [lambda: Draws(size=len(methods), aggregation=np.arange(len(methods)))])
    return {method: (found.values[:, place], found.ranks[:, place]) for place, method in enumerate(methods)}


def _moved_by(uncertain: Uncertain, draws: int, seed: int) -> tuple[MovedBy, ...]:
    factors = sorted(varied_by(uncertain.assumptions))
    one, other = (
        draw(uncertain.plan, uncertain.ladder, uncertain.assumptions, draws, (seed, place, draws)) for place in (1, 2)
    )

    def model(sample: Mapping[str, Any]) -> Floats:
        found = evaluate(uncertain, [lambda: Draws(size=draws, **sample)])
        return np.concatenate((found.values, found.ranks.astype(float))).T

    found = variance_shares(
        model,
        {factor: getattr(one, factor) for factor in factors},
        {factor: getattr(other, factor) for factor in factors},
        seed=seed,
    )
    many = uncertain.cohort.size
    return tuple(map(MovedBy, found[:many], found[many:]))
