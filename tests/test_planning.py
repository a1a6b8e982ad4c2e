"""A plan is the best there is: against every combination of answers, and against what the engine says of it."""

import json
import re
import shutil
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from aigov_checklist import DocumentError, Profile, Rubric, UsageError, assess, check_rubric, load_profile
from aigov_checklist.cli import aigov
from aigov_checklist.models.assessment import Score
from aigov_checklist.models.effort import Effort
from aigov_checklist.models.rubric import Indicator
from aigov_checklist.planning.asking import Limits
from aigov_checklist.planning.efforts import load_effort
from aigov_checklist.planning.goals import Goal, goal_of
from aigov_checklist.planning.ladders import Freedom, PlannedLens
from aigov_checklist.planning.plan import Pace, Plan, make_plan
from aigov_checklist.rounding import round_half_up
from aigov_checklist.scoring.grading import score_of
from aigov_checklist.scoring.leaves import settle
from aigov_checklist.scoring.walk import Walk
from aigov_checklist.structure import ROOT, structure_of
from conftest import PROFILES
from strategies import as_profile, as_rubric

Document = dict[str, Any]

BANDS = [{"id": name, "title": name, "from": edge} for name, edge in (("low", 0), ("middle", 30), ("high", 60))]
LINK = [{"title": "a law", "url": "https://example.org/law"}]

# --- Every combination, counted without the planner's own parts ------------------------------------------------


def answers_above(
    leaf: Indicator, response: Document | None, rubric: Rubric, freedom: Freedom
) -> list[tuple[Document, int]]:
    """Everything that could be answered from here: 1 a level, 1 an evidence, 1 for an open question.

    Under the evidenced lens no level is taken without the evidence that it needs.
    """
    if response is None and not freedom.answer_open:
        return [({}, 0)]
    response = response or {}
    if "not_applicable" in response:
        return [(response, 0)]
    levels = [level.value for level in rubric.scale.levels]
    found = [(response, 0)]
    if "level" in response:
        start, opening = levels.index(response["level"]), 0
    else:  # no information stands at the lowest level already; an open question has to be answered first
        start, opening = 0, int("no_information" not in response)
    for place in range(start, len(levels)):
        raised = {"level": levels[place]}
        effort = opening + place - start
        kept = {key: value for key, value in response.items() if key == "evidence"}
        has_evidence = any("url" in item for item in response.get("evidence", ()))
        if (
            freedom.lens == "evidenced"
            and leaf.needs_evidence
            and not has_evidence
            and levels[place] >= rubric.evidence.from_level
        ):
            found.append(({**raised, "evidence": LINK}, effort + 1))
        elif effort or opening:
            found.append(({**kept, **raised}, effort))
    return found


def combinations(profile: Profile, rubric: Rubric, freedom: Freedom) -> Any:
    """(effort, answers, the engine's score) of every combination."""
    document = json.loads(profile.model_dump_json(exclude_unset=True))
    given = document["responses"]
    options = [
        [(leaf, option, effort) for option, effort in answers_above(indicator, given.get(leaf), rubric, freedom)]
        if leaf not in freedom.fixed
        else [(leaf, given.get(leaf, {}), 0)]
        for leaf, indicator in rubric.indicators.items()
    ]
    structure = structure_of(rubric)
    for combination in product(*options):
        responses = {leaf: option for leaf, option, _ in combination if option}
        changed = as_profile({**document, "responses": responses})
        walk = Walk(structure, settle(changed, rubric, freedom.lens))
        yield sum(effort for _, _, effort in combination), responses, score_of(walk, ROOT)


def number(score: Score, freedom: Freedom) -> float | None:
    return score.low if freedom.answer_open else score.value


def reaches(score: Score, goal: Goal, rubric: Rubric, freedom: Freedom) -> bool:
    value = number(score, freedom)
    if value is None or score.coverage is None:
        return False
    if goal.band is None:
        return round_half_up(value, rubric.grading.decimals) >= goal.score
    bands = [band.id for band in rubric.grading.bands]
    band = score.band_range[0] if freedom.answer_open and score.band_range else score.band
    return not score.provisional and band is not None and bands.index(band) >= bands.index(goal.band.id)


