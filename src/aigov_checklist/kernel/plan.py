"""What the kernel knows of a rubric: tables by answer code, and the tree with its methods."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

Corner = Literal["value", "low", "high"]
CORNERS: tuple[Corner, ...] = ("value", "low", "high")
"""What unknown answers are taken for: left out (or lowest, if the rubric says so), lowest, highest."""

Floats = NDArray[np.float64]
"""One number a row; NaN stands for "none", which the tree walk writes as None."""

Codes = NDArray[Any]
"""One answer a row, as an unsigned integer: one of the states below, or FIRST_ANSWER + the place of the answer."""

Bools = NDArray[np.bool_]

UNANSWERED, OUT_OF_SCOPE, NOT_APPLICABLE, NO_INFORMATION, FIRST_ANSWER = range(5)


class Comparison(NamedTuple):
    """A line that a number is compared with."""

    name: Literal["below", "at_most", "at_least", "above"]
    number: float

    def holds(self, values: Floats) -> Bools:
        """Where it is met; never for NaN."""
        compare = {"below": np.less, "at_most": np.less_equal, "at_least": np.greater_equal, "above": np.greater}
        met: Bools = compare[self.name](values, self.number)
        return met


class AnswerTest(NamedTuple):
    """A condition on an answer: whether each code meets it, at each corner; for quantities the comparison too."""

    leaf: str
    met: Mapping[Corner, Bools]
    comparison: Comparison | None = None


class ValueTest(NamedTuple):
    """A condition on a node's value, rounded as people see it."""

    node: str
    comparison: Comparison


Test = AnswerTest | ValueTest


class Goalposts(NamedTuple):
    """How a quantity becomes points: full * (t(x) - low) / (high - low), with low and high already transformed."""

    low: float
    high: float
    full: float
    clip: bool
    is_log: bool


class LeafPlan(NamedTuple):
    """One indicator: points and coverage by code, and what each code counts as where evidence is missing.

    `asked_from` is the day from which a planned indicator is asked; `is_on_ladder` says that the answers are the
    levels of the rubric's scale.
    """

    id: str
    points: Mapping[Corner, Floats]
    known: Floats
    unproven: Codes | None
    asked_of: tuple[str, ...]
    is_essential: bool
    is_retired: bool
    asked_from: str | None
    asked_when: AnswerTest | None
    goalposts: Goalposts | None
    is_on_ladder: bool
    codes: Mapping[Any, int]

    @property
    def code_type(self) -> np.dtype[Any]:
        """The smallest unsigned integer that holds its codes."""
        return np.min_scalar_type(len(self.known) - 1)


class Factor(NamedTuple):
    """A node's value over its full scale."""

    node: str
    full: float


class Step(NamedTuple):
    """A modifier: its action with its number, factor or steps (edges and values), and when it takes effect."""

    action: Literal["multiply", "add", "cap", "floor", "bands", "round"]
    number: float
    factor: Factor | None
    edges: tuple[float, ...]
    values: tuple[float, ...]
    when: Test | None


class Gate(NamedTuple):
    """The best band that a node may have while a condition is met, by its place."""

    best: int
    when: Test


class States(NamedTuple):
    """The states that a node can be in, numbered from zero; see `packing` for which nodes have few.

    `steps` say by leaf and code what an answer adds to the number; `at` and `coverage` give the node's values, before
    any modifier, by number.
    """

    steps: Mapping[str, NDArray[np.int32]]
    at: Mapping[Corner, Floats]
    coverage: Floats


class NodePlan(NamedTuple):
    """One inner node; `children` are (weight, id) with weights above zero, in the rubric's order."""

    id: str
    method: str
    floor: float | None
    children: tuple[tuple[float, str], ...]
    steps: tuple[Step, ...]
    gates: tuple[Gate, ...]
    states: States | None


class ViewPlan(NamedTuple):
    """One view: group id -> ids of the leaves that carry its tag, in the rubric's order."""

    id: str
    groups: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, eq=False)
class Plan:
    """A rubric as the kernel sees it; `root` is the id of the whole, `bands` are ids with their lower edges."""

    root: str
    leaves: Mapping[str, LeafPlan]
    nodes: Mapping[str, NodePlan]
    views: tuple[ViewPlan, ...]
    bands: tuple[str, ...]
    edges: tuple[float, ...]
    decimals: int
    minimum_coverage: float

    @cached_property
    def has_planned(self) -> bool:
        """Whether it depends on the day of a profile what is asked."""
        return any(leaf.asked_from is not None for leaf in self.leaves.values())
