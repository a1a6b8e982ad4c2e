"""A plan is the best there is: against every combination of answers, and against what the engine says of it."""

import json
from itertools import product
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from aigov_checklist import Profile, Rubric, assess, check_rubric
from aigov_checklist.models.assessment import Score
from aigov_checklist.planning.asking import Limits
from aigov_checklist.planning.goals import Goal, goal_of
from aigov_checklist.planning.ladders import Freedom, PlannedLens
from aigov_checklist.planning.plan import make_plan
from aigov_checklist.rounding import round_half_up
from aigov_checklist.scoring.grading import score_of
from aigov_checklist.scoring.leaves import settle
from aigov_checklist.scoring.walk import Walk
from aigov_checklist.structure import ROOT, structure_of
from strategies import as_profile, as_rubric

Document = dict[str, Any]

BANDS = [{"id": name, "title": name, "from": edge} for name, edge in (("low", 0), ("middle", 30), ("high", 60))]
LINK = [{"title": "a law", "url": "https://example.org/law"}]

# --- Every combination, counted without the planner's own parts ------------------------------------------------


def answers_above(
    response: Document | None, rubric: Rubric, *, lens: str, answer_open: bool
) -> list[tuple[Document, int]]:
    """Everything that could be answered from here: 1 a level, 1 an evidence, 1 for an open question."""
    if response is None and not answer_open:
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
        if effort or opening:
            found.append(({**kept, **raised}, effort))
        if lens == "evidenced" and not has_evidence and levels[place] >= rubric.evidence.from_level:
            found.append(({**raised, "evidence": LINK}, effort + 1))
    return found


def combinations(profile: Profile, rubric: Rubric, freedom: Freedom) -> Any:
    """(effort, answers, the engine's score) of every combination."""
    document = json.loads(profile.model_dump_json(exclude_unset=True))
    given = document["responses"]
    options = [
        [
            (leaf, option, effort)
            for option, effort in answers_above(
                given.get(leaf), rubric, lens=freedom.lens, answer_open=freedom.answer_open
            )
        ]
        if leaf not in freedom.fixed
        else [(leaf, given.get(leaf, {}), 0)]
        for leaf in rubric.indicators
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
