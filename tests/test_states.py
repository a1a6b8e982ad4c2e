"""Cases worked out by hand: states of an answer, lenses, bands and gates, and what rolls up from them."""

import json
from typing import Any

import pytest

from aigov_checklist import assess, check_rubric
from aigov_checklist.lenses import Lens
from aigov_checklist.models.assessment import AreaResult, Assessment, IndicatorResult, Score
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.rounding import round_half_up

Keys = dict[str, Any]

NOT_APPLICABLE = {"not_applicable": "asked of organizations only"}
NO_INFORMATION = {"no_information": "ministry site and gazette searched"}
UNANSWERED: Keys = {}
LAW = {"title": "a law", "url": "https://example.org/law"}
REPORT = {"title": "a report", "document": "report-7"}
SPEECH = {"title": "said in a speech"}
CONFIRMED = {"decision": "confirmed"}

CHOICE = {
    "type": "choice",
    "choices": [
        {"code": "yes", "points": 80},
        {"code": "no", "points": 10},
        {"code": "partly", "points": 30},
        {"code": "not-here", "excluded": True},
    ],
}
QUANTITY = {"type": "quantity", "low": 0, "high": 200}
BANDS = [
    {"id": "starting", "title": "Starting", "from": 0},
    {"id": "developing", "title": "Developing", "from": 40},
    {"id": "leading", "title": "Leading", "from": 62.5},
]
SHARE = {"type": "quantity", "low": 0, "high": 100}  # worth as many points as the number


def a_rubric(*areas: Keys, **keys: Any) -> Rubric:
    document = {"id": "tiny", "version": "1.0.0", "areas": areas} | keys
    rubric = Rubric.model_validate_json(json.dumps(document))
    assert check_rubric(rubric) == []
    return rubric


def an_area(name: str, *indicators: Keys, **keys: Any) -> Keys:
    return {"id": name, "indicators": indicators} | keys


def a_profile(responses: dict[str, Keys], **keys: Any) -> Profile:
    document = {
        "rubric": {"id": "tiny", "version": "1.0.0"},
        "kind": "desk-review",
        "date": "2026-11-21",
        "subject": {"id": "IDN", "name": "Indonesia", "kind": "country"},
        "responses": responses,
    }
    return Profile.model_validate_json(json.dumps(document | keys))


def area_of(assessment: Assessment, name: str) -> AreaResult:
    return next(area for area in assessment.areas if area.id == name)


def leaf_of(assessment: Assessment, name: str) -> IndicatorResult:
    return next(leaf for area in assessment.areas for leaf in area.indicators if leaf.id == name)


def numbers(score: Score) -> tuple[float | None, float | None, float | None, float | None]:
    return score.value, score.low, score.high, score.coverage


NOTHING = (None, None, None, None)


# Section 2: x beside y, which is answered with level 2, worth 50; both weigh 1.


@pytest.mark.parametrize(
    ("unknown", "response", "state", "value", "low", "high", "coverage"),
    [
        ("exclude", {"level": 4}, "answered", 75, 75, 75, 1),  # (100 + 50)/2
        ("exclude", {"level": 0}, "answered", 25, 25, 25, 1),  # (0 + 50)/2: level 0 is an answer
        ("exclude", NOT_APPLICABLE, "not_applicable", 50, 50, 50, 1),  # 50/1
        ("exclude", NO_INFORMATION, "no_information", 25, 25, 25, 1),  # the lowest points, and known
        ("exclude", UNANSWERED, "unanswered", 50, 25, 75, 0.5),  # 50/1, (0 + 50)/2, (100 + 50)/2, 1/2
        ("exclude", {"note": "not yet"}, "unanswered", 50, 25, 75, 0.5),
        ("exclude", None, "unanswered", 50, 25, 75, 0.5),
        ("lowest", {"level": 4}, "answered", 75, 75, 75, 1),
        ("lowest", NOT_APPLICABLE, "not_applicable", 50, 50, 50, 1),
        ("lowest", NO_INFORMATION, "no_information", 25, 25, 25, 1),
        ("lowest", UNANSWERED, "unanswered", 25, 25, 75, 0.5),  # (0 + 50)/2 also for the value
        ("lowest", None, "unanswered", 25, 25, 75, 0.5),
    ],
)
def test_each_state_has_its_value_range_and_coverage(
    unknown: str,
    response: Keys | None,
    state: str,
    value: float,
    low: float,
    high: float,
    coverage: float,
) -> None:
    rubric = a_rubric(an_area("a", {"id": "x"}, {"id": "y"}), unknown=unknown)
    responses: dict[str, Keys] = {"y": {"level": 2}} | ({} if response is None else {"x": response})
    assessment = assess(a_profile(responses), rubric)
    assert leaf_of(assessment, "x").state == state
    assert numbers(assessment.overall.declared) == (value, low, high, coverage)


