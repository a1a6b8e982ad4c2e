"""How sure scores are: checked against mathematics and published indices, not against the program itself."""

import io
import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from aigov_checklist import Profile, Rubric, assess, load_profile, load_rubric
from aigov_checklist import simulate as simulate_profiles
from aigov_checklist.cli import aigov
from aigov_checklist.errors import DocumentError
from aigov_checklist.kernel.compiling import compile_plan
from aigov_checklist.kernel.plan import Floats
from aigov_checklist.models.assumptions import Assumptions
from aigov_checklist.robustness.cohort import cohort_of
from aigov_checklist.robustness.drawing import FACTORS, Draws, only, varied_by
from aigov_checklist.robustness.exact import dominance, weight_ranges
from aigov_checklist.robustness.leaving_out import leave_out
from aigov_checklist.robustness.opening import load_assumptions
from aigov_checklist.robustness.replaying import read_draws, write_draws
from aigov_checklist.robustness.simulating import Simulation, drawn_blocks, evaluate, ranks_of
from aigov_checklist.robustness.summing_up import share_above, spreads_of
from aigov_checklist.robustness.uncertain import Uncertain
from aigov_checklist.robustness.variance import variance_shares
from conftest import PROFILES
from strategies import as_profile, as_rubric, profiles, rubric_documents

BANDS = [{"id": "low", "title": "Low", "from": 0}, {"id": "high", "title": "High", "from": 50}]
LADDER = (0.0, 25.0, 50.0, 75.0, 100.0)


def small_rubric(*areas: int, **more: Any) -> Rubric:
    """Areas with so many indicators each: a1, a2, ... in the first, b1, ... in the second; all of weight 1."""
    letters = "abcdef"[: len(areas)]
    document: dict[str, Any] = {
        "id": "small",
        "version": "1.0.0",
        "grading": {"bands": BANDS},
        "areas": [
            {"id": letter, "indicators": [{"id": f"{letter}{place}"} for place in range(1, many + 1)]}
            for letter, many in zip(letters, areas, strict=True)
        ],
    }
    return as_rubric(document | more)


def answered(name: str, answers: Mapping[str, Any], rubric: str = "small") -> Profile:
    responses = {key: value if isinstance(value, dict) else {"level": value} for key, value in answers.items()}
    return as_profile(
        {
            "rubric": {"id": rubric, "version": "1.0.0"},
            "kind": "self-assessment",
            "date": "2026-11-21",
            "subject": {"id": name, "name": name, "kind": "country"},
            "responses": responses,
        }
    )


def uncertain(rubric: Rubric, cohort: list[Profile], **assumed: Any) -> Uncertain:
    return Uncertain(cohort_of(cohort, compile_plan(rubric)), rubric, Assumptions.model_validate(assumed))


def simulate(case: Uncertain, *, draws: int = 10_000, seed: int = 1, jobs: int | None = None) -> Simulation:
    return evaluate(case, drawn_blocks(case, draws, seed), jobs=jobs)


@st.composite
def cohorts(draw: st.DrawFn) -> tuple[Rubric, list[Profile]]:
    rubric = as_rubric(draw(rubric_documents()))
    return rubric, draw(st.lists(profiles(rubric), min_size=1, max_size=4))


def same(one: float | None, other: float) -> bool:
    if one is None or not math.isfinite(one):
        return math.isnan(other) or math.isinf(other)
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)


# What is not varied ---------------------------------------------------------------------------------------------


@given(cohorts())
@settings(max_examples=150)
def test_a_draw_in_which_nothing_varies_is_the_score(found: tuple[Rubric, list[Profile]]) -> None:
    rubric, cohort = found
    drawn = evaluate(uncertain(rubric, cohort), [lambda: Draws(size=3)])
    for place, profile in enumerate(cohort):
        score = assess(profile, rubric).overall.declared
        if score.coverage is None:
            continue  # the score of a subject to whom nothing applies is withheld
        assert all(same(score.value, value) for value in drawn.values[place])


