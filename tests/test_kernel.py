"""The column kernel gives the same bits as the tree walk, for any rubric, profile, lens and block."""

import math
import struct
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aigov_checklist import load_profile, rounding
from aigov_checklist.kernel import exact
from aigov_checklist.kernel.columns import Answers, Block, settle
from aigov_checklist.kernel.compiling import compile_plan
from aigov_checklist.kernel.encoding import encoded
from aigov_checklist.kernel.grading import Scores, scores_of, shares_of, view_scores
from aigov_checklist.kernel.nodes import Nodes
from aigov_checklist.kernel.plan import Plan
from aigov_checklist.lenses import LENSES
from aigov_checklist.models.assessment import Score
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.scoring.assessing import walk_lenses
from aigov_checklist.scoring.grading import score_of
from aigov_checklist.scoring.views import view_results
from aigov_checklist.scoring.weights import effective_weights
from conftest import PROFILES
from strategies import as_rubric, profiles, rubric_documents


def bits(number: float | None) -> bytes:
    """All 64 of them; none for no number, which columns write as NaN."""
    return b"" if number is None or math.isnan(number) else struct.pack("<d", number)


def in_words(score: Score) -> tuple[object, ...]:
    numbers = (bits(number) for number in (score.value, score.low, score.high, score.coverage))
    return (*numbers, score.band, score.band_range, score.provisional)


def row(scores: Scores, place: int, plan: Plan) -> tuple[object, ...]:
    def band(code: int) -> str | None:
        return None if code < 0 else plan.bands[code]

    numbers = (bits(float(column[place])) for column in (scores.value, scores.low, scores.high, scores.coverage))
    worst, best = band(scores.band_low[place]), band(scores.band_high[place])
    band_range = None if worst is None or best is None else (worst, best)
    return (*numbers, band(scores.band[place]), band_range, bool(scores.provisional[place]))


@st.composite
def cohorts(draw: st.DrawFn) -> tuple[Rubric, list[Profile]]:
    rubric = as_rubric(draw(rubric_documents()))
    return rubric, draw(st.lists(profiles(rubric), min_size=1, max_size=4))


@given(cohorts())
@settings(max_examples=150, deadline=None)
def test_every_node_and_lens_has_the_bits_of_the_tree_walk(cohort: tuple[Rubric, list[Profile]]) -> None:
    rubric, answered = cohort
    plan = compile_plan(rubric)
    block = encoded(answered, plan)
    for lens in LENSES:
        nodes = Nodes(plan, settle(plan, block, lens), block.rows)
        columns = {node_id: scores_of(nodes, node_id) for node_id in plan.nodes}
        for place, profile in enumerate(answered):
            walk = walk_lenses(profile, rubric)[lens]
            for node_id, scores in columns.items():
                assert row(scores, place, plan) == in_words(score_of(walk, node_id)), (lens, node_id)


def test_the_desk_reviews_have_the_bits_of_the_tree_walk(gaigap: Rubric) -> None:
    plan = compile_plan(gaigap)
    answered = [load_profile(path) for path in sorted(PROFILES.glob("*.yaml"))]
    block = encoded(answered, plan)
    for lens in LENSES:
        nodes = Nodes(plan, settle(plan, block, lens), block.rows)
        for place, profile in enumerate(answered):
            walk = walk_lenses(profile, gaigap)[lens]
            for node_id in plan.nodes:
                assert row(scores_of(nodes, node_id), place, plan) == in_words(score_of(walk, node_id)), node_id


@given(cohorts())
@settings(max_examples=75, deadline=None)
def test_every_view_has_the_bits_of_the_tree_walk(cohort: tuple[Rubric, list[Profile]]) -> None:
    rubric, answered = cohort
    plan = compile_plan(rubric)
    block = encoded(answered, plan)
    nodes = Nodes(plan, settle(plan, block, "declared"), block.rows)
    shares = shares_of(nodes)
    columns = {view.id: view_scores(nodes, view, shares) for view in plan.views}
    for place, profile in enumerate(answered):
        walk = walk_lenses(profile, rubric)["declared"]
        weights = effective_weights(walk)
        for view_id, groups in view_results(walk, weights).items():
            for group in groups:
                assert row(columns[view_id][group.id], place, plan) == in_words(group.declared), (view_id, group.id)


@given(st.lists(st.floats() | st.integers(-(10**7), 10**7).map(lambda n: n / 10**5), min_size=1), st.integers(0, 6))
def test_columns_are_rounded_as_single_numbers_are(numbers: list[float], decimals: int) -> None:
    found = exact.round_half_up(np.array(numbers), decimals)
    assert [bits(number) for number in found] == [bits(rounding.round_half_up(number, decimals)) for number in numbers]


@pytest.mark.parametrize(
    ("number", "decimals", "expected"),
    [(62.45, 1, 62.5), (62.449999999999996, 1, 62.5), (62.4499, 1, 62.4), (-62.45, 1, -62.5), (0.0625, 3, 0.063)],
)
def test_a_tie_goes_up_whatever_the_last_bit_says(number: float, decimals: int, expected: float) -> None:
    assert exact.round_half_up(np.array([number]), decimals)[0] == expected


def test_sums_of_whole_numbers_are_packed_and_others_are_not(gaigap: Rubric) -> None:
    plan = compile_plan(gaigap)
    assert all(plan.nodes[area.id].states is not None for area in gaigap.areas)
    halves = gaigap.areas[0].model_copy(
        update={"indicators": tuple(leaf.model_copy(update={"weight": 1 / 3}) for leaf in gaigap.areas[0].indicators)}
    )
    other = gaigap.model_copy(update={"areas": (halves, *gaigap.areas[1:])})
    assert compile_plan(other).nodes[halves.id].states is None


def test_a_million_rows_keep_their_bits_in_any_order_and_block_size(gaigap: Rubric) -> None:
    rows, plan = 1_000_000, compile_plan(gaigap)
    chance = np.random.default_rng(5)
    answers = {leaf.id: chance.integers(0, len(leaf.known), rows, dtype=np.uint8) for leaf in plan.leaves.values()}
    order = chance.permutation(rows)

    def overall(size: int, places: Any) -> dict[str, Any]:
        parts = []
        for start in range(0, rows, size):
            some = places[start : start + size]
            codes = Answers({name: column[some] for name, column in answers.items()})
            block = Block(len(some), np.full(len(some), fill_value=True), np.full(len(some), fill_value=False), codes)
            parts.append(scores_of(Nodes(plan, settle(plan, block, "declared"), block.rows), "overall"))
        return {name: np.concatenate([getattr(part, name) for part in parts]) for name in Scores._fields}

    straight, shuffled = overall(65_536, np.arange(rows)), overall(100_003, order)
    for name in Scores._fields:
        assert np.array_equal(straight[name][order], shuffled[name], equal_nan=straight[name].dtype.kind == "f"), name