@st.composite
def small_cases(draw: st.DrawFn, *, conditional: bool = True) -> tuple[Profile, Rubric]:
    """Two areas of two or three indicators on a ladder of three or four levels, under any method."""
    methods = st.sampled_from(("mean", "mean", "mean", "geometric", "harmonic", "minimum", "maximum", "sum"))
    points = sorted(draw(st.lists(st.integers(0, 100), min_size=3, max_size=3)))
    scale = [{"value": value, "name": f"step {value}", "points": worth} for value, worth in enumerate(points)]
    areas: list[Document] = []
    names: list[str] = []
    for area in ("one", "two"):
        leaves = []
        for place in range(draw(st.integers(2, 3))):
            leaf: Document = {"id": f"{area}.{place}", "weight": draw(st.integers(0, 3)) if place else 1}
            leaf["tier"] = draw(st.sampled_from(("essential", "full")))
            leaf["needs_evidence"] = draw(st.sampled_from((True, True, False)))
            if conditional and names and draw(st.integers(0, 4)) == 0:
                comparison = draw(st.sampled_from(("at_least", "below")))
                leaf["asked_when"] = {"answer": draw(st.sampled_from(names)), comparison: draw(st.integers(1, 2))}
            leaves.append(leaf)
            names.append(leaf["id"])
        areas.append({"id": area, "weight": draw(st.integers(1, 3)), "method": draw(methods), "indicators": leaves})
    if draw(st.integers(0, 2)) == 0:
        areas[0]["zero_floor"] = 5
    if draw(st.integers(0, 3)) == 0:
        areas[1]["modifiers"] = [draw(st.sampled_from(({"cap": 70}, {"multiply": 0.8}, {"add": 5}, {"floor": 10})))]
    document: Document = {
        "id": "random",
        "version": "1.0.0",
        "scale": {"levels": scale},
        "evidence": {"from_level": draw(st.integers(1, 2))},
        "unknown": draw(st.sampled_from(("exclude", "exclude", "lowest"))),
        "minimum_coverage": 0.5,
        "method": draw(methods),
        "grading": {"bands": BANDS, "decimals": draw(st.integers(0, 2))},
        "areas": areas,
    }
    if draw(st.booleans()):
        node = draw(st.sampled_from(("one", "two", names[0])))
        when: Document = {"node": node, draw(st.sampled_from(("below", "at_most"))): draw(st.integers(10, 90))}
        if draw(st.integers(0, 2)) == 0:
            when = {"answer": draw(st.sampled_from(names)), "below": draw(st.integers(1, 2))}
        document["modifiers"] = [{"no_better_than": "middle", "when": when, "reason": "too low"}]
    rubric = as_rubric(document)
    assume(not check_rubric(rubric))
    answers = st.sampled_from(
        ({"level": 0}, {"level": 1}, {"level": 2}, {"level": 0}, None, {"no_information": "x"}, {"not_applicable": "x"})
    )
    responses: Document = {}
    for name in names:
        answer: Document | None = draw(answers)
        if answer is None:
            continue
        responses[name] = dict(answer)
        if "level" in responses[name] and draw(st.booleans()):
            responses[name]["evidence"] = LINK
    profile = as_profile(
        {
            "rubric": {"id": "random", "version": "1.0.0"},
            "kind": "desk-review",
            "date": "2026-11-21",
            "subject": {"id": "IDN", "name": "Indonesia", "kind": "country"},
            "responses": responses,
        }
    )
    return profile, rubric


def freedoms(rubric: Rubric) -> st.SearchStrategy[Freedom]:
    lenses: st.SearchStrategy[PlannedLens] = st.sampled_from(("declared", "evidenced"))
    fixed = st.lists(st.sampled_from(sorted(rubric.indicators)), max_size=1).map(tuple)
    return st.builds(Freedom, lens=lenses, fixed=fixed, answer_open=st.booleans())


