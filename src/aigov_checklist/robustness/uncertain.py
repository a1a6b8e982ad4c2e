"""What does not change from draw to draw, worked out once: which answers are a gamble, and who is alike."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from aigov_checklist.kernel.plan import UNANSWERED, Bools, Floats, NodePlan, Plan
from aigov_checklist.models.assumptions import Assumptions
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.robustness.answering import Gamble, gambles_of
from aigov_checklist.robustness.cohort import Cohort


@dataclass(frozen=True, eq=False)
class MeanOfLeaves:
    """A node whose children are indicators, for the subjects that differ in them.

    `marks` has a row a situation (those of the first indicator, then of the second, ...) and a column a pattern:
    1 where the pattern has it.  `counted` says which indicators (rows) count with which pattern, `is_left_out`
    which situations never do; `of_subject` is the pattern of each subject.
    """

    marks: Floats
    counted: Floats
    is_left_out: Bools
    of_subject: NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Uncertain:
    """A cohort with what is varied about it: all that the assumptions name."""

    cohort: Cohort
    rubric: Rubric
    assumptions: Assumptions

    @property
    def plan(self) -> Plan:
        """The rubric as the kernel sees it."""
        return self.cohort.plan

    @cached_property
    def ladder(self) -> Floats:
        """The points of the rubric's levels, upwards."""
        return np.array([level.points for level in self.rubric.scale.levels])

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each indicator among all."""
        return {name: place for place, name in enumerate(self.plan.leaves)}

    @cached_property
    def gambles(self) -> dict[str, tuple[Gamble, ...]]:
        """The situations of each indicator whose answer is drawn."""
        return {
            name: gambles_of(leaf, self.cohort.cells[name], self.assumptions) for name, leaf in self.plan.leaves.items()
        }

    @cached_property
    def means(self) -> dict[str, MeanOfLeaves]:
        """The nodes that are means of indicators."""
        return {
            node.id: self._mean_of_leaves(node)
            for node in self.plan.nodes.values()
            if node.method == "mean" and all(child in self.plan.leaves for _, child in node.children)
        }

    def _mean_of_leaves(self, node: NodePlan) -> MeanOfLeaves:
        leaves = [child for _, child in node.children]
        places = np.stack([self.cohort.places[leaf] for leaf in leaves])
        patterns, of_subject = np.unique(places, axis=1, return_inverse=True)
        marks, counted, left_out = [], [], []
        for leaf, pattern in zip(leaves, patterns, strict=True):
            counts = np.array([self._counts(leaf, column) for column in range(len(self.cohort.cells[leaf]))])
            marks.append(pattern == np.arange(len(counts))[:, None])
            counted.append(counts[pattern])
            left_out.append(~counts)
        return MeanOfLeaves(
            marks=np.concatenate(marks).astype(float),
            counted=np.array(counted, float),
            is_left_out=np.concatenate(left_out),
            of_subject=of_subject.reshape(-1),
        )

    def _counts(self, leaf_id: str, column: int) -> bool:
        """Whether a situation counts in the value: what is unanswered does if it is drawn."""
        leaf, code = self.plan.leaves[leaf_id], self.cohort.cells[leaf_id][column].code
        if code == UNANSWERED and self.assumptions.unanswered is not None:
            return leaf.goalposts is None or bool(np.isfinite(leaf.points["high"][code] - leaf.points["low"][code]))
        return not np.isnan(leaf.points["value"][code])
