"""League tables rank by the rules, say how sure each rank is, and tell nothing that is not theirs to tell."""

import csv
import io
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import polars
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from aigov_checklist import DocumentError, Profile, Rubric, UsageError, assess, load_profile, load_rubric
from aigov_checklist.cli import aigov
from aigov_checklist.groups import reference_groups, reference_keys
from aigov_checklist.lenses import LENSES
from aigov_checklist.ranking import League, Standing, rank
from aigov_checklist.report.league_writing import LEAGUE_FORMATS
from aigov_checklist.report.material import all_areas
from aigov_checklist.scoring.grading import band_of
from aigov_checklist.standings import Standings, read_standings
from conftest import HERE, PROFILES, SameAsFile
from offices import HOSTILE

DESK_REVIEWS = sorted(path for path in PROFILES.glob("*.yaml") if not path.stem.startswith("blank"))

BANDED = Rubric.model_validate_json(
    json.dumps(
        {
            "id": "banded",
            "version": "1.0.0",
            "grading": {"bands": [{"id": name, "title": name, "from": 25 * i} for i, name in enumerate("dcba")]},
            "areas": [{"id": "area", "indicators": [{"id": "leaf"}]}],
        }
    )
)
FLAT = BANDED.model_copy(update={"grading": BANDED.grading.model_copy(update={"bands": ()})})


def standing(name: str, value: float | None, *, spread: float = 0.0, **others: Any) -> Standing:
    """A standing under BANDED whose range lies evenly around its value."""
    facts: dict[str, Any] = {"kind": "country", "date": "2026-01-01", "value": value}
    if value is not None:
        low, high = value - spread, value + spread
        bands = (band_of(BANDED, low), band_of(BANDED, high))
        facts |= {"low": low, "high": high, "coverage": 1.0, "band": band_of(BANDED, value), "band_range": bands}
    return Standing(subject=name, name=name, **facts | others)


def ranks(league: League) -> dict[str, int]:
    return {place.standing.name: place.rank for place in league.places}


def possible(league: League) -> dict[str, tuple[int, int]]:
    return {place.standing.name: (place.best, place.worst) for place in league.places}


RANKS: dict[str, tuple[dict[str, float], dict[str, int]]] = {
    "all apart": ({"x": 10, "y": 30, "z": 20}, {"y": 1, "z": 2, "x": 3}),
    "two share the second place": ({"a": 40, "b": 30, "c": 30, "d": 20}, {"a": 1, "b": 2, "c": 2, "d": 4}),
    "three share the first place": ({"a": 9, "b": 9, "c": 9, "d": 8}, {"a": 1, "b": 1, "c": 1, "d": 4}),
    "equal after rounding": ({"a": 62.449, "b": 62.351}, {"a": 1, "b": 1}),
    "half up": ({"a": 62.45, "b": 62.5}, {"a": 1, "b": 1}),
    "apart by a tenth": ({"a": 62.44, "b": 62.5}, {"b": 1, "a": 2}),
    "alone": ({"a": 0.0}, {"a": 1}),
    "nobody": ({}, {}),
}


@pytest.mark.parametrize("case", RANKS)
def test_equal_scores_share_a_rank_and_the_next_one_counts_them(case: str) -> None:
    values, expected = RANKS[case]
    league = rank([standing(name, value) for name, value in values.items()], FLAT)
    assert ranks(league) == expected
    assert {place.standing.name for place in league.places if place.is_tied} == {
        name for name in expected if list(expected.values()).count(expected[name]) > 1
    }


def test_what_a_gate_holds_back_does_not_overtake_a_better_band() -> None:
    gated = standing("gated", 90.0, band="b", band_range=("b", "b"))
    league = rank([gated, standing("plain", 80.0), standing("next", 60.0)], BANDED)
    assert ranks(league) == {"plain": 1, "gated": 2, "next": 3}
    assert [place.band for place in league.places] == ["a", "b", "b"]