def has_something(profile: Profile, rubric: Rubric, freedom: Freedom) -> bool:
    return freedom.answer_open or assess(profile, rubric).overall.under(freedom.lens).value is not None


@settings(max_examples=40)
@given(st.data())
def test_no_combination_of_answers_reaches_a_goal_with_less_effort(data: st.DataObject) -> None:
    profile, rubric = data.draw(small_cases())
    freedom = data.draw(freedoms(rubric))
    assume(has_something(profile, rubric, freedom))
    goal = goal_of(data.draw(st.sampled_from(("middle", "high", "20", "45.5", "60", "99"))), rubric)
    plan = make_plan(profile, rubric, goal=goal, freedom=freedom)
    efforts = [
        effort for effort, _, score in combinations(profile, rubric, freedom) if reaches(score, goal, rubric, freedom)
    ]
    assert bool(plan.obstacles) == (not efforts)
    if efforts:
        assert plan.effort == 1000 * min(efforts)
        assert reaches(plan.then, goal, rubric, freedom)


@settings(max_examples=40)
@given(st.data())
def test_no_combination_of_answers_within_an_effort_has_a_better_score(data: st.DataObject) -> None:
    profile, rubric = data.draw(small_cases())
    freedom = data.draw(freedoms(rubric))
    assume(has_something(profile, rubric, freedom))
    budget = data.draw(st.integers(0, 6))
    plan = make_plan(profile, rubric, limits=Limits(budget=1000 * budget), freedom=freedom)
    scores = [
        (value, -effort)
        for effort, _, score in combinations(profile, rubric, freedom)
        if effort <= budget and (value := number(score, freedom)) is not None
    ]
    found = number(plan.then, freedom)
    assert found is not None
    assert found == pytest.approx(max(scores)[0], abs=2e-6)
    assert plan.effort <= 1000 * budget


@settings(max_examples=25)
@given(st.data())
def test_limits_on_areas_and_requirements_hold_and_cost_no_more_than_they_must(data: st.DataObject) -> None:
    profile, rubric = data.draw(small_cases(conditional=False))
    freedom = data.draw(freedoms(rubric))
    assume(has_something(profile, rubric, freedom))
    first, other = data.draw(st.permutations(sorted(rubric.indicators)))[:2]
    effort = as_effort(requires={first: [{"level": 2, "of": {other: 1}}]})
    goal, one_area = goal_of("middle", rubric), data.draw(st.booleans())
    limits = Limits(areas=1 if one_area else None)
    plan = make_plan(profile, rubric, goal=goal, freedom=freedom, effort=effort, limits=limits)
    given = json.loads(profile.model_dump_json(exclude_unset=True))["responses"]
    efforts = [
        effort
        for effort, responses, score in combinations(profile, rubric, freedom)
        if reaches(score, goal, rubric, freedom)
        and has_what_it_requires(given, responses, first, other)
        and (not one_area or len({name[:3] for name in responses if responses[name] != given.get(name)}) <= 1)
    ]
    assert bool(plan.obstacles) == (not efforts)
    if efforts:
        assert plan.effort == 1000 * min(efforts)


def has_what_it_requires(given: Document, then: Document, first: str, other: str) -> bool:
    def level(responses: Document, name: str) -> int:
        return int(responses.get(name, {}).get("level", -1))

    is_asked = "not_applicable" not in given.get(other, {})
    return not is_asked or level(given, first) >= 2 or level(then, first) < 2 or level(then, other) >= 1


@settings(max_examples=25)
@given(st.data())
def test_each_year_is_the_best_that_its_effort_allows_and_at_the_end_all_is_done(data: st.DataObject) -> None:
    profile, rubric = data.draw(small_cases(conditional=False))
    freedom = Freedom("declared", (), answer_open=False)
    assume(has_something(profile, rubric, freedom))
    plan = make_plan(profile, rubric, limits=Limits(budget=6000), freedom=freedom, pace=Pace(per_year=2000))
    final = {step.id: step.height for step in plan.steps}
    done: dict[str, int] = {}
    for number, year in enumerate(plan.years, start=1):
        assert all(done.get(name, 0) <= year.heights.get(name, 0) <= final[name] for name in final)
        between = [range(done.get(name, 0), final[name] + 1) for name in final]
        scores = []
        for combination in product(*between):
            heights = dict(zip(final, combination, strict=True))
            if sum(heights.values()) <= 2 * number:
                scores.append(plan.case.walk(heights).of(ROOT, "value"))
        assert year.score.value == pytest.approx(max(score for score in scores if score is not None), abs=2e-6)
        done = dict(year.heights)
    assert done == final