def test_a_value_is_held_within_the_range_that_a_modifier_leaves() -> None:
    """Area a is open and worth 20 at least, b is 0: whatever a is, the whole is 10 at least."""
    areas = [{"id": "a", "modifiers": [{"floor": 20}], "indicators": [{"id": "a1"}]}]
    areas += [{"id": "b", "indicators": [{"id": "b1"}]}]
    drawn = evaluate(uncertain(small_rubric(1, 1, areas=areas), [answered("A", {"b1": 0})]), [lambda: Draws(size=1)])
    assert drawn.values.tolist() == [[10.0]]


def test_the_desk_reviews_are_scored_as_ever(gaigap: Rubric) -> None:
    cohort = [load_profile(path) for path in sorted(PROFILES.glob("*.yaml"))]
    drawn = evaluate(uncertain(gaigap, cohort), [lambda: Draws(size=1)])
    for place, profile in enumerate(cohort):
        assert same(assess(profile, gaigap).overall.declared.value, drawn.values[place, 0])


# Closed forms ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("concentration", [1.0, 10.0])
def test_two_indicators_under_dirichlet_weights_have_the_variance_of_a_beta(concentration: float) -> None:
    """The first weight is Beta(c, c): its variance is 1 / (4 (2c + 1)), and the points differ by 100."""
    case = uncertain(
        small_rubric(2), [answered("A", {"a1": 4, "a2": 0})], weights="dirichlet", concentration=concentration
    )
    values = simulate(case, draws=40_000).values[0]
    variance = 100**2 / (4 * (2 * concentration + 1))
    assert values.mean() == pytest.approx(50, abs=5 * math.sqrt(variance / 40_000))
    assert values.var() == pytest.approx(variance, rel=0.03)


def test_flat_weights_of_two_indicators_are_uniform() -> None:
    case = uncertain(small_rubric(2), [answered("A", {"a1": 4, "a2": 0})], weights="flat")
    values = simulate(case, draws=40_000).values[0]
    assert [np.percentile(values, q) for q in (5, 50, 95)] == pytest.approx([5, 50, 95], abs=1.0)


def test_an_unanswered_level_is_anywhere_on_the_ladder() -> None:
    """Beside an answer worth nothing: half the points of each level."""
    case = uncertain(small_rubric(2), [answered("A", {"a2": 0})], unanswered="even")
    values = simulate(case, draws=20_000).values[0]
    assert sorted(set(values)) == [points / 2 for points in LADDER]
    assert [np.mean(values == points / 2) for points in LADDER] == pytest.approx([0.2] * 5, abs=0.015)


def test_confidence_gives_each_level_its_stated_share_and_none_piles_up_at_the_ends() -> None:
    steps = {"-1": 0.2, "0": 0.7, "1": 0.1}
    cohort = [answered(f"L{level}", {"a1": {"level": level, "confidence": "low"}}) for level in (0, 2, 4)]
    case = uncertain(small_rubric(1), cohort, confidence={"low": steps})
    values = simulate(case, draws=40_000).values
    shares = [{points: np.mean(values[place] == points) for points in set(values[place])} for place in range(3)]
    assert shares[0] == pytest.approx({0.0: 7 / 8, 25.0: 1 / 8}, abs=0.01)  # no step down: 0.7 and 0.1 of 0.8
    assert shares[1] == pytest.approx({25.0: 0.2, 50.0: 0.7, 75.0: 0.1}, abs=0.01)
    assert shares[2] == pytest.approx({75.0: 2 / 9, 100.0: 7 / 9}, abs=0.01)


def test_an_answer_whose_confidence_is_not_named_stays() -> None:
    case = uncertain(small_rubric(1), [answered("A", {"a1": 2})], confidence={"low": {"0": 0.5, "1": 0.5}})
    assert set(simulate(case, draws=500).values[0]) == {50.0}


def test_the_steps_of_the_ladder_keep_their_order_and_its_ends() -> None:
    """With Dirichlet(1) steps the middle of five levels is the sum of two of four: its mean is 50."""
    cohort = [answered(f"L{level}", {"a1": level}) for level in range(5)]
    values = simulate(uncertain(small_rubric(1), cohort, coding="spacing"), draws=20_000).values
    assert set(values[0]) == {0.0}
    assert set(values[4]) == {100.0}
    assert (np.diff(values, axis=0) >= 0).all()
    assert values.mean(axis=1) == pytest.approx(LADDER, abs=0.7)