@pytest.mark.parametrize(
    ("measure", "response", "state", "points"),
    [
        (CHOICE, {"choice": "yes"}, "answered", 80),
        (CHOICE, {"choice": "not-here"}, "not_applicable", None),
        (CHOICE, NO_INFORMATION, "no_information", 10),
        (QUANTITY, {"quantity": 150}, "answered", 75),  # 100 * (150 - 0)/(200 - 0)
        (QUANTITY, {"quantity": 0}, "answered", 0),
        (QUANTITY, {"quantity": 201}, "answered", 100),  # clipped
        (QUANTITY | {"clip": False}, {"quantity": 210}, "answered", 105),
        (QUANTITY | {"full": 1}, {"quantity": 150}, "answered", 0.75),
        (QUANTITY | {"low": 200, "high": 0}, {"quantity": 150}, "answered", 25),  # less is better
        (QUANTITY | {"low": 1, "high": 100, "transform": "log"}, {"quantity": 10}, "answered", 50),
    ],
)
def test_each_measure_turns_its_answer_into_points(
    measure: Keys, response: Keys, state: str, points: float | None
) -> None:
    assessment = assess(a_profile({"x": response}), a_rubric(an_area("a", {"id": "x", "measure": measure})))
    leaf = leaf_of(assessment, "x")
    assert leaf.state == state
    assert leaf.points == (None if points is None else pytest.approx(points, abs=1e-12))


@pytest.mark.parametrize(
    ("measure", "low", "high"),
    [
        (CHOICE, 10, 80),
        (QUANTITY, 0, 100),
        (QUANTITY | {"full": 1}, 0, 1),
        (QUANTITY | {"clip": False}, None, None),  # no ends
        (QUANTITY | {"low": 200, "high": 0, "clip": False}, None, None),
    ],
)
def test_unanswered_ranges_over_all_that_the_measure_can_give(
    measure: Keys, low: float | None, high: float | None
) -> None:
    assessment = assess(a_profile({}), a_rubric(an_area("a", {"id": "x", "measure": measure})))
    assert numbers(assessment.overall.declared) == (None, low, high, 0)


@pytest.mark.parametrize(
    ("keys", "tier"),
    [
        ({"applies_to": ["organization"]}, "full"),
        ({"tier": "full"}, "essential"),
        ({"asked_when": {"answer": "y", "at_least": 3}}, "full"),
    ],
)
def test_out_of_scope_leaves_the_sum_and_an_answer_there_is_reported(keys: Keys, tier: str) -> None:
    rubric = a_rubric(an_area("a", {"id": "x"} | keys, {"id": "y", "tier": "essential"}))
    assessment = assess(a_profile({"x": {"level": 4}, "y": {"level": 2}}, tier=tier), rubric)
    leaf = leaf_of(assessment, "x")
    assert (leaf.state, leaf.points, leaf.effective_weight, leaf.gain) == ("out_of_scope", None, None, None)
    assert numbers(assessment.overall.declared) == (50, 50, 50, 1)
    assert [(problem.severity, problem.path) for problem in assessment.problems] == [("warning", "$.responses.x")]


