"""Raters agree as far as published and hand-made numbers say, whoever is named first, and silence is no rating."""

import csv
import doctest
import io
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import permutations
from pathlib import Path
from statistics import fmean, pvariance
from typing import Any

import html5lib  # type: ignore[import-untyped]
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from aigov_checklist import Rubric
from aigov_checklist.agreeing import Agreement, Rater, agreement, coefficients, panel_of
from aigov_checklist.agreeing.coefficients import Row, alpha, mean_kappa, share_within, weighted_kappa
from aigov_checklist.cli import aigov
from aigov_checklist.errors import UsageError
from aigov_checklist.language import ENGLISH
from aigov_checklist.merging import respondent
from aigov_checklist.models.profile import Profile
from aigov_checklist.report.agreement_rows import COLUMNS
from aigov_checklist.report.agreement_words import AgreementPage
from aigov_checklist.report.telling import TOLD_FORMATS
from conftest import PROFILES

# Published numbers

KRIPPENDORFF: list[Row] = [
    # Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section C: four observers, twelve units, gaps.
    (1, 1, None, 1),
    (2, 2, 3, 2),
    (3, 3, 3, 3),
    (3, 3, 3, 3),
    (2, 2, 2, 2),
    (1, 2, 3, 4),
    (4, 4, 4, 4),
    (1, 1, 2, 1),
    (2, 2, 2, 2),
    (None, 5, 5, 5),
    (None, None, 1, 1),
    (None, 3, None, None),
]

# The data `anxiety` of the R package irr, raters 2 and 3; the values 1, 2, 3, 4, 6 as categories 0 to 4.
ANXIETY: list[Row] = list(
    zip(
        [2, 4, 3, 4, 1, 3, 1, 3, 2, 2, 1, 2, 2, 2, 1, 1, 0, 2, 2, 3],
        [1, 0, 3, 3, 2, 1, 0, 4, 0, 0, 0, 1, 2, 2, 0, 0, 2, 2, 1, 1],
        strict=True,
    )
)

# An example of PROC FREQ in SAS, printed in the tests of statsmodels: rows are the first rater.
SAS = ((0, 4, 1), (0, 8, 0), (0, 1, 5))


def test_alpha_of_the_published_example_with_gaps() -> None:
    assert alpha(KRIPPENDORFF, "nominal") == pytest.approx(0.743, abs=5e-4)
    assert alpha(KRIPPENDORFF, "ordinal") == pytest.approx(0.815, abs=5e-4)


def test_weighted_kappa_of_published_examples() -> None:
    # kappa2(anxiety[, 2:3], "equal") and kappa2(anxiety[, 2:3], "squared")
    assert weighted_kappa(ANXIETY, 5, power=1) == pytest.approx(0.1459075, abs=5e-8)
    assert weighted_kappa(ANXIETY, 5, power=2) == pytest.approx(0.2520325, abs=5e-8)
    rows = [(one, two) for one in range(3) for two in range(3) for _ in range(SAS[one][two])]
    assert weighted_kappa(rows, 3, power=1) == pytest.approx(0.4701, abs=5e-5)


# By hand: levels (2, 2), (3, 1), (1, 1).  Observed distances 2 of 3 pairs; expected over the nine combinations of the
# margins 8 / 9, squared 12 / 9.  Ordinal: values 1, 1, 1, 2, 2, 3, so that 1 and 3 are (3/2 + 2 + 1/2)^2 = 16 apart, 1
# and 2 are 2.5^2, 2 and 3 are 1.5^2; observed 2 * 16, expected 2 * (6 * 6.25 + 2 * 2.25 + 3 * 16) / 5 = 36.
THREE: list[Row] = [(2, 2), (3, 1), (1, 1)]


def test_three_indicators_by_hand() -> None:
    assert share_within(THREE, 0) == share_within(THREE, 1) == pytest.approx(2 / 3)
    assert weighted_kappa(THREE, 5, power=1) == pytest.approx(0.25)
    assert weighted_kappa(THREE, 5, power=2) == pytest.approx(0.0)
    assert alpha(THREE, "ordinal") == pytest.approx(1 - 32 / 36)