def test_levels_worth_the_same_stay_worth_the_same() -> None:
    levels = [{"value": place, "name": str(place), "points": points} for place, points in enumerate((0, 50, 50, 100))]
    rubric = small_rubric(1, scale={"levels": levels}, evidence={"from_level": 1})
    values = simulate(uncertain(rubric, [answered("A", {"a1": 1}), answered("B", {"a1": 2})], coding="spacing")).values
    assert (values[0] == values[1]).all()


# Exact results --------------------------------------------------------------------------------------------------


def test_weights_in_a_box_move_two_indicators_as_computed_by_hand() -> None:
    """100 and 0 with weights from 0.75 to 1.25: 125 / 2 at most, 75 / 2 at least."""
    case = uncertain(small_rubric(2), [answered("A", {"a1": 4, "a2": 0}), answered("B", {"a1": 2})])
    ends = weight_ranges(case.cohort, 0.25)
    assert ends is not None
    assert ends[0] == pytest.approx([37.5, 50.0])
    assert ends[1] == pytest.approx([62.5, 50.0])


@pytest.mark.parametrize(
    ("method", "least", "most"),
    [
        ("geometric", 25 ** (1.25 / 2) * 100 ** (0.75 / 2), 25 ** (0.75 / 2) * 100 ** (1.25 / 2)),
        ("harmonic", 2 / (1.25 / 25 + 0.75 / 100), 2 / (0.75 / 25 + 1.25 / 100)),
        ("sum", 0.75 * 125, 1.25 * 125),
        ("minimum", 25, 25),
        ("maximum", 100, 100),
    ],
)
def test_weights_in_a_box_under_other_methods(method: str, least: float, most: float) -> None:
    case = uncertain(small_rubric(2, method=method), [answered("A", {"a1": 4, "a2": 1})])
    ends = weight_ranges(case.cohort, 0.25)
    assert ends is not None
    # The root has one child: only of a sum it changes the number, by its own weight.
    own = (0.75, 1.25) if method == "sum" else (1.0, 1.0)
    assert (ends[0][0], ends[1][0]) == pytest.approx((least * own[0], most * own[1]))


@given(st.lists(st.lists(st.none() | st.integers(0, 4), min_size=5, max_size=5), min_size=1, max_size=4))
@settings(max_examples=40)
def test_exact_ranges_contain_every_draw(levels: list[list[int | None]]) -> None:
    rubric = small_rubric(2, 3)
    names = ("a1", "a2", "b1", "b2", "b3")
    cohort = [
        answered(f"S{place}", {name: level for name, level in zip(names, row, strict=True) if level is not None})
        for place, row in enumerate(levels)
    ]
    boxed = uncertain(rubric, cohort, weights="box", box=0.4)
    ends = weight_ranges(boxed.cohort, 0.4)
    assert ends is not None
    values = simulate(boxed, draws=300).values
    known = ~np.isnan(values[:, 0])
    assert (np.isnan(values[~known])).all()
    assert (values >= ends[0][:, None] - 1e-9)[known].all()
    assert (values <= ends[1][:, None] + 1e-9)[known].all()
    filled = simulate(uncertain(rubric, cohort, unanswered="even"), draws=300).values
    for place, profile in enumerate(cohort):
        score = assess(profile, rubric).overall.declared
        if score.value is None:
            assert np.isnan(filled[place]).all()
            continue
        assert score.low is not None
        assert score.high is not None
        assert filled[place].min() >= score.low - 1e-9
        assert filled[place].max() <= score.high + 1e-9


def test_who_is_at_least_as_good_everywhere_stands_above_under_any_weights_and_ladder() -> None:
    rubric = small_rubric(2, 1)
    cohort = [
        answered("best", {"a1": 3, "a2": 2, "b1": 4}),
        answered("less", {"a1": 3, "a2": 1, "b1": 4}),
        answered("other", {"a1": 4, "a2": 0, "b1": 0}),
        answered("open", {"a1": 2, "b1": 3}),  # a2 could be the best level
        answered("exempt", {"a1": 0, "a2": {"not_applicable": "of no concern"}, "b1": 0}),
    ]
    case = uncertain(rubric, cohort, weights="flat", coding="spacing")
    found = dominance(case.cohort)
    assert np.argwhere(found).tolist() == [[0, 1]]
    assert share_above(simulate(case, draws=2_000))[1, 0] == 0