@pytest.mark.parametrize("earlier", [None, UNANSWERED, NO_INFORMATION, NOT_APPLICABLE, {"level": 3}])
def test_a_question_under_a_condition_stays_asked_until_an_answer_decides_otherwise(earlier: Keys | None) -> None:
    rubric = a_rubric(an_area("a", {"id": "x", "asked_when": {"answer": "y", "at_least": 3}}, {"id": "y"}))
    responses = {"x": {"level": 4}} | ({} if earlier is None else {"y": earlier})
    assert leaf_of(assess(a_profile(responses), rubric), "x").state == "answered"


def test_only_no_information_is_starred() -> None:
    rubric = a_rubric(an_area("a", *({"id": name} for name in "pqrs")))
    responses: dict[str, Keys] = {"p": NO_INFORMATION, "q": {"level": 0}, "r": NOT_APPLICABLE}
    assessment = assess(a_profile(responses), rubric)
    assert [leaf_of(assessment, name).star for name in "pqrs"] == [True, False, False, False]


def test_an_area_with_nothing_applicable_has_no_value_and_is_never_zero() -> None:
    rubric = a_rubric(an_area("a", {"id": "x"}), an_area("b", {"id": "y"}))
    assessment = assess(a_profile({"x": NOT_APPLICABLE, "y": {"level": 3}}), rubric)
    empty = area_of(assessment, "a").declared
    assert numbers(empty) == NOTHING
    assert empty.provisional is False
    assert numbers(assessment.overall.declared) == (75, 75, 75, 1)
    written = json.loads(assessment.to_json())["areas"][0]["declared"]
    assert written.keys().isdisjoint({"value", "low", "high", "coverage", "band"})


def test_a_rubric_with_nothing_applicable_is_not_scored() -> None:
    assessment = assess(a_profile({"x": NOT_APPLICABLE}), a_rubric(an_area("a", {"id": "x"})))
    assert numbers(assessment.overall.declared) == NOTHING


def test_an_area_with_nothing_known_has_a_range_and_no_value() -> None:
    rubric = a_rubric(an_area("a", {"id": "x"}), an_area("b", {"id": "y"}))
    assessment = assess(a_profile({"y": {"level": 3}}), rubric)
    assert numbers(area_of(assessment, "a").declared) == (None, 0, 100, 0)
    # The value without a; (0 + 75)/2 and (100 + 75)/2 with it.
    assert numbers(assessment.overall.declared) == (75, 37.5, 87.5, 0.5)


def test_weight_zero_is_shown_and_never_counted() -> None:
    rubric = a_rubric(
        an_area("a", {"id": "x", "weight": 0}, {"id": "y"}),
        an_area("b", {"id": "z"}, weight=0),
        method="minimum",
    )
    assessment = assess(a_profile({"x": {"level": 0}, "y": {"level": 3}, "z": {"level": 1}}), rubric)
    assert [(leaf_of(assessment, name).points, leaf_of(assessment, name).effective_weight) for name in "xyz"] == [
        (0, 0),
        (75, 1),
        (25, 0),
    ]
    assert area_of(assessment, "b").declared.value == 25
    assert numbers(assessment.overall.declared) == (75, 75, 75, 1)


def test_an_area_in_which_only_weight_zero_applies_is_not_scored() -> None:
    rubric = a_rubric(an_area("a", {"id": "x", "weight": 0}, {"id": "y"}), an_area("b", {"id": "z"}))
    assessment = assess(a_profile({"x": {"level": 4}, "y": NOT_APPLICABLE, "z": {"level": 1}}), rubric)
    assert numbers(area_of(assessment, "a").declared) == NOTHING
    assert numbers(assessment.overall.declared) == (25, 25, 25, 1)


# Section 4: x alone, so that its points are the area's value; unknown is no value, from 0 to 100.