# --- Cases by hand -------------------------------------------------------------------------------------------------


def as_effort(**document: Any) -> Effort:
    return Effort.model_validate_json(json.dumps(document))


def tiny(areas: Document | None = None, **more: Any) -> Rubric:
    """Two areas of two indicators on the usual ladder (0, 25, 50, 75, 100), all weighing the same."""
    areas = areas or {"a": ("a1", "a2"), "b": ("b1", "b2")}
    return as_rubric(
        {
            "id": "tiny",
            "version": "1.0.0",
            "grading": {"bands": BANDS},
            "areas": [
                {"id": name, "indicators": [leaf if isinstance(leaf, dict) else {"id": leaf} for leaf in leaves]}
                for name, leaves in areas.items()
            ],
            **more,
        }
    )


def answers(**responses: Any) -> Profile:
    return as_profile(
        {
            "rubric": {"id": "tiny", "version": "1.0.0"},
            "kind": "self-assessment",
            "date": "2026-11-21",
            "subject": {"id": "XYZ", "name": "Someland", "kind": "country"},
            "responses": {
                name: {"level": response} if isinstance(response, int) else response
                for name, response in responses.items()
            },
        }
    )


def climbed(plan: Plan) -> dict[str, Any]:
    return {step.id: step.ladder.answer_at(step.height).answer for step in plan.steps}


LOW = {"a1": 1, "a2": 1, "b1": 1, "b2": 1}  # 25.0; each level adds 6.25


def test_the_fewest_steps_to_a_score() -> None:
    plan = make_plan(answers(**LOW), tiny(), goal=Goal(60.0))
    assert plan.effort == 6000  # 5 levels come to 56.25, 6 to 62.5
    assert plan.then.value == 62.5
    assert not plan.obstacles


def test_a_goal_that_is_met_by_rounding_half_up_is_met() -> None:
    rubric = tiny({"a": [{"id": "a1", "weight": 1199}, {"id": "a2", "weight": 801}]})
    # a1 at 4 and a2 at 0: 59.95, which is shown as 60.0.
    assert make_plan(answers(a1=3, a2=0), rubric, goal=Goal(60.0)).effort == 1000
    rubric = tiny({"a": [{"id": "a1", "weight": 11989}, {"id": "a2", "weight": 8011}]})
    # 59.945 is shown as 59.9: another step is needed.
    assert make_plan(answers(a1=3, a2=0), rubric, goal=Goal(60.0)).effort == 2000


def test_a_goal_that_is_reached_already_takes_nothing() -> None:
    plan = make_plan(answers(**LOW), tiny(), goal=Goal(25.0))
    assert (plan.effort, plan.steps, plan.years, plan.obstacles) == (0, (), (), ())


def test_the_best_score_within_an_effort() -> None:
    rubric = tiny({"a": [{"id": "a1", "weight": 3}, "a2"], "b": ["b1", "b2"]})
    plan = make_plan(answers(**LOW), rubric, limits=Limits(budget=2000))
    assert climbed(plan) == {"a1": 3}  # a1 alone weighs 3/8 of the whole: 9.375 a level
    assert plan.then.value == 25 + 2 * 9.375


def test_a_gate_is_opened_even_where_the_score_alone_would_do() -> None:
    gate = {"no_better_than": "middle", "when": {"node": "b", "below": 50}, "reason": "b is weak"}
    rubric = tiny(modifiers=[gate])
    profile = answers(a1=4, a2=4, b1=1, b2=0)
    assert make_plan(profile, rubric, goal=Goal(60.0)).effort == 1000
    plan = make_plan(profile, rubric, goal=goal_of("High", rubric))
    assert plan.effort == 3000  # b from 12.5 to 50
    assert plan.then.band == "high"