@pytest.mark.parametrize("rows", [[], [(2, None), (None, 3)], [(2, 2), (2, 2), (None, 3)]])
def test_what_is_not_defined_is_none(rows: list[Row]) -> None:
    assert alpha(rows, "ordinal") is None
    assert weighted_kappa(rows, 5, power=1) is None
    assert mean_kappa(rows, 5, power=2) is None
    assert share_within(rows, 0) == (1.0 if rows and rows[0] == (2, 2) else None)


def test_kappa_of_three_raters_is_the_mean_of_those_that_are_defined() -> None:
    rows: list[Row] = [(2, 2, 2), (2, 2, 2), (None, 2, 1)]
    # the first and others only have 2s together; the second and third have (2, 2), (2, 2), (2, 1): kappa 0
    assert mean_kappa(rows, 5, power=1) == pytest.approx(0.0)


def test_the_example_in_the_code_runs() -> None:
    assert doctest.testmod(coefficients) == (0, 1)


# Against definitions that are computed in another way

ROWS = st.integers(2, 4).flatmap(
    lambda raters: st.lists(
        st.lists(st.none() | st.integers(0, 4), min_size=raters, max_size=raters), min_size=1, max_size=12
    )
)
PAIRS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=15)


def alpha_by_definition(rows: Sequence[Row], distance: Callable[[int, int, Counter[int]], Fraction]) -> float | None:
    """One less observed by expected disagreement, unit by unit, in exact fractions."""
    units = [[int(value) for value in row if value is not None] for row in rows]
    units = [unit for unit in units if len(unit) > 1]
    every = [value for unit in units for value in unit]
    often = Counter(every)

    def disagreement(values: Sequence[int]) -> Fraction:
        pairs = permutations(values, 2)
        return sum((distance(one, two, often) for one, two in pairs), Fraction()) / (len(values) - 1)

    expected = disagreement(every) if len(every) > 1 else Fraction()
    return float(1 - sum(map(disagreement, units), Fraction()) / expected) if expected else None


def ordinal(one: int, two: int, often: Counter[int]) -> Fraction:
    between = sum(often[value] for value in range(min(one, two), max(one, two) + 1))
    return (between - Fraction(often[one] + often[two], 2)) ** 2 if one != two else Fraction()


def nominal(one: int, two: int, often: Counter[int]) -> Fraction:
    return Fraction(one != two)


@settings(max_examples=40)
@given(ROWS)
def test_alpha_is_what_its_definition_says(rows: list[Row]) -> None:
    assert alpha(rows, "ordinal") == pytest.approx(alpha_by_definition(rows, ordinal), abs=1e-12)
    assert alpha(rows, "nominal") == pytest.approx(alpha_by_definition(rows, nominal), abs=1e-12)


@settings(max_examples=40)
@given(PAIRS)
def test_squared_kappa_is_the_concordance_of_moments(rows: list[tuple[int, int]]) -> None:
    """Fleiss and Cohen 1973: 2 cov(x, y) / (var x + var y + (mean x - mean y)^2)."""
    one, two = ([float(row[place]) for row in rows] for place in (0, 1))
    spread = pvariance(one) + pvariance(two) + (fmean(one) - fmean(two)) ** 2
    both = fmean(x * y for x, y in rows) - fmean(one) * fmean(two)
    expected = pytest.approx(2 * both / spread, abs=1e-9) if spread > 1e-12 else None
    assert weighted_kappa(rows, 5, power=2) == expected


