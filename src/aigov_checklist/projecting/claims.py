"""What a level under one rubric says of the level under another: never more than the relation supports.

The rules, with their reasons, are those of docs/crosswalks.md.
"""

from typing import NamedTuple

from aigov_checklist.models.measure import LevelsMeasure
from aigov_checklist.models.reference import Relation, Strength
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.models.scale import DEFAULT_SCALE

_LADDER = tuple(level.value for level in DEFAULT_SCALE.levels)
"""The ladder that the rules are about."""

_PARTIAL = 2
"""The level of a draft, a pilot or a partial measure: whoever does a part of something has done that much of it."""


class Claim(NamedTuple):
    """The lowest and the highest level that an answer elsewhere leaves open; None: it says nothing on that end."""

    at_least: int | None = None
    at_most: int | None = None


LEAD = Claim()
"""No level is claimed: the answer only tells where to look."""


def claim_of(relation: Relation, strength: Strength | None, level: int) -> Claim:
    """What a level says of what it is linked to, on the ladder of docs/scoring.

    >>> claim_of("subset", "strong", 4)
    Claim(at_least=2, at_most=None)
    """
    if strength == "weak":  # a single point, or the same only by analogy
        return LEAD
    match relation:
        case "equal":
            return Claim(level, level)
        case "subset" if level > 0:
            return Claim(at_least=min(level, _PARTIAL))
        case "superset" if level < _PARTIAL:  # were the part at more, the whole would be at more
            return Claim(at_most=level)
    return LEAD


def claim_between(
    relation: Relation,
    strength: Strength | None,
    level: int | None,
    *,
    one: tuple[Rubric, str],
    other: tuple[Rubric, str],
) -> Claim:
    """The claim from an indicator to another, each with its rubric; a lead where their ladders do not fit."""
    if level is None or not (_is_on_levels(*one) and _is_on_levels(*other)):
        return LEAD
    ladders = {_ladder(rubric) for rubric, _ in (one, other)}
    if len(ladders) > 1 or (relation != "equal" and _LADDER not in ladders):
        return LEAD
    return claim_of(relation, strength, level)


def _is_on_levels(rubric: Rubric, leaf_id: str) -> bool:
    return isinstance(rubric.indicators[leaf_id].measure, LevelsMeasure)


def _ladder(rubric: Rubric) -> tuple[int, ...]:
    return tuple(level.value for level in rubric.scale.levels)