def test_a_gate_on_an_answer_is_opened_by_that_answer() -> None:
    gate = {"no_better_than": "middle", "when": {"answer": "b1", "at_most": 2}, "reason": "b1 is weak"}
    plan = make_plan(answers(a1=4, a2=4, b1=0, b2=4), tiny(modifiers=[gate]), goal=goal_of("high", tiny()))
    assert climbed(plan) == {"b1": 3}


def test_in_the_evidenced_lens_evidence_alone_may_be_the_step() -> None:
    profile = answers(a1=4, a2=1, b1={"level": 1, "evidence": LINK}, b2=1)
    declared = make_plan(profile, tiny(), goal=Goal(43.8))
    assert declared.effort == 0
    plan = make_plan(profile, tiny(), goal=Goal(43.8), freedom=Freedom("evidenced", (), answer_open=False))
    # a1 counts as 1 without evidence: 25.0 in all; with it 43.75.  Three levels of b1 would cost as much as 3.
    assert (plan.effort, climbed(plan)) == (1000, {"a1": 4})
    assert plan.steps[0].brings_evidence


def test_evidence_comes_once_with_the_level_that_needs_it() -> None:
    freedom = Freedom("evidenced", ("a2", "b1", "b2"), answer_open=False)
    plan = make_plan(answers(**LOW), tiny(), goal=Goal(43.8), freedom=freedom)
    assert (plan.effort, climbed(plan)) == (4000, {"a1": 4})  # three levels and one evidence
    assert [rung.brings_evidence for rung in plan.steps[0].ladder.rungs] == [True, False, False]


def test_what_is_fixed_stays() -> None:
    plan = make_plan(
        answers(**LOW), tiny(), goal=Goal(50.0), freedom=Freedom("declared", ("a1", "a2"), answer_open=False)
    )
    assert set(climbed(plan)) <= {"b1", "b2"}
    assert plan.effort == 4000


def test_steps_stay_within_so_many_areas() -> None:
    rubric = tiny()
    assert len(make_plan(answers(**LOW), rubric, goal=Goal(60.0), limits=Limits(areas=1)).areas) == 1
    plan = make_plan(answers(**LOW), rubric, goal=Goal(80.0), limits=Limits(areas=1))
    assert (
        plan.obstacles[0].reason == "The target cannot be reached with steps in so few areas (1): it takes 2 at least."
    )


def test_essential_steps_come_first_then_those_that_gain_more_then_the_rubrics_order() -> None:
    rubric = tiny({"a": ["a1", {"id": "a2", "tier": "essential"}], "b": ["b1", "b2"]})
    assert climbed(make_plan(answers(**LOW), rubric, goal=Goal(31.2))) == {"a2": 2}
    rubric = tiny({"a": ["a1", "a2"], "b": [{"id": "b1", "weight": 3}, "b2"]})
    assert climbed(make_plan(answers(**LOW), rubric, goal=Goal(26.0))) == {"b1": 2}
    assert climbed(make_plan(answers(**LOW), tiny(), goal=Goal(31.2))) == {"a1": 2}


def test_the_order_of_the_answers_in_the_file_does_not_matter() -> None:
    plans = [
        make_plan(answers(**dict(pairs)), tiny(), goal=Goal(50.0)) for pairs in (LOW.items(), [*LOW.items()][::-1])
    ]
    assert climbed(plans[0]) == climbed(plans[1])


def test_efforts_are_the_nearest_that_the_file_names() -> None:
    effort = as_effort(step=2, levels={"4": 7}, areas={"b": {"step": 0.5}}, indicators={"b2": {"levels": {"2": 3.125}}})
    plan = make_plan(answers(**LOW), tiny(), goal=Goal(100.0), effort=effort)
    assert {step.id: step.effort for step in plan.steps} == {
        "a1": 2000 + 2000 + 7000,
        "a2": 2000 + 2000 + 7000,
        "b1": 500 + 500 + 500,
        "b2": 3125 + 500 + 500,
    }