@given(cohorts())
@settings(max_examples=60)
def test_no_draw_of_weights_and_ladder_turns_an_order_of_dominance(found: tuple[Rubric, list[Profile]]) -> None:
    rubric, cohort = found
    case = uncertain(rubric, cohort, weights="flat", coding="spacing")
    values = simulate(case, draws=100).values
    for one, two in np.argwhere(dominance(case.cohort)):
        both = ~np.isnan(values[one]) & ~np.isnan(values[two])
        assert (values[one, both] >= values[two, both] - 1e-9).all()


def without(rubric: Rubric, name: str) -> Rubric:
    """The rubric with the weight zero for one indicator or area."""
    document = json.loads(rubric.canonical_json())
    for area in document["areas"]:
        for node in (area, *area["indicators"]):
            if node["id"] == name:
                node["weight"] = 0
    return as_rubric(document)


def test_leaving_out_is_scoring_with_a_weight_of_zero() -> None:
    rubric = small_rubric(3, 2)
    cohort = [answered("A", {"a1": 4, "a2": 1, "b1": 2}), answered("B", {"a3": 3, "b1": 0, "b2": 4})]
    case = uncertain(rubric, cohort)
    for areas in (False, True):
        found = leave_out(case, areas=areas)
        assert found.ids == (("a", "b") if areas else ("a1", "a2", "a3", "b1", "b2"))
        for name, changes in zip(found.ids, found.changes, strict=True):
            for profile, change in zip(cohort, changes, strict=True):
                now = assess(profile, rubric).overall.declared.value
                then = assess(profile, without(rubric, name)).overall.declared.value
                assert now is not None
                assert same(None if then is None else then - now, change)


def test_scenarios_are_scores_under_other_methods() -> None:
    cohort = [answered("A", {"a1": 4, "b1": 1}), answered("B", {"a1": 2, "b1": 2}), answered("C", {"a1": 0, "b1": 4})]
    rubric = small_rubric(1, 1)
    methods = ("mean", "geometric", "harmonic", "minimum")
    assumptions = Assumptions.model_validate({"aggregation": methods, "floor": 1.0})
    found = simulate_profiles(cohort, rubric, assumptions=assumptions, draws=100)
    for method, (values, _) in found.scenarios.items():
        # The method of the root only: an area of one indicator is that indicator under any.
        other = small_rubric(1, 1, method=method, zero_floor=1)
        assert values == pytest.approx([assess(profile, other).overall.declared.value for profile in cohort])
    assert [int(rank) for rank in found.scenarios["minimum"][1]] == [2, 1, 3]


# Published indices of sensitivity ---------------------------------------------------------------------------------


def shares_of(model: Any, factors: int, draws: int) -> list[tuple[float, float]]:
    streams = [np.random.default_rng((7, place)) for place in range(2)]
    one, other = ({str(place): stream.random(draws) for place in range(factors)} for stream in streams)

    def column(sample: Mapping[str, Floats]) -> Floats:
        numbers: Floats = model(*(sample[str(place)] for place in range(factors)))[:, None]
        return numbers

    (found,) = variance_shares(column, one, other, seed=1)
    assert found is not None
    return [(share.first, share.total) for share in found.values()]


def test_the_indices_of_the_ishigami_function() -> None:
    """a = 7, b = 0.1: first order 0.3139, 0.4424, 0; total 0.5576, 0.4424, 0.2437 (Saltelli et al. 2008, p. 196)."""

    def ishigami(*numbers: Floats) -> Floats:
        x, y, z = (math.pi * (2 * u - 1) for u in numbers)
        found: Floats = np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x)
        return found

    found = shares_of(ishigami, 3, 1 << 16)
    assert [first for first, _ in found] == pytest.approx([0.3139, 0.4424, 0.0], abs=0.03)
    assert [total for _, total in found] == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.03)