@pytest.mark.parametrize(
    ("keys", "response", "value"),
    [
        ({}, {"level": 4}, 25),  # level 1 = from_level - 1
        ({}, {"level": 4, "evidence": [LAW]}, 100),
        ({}, {"level": 4, "evidence": [REPORT]}, 100),
        ({}, {"level": 4, "evidence": [SPEECH]}, 25),  # neither address nor document
        ({}, {"level": 4, "evidence": [SPEECH, LAW]}, 100),
        ({}, {"level": 2}, 25),
        ({}, {"level": 1}, 25),
        ({}, {"level": 0}, 0),
        ({}, NO_INFORMATION, 0),
        ({"needs_evidence": False}, {"level": 4}, 100),
        ({"measure": CHOICE}, {"choice": "yes", "evidence": [LAW]}, 80),
        ({"measure": CHOICE}, {"choice": "partly"}, None),
        ({"measure": CHOICE}, {"choice": "no"}, 10),  # the lowest code claims nothing
        ({"measure": CHOICE, "needs_evidence": False}, {"choice": "yes"}, 80),
        ({"measure": QUANTITY}, {"quantity": 150, "evidence": [LAW]}, 75),
        ({"measure": QUANTITY}, {"quantity": 0}, None),
        ({"measure": QUANTITY, "needs_evidence": False}, {"quantity": 150}, 75),
    ],
)
def test_the_evidenced_lens_counts_what_can_be_looked_up(keys: Keys, response: Keys, value: float | None) -> None:
    assessment = assess(a_profile({"x": response}), a_rubric(an_area("a", {"id": "x"} | keys)))
    score = assessment.overall.evidenced
    assert (score.value, score.coverage) == (value, 0 if value is None else 1)


def test_without_evidence_a_level_counts_as_the_scales_level_below_from_level() -> None:
    # The scale knows 0, 1, 3 and 5; evidence is asked from 3, and below 3 stands 1.
    levels = [{"value": value, "name": str(value), "points": 20 * value} for value in (0, 1, 3, 5)]
    rubric = a_rubric(an_area("a", {"id": "x"}), scale={"levels": levels}, evidence={"from_level": 3})
    assert assess(a_profile({"x": {"level": 5}}), rubric).overall.evidenced.value == 20


@pytest.mark.parametrize(
    ("keys", "response", "expected"),
    [
        ({}, {"level": 4}, (None, 0, 100, 0)),  # not reviewed: unknown
        ({}, {"level": 4, "review": CONFIRMED}, (100, 100, 100, 1)),
        ({}, {"level": 4, "review": {"decision": "revised", "level": 2}}, (50, 50, 50, 1)),
        ({}, {"level": 1, "review": {"decision": "revised", "level": 0}}, (0, 0, 0, 1)),
        ({}, NO_INFORMATION, (None, 0, 100, 0)),
        ({}, NO_INFORMATION | {"review": CONFIRMED}, (0, 0, 0, 1)),
        ({}, NOT_APPLICABLE, (None, 0, 100, 0)),  # nobody has agreed that it does not apply
        ({}, NOT_APPLICABLE | {"review": CONFIRMED}, NOTHING),
        ({}, NOT_APPLICABLE | {"review": {"decision": "revised", "level": 1}}, (25, 25, 25, 1)),
        ({}, {"level": 4, "review": {"decision": "revised"} | NOT_APPLICABLE}, NOTHING),
        ({}, {"level": 4, "review": {"decision": "revised"} | NO_INFORMATION}, (0, 0, 0, 1)),
        ({}, {"review": CONFIRMED}, (None, 0, 100, 0)),
        ({"measure": CHOICE}, {"choice": "yes", "review": {"decision": "revised", "choice": "no"}}, (10, 10, 10, 1)),
        ({"applies_to": ["organization"]}, {"level": 4, "review": CONFIRMED}, NOTHING),
    ],
)
def test_the_reviewed_lens_counts_what_a_reviewer_decided(
    keys: Keys, response: Keys, expected: tuple[float | None, ...]
) -> None:
    assessment = assess(a_profile({"x": response}), a_rubric(an_area("a", {"id": "x"} | keys)))
    assert numbers(assessment.overall.reviewed) == expected


