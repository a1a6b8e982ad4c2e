"""Section 9 of the scoring contract, through files, with every number worked out by hand."""

from fractions import Fraction
from pathlib import Path

import pytest

from aigov_checklist import assess, load_rubric, open_profile
from aigov_checklist.lenses import Lens
from aigov_checklist.models.assessment import Assessment, Score

RUBRIC = """
id: worked-example
version: 1.0.0
areas:
  - id: A
    weight: 2
    indicators:
      - {id: a1, weight: 1}
      - {id: a2, weight: 1}
      - {id: a3, weight: 2}
  - id: B
    weight: 1
    indicators:
      - {id: b1, weight: 1}
      - {id: b2, weight: 1}
"""

PROFILE = """
rubric: {id: worked-example, version: 1.0.0}
kind: desk-review
date: 2026-11-21
subject: {id: IDN, name: Indonesia, kind: country}
responses:
  a1: {level: 4}
  a3: {level: 2}
  b1: {not_applicable: asked of organizations only}
  b2: {level: 1}
"""


@pytest.fixture
def assessment(tmp_path: Path) -> Assessment:
    (tmp_path / "rubric.yaml").write_text(RUBRIC, encoding="utf-8", newline="\n")
    (tmp_path / "profile.yaml").write_text(PROFILE, encoding="utf-8", newline="\n")
    opened = open_profile(tmp_path / "profile.yaml", load_rubric(tmp_path / "rubric.yaml"))
    assert opened.warnings == ()
    return assess(opened.profile, opened.rubric)


def score_of(assessment: Assessment, node: str, lens: Lens) -> Score:
    nodes = {area.id: area for area in assessment.areas} | {"overall": assessment.overall}
    score: Score = getattr(nodes[node], lens)
    return score


def is_close(found: float | None, by_hand: str | None) -> bool:
    """Whether a number is the fraction worked out by hand, or is missing as it should be."""
    if found is None or by_hand is None:
        return found is None and by_hand is None
    return abs(Fraction(found) - Fraction(by_hand)) < Fraction(1, 10**12)


@pytest.mark.parametrize(
    ("lens", "node", "value", "low", "high", "coverage"),
    [
        # value (100*1 + 50*2)/3, low (100 + 0 + 100)/4, high (100 + 100 + 100)/4
        ("declared", "A", "200/3", "50", "75", "3/4"),
        # b1 has left the sum, so b2 is all there is
        ("declared", "B", "25", "25", "25", "1"),
        # value (2*200/3 + 25)/3, low (2*50 + 25)/3, high (2*75 + 25)/3, coverage (2*3/4 + 1)/3
        ("declared", "overall", "475/9", "125/3", "175/3", "5/6"),
        # no evidence: levels 4 and 2 count as level 1. value (25*1 + 25*2)/3, low (25 + 0 + 50)/4,
        # high (25 + 100 + 50)/4
        ("evidenced", "A", "25", "75/4", "175/4", "3/4"),
        # level 1 needs no evidence
        ("evidenced", "B", "25", "25", "25", "1"),
        # value (2*25 + 25)/3, low (2*75/4 + 25)/3, high (2*175/4 + 25)/3
        ("evidenced", "overall", "25", "125/6", "75/2", "5/6"),
        # nobody has reviewed anything: all is unknown, also whether b1 applies
        ("reviewed", "A", None, "0", "100", "0"),
        ("reviewed", "B", None, "0", "100", "0"),
        ("reviewed", "overall", None, "0", "100", "0"),
    ],
)
def test_the_numbers_are_those_worked_out_by_hand(
    assessment: Assessment,
    lens: Lens,
    node: str,
    value: str | None,
    low: str,
    high: str,
    coverage: str,
) -> None:
    score = score_of(assessment, node, lens)
    assert is_close(score.value, value)
    assert is_close(score.low, low)
    assert is_close(score.high, high)
    assert is_close(score.coverage, coverage)


@pytest.mark.parametrize(
    ("leaf", "state", "points", "weight", "contribution", "gain"),
    [
        # weight 2/3 * 1/4, contribution 1/6 * 100; level 4 is the top
        ("a1", "answered", "100", "1/6", "50/3", None),
        # applicable, so it keeps its weight 2/3 * 1/4; nothing is known of its points
        ("a2", "unanswered", None, "1/6", None, None),
        # weight 2/3 * 2/4, contribution 1/3 * 50; at level 3 A is (100 + 2*75)/3 = 250/3 and the whole
        # (2*250/3 + 25)/3 = 575/9, which is 100/9 more than 475/9
        ("a3", "answered", "50", "1/3", "50/3", "100/9"),
        ("b1", "not_applicable", None, None, None, None),
        # weight 1/3 * 1, contribution 1/3 * 25; at level 2 B is 50 and the whole (2*200/3 + 50)/3 = 550/9,
        # which is 75/9 more than 475/9
        ("b2", "answered", "25", "1/3", "25/3", "25/3"),
    ],
)
def test_the_leaves_are_those_worked_out_by_hand(
    assessment: Assessment,
    leaf: str,
    state: str,
    points: str | None,
    weight: str | None,
    contribution: str | None,
    gain: str | None,
) -> None:
    found = next(each for area in assessment.areas for each in area.indicators if each.id == leaf)
    assert found.state == state
    assert is_close(found.points, points)
    assert is_close(found.effective_weight, weight)
    assert is_close(found.contribution, contribution)
    assert is_close(found.gain, gain)


@pytest.mark.parametrize(("lens", "is_provisional"), [("declared", False), ("evidenced", False), ("reviewed", True)])
def test_only_the_unreviewed_is_provisional(assessment: Assessment, lens: Lens, is_provisional: bool) -> None:
    # 5/6 and 3/4 are above 0.66, 0 is below.
    assert all(score_of(assessment, node, lens).provisional == is_provisional for node in ("overall", "A", "B"))


def test_nothing_is_said_of_bands_gates_and_views_that_the_rubric_lacks(assessment: Assessment) -> None:
    assert assessment.overall.declared.band is None
    assert assessment.overall.declared.band_range is None
    assert assessment.gates == ()
    assert assessment.views == {}