def test_the_indices_of_the_g_function() -> None:
    """Of prod((|4u - 2| + a) / (1 + a)) each factor alone has the variance 1 / (3 (1 + a)^2): Sobol (1993)."""
    shifts = (0.0, 1.0, 4.5, 9.0)
    alone = [1 / (3 * (1 + shift) ** 2) for shift in shifts]
    whole = math.prod(1 + part for part in alone) - 1

    def g(*numbers: Floats) -> Floats:
        parts = [(np.abs(4 * u - 2) + shift) / (1 + shift) for u, shift in zip(numbers, shifts, strict=True)]
        product: Floats = np.prod(parts, axis=0)
        return product

    found = shares_of(g, 4, 1 << 16)
    assert [first for first, _ in found] == pytest.approx([part / whole for part in alone], abs=0.03)
    totals = [part * (whole + 1) / (1 + part) / whole for part in alone]
    assert [total for _, total in found] == pytest.approx(totals, abs=0.03)


def test_what_does_not_vary_has_no_shares() -> None:
    sample = {"x": np.zeros(64), "y": np.zeros(64)}
    assert variance_shares(lambda _: np.zeros((64, 1)), sample, sample, seed=1) == [None]


# Who is drawn with whom -----------------------------------------------------------------------------------------


def all_varied(rubric: Rubric, cohort: list[Profile]) -> Uncertain:
    assumptions = load_assumptions()
    return Uncertain(cohort_of(cohort, compile_plan(rubric)), rubric, assumptions)