@pytest.mark.parametrize(("lens", "value"), [("declared", 100), ("evidenced", 25), ("reviewed", 75)])
def test_the_three_lenses_look_at_the_same_answer(lens: Lens, value: float) -> None:
    response = {"level": 4, "review": {"decision": "revised", "level": 3}}
    overall = assess(a_profile({"x": response}), a_rubric(an_area("a", {"id": "x"}))).overall
    score: Score = getattr(overall, lens)
    assert score.value == value


# Section 3: the methods, over x = 100 (weight 1) and y = 25 (weight 3).


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        ({"method": "mean"}, 43.75),  # (1*100 + 3*25)/4
        ({"method": "geometric"}, 25 * 2**0.5),  # (100 * 25^3)^(1/4) = 25 * 4^(1/4)
        ({"method": "harmonic"}, 400 / 13),  # 4/(1/100 + 3/25) = 4/(13/100)
        ({"method": "sum"}, 175),  # 1*100 + 3*25
        ({"method": "minimum"}, 25),
        ({"method": "maximum"}, 100),
    ],
)
def test_each_method(keys: Keys, value: float) -> None:
    rubric = a_rubric(an_area("a", {"id": "x", "weight": 1}, {"id": "y", "weight": 3}, **keys))
    assessment = assess(a_profile({"x": {"level": 4}, "y": {"level": 1}}), rubric)
    assert area_of(assessment, "a").declared.value == pytest.approx(value, abs=1e-12)


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        ({"method": "geometric"}, 0),
        ({"method": "harmonic"}, 0),
        ({"method": "geometric", "zero_floor": 1}, 10),  # (1 * 100)^(1/2)
        ({"method": "harmonic", "zero_floor": 1}, 200 / 101),  # 2/(1/1 + 1/100)
        ({"method": "mean", "zero_floor": 1}, 50),
    ],
)
def test_a_zero_is_not_bought_back_unless_a_floor_is_named(keys: Keys, value: float) -> None:
    # Said at the root, so that the area inherits it.
    rubric = a_rubric(an_area("a", {"id": "x"}, {"id": "y"}), **keys)
    assessment = assess(a_profile({"x": {"level": 0}, "y": {"level": 4}}), rubric)
    assert area_of(assessment, "a").declared.value == pytest.approx(value, abs=1e-12)


def test_leaving_out_the_unknown_never_promises_more_than_there_is() -> None:
    # Without y the mean is 100, but a code worth 80 at most makes it (100 + 80)/2 = 90 at best.
    rubric = a_rubric(an_area("a", {"id": "x"}, {"id": "y", "measure": CHOICE}))
    assert numbers(assess(a_profile({"x": {"level": 4}}), rubric).overall.declared) == (90, 55, 90, 0.5)


# Section 3: modifiers, on a = 62.44 points, while b is 25 of 100.

IF_B_BELOW_40 = {"when": {"node": "b", "below": 40}}
IF_B_IS_25 = {"when": {"node": "b", "at_least": 25}}


@pytest.mark.parametrize(
    ("modifiers", "value"),
    [
        ([{"multiply": 0.5}], 31.22),
        ([{"multiply": {"node": "b"}}], 15.61),  # 62.44 * 25/100
        ([{"add": -2.44}], 60),
        ([{"cap": 40}], 40),
        ([{"cap": 70}], 62.44),
        ([{"floor": 70}], 70),
        ([{"round": 1}], 62.4),
        ([{"round": 0}], 62),
        ([{"bands": [{"from": 0, "value": 1}, {"from": 40, "value": 2}, {"from": 62.5, "value": 3}]}], 2),
        ([{"bands": [{"from": 70, "value": 1}, {"from": 80, "value": 2}]}], 1),  # below the first edge
        ([{"add": 10}, {"multiply": 0.5}], 36.22),  # in the order written: (62.44 + 10)/2
        ([{"multiply": 0.5}, {"add": 10}], 41.22),  # 62.44/2 + 10
        ([{"cap": 40} | IF_B_BELOW_40], 40),
        ([{"cap": 40, "when": {"node": "b", "below": 25}}], 62.44),
        ([{"cap": 40, "when": {"node": "b", "at_most": 25}}], 40),
        ([{"floor": 70} | IF_B_IS_25], 70),
        ([{"floor": 70, "when": {"node": "b", "above": 25}}], 62.44),
        ([{"cap": 40, "when": {"answer": "y", "below": 2}}], 40),
        ([{"cap": 40, "when": {"answer": "y", "below": 1}}], 62.44),
    ],
)
def test_each_modifier(modifiers: list[Keys], value: float) -> None:
    rubric = a_rubric(an_area("a", {"id": "x", "measure": SHARE}, modifiers=modifiers), an_area("b", {"id": "y"}))
    assessment = assess(a_profile({"x": {"quantity": 62.44}, "y": {"level": 1}}), rubric)
    assert area_of(assessment, "a").declared.value == pytest.approx(value, abs=1e-12)