def test_provisional_scores_stand_apart_by_name_unless_they_are_asked_for() -> None:
    everybody = [standing("z", 90.0, provisional=True, band=None), standing("a", 10.0), standing("n", None)]
    apart = rank([*everybody, standing("b", 20.0, provisional=True, band=None)], BANDED)
    assert ranks(apart) == {"a": 1}
    assert [one.name for one in apart.provisional] == ["b", "z"]
    assert [one.name for one in apart.not_scored] == ["n"]
    included = rank(everybody, BANDED, include_provisional=True)
    assert ranks(included) == {"z": 1, "a": 2}
    assert included.provisional == ()
    assert [one.name for one in included.not_scored] == ["n"]


POSSIBLE: dict[str, tuple[dict[str, tuple[float, float]], dict[str, tuple[int, int]]]] = {
    # name: (value, half of the range's width) -> (best rank, worst rank)
    "nobody overlaps": ({"a": (30, 4), "b": (20, 4), "c": (10, 4)}, {"a": (1, 1), "b": (2, 2), "c": (3, 3)}),
    "two overlap": ({"a": (30, 8), "b": (20, 8), "c": (0, 0)}, {"a": (1, 2), "b": (1, 2), "c": (3, 3)}),
    "one could be anywhere": ({"a": (70, 0), "b": (50, 50), "c": (30, 0)}, {"a": (1, 2), "b": (1, 3), "c": (2, 3)}),
    # 20 to 24 and 24 to 28: at its highest the second equals the first at its lowest, and they would share a rank
    "ends that touch": ({"a": (26, 2), "b": (22, 2)}, {"a": (1, 1), "b": (1, 2)}),
    "the same without a range": ({"a": (5, 0), "b": (5, 0)}, {"a": (1, 1), "b": (1, 1)}),
    "touching after rounding": ({"a": (26, 1.96), "b": (22, 1.96)}, {"a": (1, 1), "b": (1, 2)}),
}


@pytest.mark.parametrize("case", POSSIBLE)
def test_the_ranges_say_which_ranks_are_possible(case: str) -> None:
    given_ranges, expected = POSSIBLE[case]
    league = rank([standing(name, value, spread=half) for name, (value, half) in given_ranges.items()], FLAT)
    assert possible(league) == expected


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 20)), min_size=1, max_size=8))
def test_possible_ranks_are_those_of_the_extreme_worlds(ranges: list[tuple[int, int]]) -> None:
    standings = [standing(f"s{i}", float(value), spread=float(half)) for i, (value, half) in enumerate(ranges)]
    for place in rank(standings, FLAT).places:
        me, others = place.standing, [one for one in standings if one.name != place.standing.name]
        best_world = [(one.low or 0) for one in others]
        worst_world = [(one.high or 0) for one in others]
        assert place.best == 1 + sum(other > (me.high or 0) for other in best_world)
        assert place.worst == 1 + sum(other > (me.low or 0) for other in worst_world)
        assert place.best <= place.rank <= place.worst


def test_an_open_end_leaves_every_rank_possible() -> None:
    league = rank([standing("open", 20.0, low=None, high=None), standing("a", 30.0), standing("b", 10.0)], FLAT)
    assert possible(league) == {"a": (1, 2), "open": (1, 3), "b": (2, 3)}


def test_of_several_profiles_the_latest_counts_and_the_others_are_named() -> None:
    old, new = standing("a", 10.0, date="2024-05-01"), standing("a", 20.0, date="2025-05-01")
    league = rank([new, old, standing("b", 15.0)], FLAT)
    assert ranks(league) == {"a": 1, "b": 2}
    assert league.earlier == ((old, new),)


def test_one_subject_twice_on_one_date_is_refused_with_both_places() -> None:
    twice = [standing("a", 10.0, source="one.yaml"), standing("a", 20.0, source="two.jsonl", line=7)]
    with pytest.raises(DocumentError, match=r"two.jsonl:7.*assessed twice on 2026-01-01.*one.yaml") as caught:
        rank(twice, FLAT)
    assert [problem.code for problem in caught.value.problems] == ["same-subject-twice"]


