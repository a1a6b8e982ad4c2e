"""The subjects that are simulated together: in which situation each indicator is with each of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aigov_checklist.kernel.columns import Answers, settle
from aigov_checklist.kernel.encoding import encoded
from aigov_checklist.kernel.nodes import Nodes
from aigov_checklist.kernel.plan import FIRST_ANSWER, Floats, Plan
from aigov_checklist.lenses import Lens
from aigov_checklist.models.assumptions import Certainty
from aigov_checklist.models.profile import Profile


class Cell(NamedTuple):
    """A situation that an indicator is in: the answer's code, how sure it is, and the points of a quantity."""

    code: int
    certainty: Certainty
    points: float


@dataclass(frozen=True)
class Cohort:
    """Settled answers of some subjects under one lens.

    `cells` are the different situations of each indicator; `places` says which of them each subject is in.
    """

    plan: Plan
    nodes: Nodes
    cells: Mapping[str, tuple[Cell, ...]]
    places: Mapping[str, NDArray[np.intp]]
    size: int


def cohort_of(profiles: Sequence[Profile], plan: Plan, lens: Lens = "declared") -> Cohort:
    """The profiles, which must fit the plan's rubric, as one cohort in their order."""
    block = encoded(profiles, plan)
    answers = settle(plan, block, lens)
    nodes = Nodes(plan, answers, block.rows)
    cells, places = {}, {}
    for name in plan.leaves:
        situations = _situations(name, profiles, answers, nodes.of(name, "value"))
        cells[name] = tuple(dict.fromkeys(situations))
        number = {cell: place for place, cell in enumerate(cells[name])}
        places[name] = np.array([number[cell] for cell in situations], np.intp)
    return Cohort(plan, nodes, cells, places, len(profiles))


def _situations(name: str, profiles: Sequence[Profile], answers: Answers, points: Floats) -> list[Cell]:
    situations = []
    for profile, code, worth in zip(profiles, answers.codes[name].tolist(), points.tolist(), strict=True):
        response = profile.responses.get(name)
        certainty = (response.confidence if response else None) or "not_stated"
        is_number = code == FIRST_ANSWER and name in answers.quantities
        # Nothing but answers is more or less sure; equal situations should be one.
        situations.append(Cell(code, certainty if code >= FIRST_ANSWER else "not_stated", worth if is_number else 0.0))
    return situations
