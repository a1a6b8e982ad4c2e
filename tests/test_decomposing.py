"""The difference of two scores taken apart: by hand where the rubric takes means, and without a rest under any."""

import json
import math
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from aigov_checklist import Profile, Rubric, UsageError, assess
from aigov_checklist.cli import aigov
from aigov_checklist.decomposing import decompose
from conftest import PROFILES
from strategies import as_profile, as_rubric, profiles, rubric_documents


def rubric(**more: Any) -> Rubric:
    """Area a with a1 and a2, area b with b1; all of weight 1, all means."""
    areas = [
        {"id": "a", "indicators": [{"id": "a1"}, {"id": "a2"}]},
        {"id": "b", "indicators": [{"id": "b1"}]},
    ]
    bands = [{"id": "low", "title": "Low", "from": 0}, {"id": "high", "title": "High", "from": 50}]
    return as_rubric({"id": "small", "version": "1.0.0", "grading": {"bands": bands}, "areas": areas} | more)


def answered(**levels: Any) -> Profile:
    responses = {name: level if isinstance(level, dict) else {"level": level} for name, level in levels.items()}
    return as_profile(
        {
            "rubric": {"id": "small", "version": "1.0.0"},
            "kind": "self-assessment",
            "date": "2026-11-21",
            "subject": {"id": "A", "name": "A", "kind": "country"},
            "responses": responses,
        }
    )


def effects(one: Profile, other: Profile, node: str | None = None, **more: Any) -> dict[str, float]:
    return {effect.id: effect.effect for effect in decompose(one, other, rubric(**more), node).effects}


def test_an_answer_counts_its_effective_weight_times_the_difference_of_its_points() -> None:
    """a1 weighs a quarter, b1 a half: -50 / 4 and +25 / 2."""
    assert effects(answered(a1=4, a2=2, b1=1), answered(a1=2, a2=2, b1=2)) == pytest.approx({"a1": -12.5, "b1": 12.5})


def test_where_weights_differ_an_answer_counts_the_mean_of_the_two() -> None:
    """a1 weighs a half where a2 is open, else a quarter: 50 points times 3/8.  The scores are 25 and 37.5."""
    found = decompose(answered(a1=0, b1=2), answered(a1=2, a2=0, b1=2), rubric())
    assert {effect.id: effect.is_answer for effect in found.effects} == {"a1": True, "a2": False}
    # What is left of the difference of 12.5 comes from a2, which counts with the second only.
    assert {effect.id: effect.effect for effect in found.effects} == pytest.approx({"a1": 18.75, "a2": -6.25})
    assert found.difference == pytest.approx(12.5)


def test_one_area_is_taken_apart_by_itself() -> None:
    assert effects(answered(a1=4, a2=2, b1=1), answered(a1=2, a2=2, b1=4), "a") == pytest.approx({"a1": -25.0})


def test_what_a_cap_takes_away_stands_by_itself() -> None:
    """Without the cap of 60 the scores are 50 and 100: the cap takes 40 of the second."""
    found = decompose(answered(a1=2, a2=2, b1=2), answered(a1=4, a2=4, b1=4), rubric(modifiers=[{"cap": 60}]))
    assert found.modifiers == pytest.approx(-40)
    assert found.difference == pytest.approx(10)
    assert found.total(answers=True) == pytest.approx(50)


def test_a_gate_that_holds_a_band_back_is_named() -> None:
    gate = {"no_better_than": "low", "when": {"node": "b", "below": 40}, "id": "b-first", "reason": "b comes first"}
    found = decompose(answered(a1=4, a2=4, b1=1), answered(a1=4, a2=4, b1=2), rubric(modifiers=[gate]))
    assert [gate.id for gate in found.one.gates] == ["b-first"]
    assert (found.one.band, found.other.band, found.other.gates) == ("low", "high", ())


def test_who_has_nothing_in_common_is_still_taken_apart_without_a_rest() -> None:
    found = decompose(answered(a1=4), answered(b1=1), rubric())
    assert found.difference == pytest.approx(-75)
    assert sum(effect.effect for effect in found.effects) == pytest.approx(-75)


def test_without_a_score_there_is_nothing_to_take_apart() -> None:
    with pytest.raises(UsageError, match="has no score here"):
        decompose(answered(), answered(a1=1), rubric())


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Rubric, Profile, Profile]:
    drawn = as_rubric(draw(rubric_documents()))
    return drawn, draw(profiles(drawn)), draw(profiles(drawn))


@given(pairs())
@settings(max_examples=150)
def test_the_effects_sum_to_the_difference_under_any_rubric(found: tuple[Rubric, Profile, Profile]) -> None:
    drawn, one, other = found
    values = [assess(profile, drawn).overall.declared.value for profile in (one, other)]
    if None in values or not all(math.isfinite(value or 0.0) for value in values):
        return
    there, back = decompose(one, other, drawn), decompose(other, one, drawn)
    parts = there.total(answers=True) + there.total(answers=False) + there.modifiers
    scale = 1 + sum(abs(effect.effect) for effect in there.effects)
    assert parts == pytest.approx(values[1] - values[0], abs=1e-9 * scale)  # type: ignore[operator]
    reverse = {effect.id: -effect.effect for effect in back.effects}
    assert {effect.id: effect.effect for effect in there.effects} == pytest.approx(reverse, abs=1e-9 * scale)


def run(*arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(aigov, ["explain", *arguments])
    assert done.exit_code == code, done.output
    return done.output


@pytest.mark.parametrize("style", ["text", "markdown", "html", "csv"])
def test_every_format_names_what_differs(style: str) -> None:
    told = run(str(PROFILES / "indonesia.yaml"), "--against", str(PROFILES / "kenya.yaml"), "--format", style)
    assert "industry.sectors" in told.replace("\\", "")


def test_the_object_for_machines_sums_up() -> None:
    told = json.loads(
        run(str(PROFILES / "indonesia.yaml"), "--against", str(PROFILES / "kenya.yaml"), "--format", "json")
    )
    assert told["difference"] == pytest.approx(told["answers"] + told["counting"] + told["modifiers"])
    assert told["difference"] == pytest.approx(told["other"]["value"] - told["one"]["value"])
    assert sum(effect["effect"] for effect in told["effects"]) == pytest.approx(told["difference"])


def test_a_format_is_for_a_difference() -> None:
    assert "--format is for --against" in run(str(PROFILES / "kenya.yaml"), "--format", "json", code=2)