def test_a_country_and_an_organization_of_one_id_are_two_subjects() -> None:
    league = rank([standing("a", 10.0), standing("a", 20.0, kind="organization")], FLAT)
    assert [place.rank for place in league.places] == [1, 2]


@pytest.mark.parametrize(("coverages", "is_uneven"), [((0.9, 0.95), False), ((0.7, 0.95), True), ((), False)])
def test_uneven_knowledge_is_noticed(coverages: Sequence[float], is_uneven: bool) -> None:
    league = rank([standing(str(share), 50.0, coverage=share) for share in coverages], FLAT)
    assert league.is_uneven == is_uneven


def test_what_stands_apart_does_not_make_the_ranks_uneven() -> None:
    apart = standing("apart", 50.0, coverage=0.1, provisional=True)
    assert not rank([standing("a", 50.0), apart], FLAT).is_uneven
    assert rank([standing("a", 50.0), apart], FLAT, include_provisional=True).is_uneven


def test_groups_have_the_quartiles_of_scores_that_are_not_provisional() -> None:
    values = {"a": 10.0, "b": 20.0, "c": 30.0, "d": 100.0}
    members = [standing(name, value, group="G") for name, value in values.items()]
    apart = [standing("p", 99.0, group="G", provisional=True), standing("n", None, group="G")]
    league = rank([*members, *apart, standing("alone", 7.0, group="A"), standing("x", 1.0)], FLAT)
    # Positions 0.75, 1.5 and 2.25 between the sorted values: 17.5, 25 and 30 + 0.25 * 70 = 47.5.
    assert [(g.name, g.scored, g.provisional, g.not_scored, g.lower, g.median, g.upper) for g in league.groups] == [
        ("A", 1, 0, 0, 7.0, 7.0, 7.0),
        ("G", 4, 1, 1, 17.5, 25.0, 47.5),
        ("", 1, 0, 0, 1.0, 1.0, 1.0),
    ]


def test_groups_keep_the_order_of_their_table() -> None:
    league = rank([standing(name, 1.0, group=name) for name in ("High", "Low", "Beyond")], FLAT, order=("Low", "High"))
    assert [group.name for group in league.groups] == ["Low", "High", "Beyond"]