def test_what_is_required_comes_along() -> None:
    effort = as_effort(
        indicators={"a2": {"step": 9}, "b1": {"step": 9}, "b2": {"step": 9}},
        requires={"a1": [{"level": 3, "of": {"b2": 2}}]},
    )
    assert climbed(make_plan(answers(**LOW), tiny(), goal=Goal(31.0), effort=effort)) == {"a1": 2}
    plan = make_plan(answers(**LOW), tiny(), goal=Goal(43.75), effort=effort)
    assert climbed(plan) == {"a1": 3, "b2": 2}
    assert plan.effort == 11000


def test_a_question_that_a_step_brings_up_counts_once_it_is_answered() -> None:
    rubric = tiny({"a": ["a1", {"id": "a2", "asked_when": {"answer": "a1", "at_least": 3}}], "b": ["b1", "b2"]})
    profile = answers(a1=2, a2=0, b1=4, b2=4)
    # a is 50; with a1 at 3 the question a2 is asked, and its 0 brings a down to 37.5.
    plan = make_plan(profile, rubric, goal=Goal(87.5))
    assert climbed(plan) == {"a1": 4, "a2": 2}
    assert plan.effort == 4000


OPEN = {"a1": 1, "a2": 1, "b1": {"note": "not known yet"}}


def test_questions_that_stand_between_the_score_and_a_band_are_named() -> None:
    plan = make_plan(answers(**OPEN), tiny(), goal=goal_of("middle", tiny()))
    assert [obstacle.questions for obstacle in plan.obstacles] == [("b1",)]
    assert plan.obstacles[0].reason.startswith("Only 50 % of the applicable weight is known, and a band needs 66 %")


def test_open_questions_may_be_answered_counted_from_the_lowest() -> None:
    freedom = Freedom("declared", (), answer_open=True)
    plan = make_plan(answers(**OPEN), tiny(), goal=goal_of("middle", tiny()), freedom=freedom)
    # At the lowest 12.5; 30 takes three levels, and three quarters known takes one answer more: b1 or b2 opened.
    assert plan.effort == 4000
    assert plan.then.coverage == 0.75
    assert plan.then.band_range == ("middle", "middle")


def test_what_cannot_be_reached_is_said_with_the_most_that_can() -> None:
    freedom = Freedom("declared", ("a1",), answer_open=False)
    plan = make_plan(answers(**LOW), tiny(), goal=Goal(90.0), freedom=freedom)
    assert plan.then.value == 81.25
    assert [obstacle.reason for obstacle in plan.obstacles] == [
        "Even with every step that is allowed, the score comes to 81.3 and not to 90.0."
    ]
    plan = make_plan(answers(**LOW), tiny(), goal=Goal(60.0), limits=Limits(budget=4000))
    assert plan.then.value == 50.0
    assert [obstacle.reason for obstacle in plan.obstacles] == [
        "The target does not fit into an effort of 4: the least that it takes is 6."
    ]


def test_years_with_an_effort_each_are_a_limit() -> None:
    plan = make_plan(answers(**LOW), tiny(), goal=Goal(60.0), pace=Pace(years=2, per_year=2000))
    assert plan.obstacles[0].reason.startswith("The target does not fit into an effort of 4")
    assert [(year.effort, year.score.value) for year in plan.years] == [(2000, 37.5), (2000, 50.0)]


def test_effort_that_a_year_does_not_use_is_left_for_the_next() -> None:
    effort = as_effort(step=3)
    plan = make_plan(answers(**LOW), tiny(), goal=Goal(37.5), effort=effort, pace=Pace(per_year=2000))
    assert [year.effort for year in plan.years] == [0, 3000, 3000]


def test_rules_that_a_programme_cannot_follow_are_refused() -> None:
    rubric = tiny(modifiers=[{"cap": 40, "when": {"node": "b", "below": 20}}])
    with pytest.raises(UsageError, match="No plan can be made under this rubric: the value of overall"):
        make_plan(answers(**LOW), rubric, goal=Goal(60.0))


