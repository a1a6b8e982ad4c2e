"""Answers as columns, and what counts of them under a lens."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from aigov_checklist.kernel.plan import (
    FIRST_ANSWER,
    OUT_OF_SCOPE,
    UNANSWERED,
    AnswerTest,
    Bools,
    Codes,
    Floats,
    LeafPlan,
    Plan,
)
from aigov_checklist.lenses import Lens


@dataclass(frozen=True)
class Answers:
    """Codes by indicator (one that is missing is unanswered in every row), and the numbers of quantities."""

    codes: Mapping[str, Codes] = field(default_factory=dict)
    quantities: Mapping[str, Floats] = field(default_factory=dict)


@dataclass(frozen=True)
class Block:
    """Some profiles as columns.

    `kind` is the kind of all subjects, or whether each is a country; `essential` says which profiles ask the
    essential indicators only.  `evidence` says by indicator which answers have an item that can be looked up;
    `reviewed` holds the answers that count where there is a review decision, UNANSWERED elsewhere.  `dates` are the
    days of the profiles, as ISO 8601 text: only rubrics in which something is planned need them.
    """

    rows: int
    is_country: Bools
    is_essential: Bools
    answers: Answers
    evidence: Mapping[str, Bools] = field(default_factory=dict)
    reviewed: Answers = field(default_factory=Answers)
    dates: NDArray[np.str_] | None = None


def settle(plan: Plan, block: Block, lens: Lens) -> Answers:
    """The answers that count under a lens, and OUT_OF_SCOPE where an indicator is not asked."""
    chosen = block.reviewed if lens == "reviewed" else block.answers
    everywhere = np.full(block.rows, UNANSWERED, np.uint8)
    settled = {}
    for leaf in plan.leaves.values():
        codes = chosen.codes.get(leaf.id, everywhere)
        if lens == "evidenced" and leaf.unproven is not None:
            shown = block.evidence.get(leaf.id)
            unproven = leaf.unproven[codes]
            codes = unproven if shown is None else np.where(shown, codes, unproven)
        asked = _asked(leaf, block)
        settled[leaf.id] = codes if asked is None else np.where(asked, codes, np.uint8(OUT_OF_SCOPE))
    return Answers(settled, chosen.quantities)


def answer_meets(test: AnswerTest, answers: Answers, corner: str) -> Bools:
    """Where a condition on an answer is met, unknown answers taken as the corner says."""
    codes = answers.codes[test.leaf]
    met: Bools = test.met[corner][codes]  # type: ignore[index] # corners are the keys
    if test.comparison is None:
        return met
    return np.where(codes == FIRST_ANSWER, test.comparison.holds(answers.quantities[test.leaf]), met)


def _asked(leaf: LeafPlan, block: Block) -> Bools | None:
    """Where an indicator is asked; None means everywhere."""
    if leaf.is_retired:
        return np.zeros(block.rows, bool)
    asked: Bools | None = None
    if leaf.asked_from is not None:
        assert block.dates is not None  # whoever makes blocks for such a rubric gives them
        asked = block.dates >= leaf.asked_from
    if len(leaf.asked_of) == 1:
        right_kind = block.is_country == (leaf.asked_of[0] == "country")
        asked = right_kind if asked is None else asked & right_kind
    if not leaf.is_essential and block.is_essential.any():
        asked = ~block.is_essential if asked is None else asked & ~block.is_essential
    test = leaf.asked_when
    if test is not None and test.leaf in block.answers.codes:
        codes = block.answers.codes[test.leaf]
        # An answer that is not there yet decides nothing.
        open_still = (codes < FIRST_ANSWER) | answer_meets(test, block.answers, "value")
        asked = open_still if asked is None else asked & open_still
    return asked