def test_the_published_ranks_of_the_human_development_index_come_out() -> None:
    """All 193 ranks of 2022, Human Development Report 2023/24; see tests/published."""
    rubric = load_rubric(HERE / "published" / "hdi.yaml")
    with (HERE / "published" / "hdi_1990_2022.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["year"] == "2022" and row["hdi_published"]]
    standings = []
    for row in rows:
        score = assess(_figures(row, rubric), rubric).overall.declared
        facts: dict[str, Any] = score.model_dump()
        standings.append(Standing(subject=row["iso3"], name=row["iso3"], kind="country", date="2022-12-31", **facts))
    assert ranks(rank(standings, rubric)) == {row["iso3"]: int(row["hdi_rank_published"]) for row in rows}


def _figures(row: dict[str, str], rubric: Rubric) -> Profile:
    document = {
        "rubric": {"id": rubric.id, "version": rubric.version},
        "kind": "desk-review",
        "date": "2022-12-31",
        "subject": {"id": row["iso3"], "name": row["iso3"], "kind": "country"},
        "responses": {name: {"quantity": float(row[name])} for name in rubric.indicators},
    }
    return Profile.model_validate_json(json.dumps(document))


# Inputs


def table_rows(profiles: Sequence[Path], rubric: Rubric) -> list[dict[str, Any]]:
    """The rows of a score table as `aigov batch` writes them."""
    return [_table_row(path, rubric) for path in profiles]


def _table_row(path: Path, rubric: Rubric) -> dict[str, Any]:
    profile = load_profile(path, rubric)
    found, subject = assess(profile, rubric), profile.subject
    row: dict[str, Any] = {"source": str(path), "line": None, "subject": subject.id, "name": subject.name}
    row |= {"kind": subject.kind, "date": profile.date, "tier": profile.tier, "groups": json.dumps(subject.groups)}
    row["stars"] = sum(leaf.star for area in all_areas(found.areas) for leaf in area.indicators)
    nodes = {"overall": found.overall} | {area.id: area for area in all_areas(found.areas)}
    scores = {f"{node}.{lens}": result.under(lens) for node, result in nodes.items() for lens in LENSES}
    scores |= {f"{view}:{g.id}.declared": g.declared for view, groups in found.views.items() for g in groups}
    for name, score in scores.items():
        row |= {f"{name}.{key}": getattr(score, key) for key in ("value", "low", "high", "coverage", "band")}
        row[f"{name}.provisional"] = score.provisional
    return row


def write_table(folder: Path, style: str, rows: list[dict[str, Any]], rubric: Rubric | None) -> Path:
    folder.mkdir(parents=True)
    if rubric is not None:
        stamp = {"id": rubric.id, "version": rubric.version, "digest": rubric.digest}
        (folder / "manifest.json").write_text(json.dumps({"rubric": stamp}), encoding="utf-8")
    if style == "csv":
        with (folder / "scores.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]))
            writer.writeheader()
            writer.writerows({k: str(v).lower() if isinstance(v, bool) else v for k, v in row.items()} for row in rows)
        return folder / "scores.csv"
    if style == "jsonl":
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (folder / "scores.jsonl").write_text(lines, encoding="utf-8")
        return folder / "scores.jsonl"
    (folder / "scores").mkdir()
    for part in range(2):
        frame = polars.DataFrame(rows[part::2], infer_schema_length=None)
        frame.write_parquet(folder / "scores" / f"part-{part}.parquet")
    return folder / "scores"


def first_view(rubric: Rubric) -> str:
    view = rubric.views[0]
    return f"{view.id}:{view.groups[0].id}"


def told(found: Standings) -> dict[str, Standing]:
    """All that decides a rank; what a table says about bands at the ends may be wider."""
    return {one.subject: replace(one, source="", band_range=None) for one in found.standings}


@pytest.mark.parametrize("by", ["overall", "safety", "10", "VIEW"])
@pytest.mark.parametrize("style", ["csv", "jsonl", "parquet"])
@pytest.mark.parametrize("is_whole_folder", [True, False])
def test_a_score_table_says_what_the_profiles_say(
    by: str, style: str, is_whole_folder: bool, tmp_path: Path, gaigap: Rubric
) -> None:
    by = first_view(gaigap) if by == "VIEW" else by
    table = write_table(tmp_path / "out", style, table_rows(DESK_REVIEWS, gaigap), gaigap)
    from_table = read_standings([str(tmp_path / "out" if is_whole_folder else table)], by=by, group="region")
    from_profiles = read_standings(list(map(str, DESK_REVIEWS)), by=by, group="region")
    assert told(from_table) == told(from_profiles)
    assert from_table.rubric == from_profiles.rubric


def test_a_table_from_csv_has_its_names_back(tmp_path: Path, gaigap: Rubric) -> None:
    row = table_rows(DESK_REVIEWS[:1], gaigap)[0] | {"name": "'=1+1"}
    found = read_standings([str(write_table(tmp_path / "out", "csv", [row], gaigap))])
    assert [one.name for one in found.standings] == ["=1+1"]


def test_a_folder_of_profiles_is_read_whole() -> None:
    found = read_standings([str(PROFILES)])
    assert len(found.standings) == len(DESK_REVIEWS) + 2  # and the blank forms, of which nothing is known


def test_a_table_without_a_manifest_needs_its_rubric_named(tmp_path: Path, gaigap: Rubric) -> None:
    table = write_table(tmp_path / "out", "csv", table_rows(DESK_REVIEWS[:2], gaigap), None)
    with pytest.raises(UsageError, match="name it with --rubric"):
        read_standings([str(table)])
    assert len(read_standings([str(table)], rubric=gaigap).standings) == 2


@pytest.mark.parametrize("change", [{"version": "0.9.0"}, {"digest": "0" * 64}])
def test_scores_under_two_rubrics_are_not_ranked_together(
    change: dict[str, str], tmp_path: Path, gaigap: Rubric
) -> None:
    table = write_table(tmp_path / "out", "csv", table_rows(DESK_REVIEWS[:2], gaigap), gaigap)
    manifest = tmp_path / "out" / "manifest.json"
    stamp = json.loads(manifest.read_text(encoding="utf-8"))["rubric"] | change
    manifest.write_text(json.dumps({"rubric": stamp}), encoding="utf-8")
    with pytest.raises(UsageError, match="different rubrics cannot be ranked together"):
        read_standings([str(DESK_REVIEWS[3]), str(table)])


def test_a_table_of_another_rubric_does_not_join_profiles(tmp_path: Path, gaigap: Rubric) -> None:
    other = gaigap.model_copy(update={"id": "other"})
    table = write_table(tmp_path / "out", "csv", table_rows(DESK_REVIEWS[:2], gaigap), other)
    with pytest.raises(UsageError, match=r"gaigap-2025 1\.0\.0 \(--rubric\) and other 1\.0\.0"):
        read_standings([str(table)], rubric=gaigap)


BAD_ROWS: dict[str, dict[str, Any]] = {
    "a word for a number": {"overall.declared.value": "much"},
    "not finite": {"overall.declared.high": "inf"},
    "low above high": {"overall.declared.low": 99.0},
    "no such band": {"overall.declared.band": "splendid"},
    "no such kind": {"kind": "planet"},
    "no such day": {"date": "2026-02-30"},
    "no subject": {"subject": ""},
    "neither true nor false": {"overall.declared.provisional": "perhaps"},
    "groups that are no object": {"groups": "[1]"},
    "groups that are no JSON": {"groups": "{"},
}


@pytest.mark.parametrize("case", BAD_ROWS)
@pytest.mark.parametrize("style", ["csv", "jsonl"])
def test_a_row_that_makes_no_sense_is_told_with_its_line(case: str, style: str, tmp_path: Path, gaigap: Rubric) -> None:
    rows = table_rows(DESK_REVIEWS[:2], gaigap)
    table = write_table(tmp_path / "out", style, [rows[0], rows[1] | BAD_ROWS[case]], gaigap)
    with pytest.raises(DocumentError) as caught:
        read_standings([str(table)])
    line = 3 if style == "csv" else 2
    assert [(problem.code, problem.line) for problem in caught.value.problems] == [("bad-row", line)]


UNREADABLE = {
    "scores.jsonl": b"[1]\n",
    "other.jsonl": b"{\n",
    "scores.csv": b'subject\n"\xff\n',
    "torn.csv": b'subject\n"a\n',
    "scores.parquet": b"PAR1",
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_table_that_cannot_be_read_is_told(name: str, tmp_path: Path, gaigap: Rubric) -> None:
    (tmp_path / name).write_bytes(UNREADABLE[name])
    with pytest.raises((DocumentError, UsageError), match=name):
        read_standings([str(tmp_path / name)], rubric=gaigap)


def test_a_manifest_that_names_no_rubric_is_told(tmp_path: Path, gaigap: Rubric) -> None:
    table = write_table(tmp_path / "out", "csv", table_rows(DESK_REVIEWS[:1], gaigap), gaigap)
    (tmp_path / "out" / "manifest.json").write_text("{}", encoding="utf-8")
    with pytest.raises(DocumentError, match="bad-manifest"):
        read_standings([str(table)])


def test_a_table_without_what_is_asked_is_told(tmp_path: Path, gaigap: Rubric) -> None:
    rows = [{key: cell for key, cell in row.items() if ":" not in key} for row in table_rows(DESK_REVIEWS[:1], gaigap)]
    table = write_table(tmp_path / "out", "csv", rows, gaigap)
    with pytest.raises(UsageError, match="has no column"):
        read_standings([str(table)], by=first_view(gaigap))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"by": "safty"}, "Did you mean safety"),
        ({"by": "principles:nothing"}, "has no view with a group principles:nothing"),
        ({"by": "VIEW", "lens": "reviewed"}, "declared lens only"),
        ({"group": "regoin"}, "Did you mean region"),
    ],
)
def test_unknown_names_are_told_with_what_there_is(options: dict[str, Any], words: str, gaigap: Rubric) -> None:
    if options.get("by") == "VIEW":
        options = options | {"by": first_view(gaigap)}
    with pytest.raises(UsageError, match=words):
        read_standings([str(DESK_REVIEWS[0])], **options)