@pytest.mark.parametrize("text", ["hihg", "", "nan", "inf"])
def test_what_is_neither_a_score_nor_a_band_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="neither a score nor a band"):
        goal_of(text, tiny())


def test_a_plan_for_nothing_is_refused() -> None:
    with pytest.raises(UsageError, match="--target"):
        make_plan(answers(**LOW), tiny())
    with pytest.raises(UsageError, match="Nothing is answered yet"):
        make_plan(answers(), tiny(), goal=Goal(60.0))


# --- Effort files ----------------------------------------------------------------------------------------------------

BAD_EFFORTS = {
    "steps: 2\n": ("unknown-key", "There is no key 'steps' here."),
    "step: -1\n": ("too-small", "-1 is too small."),
    "step: 0.0001\n": ("too-many-decimals", "0.0001 has more than 3 decimals."),
    "areas: {safty: {step: 2}}\n": ("unknown-area", "The rubric has no area safty."),
    "indicators: {std.dialog: {step: 2}}\n": ("unknown-indicator", "The rubric has no indicator std.dialog."),
    "levels: {9: 2}\n": ("level-not-on-scale", "Level 9 is not on the scale."),
    "requires: {std.dialogue: [{level: 3, of: {std.dialogue: 1}}]}\n": (
        "requires-itself",
        "std.dialogue cannot be required for itself.",
    ),
    "requires: {std.dialogue: [{level: 3, of: {}}]}\n": ("too-few", "The list has too few items."),
    "step: 1\nstep: 2\n": ("repeated-key", None),
}


@pytest.mark.parametrize(("text", "problem"), BAD_EFFORTS.items(), ids=[code for code, _ in BAD_EFFORTS.values()])
def test_what_is_wrong_with_an_effort_file_is_told(
    text: str, problem: tuple[str, str | None], tmp_path: Path, gaigap: Rubric
) -> None:
    path = tmp_path / "effort.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        load_effort(str(path), gaigap)
    (found,) = caught.value.problems
    assert (found.code, found.file) == (problem[0], str(path))
    assert problem[1] is None or found.message == problem[1]