@settings(max_examples=40)
@given(PAIRS)
def test_linear_kappa_is_that_of_all_cuts_of_the_scale(rows: list[tuple[int, int]]) -> None:
    """Vanbelle and Albert 2009: observed and expected disagreement are sums over the four ways to cut five levels."""
    observed = expected = Fraction()
    for cut in range(1, 5):
        above = [(x >= cut, y >= cut) for x, y in rows]
        one, two = (Fraction(sum(row[place] for row in above), len(rows)) for place in (0, 1))
        observed += Fraction(sum(x != y for x, y in above), len(rows))
        expected += one * (1 - two) + two * (1 - one)
    assert weighted_kappa(rows, 5, power=1) == (pytest.approx(float(1 - observed / expected)) if expected else None)


# Profiles

ID, CHALLENGES = "seize.participation", "seize.challenges"
LAW = {"title": "Law", "url": "https://example.org/law", "note": "found by Ana"}

Answers = dict[str, dict[str, Any]]


def written(name: str, answers: Answers, **changed: Any) -> dict[str, Any]:
    document: dict[str, Any] = {
        "rubric": {"id": "gaigap-2025", "version": "1.0.0"},
        "kind": "desk-review",
        "date": "2026-11-21",
        "subject": {"id": "SGP", "name": "Singapore", "kind": "country"},
        "assessors": [{"name": name}],
        "responses": answers,
    }
    return document | changed


def agreed(rubric: Rubric, *raters: Sequence[dict[str, Any]], window: int = 366) -> Agreement:
    """The agreement of raters, each with a list of documents."""
    found = []
    for number, documents in enumerate(raters):
        profiles = [Profile.model_validate_json(json.dumps(document)) for document in documents]
        given_ = tuple(respondent(f"{number}-{place}.yaml", profile, "?") for place, profile in enumerate(profiles))
        found.append(Rater(given_[0].name, given_))
    return agreement(panel_of(found, rubric, window=window), rubric)


def leaves_of(rubric: Rubric, area: int) -> list[str]:
    return [leaf.id for leaf in rubric.areas[area].leaves()]


def test_states_and_levels_are_told_apart(gaigap: Rubric) -> None:
    first, second, third, fourth, fifth = leaves_of(gaigap, 0)[:5]
    ana: Answers = {
        first: {"level": 2},
        second: {"level": 3},
        third: {"level": 1},
        fourth: {"not_applicable": "none"},
        fifth: {"no_information": "gazette"},
    }
    ben: Answers = {
        first: {"level": 2, "note": "x"},
        second: {"level": 1},
        third: {"level": 1},
        fourth: {"level": 1},
        fifth: {},
    }
    found = agreed(gaigap, [written("Ana", ana)], [written("Ben", ben)])
    area = found.areas["seize"]
    assert area == found.overall
    assert (area.rated, area.same_state, area.levels) == (4, 0.75, 3)
    assert area.exact == area.within_one == pytest.approx(2 / 3)
    assert area.kappa_linear == pytest.approx(0.25)
    assert area.kappa_quadratic == pytest.approx(0.0)
    assert area.alpha == pytest.approx(1 - 32 / 36)
    assert (found.rated_by_one, found.rated_by_none) == (1, 95)
    assert [(one.unit.indicator.id, one.apart) for one in (*found.apart, *found.others)] == [(second, 2), (fourth, 0)]
    assert found.areas["std"].alpha is None
    assert found.areas["std"].same_state is None


def test_an_indicator_that_is_not_asked_is_not_rated(gaigap: Rubric) -> None:
    full = next(leaf.id for leaf in gaigap.leaves() if leaf.tier == "full" and "country" in leaf.applies_to)
    documents = (written("Ana", {full: {"level": 1}}), written("Ben", {full: {"level": 1}}, tier="essential"))
    found = agreed(gaigap, *([document] for document in documents))
    assert (found.overall.rated, found.rated_by_one) == (0, 1)