def test_a_folder_without_profiles_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no profiles"):
        read_standings([str(tmp_path)])


# Groups


def test_a_profiles_own_group_counts_before_the_reference_table(tmp_path: Path) -> None:
    own = profile_file(tmp_path / "own.json", subject={"id": "KEN", "groups": {"region": "Rift"}})
    silent = profile_file(tmp_path / "silent.json", subject={"id": "KEN"}, date="2026-01-01")
    body = profile_file(tmp_path / "body.json", subject={"id": "KEN", "kind": "organization"})
    stranger = profile_file(tmp_path / "stranger.json", subject={"id": "QQQ"})
    found = read_standings(list(map(str, (own, silent, body, stranger))), group="region")
    assert [one.group for one in found.standings] == ["Rift", "Eastern Africa", "", ""]


def test_countries_and_organizations_are_groups_of_their_own() -> None:
    found = read_standings(list(map(str, DESK_REVIEWS)), group="kind")
    assert {one.group for one in found.standings} == {"country", "organization"}


@pytest.mark.parametrize("key", reference_keys())
def test_reference_tables_hold_codes_and_say_where_they_are_from(key: str) -> None:
    reference = reference_groups(key)
    assert reference
    assert len(reference.by_code) > 200
    assert all(re.fullmatch("[A-Z]{3}", code) for code in reference.by_code)
    assert all(reference.by_code.values())
    assert reference.source
    assert reference.as_of
    assert set(reference.order) in (set(), set(reference.by_code.values()))