def test_a_misspelt_id_in_an_effort_file_has_a_hint(tmp_path: Path, gaigap: Rubric) -> None:
    path = tmp_path / "effort.yaml"
    path.write_text("indicators: {std.dialog: {step: 2}}\n", encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        load_effort(str(path), gaigap)
    assert caught.value.problems[0].hint == "Did you mean std.dialogue?"


# --- The command -----------------------------------------------------------------------------------------------------


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(aigov, ["plan", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def indonesia(tmp_path: Path) -> Path:
    return Path(shutil.copy(PROFILES / "indonesia.yaml", tmp_path))


@pytest.mark.parametrize("style", ["text", "markdown", "json", "csv", "html"])
def test_every_format_names_the_steps(style: str, indonesia: Path) -> None:
    result = run(indonesia, "--target", "60", "--format", style)
    assert result.exit_code == 0, result.stderr
    assert "seize.participation" in result.stdout.replace("\\", "")


def test_the_json_document_holds_the_engines_numbers(indonesia: Path, gaigap: Rubric) -> None:
    document = json.loads(run(indonesia, "--target", "60", "--years", "2", "--format", "json").stdout)
    assert document["reached"] is True
    assert round_half_up(document["then"]["value"], 1) >= 60
    assert document["effort"] == sum(step["effort"] for step in document["steps"])
    assert [year["year"] for year in document["years"]] == [2027, 2028]
    assert document["years"][-1]["value"] == document["then"]["value"]
    for step in document["steps"]:
        assert step["looks_like"] == gaigap.indicators[step["indicator"]].levels["country"][str(step["to"])]


def test_targets_are_written_and_reported_and_the_rest_keeps_its_bytes(indonesia: Path) -> None:
    before = indonesia.read_text(encoding="utf-8")
    result = run(indonesia, "--target", "60", "--write", "--owner", "Unit 7")
    assert result.exit_code == 0, result.stderr
    assert "7 targets written to" in result.stderr
    after = indonesia.read_text(encoding="utf-8")
    added = [line for line in after.splitlines() if line not in before.splitlines()]
    assert {line.strip().partition(":")[0] for line in added} == {"target", "level", "owner", "due"}
    kept = iter(after.splitlines())
    assert all(line in kept for line in before.splitlines())
    target = load_profile(indonesia).responses["seize.participation"].target
    assert target is not None
    assert (target.level, target.owner, target.due) == (4, "Unit 7", "2027")
    report = CliRunner().invoke(aigov, ["report", str(indonesia)]).stdout
    assert re.search("Participation of every kind .* 2 started +4 sustained +Unit 7 +2027", report)


def test_a_target_that_is_there_is_replaced_only_by_force(indonesia: Path) -> None:
    run(indonesia, "--target", "60", "--write", "--owner", "Unit 7")
    text = indonesia.read_text(encoding="utf-8")
    again = run(indonesia, "--target", "60", "--write", "--owner", "Unit 7")
    assert "0 targets written" in again.stderr
    kept = run(indonesia, "--target", "60", "--write", "--owner", "Unit 8", "--due", "2028-06-30")
    assert "Targets that were there are kept: seize.participation, " in kept.stderr
    assert indonesia.read_text(encoding="utf-8") == text
    forced = run(indonesia, "--target", "60", "--write", "--owner", "Unit 8", "--due", "2028-06-30", "--force")
    assert "Replaced: seize.participation, " in forced.stderr
    wanted = re.sub("due: [0-9]{4}$", "due: 2028-06-30", text.replace("Unit 7", "Unit 8"), flags=re.MULTILINE)
    assert indonesia.read_text(encoding="utf-8") == wanted


def test_comments_inside_a_target_are_kept_when_it_is_replaced(indonesia: Path) -> None:
    run(indonesia, "--target", "60", "--write", "--owner", "Unit 7")
    text = indonesia.read_text(encoding="utf-8").replace("owner: Unit 7", "owner: Unit 7  # to be asked", 1)
    indonesia.write_text(text, encoding="utf-8")
    run(indonesia, "--target", "60", "--write", "--owner", "Unit 8", "--force")
    assert "# to be asked" in indonesia.read_text(encoding="utf-8")


def test_a_wrong_date_leaves_the_file_alone(indonesia: Path) -> None:
    text = indonesia.read_bytes()
    result = run(indonesia, "--target", "60", "--write", "--due", "soon")
    assert result.exit_code == 1
    assert "is not a date" in result.stderr
    assert indonesia.read_bytes() == text


def test_a_target_out_of_reach_ends_with_3_and_writes_nothing(indonesia: Path) -> None:
    text = indonesia.read_bytes()
    result = run(indonesia, "--target", "established", "--write")
    assert result.exit_code == 3
    assert "at least 22 more questions have to be answered" in " ".join(result.stdout.split())
    assert indonesia.read_bytes() == text


def test_a_file_of_efforts_is_used(indonesia: Path, tmp_path: Path) -> None:
    path = tmp_path / "effort.yaml"
    path.write_text("unit: person-months\nareas: {industry: {step: 50}, data: {step: 50}}\n", encoding="utf-8")
    result = run(indonesia, "--target", "60", "--effort", path, "--format", "json")
    document = json.loads(result.stdout)
    assert not {"industry", "data"} & {step["area"] for step in document["steps"]}
    assert "person-months" in run(indonesia, "--target", "60", "--effort", path).stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--target", "60", "--fix", "seize.participaton"), "Did you mean seize.participation?"),
        (("--target", "estblished"), "Did you mean established?"),
        (("--budget", "-1"), "-1 is not an effort"),
        (("--budget", "5", "--per-year", "0"), "With 0 a year the plan takes more than 30 years."),
        (("--target", "60", "--owner", "Unit 7"), "--write"),
        ((), "--target with a band or a score"),
    ],
)
def test_wrong_use_is_told(arguments: tuple[str, ...], message: str, indonesia: Path) -> None:
    result = run(indonesia, *arguments)
    assert result.exit_code == 2
    assert message in result.stderr