@pytest.mark.parametrize(
    ("modifier", "response", "expected"),
    [
        # Unknown is read at its lowest, in the value too: the lack of an answer never lifts a cap.
        ({"cap": 40} | IF_B_BELOW_40, None, (40, 40, 75, 1)),
        ({"multiply": {"node": "b"}}, None, (0, 0, 75, 1)),
        # What is not applicable meets no condition and is no factor.
        ({"cap": 40} | IF_B_BELOW_40, NOT_APPLICABLE, (75, 75, 75, 1)),
        ({"floor": 90} | IF_B_IS_25, NOT_APPLICABLE, (75, 75, 75, 1)),
        ({"multiply": {"node": "b"}}, NOT_APPLICABLE, (75, 75, 75, 1)),
    ],
)
def test_a_modifier_looks_at_what_is_unknown_or_not_applicable(
    modifier: Keys, response: Keys | None, expected: tuple[float, ...]
) -> None:
    rubric = a_rubric(an_area("a", {"id": "x"}, modifiers=[modifier]), an_area("b", {"id": "y"}))
    responses = {"x": {"level": 3}} | ({} if response is None else {"y": response})
    assert numbers(area_of(assess(a_profile(responses), rubric), "a").declared) == expected


def test_a_factor_is_divided_by_the_most_that_its_node_can_reach() -> None:
    # b is 30 of at most 80: 75 * 30/80 = 28.125.
    factor = {"multiply": {"node": "b"}}
    rubric = a_rubric(an_area("a", {"id": "x"}, modifiers=[factor]), an_area("b", {"id": "y", "measure": CHOICE}))
    assessment = assess(a_profile({"x": {"level": 3}, "y": {"choice": "partly"}}), rubric)
    assert area_of(assessment, "a").declared.value == 28.125


# Sections 3 and 6: bands, gates, and too little coverage.


@pytest.mark.parametrize(
    ("decimals", "points", "band"),
    [
        (1, 0, "starting"),
        (1, 39.94, "starting"),  # 39.9
        (1, 39.95, "developing"),  # 40.0, and the edge belongs to the band above it
        (1, 40, "developing"),
        (1, 62.44, "developing"),  # 62.4
        (1, 62.45, "leading"),  # 62.5: half up, also where the nearest double is below 62.45
        (1, 62.5, "leading"),
        (1, 100, "leading"),
        (2, 62.45, "developing"),
        (0, 62.5, "leading"),  # 63
        (0, 62.45, "developing"),  # 62
        (0, 39.5, "developing"),  # 40
    ],
)
def test_a_band_begins_at_its_edge_and_looks_at_the_rounded_value(decimals: int, points: float, band: str) -> None:
    rubric = a_rubric(an_area("a", {"id": "x", "measure": SHARE}), grading={"decimals": decimals, "bands": BANDS})
    score = assess(a_profile({"x": {"quantity": points}}), rubric).overall.declared
    assert (score.band, score.band_range) == (band, (band, band))