@pytest.mark.parametrize(
    ("key", "code", "group"),
    [
        # https://unstats.un.org/unsd/methodology/m49/ and the World Bank's classification of July 2025
        ("region", "BRA", "South America"),
        ("region", "IDN", "South-eastern Asia"),
        ("region", "NOR", "Northern Europe"),
        ("continent", "KEN", "Africa"),
        ("income", "CRI", "High income"),
        ("income", "NAM", "Lower middle income"),
    ],
)
def test_well_known_countries_are_in_their_groups(key: str, code: str, group: str) -> None:
    reference = reference_groups(key)
    assert reference
    assert reference.by_code[code] == group


# What is written


def profile_file(path: Path, *, subject: dict[str, Any] | None = None, **changes: Any) -> Path:
    document = {
        "rubric": {"id": "gaigap-2025", "version": "1.0.0"},
        "kind": "self-assessment",
        "date": "2026-11-21",
        "subject": {"id": "XYZ", "name": "Someland", "kind": "country"} | (subject or {}),
        "responses": {"std.bodies": {"level": 1}},
    }
    path.write_text(json.dumps(document | changes), encoding="utf-8")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(aigov, ["rank", *map(str, arguments)])


@pytest.mark.parametrize("ending", ["txt", "md", "csv"])
def test_the_league_table_of_the_desk_reviews(
    ending: str, same_as_file: SameAsFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(PROFILES)
    style = {"txt": "text", "md": "markdown", "csv": "csv"}[ending]
    result = run(*(path.name for path in DESK_REVIEWS), "--group", "region", "--format", style, "--public")
    assert (result.exit_code, result.stderr) == (0, "")
    same_as_file(HERE / "golden" / f"rank-desk-reviews.{ending}", result.stdout_bytes)


def test_a_league_table_with_tiers_ties_and_all_that_stands_apart(
    tmp_path: Path, same_as_file: SameAsFile, monkeypatch: pytest.MonkeyPatch, gaigap: Rubric
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    table = write_table(tmp_path / "out", "jsonl", invented_rows(gaigap), gaigap)
    monkeypatch.chdir(tmp_path)
    result = run(table.relative_to(tmp_path), "--group", "income")
    assert (result.exit_code, result.stderr) == (0, "")
    same_as_file(HERE / "golden" / "rank-invented.txt", result.stdout_bytes)


def invented_rows(rubric: Rubric) -> list[dict[str, Any]]:
    """Countries with invented scores; the bands are those of the rubric."""
    empty = dict.fromkeys(table_rows(DESK_REVIEWS[:1], rubric)[0])
    values = {
        "NOR": ("Norway", 71.25, 70.0, 75.0, 0.95),
        "DEU": ("Germany", 71.3, 60.0, 80.0, 0.8),
        "BRA": ("Brazil", 64.0, 63.0, 66.0, 0.97),
        "KEN": ("Kenya", 45.0, 40.0, 62.0, 0.78),
        "IDN": ("Indonesia", 41.0, 39.0, 44.0, 0.95),
        "VNM": ("Viet Nam", 90.0, 20.0, 95.0, 0.3),
        "TGO": ("Togo", None, 0.0, 100.0, 0.0),
    }
    rows = []
    for code, (name, value, low, high, coverage) in values.items():
        is_provisional = coverage < rubric.minimum_coverage
        row = {"subject": code, "name": name, "kind": "country", "date": "2026-03-01", "tier": "full", "stars": 2}
        row |= {"overall.declared.value": value, "overall.declared.low": low, "overall.declared.high": high}
        row |= {"overall.declared.coverage": coverage, "overall.declared.provisional": is_provisional}
        row["overall.declared.band"] = None if is_provisional else band_of(rubric, value)
        rows.append(empty | row)
    return [*rows, rows[0] | {"date": "2024-03-01", "source": "older/norway.yaml", "overall.declared.value": 70.5}]


@pytest.mark.parametrize("style", LEAGUE_FORMATS)
def test_nothing_personal_and_no_file_is_in_a_public_table(style: str, tmp_path: Path) -> None:
    secret = {"level": 1, "note": "SECRET note", "reply": "SECRET reply"}
    secret["evidence"] = [{"title": "SECRET evidence", "document": "SECRET paper"}]
    secret["review"] = {"decision": "confirmed", "comment": "SECRET comment", "reviewer": "SECRET reviewer"}
    folder = tmp_path / "SECRET folder"
    folder.mkdir()
    for name, date in (("one", "2026-11-21"), ("two", "2025-11-21")):
        profile_file(
            folder / f"{name}.json",
            date=date,
            responses={"std.bodies": secret},
            statement="SECRET statement",
            assessors=[{"name": "SECRET name", "role": "SECRET role"}],
        )
    result = run(folder, "--public", "--format", style, "-o", tmp_path / "out", "--include-provisional")
    assert (result.exit_code, result.stderr) == (0, "")
    shown = cells_of(tmp_path / "out") if style == "xlsx" else [(tmp_path / "out").read_text(encoding="utf-8")]
    assert any("Someland" in text for text in shown)
    assert not any("SECRET" in text for text in shown)


def cells_of(path: Path) -> list[str]:
    """Every text of a workbook; none of its cells is a formula or a link."""
    with path.open("rb") as stream:
        book = openpyxl.load_workbook(io.BytesIO(stream.read()))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not any(cell.data_type == "f" or cell.hyperlink for cell in cells)
    return [str(cell.value) for cell in cells]


DANGERS = {
    "text": ("\x1b", "\x01", "\u202e"),
    "markdown": ("\x1b", "\u202e", "<script", "| cmd", "\n=HYPER"),
    "html": ("<script>alert", "\x1b", "\u202e", '="javascript:'),
    "csv": ("\x1b", "\u202e", ",=", ",+", ",-2", ",@", ',"=', ',"@', ",\t", ',"\t', ',"\r'),
    "xlsx": ("\x1b", "\u202e"),
}


@pytest.mark.parametrize("case", HOSTILE)
@pytest.mark.parametrize("style", LEAGUE_FORMATS)
def test_hostile_names_are_shown_and_not_obeyed(style: str, case: str, tmp_path: Path) -> None:
    subject = {"name": HOSTILE[case], "groups": {"sector": HOSTILE[case]}}
    profile = profile_file(tmp_path / "profile.json", subject=subject)
    output = tmp_path / "out"
    result = run(profile, "--group", "sector", "--format", style, "-o", output, "--include-provisional", "--public")
    assert (result.exit_code, result.stderr) == (0, "")
    shown = "\n".join(cells_of(output)) if style == "xlsx" else output.read_bytes().decode()
    assert not any(danger in shown for danger in DANGERS[style])
    words = re.findall("[A-Za-z0-9]+|[\u4e00-\u9fff]+", HOSTILE[case])
    assert max(words, key=len) in shown


def test_the_excel_table_holds_numbers_in_full(tmp_path: Path) -> None:
    run(*DESK_REVIEWS, "--format", "xlsx", "-o", tmp_path / "out.xlsx", "--include-provisional", "--group", "income")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames == ["Summary", "League table", "Groups", "Method", "Data dictionary"]
    heads, *rows = book["League table"].iter_rows(values_only=True)
    found = read_standings(list(map(str, DESK_REVIEWS)))
    values = sorted((one.value for one in found.standings if one.value is not None), reverse=True)
    # XlsxWriter writes 16 digits, one more than Excel counts with.
    assert [row[heads.index("Score")] for row in rows] == pytest.approx(values, rel=1e-15, abs=0)
    assert [row[heads.index("Rank")] for row in rows] == list(range(1, len(values) + 1))


def test_many_earlier_profiles_are_told_in_one_line(tmp_path: Path) -> None:
    for year in range(2019, 2027):
        profile_file(tmp_path / f"{year}.json", date=f"{year}-02-01")
    shown = run(tmp_path, "--format", "markdown").stdout.replace("\\", "")
    assert "- Someland: 2019-02-01 to 2025-02-01 (7); the one of 2026-02-01 counts\n" in shown


def test_a_profile_with_errors_is_told_left_out_and_counted(tmp_path: Path) -> None:
    bad = profile_file(tmp_path / "bad.json", responses={"std.bodies": {"level": 9}})
    result = run(DESK_REVIEWS[0], bad)
    assert result.exit_code == 1
    assert "bad.json" in result.stderr
    assert "1 profile could not be scored and is missing here." in result.stdout


def test_nothing_but_errors_gives_no_table(tmp_path: Path) -> None:
    result = run(tmp_path / "missing.yaml")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no such file" in result.stderr


@pytest.mark.parametrize(
    ("code", "words"), [("id", ("Tabel peringkat", "tanpa peringkat")), ("zh", ("排名表", "暂定"))]
)
def test_a_league_table_speaks_other_languages(code: str, words: tuple[str, ...]) -> None:
    shown = run(*DESK_REVIEWS, "--lang", code, "--by", "10", "--group", "kind").stdout
    assert all(word in shown for word in words)
    assert "[en]" not in shown
    assert "ranked" not in shown


def test_the_league_table_in_the_readme_is_what_the_command_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(HERE.parent)
    readme = (HERE.parent / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"```text\n(League table.*?)```", readme, re.DOTALL)
    assert len(shown) == 1
    assert run("profiles", "--by", "13").stdout.startswith(shown[0])
