"""Why two scores differ: the difference taken apart into answers, what counts, and modifiers, without a rest.

The answers of the one are exchanged for those of the other, one after the other, and each step is scored in full.
It is done twice: first the answers to what counts with both and then what counts with one only, in the rubric's
order; and the other way round, in the reverse order.  The effect of an indicator is the mean of its two steps.
Where the rubric takes means, that is the mean of the two effective weights times the difference of the points; under
any rubric the steps of one way sum to the difference, so their means do as well.  What caps, multipliers and other
modifiers do is told apart: the difference with them less the difference without.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from aigov_checklist.errors import UsageError
from aigov_checklist.lenses import Lens
from aigov_checklist.message import Message
from aigov_checklist.models.assessment import FiredGate
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.rubric import Area, Rubric
from aigov_checklist.scoring.explaining import find_node
from aigov_checklist.scoring.grading import fired_gates, score_of
from aigov_checklist.scoring.leaves import Leaf, settle
from aigov_checklist.scoring.walk import Walk
from aigov_checklist.structure import structure_of


@dataclass(frozen=True)
class Effect:
    """What one indicator contributes to the difference: `is_answer` if it counts with both, else it counts with one."""

    id: str
    one: Leaf
    other: Leaf
    is_answer: bool
    effect: float


@dataclass(frozen=True)
class Side:
    """One of the two: its profile, its score, its band, and the gates that hold its band back."""

    profile: Profile
    value: float
    band: str | None
    gates: tuple[FiredGate, ...]


@dataclass(frozen=True)
class Decomposition:
    """`other.value - one.value`, as a sum of effects in the rubric's order and of what the modifiers do."""

    node: str
    lens: Lens
    one: Side
    other: Side
    effects: tuple[Effect, ...]
    modifiers: float

    @property
    def difference(self) -> float:
        """What is taken apart."""
        return self.other.value - self.one.value

    def total(self, *, answers: bool) -> float:
        """The sum of the effects of answers, or of what counts with one only."""
        return sum(effect.effect for effect in self.effects if effect.is_answer == answers)


def decompose(
    one: Profile, other: Profile, rubric: Rubric, node: str | None = None, *, lens: Lens = "declared"
) -> Decomposition:
    """Take the difference of two profiles' scores apart, both answered under this rubric.

    `node` is the id of an area or its number; by default the whole.  Raises UsageError if there is no such area,
    or if one of the two has no score.
    """
    node_id = find_node(node, structure_of(rubric))
    first, last = settle(one, rubric, lens), settle(other, rubric, lens)
    sides = _side(one, rubric, first, node_id), _side(other, rubric, last, node_id)
    plain = _Plain(rubric, node_id)
    effects = plain.effects(first, last)
    without_modifiers = plain.value(last) - plain.value(first)
    return Decomposition(node_id, lens, *sides, effects, sides[1].value - sides[0].value - without_modifiers)


def _side(profile: Profile, rubric: Rubric, leaves: dict[str, Leaf], node_id: str) -> Side:
    walk = Walk(structure_of(rubric), leaves)
    score = score_of(walk, node_id)
    if score.value is None:
        raise UsageError(
            Message(
                "{name} ({date}) has no score here: nothing is known.", name=profile.subject.name, date=profile.date
            )
        )
    return Side(profile, score.value, score.band, tuple(fired_gates(walk, node_id)))


class _Plain:
    """A node of the rubric without the modifiers that change values."""

    def __init__(self, rubric: Rubric, node_id: str) -> None:
        self.structure = structure_of(_unmodified(rubric))
        self.node_id = node_id

    def value(self, leaves: dict[str, Leaf]) -> float:
        """The node's value, where something is known."""
        value = Walk(self.structure, leaves).of(self.node_id, "value")
        assert value is not None
        return value

    def effects(self, first: dict[str, Leaf], last: dict[str, Leaf]) -> tuple[Effect, ...]:
        """The effect of every indicator that differs and is below the node."""
        below = [name for name in first if self._is_inside(name) and _differ(first[name], last[name])]
        answers = [name for name in below if first[name].is_known and last[name].is_known]
        counting = [name for name in below if name not in answers]

        def arriving_first(names: Sequence[str]) -> list[str]:
            # What becomes known comes before what is no longer known: so something always is.
            return sorted(names, key=lambda name: first[name].is_known - last[name].is_known)

        there = self._steps([*answers, *arriving_first(counting)], first, last)
        back = self._steps([*arriving_first(counting[::-1]), *answers[::-1]], first, last)
        return tuple(
            Effect(name, first[name], last[name], name in answers, (there[name] + back[name]) / 2) for name in below
        )

    def _is_inside(self, name: str) -> bool:
        return self.node_id == name or self.node_id in self.structure.ancestors(name)

    def _steps(self, order: Sequence[str], first: dict[str, Leaf], last: dict[str, Leaf]) -> dict[str, float]:
        """What each exchange does to the value, in this order."""
        leaves, before, steps = dict(first), self.value(first), {}
        for name in order:
            leaves[name] = last[name]
            after = self.value(leaves)
            steps[name], before = after - before, after
        return steps


def _differ(one: Leaf, other: Leaf) -> bool:
    return (one.state, one.points) != (other.state, other.points)


def _unmodified(rubric: Rubric) -> Rubric:
    def plain(area: Area) -> Area:
        return area.model_copy(update={"modifiers": (), "areas": tuple(map(plain, area.areas))})

    return rubric.model_copy(update={"modifiers": (), "areas": tuple(map(plain, rubric.areas))})
