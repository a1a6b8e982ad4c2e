"""The Human Development Index comes out of the engine as UNDP published it: every value, and the ranks."""

import csv
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from aigov_checklist.checking.profile_rules import check
from aigov_checklist.loading import load_rubric
from aigov_checklist.models.assessment import Assessment
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.rounding import round_half_up
from aigov_checklist.scoring.assessing import assess
from aigov_checklist.scoring.leaves import settle
from aigov_checklist.scoring.walk import Walk
from aigov_checklist.structure import ROOT, Structure, structure_of

HERE = Path(__file__).parent

Row = dict[str, str]


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    return load_rubric(HERE / "hdi.yaml")


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    with (HERE / "hdi_1990_2022.csv").open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines) if row["hdi_published"]]


@pytest.fixture(scope="module")
def rows_of_2022(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row["year"] == "2022"]


@pytest.fixture(scope="module")
def assessments_of_2022(rows_of_2022: list[Row], rubric: Rubric) -> dict[str, Assessment]:
    return {row["iso3"]: assess(profile_of(row, rubric), rubric) for row in rows_of_2022}


def test_the_copy_holds_every_published_value(rows: list[Row], rows_of_2022: list[Row]) -> None:
    # Human Development Report 2023/24: 193 countries and territories in 2022, 5,808 country-years since 1990.
    assert len({(row["iso3"], row["year"]) for row in rows}) == len(rows) == 5_808
    assert len(rows_of_2022) == 193


def test_every_published_value_since_1990_comes_out(rows: list[Row], rubric: Rubric) -> None:
    structure, decimals = structure_of(rubric), rubric.grading.decimals
    values = {(row["iso3"], row["year"]): overall_value(profile_of(row, rubric), structure) for row in rows}
    scored = {place: round_half_up(value, decimals) for place, value in values.items()}
    assert scored == {(row["iso3"], row["year"]): float(row["hdi_published"]) for row in rows}


def test_a_full_assessment_gives_the_published_value_and_no_range(
    rows_of_2022: list[Row], assessments_of_2022: dict[str, Assessment]
) -> None:
    for row in rows_of_2022:
        found = assessments_of_2022[row["iso3"]].overall.declared
        assert found.value is not None
        assert round_half_up(found.value, 3) == float(row["hdi_published"]), row["iso3"]
        assert found.low == found.value == found.high
        assert found.coverage == 1
        assert not found.provisional


def test_the_published_ranks_of_2022_come_out(
    rows_of_2022: list[Row], assessments_of_2022: dict[str, Assessment], rubric: Rubric
) -> None:
    values = {
        name: round_half_up(found.overall.declared.value or 0.0, rubric.ranking.decimals)
        for name, found in assessments_of_2022.items()
    }
    assert competition_ranks(values) == {row["iso3"]: int(row["hdi_rank_published"]) for row in rows_of_2022}


def test_liechtenstein_comes_out_as_by_hand(assessments_of_2022: dict[str, Assessment]) -> None:
    # Technical note 1 with a pocket calculator, on the row LIE, 2022 (0.942 published):
    # health (84.656 - 20) / 65 = 0.994708; education (15.466400 / 18 + 12.351169 / 15) / 2 = 0.841328;
    # income is beyond its goalpost (146,673 > 75,000) and counts as 1;
    # the cube root of 0.994708 * 0.841328 * 1 is 0.942367.
    found = assessments_of_2022["LIE"]
    dimensions = {area.id: area.declared.value for area in found.areas}
    assert dimensions == pytest.approx({"health": 0.994708, "education": 0.841328, "income": 1.0}, abs=5e-7)
    assert found.overall.declared.value == pytest.approx(0.942367, abs=5e-7)


def profile_of(row: Row, rubric: Rubric) -> Profile:
    """One country's four figures of one year as a profile; the columns are named like the indicators."""
    document = {
        "rubric": {"id": rubric.id, "version": rubric.version},
        "kind": "desk-review",
        "date": f"{row['year']}-12-31",
        "subject": {"id": row["iso3"], "name": row["iso3"], "kind": "country"},
        "responses": {name: {"quantity": float(row[name])} for name in rubric.indicators},
    }
    return Profile.model_validate_json(json.dumps(document))


def overall_value(profile: Profile, structure: Structure) -> float:
    """The overall declared value; the arithmetic of `assess` without its other lenses, gains and views."""
    assert check(profile, structure.rubric) == []
    value = Walk(structure, settle(profile, structure.rubric, "declared")).of(ROOT, "value")
    assert value is not None
    return value


def competition_ranks(values: Mapping[str, float]) -> dict[str, int]:
    """1, 2, 2, 4: everyone stands one place below the number of better values."""
    return {name: 1 + sum(other > value for other in values.values()) for name, value in values.items()}
