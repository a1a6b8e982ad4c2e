"""Before and after across versions: the old and the new answers, each under the old and under the new rules.

A difference across versions is never told as one number: the answers have changed, and so have the rules.  With the
four scores it falls apart without a rest.  Taking the rules first, they do `old answers, new rules` less `old answers,
old rules`, and the answers do the rest; taking the answers first, it is the other way round.  What each does is the
mean of the two ways, as in `decomposing`, and the two means sum to the difference.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from aigov_checklist.comparing import refuse_incomparable
from aigov_checklist.lenses import Lens
from aigov_checklist.migrating.making import read_backwards, read_forwards
from aigov_checklist.migrating.route import Leg
from aigov_checklist.models.assessment import AreaResult, Assessment, Score, UnderLenses
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.scoring.assessing import assess
from aigov_checklist.structure import ROOT


@dataclass(frozen=True)
class Shift:
    """What moved a score, in points; the two sum to the difference."""

    answers: float
    rules: float

    @property
    def difference(self) -> float:
        """New answers under the new rules, less old answers under the old rules."""
        return self.answers + self.rules


@dataclass(frozen=True)
class Bridge:
    """The four assessments, and the answers that have no counterpart in the other version.

    The first word of a name says whose answers, the second which rules: `old_new` are the old answers under the new
    rules.
    """

    old: Rubric
    new: Rubric
    old_old: Assessment
    old_new: Assessment
    new_old: Assessment
    new_new: Assessment
    left_behind: tuple[str, ...]
    not_read_back: tuple[str, ...]

    @property
    def all(self) -> tuple[Assessment, Assessment, Assessment, Assessment]:
        """The four, the old answers first."""
        return self.old_old, self.old_new, self.new_old, self.new_new

    def scores(self, node: str, lens: Lens) -> tuple[Score | None, Score | None, Score | None, Score | None]:
        """The four scores of the whole or of an area; None where a version has no such area."""
        first, second, third, fourth = (_node(assessment, node) for assessment in self.all)
        return _under(first, lens), _under(second, lens), _under(third, lens), _under(fourth, lens)

    def shift(self, node: str, lens: Lens) -> Shift | None:
        """The difference taken apart; None if one of the four scores is missing."""
        old_old, old_new, new_old, new_new = (score.value if score else None for score in self.scores(node, lens))
        if old_old is None or old_new is None or new_old is None or new_new is None:
            return None
        answers = ((new_new - old_new) + (new_old - old_old)) / 2
        rules = ((old_new - old_old) + (new_new - new_old)) / 2
        return Shift(answers, rules)


def bridge(before: Profile, after: Profile, legs: Sequence[Leg]) -> Bridge:
    """Compare a profile of the version at the start of these legs with one of the version at their end.

    Raises UsageError if they are of different subjects or dated the wrong way round.
    """
    refuse_incomparable(before, after)
    old, new = legs[0].old, legs[-1].new
    forwards, backwards = read_forwards(before, legs), read_backwards(after, legs)
    return Bridge(
        old,
        new,
        assess(before, old),
        assess(forwards.profile, new),
        assess(backwards.profile, old),
        assess(after, new),
        left_behind=forwards.left,
        not_read_back=backwards.left,
    )


def _node(assessment: Assessment, node: str) -> UnderLenses | None:
    if node == ROOT:
        return assessment.overall
    waiting: list[AreaResult] = list(assessment.areas)
    for area in waiting:  # grows while it is walked
        if area.id == node:
            return area
        waiting += area.areas
    return None


def _under(node: UnderLenses | None, lens: Lens) -> Score | None:
    return node.under(lens) if node else None