@given(cohorts(), st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_other_subjects_and_their_order_change_nothing(found: tuple[Rubric, list[Profile]], chance: Any) -> None:
    rubric, cohort = found
    order = list(range(len(cohort)))
    chance.shuffle(order)
    straight = simulate(all_varied(rubric, cohort), draws=60)
    shuffled = simulate(all_varied(rubric, [cohort[place] for place in order]), draws=60)
    alone = simulate(all_varied(rubric, cohort[:1]), draws=60)
    np.testing.assert_allclose(shuffled.values, straight.values[order], rtol=1e-12)
    np.testing.assert_allclose(alone.values[0], straight.values[0], rtol=1e-12)
    assert (shuffled.ranks == straight.ranks[order]).all()


@given(cohorts())
@settings(max_examples=40)
def test_equal_subjects_are_tied_in_every_draw(found: tuple[Rubric, list[Profile]]) -> None:
    rubric, cohort = found
    drawn = simulate(all_varied(rubric, [*cohort, cohort[0]]), draws=100)
    np.testing.assert_array_equal(drawn.values[0], drawn.values[-1])
    np.testing.assert_array_equal(drawn.ranks[0], drawn.ranks[-1])
    assert share_above(drawn)[0, -1] == 0


def test_the_number_of_threads_changes_nothing() -> None:
    case = all_varied(small_rubric(2, 2), [answered("A", {"a1": 1, "b2": 3}), answered("B", {"a2": 4})])
    one, many = (simulate(case, draws=2_000, jobs=jobs) for jobs in (1, 3))
    np.testing.assert_array_equal(one.values, many.values)
    assert (simulate(case, draws=2_000, seed=2).values != one.values).any()


def test_what_is_not_varied_changes_no_other_draw() -> None:
    case = all_varied(small_rubric(2, 2), [answered("A", {"a1": 1, "b2": 3})])
    everything = drawn_blocks(case, 100, 1)[0]()
    for factor in FACTORS:
        less = Uncertain(case.cohort, case.rubric, only(case.assumptions, frozenset({factor})))
        drawn = drawn_blocks(less, 100, 1)[0]()
        np.testing.assert_equal(getattr(drawn, factor), getattr(everything, factor))


def test_draws_that_were_written_give_the_same_numbers_again() -> None:
    case = all_varied(small_rubric(2, 2), [answered("A", {"a1": 1, "b2": 3}), answered("B", {"a2": 4})])
    stream = io.BytesIO()
    write_draws(drawn_blocks(case, 1_200, 5), case, stream)
    replayed = read_draws("draws.npz", stream.getvalue(), case, limit=10**8)
    np.testing.assert_array_equal(evaluate(case, replayed).values, simulate(case, draws=1_200, seed=5).values)


def test_draws_for_something_else_are_refused() -> None:
    case = all_varied(small_rubric(2, 2), [answered("A", {"a1": 1})])
    other = all_varied(small_rubric(3), [answered("A", {"a1": 1})])
    stream = io.BytesIO()
    write_draws(drawn_blocks(case, 10, 5), case, stream)
    whole = stream.getvalue()
    for data, against in ((whole, other), (whole[:-100], case), (b"", case), (b"PK\x03\x04nothing", case)):
        with pytest.raises(DocumentError) as refused:
            read_draws("draws.npz", data, against, limit=10**8)
        assert refused.value.problems[0].code == "not-draws"
    with pytest.raises(DocumentError, match="larger than the limit"):
        read_draws("draws.npz", whole, case, limit=100)


# Ranks ----------------------------------------------------------------------------------------------------------


def test_ranks_are_competition_ranks_by_band_and_rounded_score() -> None:
    values = np.array([[62.45, 62.5, 70.0, math.nan, 10.0], [50.0, 50.04, 49.96, 0.0, 100.0]])
    bands = np.array([[1, 1, 0, -1, 0], [1, 1, 1, 0, 1]], np.int8)
    assert ranks_of(values.T, bands.T, 1).T.tolist() == [[1, 1, 3, 0, 4], [2, 2, 2, 5, 1]]


def test_shares_of_draws_are_counted_by_hand() -> None:
    """A stands at 50, C at 12.5, and B at 0, 12.5, 25, 37.5 or 50; the better band begins at 50."""
    rubric = small_rubric(2)
    cohort = [answered("A", {"a1": 4, "a2": 0}), answered("B", {"a2": 0}), answered("C", {"a1": 1, "a2": 0})]
    drawn = simulate(uncertain(rubric, cohort, unanswered="even"), draws=20_000)
    above = share_above(drawn)
    assert above[0, 1] == pytest.approx(0.8, abs=0.015)  # B is there as well in a fifth of the draws
    assert above[1, 0] == 0
    assert above[1, 2] == pytest.approx(0.6, abs=0.015)
    assert above[2, 1] == pytest.approx(0.2, abs=0.015)
    spread = spreads_of(drawn, ("low", "high"))[1]
    assert spread.best_ranks == pytest.approx((0.2, 0.8, 1.0), abs=0.015)
    assert spread.bands == pytest.approx({"low": 0.8, "high": 0.2}, abs=0.015)
    assert (spread.low, spread.median, spread.high) == (0.0, 25.0, 50.0)
    assert (spread.rank_low, spread.rank_high) == (1, 3)


def test_a_gate_holds_in_every_draw() -> None:
    gate = {"no_better_than": "low", "when": {"node": "b", "below": 40}, "id": "b", "reason": "b comes first"}
    rubric = small_rubric(1, 1, modifiers=[gate])
    drawn = simulate(uncertain(rubric, [answered("A", {"a1": 4})], unanswered="even"), draws=2_000)
    # The score is the mean of 100 and b1; b is below 40 at the first two of its five levels.
    expected = np.where(drawn.values[0] < 70, 0, 1)
    assert (drawn.bands[0] == expected).all()


# The command ------------------------------------------------------------------------------------------------------


def run(*arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(aigov, ["robustness", *arguments])
    assert done.exit_code == code, done.output
    assert not isinstance(done.exception, Exception) or isinstance(done.exception, SystemExit)
    return done.stdout if code == 0 else done.output


def test_the_command_speaks_plainly_first() -> None:
    countries = [str(PROFILES / f"{name}.yaml") for name in ("kenya", "brazil", "singapore")]
    told = run(*countries, "--draws", "400")
    assert "cannot be told apart" in told.split("Scores and ranks")[0]
    assert "not confidence intervals" in told
    assert max(map(len, told.splitlines())) <= 80


@pytest.mark.parametrize("style", ["json", "csv", "markdown", "html"])
def test_every_format_names_every_subject_and_repeats_itself(style: str) -> None:
    arguments = (str(PROFILES / "kenya.yaml"), str(PROFILES / "itu.yaml"), "--draws", "200", "--format", style)
    told = run(*arguments)
    assert "Kenya" in told
    assert "International Telecommunication Union" in told
    assert run(*arguments) == told


def test_the_numbers_for_machines_are_all_there() -> None:
    names = ("kenya", "brazil", "singapore")
    told = json.loads(run(*(str(PROFILES / f"{name}.yaml") for name in names), "--draws", "200", "--format", "json"))
    assert [subject["subject"] for subject in told["subjects"]] == ["KEN", "BRA", "SGP"]
    assert np.array(told["above"]).shape == (3, 3)
    assert set(told["subjects"][0]["variance"]["score"]) == set(varied_by(load_assumptions())) - {"aggregation"}
    assert len(told["without_indicator"][0]["changes"]) == 3
    assert told["assumptions"]["confidence"]["low"]["-1"] == 0.3


def test_assumptions_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text('weights: box\nbox: 0.5\nconfidence:\n  low: {"-1": 0.5, "0": 0.5}\n', encoding="utf-8")
    kenya = str(PROFILES / "kenya.yaml")
    told = json.loads(run(kenya, "--assumptions", str(path), "--draws", "200", "--format", "json"))
    assert told["assumptions"]["box"] == 0.5
    assert "does not vary" not in run(kenya, "--assumptions", str(path), "--vary", "weights", "--draws", "200")
    assert "do not say how coding varies" in run(kenya, "--assumptions", str(path), "--vary", "coding", code=2)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("weights: some\n", "weights"),
        ("box: 2\n", "box"),
        ("confidence: {sure: {}}\n", "sure"),
        ('confidence: {low: {"half": 0.5}}\n', "half"),
        ("wieghts: box\n", "Did you mean weights?"),
        ("[]\n", "mapping"),
        ("weights: [\n", "inside a bracket"),
    ],
)
def test_assumptions_that_say_nothing_sensible_are_told(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    told = run(str(PROFILES / "kenya.yaml"), "--assumptions", str(path), code=1)
    assert message in told
    assert "mine.yaml" in told


def test_draws_are_written_and_replayed(tmp_path: Path) -> None:
    kenya, kept = str(PROFILES / "kenya.yaml"), str(tmp_path / "draws.npz")
    first = json.loads(run(kenya, "--draws", "300", "--seed", "4", "--write-draws", kept, "--format", "json"))
    again = json.loads(run(kenya, "--draws-from", kept, "--format", "json"))
    assert first["subjects"][0]["drawn"] == again["subjects"][0]["drawn"]
    assert "made for another rubric or other assumptions" in run(
        kenya, "--draws-from", kept, "--vary", "weights", code=1
    )
    assert "exists already" in run(kenya, "--write-draws", kept, code=3)


def test_a_bad_profile_is_told_and_left_out(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("rubric: 3\n", encoding="utf-8")
    told = run(str(bad), str(PROFILES / "kenya.yaml"), "--draws", "200", code=1)
    assert "bad.yaml" in told
    assert "Kenya" in told
    assert "bad.yaml" in run(str(bad), code=1)


def test_whoever_has_no_score_is_given_none_by_draws() -> None:
    blank, kenya, brazil = (str(PROFILES / f"{name}.yaml") for name in ("blank-country", "kenya", "brazil"))
    told = json.loads(run(blank, kenya, brazil, "--draws", "200", "--format", "json"))
    assert told["subjects"][0]["drawn"]["median"] is None
    assert {subject["drawn"]["rank_high"] for subject in told["subjects"][1:]} <= {1, 2}
    assert np.array(told["above"])[0].sum() == 0
    for style in ("text", "html"):
        assert "Not scored, since nothing is known: Name of the country." in run(blank, "--format", style)
        assert "Name of the country" in run(blank, blank, "--vary", "weights", "--format", style)


def test_profiles_under_two_rubrics_are_refused(tmp_path: Path) -> None:
    rubric, profile = tmp_path / "small.yaml", tmp_path / "small-profile.yaml"
    rubric.write_text(small_rubric(1).canonical_json().decode(), encoding="utf-8")
    profile.write_text(answered("A", {"a1": 1}).canonical_json().decode(), encoding="utf-8")
    assert load_rubric(rubric).id == "small"
    told = run(str(PROFILES / "kenya.yaml"), str(profile), code=1)
    assert "There is no rubric small" in told