def test_the_noise_of_binary_fractions_moves_nobody_across_an_edge() -> None:
    # In doubles, five times 0.3*62.45, divided by five times 0.3, is 62.449999999999996.
    assert round_half_up(62.449999999999996, 1) == 62.5
    leaves = [{"id": name, "measure": SHARE, "weight": 0.3} for name in "vwxyz"]
    rubric = a_rubric(an_area("a", *leaves), grading={"bands": BANDS})
    score = assess(a_profile({name: {"quantity": 62.45} for name in "vwxyz"}), rubric).overall.declared
    assert score.value == 62.45  # a mean of equal parts is that part, to the last bit
    assert score.band == "leading"


@pytest.mark.parametrize(
    ("safety", "band", "has_fired"),
    [
        ({"quantity": 39.9}, "developing", True),
        ({"quantity": 39.95}, "leading", False),  # 40.0 is not below 40
        ({"quantity": 40}, "leading", False),
        (NO_INFORMATION, "developing", True),
        (None, "developing", True),  # unknown is read at its lowest
        (NOT_APPLICABLE, "leading", False),  # meets no condition
    ],
)
def test_a_gate_holds_back_the_band_and_never_the_value(safety: Keys | None, band: str, has_fired: bool) -> None:
    gate = {
        "id": "safety-first",
        "no_better_than": "developing",
        "when": {"node": "safety", "below": 40},
        "reason": "safety is below 40",
    }
    rubric = a_rubric(
        an_area("other", {"id": "x"}, weight=9),
        an_area("safety", {"id": "y", "measure": SHARE}, weight=1),
        modifiers=[gate],
        grading={"bands": BANDS},
    )
    responses = {"x": {"level": 4}} | ({} if safety is None else {"y": safety})
    assessment = assess(a_profile(responses), rubric)
    assert assessment.overall.declared.band == band
    assert assessment.overall.declared.value is not None
    assert assessment.overall.declared.value >= 90  # (9*100 + 1*0)/10 at least
    fired = [("safety-first", "safety is below 40")] if has_fired else []
    assert [(gate.id, gate.reason) for gate in assessment.gates] == fired


@pytest.mark.parametrize(
    ("minimum", "known", "is_provisional"),
    [
        (None, 6, True),  # 0.6 is under the default 0.66
        (None, 7, False),
        (0.7, 7, False),  # 7/10 is not under 0.7, whatever the last bit of the sums says
        (0.3, 3, False),
        (0.71, 7, True),
        (0, 0, False),
        (1, 9, True),
        (1, 10, False),
    ],
)
def test_a_score_is_provisional_under_the_minimum_coverage(
    minimum: float | None, known: int, is_provisional: bool
) -> None:
    leaves = [{"id": f"x{index}", "weight": 0.1} for index in range(10)]
    keys = {} if minimum is None else {"minimum_coverage": minimum}
    rubric = a_rubric(an_area("a", *leaves), grading={"bands": BANDS}, **keys)
    responses = {f"x{index}": {"level": 2} for index in range(known)}
    score = assess(a_profile(responses), rubric).overall.declared
    assert score.provisional == is_provisional


def test_a_provisional_score_shows_value_and_range_and_withholds_the_band() -> None:
    rubric = a_rubric(an_area("a", {"id": "x"}, {"id": "y"}), grading={"bands": BANDS})
    score = assess(a_profile({"x": {"level": 2}}), rubric).overall.declared
    assert score.provisional
    # 50/1, (50 + 0)/2, (50 + 100)/2
    assert numbers(score) == (50, 25, 75, 0.5)
    assert (score.band, score.band_range) == (None, ("starting", "leading"))


# Each of these was a bug once.

LOG = {"type": "quantity", "low": 1, "high": 100, "transform": "log", "clip": False}
STEPS = {"bands": [{"from": 0, "value": 0}, {"from": 50, "value": 100}]}


def test_a_clerks_50_reaches_the_step_at_50() -> None:
    # (0.1*50 + 0.2*50)/0.3 = 50
    leaves = ({"id": "x", "weight": 0.1}, {"id": "y", "weight": 0.2})
    rubric = a_rubric(an_area("a", *leaves, modifiers=[STEPS]))
    assert assess(a_profile({"x": {"level": 2}, "y": {"level": 2}}), rubric).overall.declared.value == 100