def test_subjects_are_paired_and_pooled(gaigap: Rubric) -> None:
    kenya = {"subject": {"id": "KEN", "name": "Kenya", "kind": "country"}}
    brazil = {"subject": {"id": "BRA", "name": "Brazil", "kind": "country"}}
    ana = [written("Ana", {ID: {"level": 2}}), written("Ana", {ID: {"level": 3}}, **kenya)]
    ben = [
        written("Ben", {ID: {"level": 1}}, **kenya),
        written("Ben", {ID: {"level": 2}}),
        written("Ben", {ID: {"level": 0}}, **brazil),
    ]
    found = agreed(gaigap, ana, ben)
    assert [one.name for one in found.panel.subjects] == ["Singapore", "Kenya"]
    assert [one.name for one in found.panel.rated_once] == ["Brazil"]
    assert (found.overall.levels, found.overall.exact) == (2, 0.5)


CODED = Rubric.model_validate_json(
    json.dumps(
        {
            "id": "coded",
            "version": "1.0.0",
            "areas": [
                {
                    "id": "area",
                    "indicators": [
                        *(
                            {
                                "id": name,
                                "measure": {
                                    "type": "choice",
                                    "choices": [{"code": code, "points": 10} for code in "abc"],
                                },
                            }
                            for name in ("one", "two", "three")
                        ),
                        {"id": "number", "measure": {"type": "quantity", "low": 0, "high": 9}},
                    ],
                }
            ],
        }
    )
)


def test_codes_are_nominal_and_numbers_are_left_out() -> None:
    reference = {"rubric": {"id": "coded", "version": "1.0.0"}}
    said = ({"one": "a", "two": "b", "three": "c"}, {"one": "a", "two": "b", "three": "a"})
    ana, ben = (
        written(
            name, {key: {"choice": code} for key, code in codes.items()} | {"number": {"quantity": place}}, **reference
        )
        for place, (name, codes) in enumerate(zip(("Ana", "Ben"), said, strict=True))
    )
    found = agreed(CODED, [ana], [ben])
    # values a, a, a, b, b, c: observed 2 of 6 disagree, expected 2 * (3 * 2 + 3 * 1 + 2 * 1) / 5 = 4.4 of 6
    assert found.codes.alpha == pytest.approx(1 - 2 / 4.4)
    assert found.codes.exact == pytest.approx(2 / 3)
    assert (found.codes.units, found.quantities) == (3, 1)
    assert (found.overall.rated, found.overall.levels, found.overall.alpha) == (4, 0, None)
    assert [one.unit.indicator.id for one in found.others] == ["three", "number"]


LEVELS = st.dictionaries(
    st.sampled_from([ID, CHALLENGES, "std.dialogue", "std.key-standards"]),
    st.sampled_from([{"level": 0}, {"level": 2}, {"level": 4}, {"no_information": "x"}, {"not_applicable": "y"}, {}]),
)


@settings(max_examples=40)
@given(st.lists(LEVELS, min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_raters_changes_nothing(gaigap: Rubric, answers: list[Answers], random: Any) -> None:
    documents = [written(f"R{number}", said) for number, said in enumerate(answers)]
    mixed = random.sample(documents, len(documents))
    one, two = (agreed(gaigap, *([document] for document in order)) for order in (documents, mixed))
    for key, measured in one.areas.items():
        assert vars(two.areas[key]) == pytest.approx(vars(measured), nan_ok=False)
    assert vars(two.overall) == pytest.approx(vars(one.overall))
    assert [(x.unit.indicator.id, x.apart) for x in one.apart] == [(x.unit.indicator.id, x.apart) for x in two.apart]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"subject": {"id": "KEN", "name": "Kenya", "kind": "country"}}, "about another subject"),
        ({"rubric": {"id": "gaigap-2025", "version": "1.0.1"}}, "answers another rubric"),
        ({"date": "2025-11-19"}, "more than 366 days apart"),
    ],
)
def test_what_cannot_be_put_side_by_side_is_refused(changed: dict[str, Any], words: str, gaigap: Rubric) -> None:
    with pytest.raises(UsageError, match=words):
        agreed(gaigap, [written("Ana", {})], [written("Ben", {}, **changed)])


