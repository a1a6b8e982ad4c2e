"""What does not change from draw to draw, worked out once: which answers are a gamble, and who is alike."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack

from aigov_checklist.kernel.plan import UNANSWERED, Bools, Floats, NodePlan, Plan
from aigov_checklist.models.assumptions import Assumptions
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.robustness.answering import Gambles, gambles_of
from aigov_checklist.robustness.cohort import Cell, Cohort


@dataclass(frozen=True, eq=False)
class MeanOfLeaves:
    """A node whose children are indicators: which of their situations, and which of them, count with each subject.

    `marks` is sparse, with a row a subject, a column a situation (those of the first indicator, then of the second,
    and so on) and a 1 for what counts.  `counted` has a column an indicator and a row for each different set of
    those that count; `set_of` says which of them each subject has.
    """

    marks: csr_array
    counted: Floats
    set_of: NDArray[np.intp]


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
    def is_scored(self) -> Bools:
        """Who has a score as things stand: whoever has none, since nothing is known, is not given one by draws."""
        scored: Bools = ~np.isnan(self.cohort.nodes.of(self.plan.root, "value"))
        return scored

    @cached_property
    def ladder(self) -> Floats:
        """The points of the rubric's levels, upwards."""
        return np.array([level.points for level in self.rubric.scale.levels])

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each indicator among all."""
        return {name: place for place, name in enumerate(self.plan.leaves)}

    @cached_property
    def gambles(self) -> dict[str, tuple[Gambles, ...]]:
        """The situations of each indicator whose answer is drawn."""
        return {
            name: gambles_of(leaf, self.cohort.cells[name], self.assumptions) for name, leaf in self.plan.leaves.items()
        }

    @cached_property
    def may_leave_range(self) -> bool:
        """Whether a node's value without its unknown children could lie outside of its range.

        A mean of numbers from one range cannot; where no node has another method or changes its number, nobody
        needs to look.
        """
        if self.assumptions.unanswered is not None and all(map(self._is_bounded, self.plan.leaves)):
            return False
        has_unknown = any(cell.code == UNANSWERED for cells in self.cohort.cells.values() for cell in cells)
        tables = [leaf.points for leaf in self.plan.leaves.values()]
        ranges = {(table["low"][UNANSWERED], table["high"][UNANSWERED]) for table in tables}
        is_plain = len(ranges) == 1 and not any(node.method == "sum" or node.steps for node in self.plan.nodes.values())
        return has_unknown and not is_plain

    @cached_property
    def means(self) -> dict[str, MeanOfLeaves]:
        """The nodes that are means of indicators."""
        return {
            node.id: self._mean_of_leaves(node)
            for node in self.plan.nodes.values()
            if node.method == "mean" and all(self._is_bounded(child) for _, child in node.children)
        }

    def _is_bounded(self, child: str) -> bool:
        """Whether it is an indicator whose points have two ends: in a matrix product nothing may be infinite."""
        leaf = self.plan.leaves.get(child)
        return leaf is not None and (leaf.goalposts is None or leaf.goalposts.clip)

    def _mean_of_leaves(self, node: NodePlan) -> MeanOfLeaves:
        marks, counted = [], []
        for _, leaf in node.children:
            counts = np.array([self._counts(leaf, cell) for cell in self.cohort.cells[leaf]])
            places = self.cohort.places[leaf]
            marks.append(csr_array(np.eye(len(counts))[places] * counts))
            counted.append(counts[places])
        sets, set_of = np.unique(np.array(counted, float).T, axis=0, return_inverse=True)
        return MeanOfLeaves(csr_array(hstack(marks)), sets, set_of.reshape(-1))

    def _counts(self, leaf_id: str, cell: Cell) -> bool:
        """Whether a situation counts in the value: what is unanswered does if it is drawn."""
        leaf = self.plan.leaves[leaf_id]
        if cell.code == UNANSWERED and self.assumptions.unanswered is not None:
            lowest, highest = (leaf.points[end][UNANSWERED] for end in ("low", "high"))
            return leaf.goalposts is None or bool(np.isfinite(highest - lowest))
        return not np.isnan(leaf.points["value"][cell.code])