def test_a_step_looks_at_the_rounded_value_as_every_band_does() -> None:
    rubric = a_rubric(an_area("a", {"id": "x", "measure": SHARE}, modifiers=[STEPS]))
    assert assess(a_profile({"x": {"quantity": 49.96}}), rubric).overall.declared.value == 100


@pytest.mark.parametrize("goalposts", [{"low": 1, "high": 100}, {"low": 100, "high": 1}])
def test_an_unclipped_logarithm_has_no_ends(goalposts: Keys) -> None:
    # 0.1 is worth 100*(ln 0.1 - ln 1)/(ln 100 - ln 1) = -50, or 150 where less is better.
    rubric = a_rubric(an_area("a", {"id": "x", "measure": LOG | goalposts}))
    assert numbers(assess(a_profile({}), rubric).overall.declared) == (None, None, None, 0)


def test_rounding_leaves_an_infinite_end_as_it_is() -> None:
    rubric = a_rubric(an_area("a", {"id": "x", "measure": QUANTITY | {"clip": False}}, modifiers=[{"round": 1}]))
    assert numbers(assess(a_profile({}), rubric).overall.declared) == (None, None, None, 0)


def test_a_very_large_value_has_a_band() -> None:
    measure = {"type": "quantity", "low": 0, "high": 100, "clip": False}
    rubric = a_rubric(an_area("a", {"id": "x", "measure": measure}), grading={"bands": BANDS})
    assert assess(a_profile({"x": {"quantity": 1e21}}), rubric).overall.declared.band == "leading"


def test_a_factor_that_can_only_be_zero_is_a_finding() -> None:
    worthless = {"type": "choice", "choices": [{"code": "yes", "points": 0}, {"code": "no", "points": 0}]}
    areas = [
        an_area("a", {"id": "x"}, modifiers=[{"multiply": {"node": "b"}}]),
        an_area("b", {"id": "y", "measure": worthless}),
    ]
    document = {"id": "tiny", "version": "1.0.0", "areas": areas}
    problems = check_rubric(Rubric.model_validate_json(json.dumps(document)))
    assert [problem.code for problem in problems] == ["not-monotone"]


def test_a_factor_never_exceeds_one() -> None:
    # b is raised to its floor of 10, which is then also the most it can come to: 75 * 10/10.
    small = {"type": "choice", "choices": [{"code": "yes", "points": 5}, {"code": "no", "points": 0}]}
    rubric = a_rubric(
        an_area("a", {"id": "x"}, modifiers=[{"multiply": {"node": "b"}}]),
        an_area("b", {"id": "y", "measure": small}, method="geometric", zero_floor=10),
    )
    assessment = assess(a_profile({"x": {"level": 3}, "y": {"choice": "no"}}), rubric)
    assert area_of(assessment, "a").declared.value == pytest.approx(75, abs=1e-9)


# Where the engine departs from the contract; to be unmarked when it is mended.


@pytest.mark.parametrize(
    ("points", "modifier"),
    [
        # c1 would be raised to 60, while c2, worth the same, would stay at 40.
        ((0, 40, 40), {"floor": 60, "when": {"answer": "x", "is_one_of": ["c1"]}}),
        # c1 would be held at 20, while c0, worth the same, would stay at 40.
        ((40, 40, 80), {"cap": 20, "when": {"answer": "x", "is_one_of": ["c1"]}}),
    ],
)
def test_a_condition_that_splits_codes_of_equal_worth_is_refused(points: tuple[int, ...], modifier: Keys) -> None:
    choices = [{"code": f"c{index}", "points": worth} for index, worth in enumerate(points)]
    leaf = {"id": "x", "measure": {"type": "choice", "choices": choices}}
    document = {"id": "tiny", "version": "1.0.0", "areas": [an_area("a", leaf, modifiers=[modifier])]}
    problems = check_rubric(Rubric.model_validate_json(json.dumps(document)))
    assert [problem.code for problem in problems] == ["not-monotone"]