def test_panels_that_are_none(gaigap: Rubric) -> None:
    kenya = {"subject": {"id": "KEN", "name": "Kenya", "kind": "country"}}
    with pytest.raises(UsageError, match="two or more"):
        agreed(gaigap, [written("Ana", {})])
    with pytest.raises(UsageError, match="two profiles of Singapore"):
        agreed(gaigap, [written("Ana", {}), written("Ana", {})], [written("Ben", {})])
    with pytest.raises(UsageError, match="no subject in common"):
        agreed(
            gaigap,
            [written("Ana", {})],
            [written("Ben", {}, **kenya), written("Ben", {}, subject=kenya["subject"] | {"id": "TZA"})],
        )


def test_raters_of_one_name_are_told_apart(gaigap: Rubric) -> None:
    found = agreed(gaigap, [written("Ana", {})], [written("Ana", {})])
    assert [rater.name for rater in found.panel.raters] == ["Ana (0-0.yaml)", "Ana (1-0.yaml)"]


# At the command line


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(aigov, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ana = written(
        "Ana",
        {
            ID: {"level": 2, "evidence": [LAW]},
            CHALLENGES: {"level": 3, "evidence": [LAW]},
            "std.dialogue": {"level": 1},
        },
    )
    ben = written("Ben", {ID: {"level": 2}, CHALLENGES: {"level": 1}, "std.dialogue": {"not_applicable": "no"}})
    for name, document in {"ana.json": ana, "ben.json": ben | {"kind": "peer-review"}}.items():
        Path(name).write_text(json.dumps(document), encoding="utf-8")


def test_the_page_says_how_far_and_on_what(two: None) -> None:
    text = " ".join(run("agreement", "ana.json", "ben.json").stdout.split())
    assert "How far raters agree: Singapore" in text
    assert "At least two raters said something on 3 of them, only one on 0, nobody on 97." in text
    assert "67 % are of the same kind" in text
    assert "50 % of the pairs are the same, 50 % at most one level apart." in text
    # values 1, 2, 2, 3: 1 and 3 are 3^2 apart, neighbours 1.5^2; observed 2 * 9, expected 2 * (4.5 + 4.5 + 9) / 3 = 12
    assert "Alpha is -0.500: the raters agree no more than chance would make them." in text
    assert "Fewer than 30 indicators can be compared" in text
    assert "several kinds (desk-review, peer-review)" in text
    assert "Ana: level 3, evidence: 1; Ben: level 1," in run(
        "agreement", "ana.json", "ben.json", "--format", "markdown"
    ).stdout.replace("\\", "")


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (1.0, "Alpha is 1.000: by custom good enough to rely on the levels."),
        (0.79996, "Alpha is 0.800: by custom good enough to rely on the levels."),
        (0.799, "Alpha is 0.799: by custom good enough for tentative conclusions only."),
        (0.667, "Alpha is 0.667: by custom good enough for tentative conclusions only."),
        (0.666, "Alpha is 0.666: by custom too low to draw conclusions from the levels."),
        (0.0, "Alpha is 0.000: the raters agree no more than chance would make them."),
        (-0.4, "Alpha is -0.400: the raters agree no more than chance would make them."),
        (None, "Alpha is not defined: all levels that can be compared are the same one,"),
    ],
)
def test_plain_words_for_alpha(gaigap: Rubric, found: float | None, words: str) -> None:
    measured = agreed(gaigap, [written("Ana", {ID: {"level": 2}})], [written("Ben", {ID: {"level": 2}})])
    page = AgreementPage(agreement=measured, rubric=gaigap, digest="", language=ENGLISH)
    assert page.meaning(replace(measured.overall, alpha=found)).startswith(words)


