"""The Open Data Barometer's checklist comes out of the engine as published, with its gate at work."""

import csv
import json
from pathlib import Path

import pytest

from aigov_checklist.checking.profile_rules import check
from aigov_checklist.loading import load_rubric
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.scoring.assessing import assess
from aigov_checklist.scoring.leaves import settle
from aigov_checklist.scoring.walk import Walk
from aigov_checklist.structure import ROOT, Structure, structure_of

HERE = Path(__file__).parent

Row = dict[str, str]
Codes = dict[str, str]

# The barometer publishes the points given; behind them stands one answer each.
CODES = {"-5": "outdated", "0": "no", "5": "yes", "10": "yes", "15": "yes"}


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    return load_rubric(HERE / "odb.yaml")


@pytest.fixture(scope="module")
def structure(rubric: Rubric) -> Structure:
    return structure_of(rubric)


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    with (HERE / "odb_2014.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def rows_not_for_machines(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row["machine-readable"] == "0"]


def test_the_copy_holds_every_published_checklist(rows: list[Row]) -> None:
    # 15 kinds of data in each of 86 countries: Open Data Barometer, second edition.
    assert len({(row["variable"], row["iso2"]) for row in rows}) == len(rows) == 15 * 86


def test_every_published_total_comes_out(rows: list[Row], structure: Structure) -> None:
    scored = {place(row): total_of(codes_of(row, structure.rubric), structure) for row in rows}
    assert scored == {place(row): float(row["total"]) for row in rows}


def test_every_answer_earns_the_published_points(rows: list[Row], rubric: Rubric) -> None:
    for row in rows:
        leaves = settle(profile_of(codes_of(row, rubric), rubric), rubric, "declared")
        earned = {name: leaf.points for name, leaf in leaves.items()}
        assert earned == {name: float(row[name]) for name in rubric.indicators}, place(row)


def test_a_full_assessment_gives_the_published_total_and_no_range(rows: list[Row], rubric: Rubric) -> None:
    for row in (row for row in rows if row["variable"] == "ODB.2013.D4"):  # census data
        found = assess(profile_of(codes_of(row, rubric), rubric), rubric).overall.declared
        assert found.low == found.value == found.high == float(row["total"]), row["iso2"]
        assert found.coverage == 1


def test_nothing_asked_later_adds_points_to_data_that_machines_cannot_read(
    rows_not_for_machines: list[Row], structure: Structure
) -> None:
    assert len(rows_not_for_machines) == 767
    first = [leaf.id for leaf in structure.inner("publication").children]
    claims = {name: "yes" for name in structure.rubric.indicators if name not in first}
    for row in rows_not_for_machines:
        codes = codes_of(row, structure.rubric) | claims
        assert total_of(codes, structure) == sum(float(row[name]) for name in first), place(row)


def test_data_out_of_date_lose_five_points_even_if_machines_cannot_read_them(
    rows_not_for_machines: list[Row], structure: Structure
) -> None:
    outdated = [row for row in rows_not_for_machines if row["updated"] == "-5"]
    assert len(outdated) == 157
    for row in outdated:
        codes = codes_of(row, structure.rubric)
        kept_up = total_of(codes | {"updated": "yes"}, structure)
        assert total_of(codes, structure) == float(row["total"]) == kept_up - 5, place(row)


@pytest.mark.parametrize(
    ("otherwise", "total"),
    [
        pytest.param({}, 100, id="yes to all ten"),
        pytest.param({"updated": "outdated"}, 85, id="ten points not gained, five lost"),
        pytest.param({"machine-readable": "no"}, 15, id="only a and b are left"),
        pytest.param({"machine-readable": "no", "updated": "outdated"}, 10, id="timeliness is the exception"),
        pytest.param({"bulk": "no", "linked": "no"}, 80, id="no gate where machines can read"),
    ],
)
def test_the_chaining_logic_is_the_published_one(otherwise: Codes, total: int, structure: Structure) -> None:
    # Totals by hand from the table of weights: http://opendatabarometer.org/2ndEdition/about/method.html
    codes = dict.fromkeys(structure.rubric.indicators, "yes") | otherwise
    assert total_of(codes, structure) == total


def place(row: Row) -> str:
    """Which kind of data in which country."""
    return f"{row['iso2']}.{row['variable']}"


def codes_of(row: Row, rubric: Rubric) -> Codes:
    """The answers behind one published checklist; the columns are named like the indicators."""
    return {name: CODES[row[name]] for name in rubric.indicators}


def profile_of(codes: Codes, rubric: Rubric) -> Profile:
    """One checklist as a profile; its subject is whoever keeps the data."""
    document = {
        "rubric": {"id": rubric.id, "version": rubric.version},
        "kind": "peer-review",
        "date": "2014-10-31",
        "subject": {"id": "keeper", "name": "The keeper of the data", "kind": "organization"},
        "responses": {name: {"choice": code} for name, code in codes.items()},
    }
    return Profile.model_validate_json(json.dumps(document))


def total_of(codes: Codes, structure: Structure) -> float:
    """The overall declared value; the arithmetic of `assess` without its other lenses, gains and views."""
    profile = profile_of(codes, structure.rubric)
    assert check(profile, structure.rubric) == []
    value = Walk(structure, settle(profile, structure.rubric, "declared")).of(ROOT, "value")
    assert value is not None
    return value