def test_no_variation_is_said(two: None) -> None:
    for name in ("ana", "ben"):
        Path(f"{name}.json").write_text(json.dumps(written(name, {ID: {"level": 2}})), encoding="utf-8")
    result = run("agreement", "ana.json", "ben.json", "--format", "json")
    document = json.loads(result.stdout)
    assert (document["agreement"][0]["alpha"], document["agreement"][0]["exact"]) == (None, 1.0)
    text = " ".join(run("agreement", "ana.json", "ben.json").stdout.split())
    assert "Alpha is not defined" in text
    assert "nan" not in text.lower().split()


@pytest.mark.parametrize("style", [style for style in TOLD_FORMATS if style not in ("pdf", "docx")])
def test_in_public_nobody_is_named(two: None, style: str) -> None:
    told = run("agreement", "ana.json", "ben.json", "--public", "--format", style)
    assert told.exit_code == 0
    assert "Ana" not in told.stdout
    assert "Ben" not in told.stdout
    if style != "csv":
        assert "Rater 1" in told.stdout


def test_tables_for_machines(two: None, gaigap: Rubric) -> None:
    rows = list(csv.DictReader(io.StringIO(run("agreement", "ana.json", "ben.json", "--format", "csv").stdout)))
    assert tuple(rows[0]) == COLUMNS
    assert [row["node"] for row in rows] == ["overall", *(area.id for area in gaigap.areas)]
    assert (rows[0]["rated"], rows[0]["levels"], rows[0]["exact"], rows[0]["few"]) == ("3", "2", "0.5", "true")
    assert rows[2]["alpha"] == ""
    document = json.loads(run("agreement", "ana.json", "ben.json", "--format", "json").stdout)
    assert document["raters"] == ["Ana", "Ben"]
    widest, other = document["disagreements"]
    assert (widest["id"], widest["apart"]) == (CHALLENGES, 2)
    assert widest["said"][1] == {"rater": "Ben", "level": 1, "evidence": []}
    assert other["said"][1]["not_applicable"] == "no"


def test_hostile_names_are_harmless(two: None) -> None:
    hostile = "<script>alert(1)</script> | *x* \x1b[31m \u202e"
    subject = {"id": "SGP", "name": hostile, "kind": "country"}
    for number, name in enumerate(("ana", "ben")):
        document = written(f"{hostile} {number}", {ID: {"level": number}}, subject=subject)
        Path(f"{name}.json").write_text(json.dumps(document), encoding="utf-8")
    page = run("agreement", "ana.json", "ben.json", "--format", "html").stdout
    html5lib.HTMLParser(strict=True).parse(page)
    assert "<script" not in page.partition("<body")[2].lower()
    assert "\x1b" not in run("agreement", "ana.json", "ben.json").stdout


def test_folders_are_raters(two: None, tmp_path: Path) -> None:
    for folder, level in (("north", 1), ("south", 2)):
        Path(folder).mkdir()
        for code in ("SGP", "KEN"):
            document = written("?", {ID: {"level": level}}, subject={"id": code, "name": code, "kind": "country"})
            (Path(folder) / f"{code}.json").write_text(json.dumps(document), encoding="utf-8")
    document = json.loads(run("agreement", "north", "south/", "--format", "json").stdout)
    assert document["raters"] == ["north", "south"]
    assert [one["id"] for one in document["subjects"]] == ["KEN", "SGP"]
    assert document["agreement"][0]["levels"] == 2
    assert "KEN: " in run("agreement", "north", "south").stdout


@pytest.mark.parametrize(
    ("arguments", "exit_code", "words"),
    [
        (["ana.json"], 2, "two or more"),
        (["ana.json", "ana.json"], 2, "two or more"),
        (["ana.json", "no.json"], 1, "no such file"),
        (["ana.json", "empty"], 2, "There are no profiles"),
        (["ana.json", PROFILES / "kenya.yaml"], 2, "another subject"),
    ],
)
def test_misuse_of_agreement(two: None, arguments: list[str | Path], exit_code: int, words: str) -> None:
    Path("empty").mkdir()
    result = run("agreement", *arguments)
    assert (result.exit_code, words in result.stderr, result.stdout) == (exit_code, True, ""), result.output
