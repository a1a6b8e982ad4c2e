"""Two batches are compared by the rules of `moving`, only under one rubric, and nobody's name can do harm."""

import csv
import io
import json
import re
import shutil
from pathlib import Path
from typing import Any

import html5lib  # type: ignore[import-untyped]
import pytest
from click.testing import CliRunner, Result
from wcwidth import wcswidth

from aigov_checklist import Rubric, UsageError
from aigov_checklist.cli import aigov
from aigov_checklist.moving import Movement, move
from aigov_checklist.pairing import read_pair
from aigov_checklist.ranking import Standing
from aigov_checklist.report.movement_rows import COLUMNS
from aigov_checklist.report.telling import TOLD_FORMATS
from conftest import PROFILES
from offices import HOSTILE

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
BANDS = {0: "d", 1: "c", 2: "b", 3: "a", 4: "a"}

Given = dict[str, tuple[float | None, float]]


def standings(values: Given, date: str, **others: Any) -> list[Standing]:
    """Standings from their value and half of their range's width; a name ending in ? is provisional."""
    found = []
    for key, (value, half) in values.items():
        name, is_provisional = key.rstrip("?"), key.endswith("?")
        facts: dict[str, Any] = {"value": value, "low": None, "high": None, "provisional": is_provisional}
        if value is not None:
            bands = (BANDS[int((value - half) // 25)], BANDS[int((value + half) // 25)])
            facts |= {"low": value - half, "high": value + half, "coverage": 0.9, "band_range": bands}
            facts["band"] = None if is_provisional else BANDS[int(value // 25)]
        facts = {"subject": name, "name": name, "kind": "country", "date": date} | facts | others
        found.append(Standing(**facts))
    return found


def moved(before: Given, after: Given) -> Movement:
    return move(standings(before, "2025-01-01"), standings(after, "2026-01-01"), BANDED)


CASES: dict[str, tuple[Given, Given, dict[str, Any]]] = {
    # movers: (name, change, direction, could be none, rank before, rank after)
    "up by what is certain": (
        {"x": (10, 0), "y": (20, 0)},
        {"x": (30, 0), "y": (20, 0)},
        {"movers": [("x", 20, 1, False, 2, 1)], "unchanged": ["y"]},
    ),
    "the largest change first, whatever its direction": (
        {"x": (50, 0), "y": (20, 0), "z": (70, 0)},
        {"x": (45, 0), "y": (30, 0), "z": (40, 0)},
        {"movers": [("z", -30, -1, False, 1, 2), ("y", 10, 1, False, 3, 3), ("x", -5, -1, False, 2, 1)]},
    ),
    "equal changes by name": (
        {"b": (10, 0), "A": (20, 0)},
        {"b": (15, 0), "A": (15, 0)},
        {"movers": [("A", -5, -1, False, 1, 1), ("b", 5, 1, False, 2, 1)]},
    ),
    "ranges that overlap": (
        {"x": (10, 3)},
        {"x": (14, 3)},
        {"movers": [("x", 4, 1, True, 1, 1)]},
    ),
    "ranges that touch": (
        {"x": (10, 2)},
        {"x": (14, 2)},
        {"movers": [("x", 4, 1, True, 1, 1)]},
    ),
    "ranges that are apart": (
        {"x": (10, 1)},
        {"x": (14, 2)},
        {"movers": [("x", 4, 1, False, 1, 1)]},
    ),
    "a certain score within the range after": (
        {"x": (10, 0)},
        {"x": (14, 5)},
        {"movers": [("x", 4, 1, True, 1, 1)]},
    ),
    "who came and who left": (
        {"old": (10, 0), "x": (20, 0), "a": (5, 0)},
        {"new": (90, 0), "x": (20, 0)},
        {"unchanged": ["x"], "entries": [("new", 1)], "exits": [("a", 3), ("old", 2)]},
    ),
    "less than people see is no change": (
        {"x": (62.44, 0)},
        {"x": (62.48, 0)},
        {"unchanged": ["x"]},
    ),
    "half a tenth is a change": (
        {"x": (62.40, 0)},
        {"x": (62.45, 0)},
        {"movers": [("x", 0.05, 1, False, 1, 1)]},
    ),
    "provisional scores move without a rank": (
        {"x?": (10, 8), "y": (20, 0)},
        {"x?": (40, 8), "y": (20, 0)},
        {"movers": [("x", 30, 1, False, None, None)], "unchanged": ["y"]},
    ),
    "enough is known now": (
        {"x?": (10, 0)},
        {"x": (10, 0)},
        {"movers": [("x", 0, 0, False, None, 1)]},
    ),
    "no score before": (
        {"x": (None, 0), "y": (20, 0)},
        {"x": (10, 0), "y": (20, 0)},
        {"not_comparable": ["x"], "unchanged": ["y"]},
    ),
    "nobody": ({}, {}, {}),
}


@pytest.mark.parametrize("case", CASES)
def test_what_moved(case: str) -> None:
    before, after, expected = CASES[case]
    movement = moved(before, after)
    told = {
        "movers": [
            (
                one.after.standing.name,
                pytest.approx(one.change),
                one.direction,
                one.could_be_none,
                one.before.rank,
                one.after.rank,
            )
            for one in movement.movers
        ],
        "unchanged": [one.after.standing.name for one in movement.unchanged],
        "not_comparable": [one.after.standing.name for one in movement.not_comparable],
        "entries": [(side.standing.name, side.rank) for side in movement.entries],
        "exits": [(side.standing.name, side.rank) for side in movement.exits],
    }
    assert {key: found for key, found in told.items() if found} == expected


def test_a_shared_rank_is_known_as_such() -> None:
    movement = moved({"x": (10, 0), "y": (20, 0)}, {"x": (20, 0), "y": (20, 0)})
    assert [(one.before.is_tied, one.after.is_tied, one.after.rank) for one in movement.movers] == [(False, True, 1)]


def test_the_tallies_keep_provisional_scores_apart() -> None:
    before: Given = {"a": (10, 0), "b": (20, 2), "c": (30, 0), "d": (30, 0), "p": (50, 9), "q?": (50, 9)}
    after: Given = {"a": (12, 0), "b": (21, 2), "c": (20, 0), "d": (30, 0), "p?": (60, 9), "q?": (90, 9)}
    movement = moved(before, after)
    firm, provisional = (movement.tally(provisional=kind) for kind in (False, True))
    # Changes of the firm ones: +2, +1, -10, 0; of the provisional ones: +10, +40.
    assert (firm.up, firm.down, firm.same, firm.could_be_none) == (2, 1, 1, 1)
    assert firm.median == pytest.approx(0.5)
    assert (provisional.up, provisional.down, provisional.could_be_none) == (2, 0, 1)
    assert provisional.median == pytest.approx(25.0)
    assert moved({}, {}).tally(provisional=False).median is None


def test_what_a_gate_opens_is_a_move_without_a_change() -> None:
    gated = standings({"x": (90, 0)}, "2025-01-01", band="b", band_range=("b", "b"))
    movement = move(gated, standings({"x": (90, 0)}, "2026-01-01"), BANDED)
    assert [(one.change, one.direction, one.is_in_another_band) for one in movement.movers] == [(0.0, 0, True)]


def test_a_country_and_an_organization_of_one_id_are_two_subjects() -> None:
    before = standings({"x": (10, 0)}, "2025-01-01")
    after = standings({"x": (20, 0)}, "2026-01-01", kind="organization")
    movement = move(before, after, BANDED)
    assert (len(movement.movers), len(movement.entries), len(movement.exits)) == (0, 1, 1)


def test_the_latest_profile_of_each_batch_counts() -> None:
    before = standings({"x": (10, 0)}, "2024-01-01") + standings({"x": (20, 0)}, "2025-01-01")
    assert [one.change for one in move(before, standings({"x": (50, 0)}, "2026-01-01"), BANDED).movers] == [30.0]


def test_batches_the_wrong_way_round_are_refused() -> None:
    before, after = standings({"x": (10, 0)}, "2026-01-01"), standings({"x": (20, 0)}, "2025-01-01")
    with pytest.raises(UsageError, match=r"BEFORE is dated 2026-01-01, after AFTER \(2025-01-01\): exchange the two"):
        move(before, after, BANDED)


# From end to end


def document(name: str, level: int, **changes: Any) -> dict[str, Any]:
    """A profile that answers every indicator of one area, and a few of another."""
    return {
        "rubric": {"id": "gaigap-2025", "version": "1.0.0"},
        "kind": "desk-review",
        "date": "2025-01-01",
        "subject": {"id": re.sub(r"\W", "-", name)[:20] or "x", "name": name, "kind": "country"},
        "responses": {"std.bodies": {"level": level}},
    } | changes


def complete(rubric: Rubric, name: str, level: int, date: str, **changes: Any) -> dict[str, Any]:
    """A profile that answers everything with one level: its score is 25 times that, and certain."""
    responses = {leaf_id: {"level": level} for leaf_id in rubric.indicators}
    return document(name, level, responses=responses, date=date, **changes)


def scored(folder: Path, *documents: Any, style: str = "jsonl") -> Path:
    """What `aigov batch` makes of the documents."""
    source = folder.with_suffix(".profiles.jsonl")
    source.write_text("".join(f"{json.dumps(one)}\n" for one in documents), encoding="utf-8")
    result = CliRunner().invoke(aigov, ["batch", str(source), "-o", str(folder), "--format", style, "--views"])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return folder


@pytest.fixture(scope="module")
def scored_pair(tmp_path_factory: pytest.TempPathFactory, gaigap: Rubric) -> tuple[Path, Path]:
    """Two batches: Rising, Steady, Vague (provisional) in both, Gone and New in one; one profile is refused."""
    levels = ({"Rising": 1, "Steady": 2, "Gone": 4}, {"Rising": 3, "Steady": 2, "New": 1})
    before = [complete(gaigap, name, level, "2025-01-01") for name, level in levels[0].items()]
    after = [complete(gaigap, name, level, "2026-01-01") for name, level in levels[1].items()]
    vague = document("Vague", 4, date="2026-01-01")
    folder = tmp_path_factory.mktemp("batches")
    return (
        scored(folder / "before", *before, document("Vague", 1), style="csv"),
        scored(folder / "after", *after, vague, {"subject": {}}, style="parquet"),
    )


@pytest.fixture
def pair(scored_pair: tuple[Path, Path], tmp_path: Path) -> tuple[Path, Path]:
    """Copies of them, to do as one likes."""
    before, after = (shutil.copytree(folder, tmp_path / folder.name) for folder in scored_pair)
    return before, after


def run(*arguments: object) -> Result:
    result = CliRunner(env={"COLUMNS": "80"}).invoke(aigov, ["compare", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def rows_of(result: Result) -> dict[str, dict[str, str]]:
    assert (result.exit_code, result.stderr) == (0, "")
    return {row["name"]: row for row in csv.DictReader(io.StringIO(result.stdout))}


def test_two_batches_as_text(pair: tuple[Path, Path]) -> None:
    result = run(*pair)
    assert (result.exit_code, result.stderr) == (0, "")
    text = " ".join(result.stdout.split())
    assert "What moved between two batches: Overall" in text
    assert "3 subjects are in both batches. 2 have another score or band. 1 is unchanged." in text
    assert "1 profile of the later batch could not be scored; its subject may look gone." in text
    # Levels 1 and 3 of 4 are worth 25 and 75; Gone (100) and Steady (50) stood before Rising.
    assert re.search(r"Rising +25\.0 .* 75\.0 .* \+50\.0 +3 to 1\n", result.stdout)
    assert re.search(r"Vague .*~ \+75\.0 +-\n", result.stdout)
    assert "provisional" in text
    assert re.search(r"Only in the later batch\n.*\n.*\n.*\nNew ", result.stdout)
    assert re.search(r"Only in the earlier batch\n.*\n.*\n.*\nGone ", result.stdout)
    assert all(len(line) <= 80 for line in result.stdout.splitlines())


def test_two_batches_as_csv(pair: tuple[Path, Path]) -> None:
    rows = rows_of(run(*pair, "--format", "csv"))
    assert list(next(iter(rows.values()))) == list(COLUMNS)
    assert {name: (row["status"], row["change"], row["could_be_none"]) for name, row in rows.items()} == {
        "Vague": ("moved", "75.0", "true"),
        "Rising": ("moved", "50.0", "false"),
        "Steady": ("unchanged", "0.0", "false"),
        "New": ("entered", "", ""),
        "Gone": ("left", "", ""),
    }
    rising = rows["Rising"]
    assert (rising["before.value"], rising["after.value"]) == ("25.0", "75.0")
    assert (rising["before.rank"], rising["after.rank"]) == ("3", "1")
    assert (rows["Gone"]["after.value"], rows["New"]["before.value"]) == ("", "")
    assert rows["Vague"]["before.provisional"] == "true"


def test_two_batches_as_json(pair: tuple[Path, Path], gaigap: Rubric) -> None:
    found = json.loads(run(*pair, "--format", "json").stdout)
    assert (found["rubric"], found["version"], found["digest"]) == (gaigap.id, gaigap.version, gaigap.digest)
    assert (found["node"], found["lens"]) == ("overall", "declared")
    assert found["summary"] == {
        "movers": 2,
        "unchanged": 1,
        "not_comparable": 0,
        "entries": 1,
        "exits": 1,
        "not_provisional": {"up": 1, "down": 0, "same": 1, "could_be_none": 0, "median": 25.0},
        "provisional": {"up": 1, "down": 0, "same": 0, "could_be_none": 1, "median": 75.0},
        "rejected": {"before": 0, "after": 1},
    }
    assert [row["name"] for row in found["subjects"]] == ["Vague", "Rising", "Steady", "New", "Gone"]
    assert [section["id"] for section in found["sections"]] == [
        "summary",
        "movers",
        "entries",
        "exits",
        "limits",
        "method",
    ]


@pytest.mark.parametrize("style", TOLD_FORMATS)
def test_the_same_batches_give_the_same_bytes(style: str, pair: tuple[Path, Path], tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert run(*pair, "--format", style, "-o", tmp_path / name).exit_code == 0
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_tables_and_folders_say_the_same(pair: tuple[Path, Path]) -> None:
    before, after = pair
    from_folders = run(before, after, "--format", "csv").stdout
    assert run(before / "scores.csv", after / "scores", "--format", "csv").stdout == from_folders


@pytest.mark.parametrize(("by", "node"), [("overall", "overall"), ("8", "std"), ("sdgs:1", "sdgs:1")])
def test_batches_are_compared_by_what_is_asked(by: str, node: str, pair: tuple[Path, Path]) -> None:
    rising = rows_of(run(*pair, "--by", by, "--format", "csv"))["Rising"]
    assert (rising["node"], rising["before.value"], rising["after.value"]) == (node, "25.0", "75.0")


def test_without_evidence_nothing_moves_under_the_evidenced_lens(pair: tuple[Path, Path]) -> None:
    rows = rows_of(run(*pair, "--lens", "evidenced", "--format", "csv"))
    assert {row["lens"] for row in rows.values()} == {"evidenced"}
    # Only level 1 needs no evidence that others can look up.
    assert (rows["Rising"]["status"], rows["Rising"]["after.value"]) == ("unchanged", "25.0")


def test_a_batch_compared_with_itself_has_no_movers(pair: tuple[Path, Path]) -> None:
    result = run(pair[0], pair[0])
    assert "No score and no band changed." in result.stdout
    assert "4 are unchanged." in " ".join(result.stdout.split())


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"version": "0.9.0"}, "gaigap-2025 0.9.0"),
        ({"id": "other"}, "other 1.0.0"),
        ({"digest": "0" * 64}, r"gaigap-2025 1\.0\.0 \(0{12}\)"),
    ],
)
def test_batches_of_different_rubrics_are_refused(change: dict[str, str], told: str, pair: tuple[Path, Path]) -> None:
    manifest = pair[0] / "manifest.json"
    document = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps(document | {"rubric": document["rubric"] | change}), encoding="utf-8")
    result = run(*pair)
    assert result.exit_code == 2
    message = " ".join(result.stderr.split())
    assert "BEFORE and AFTER were scored under different rubrics" in message
    assert "Score both again under one rubric." in message
    assert re.search(told, message)


@pytest.mark.parametrize("counts", [{}, {"rejected": "many"}, {"rejected": -1}, {"rejected": True}, []])
def test_a_manifest_that_counts_nothing_is_no_hindrance(counts: Any, pair: tuple[Path, Path]) -> None:
    manifest = pair[1] / "manifest.json"
    document = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps(document | {"counts": counts}), encoding="utf-8")
    assert read_pair(*map(str, pair))[1].rejected == 0


def test_two_folders_of_profiles_are_batches_too() -> None:
    result = run(PROFILES, PROFILES)
    assert result.exit_code == 0
    assert "No score and no band changed." in result.stdout


@pytest.mark.parametrize("batch_first", [True, False])
def test_a_profile_and_a_batch_are_not_compared(batch_first: bool, pair: tuple[Path, Path]) -> None:
    inputs = [pair[0], PROFILES / "indonesia.yaml"]
    result = run(*(inputs if batch_first else reversed(inputs)))
    assert result.exit_code == 2
    assert f"{pair[0]} is a batch" in result.stderr
    assert "compare two profiles or two batches" in " ".join(result.stderr.split())


@pytest.mark.parametrize("options", [["--by", "8"], ["--lens", "declared"]])
def test_profiles_are_compared_as_a_whole(options: list[str]) -> None:
    result = run(PROFILES / "indonesia.yaml", PROFILES / "indonesia.yaml", *options)
    assert result.exit_code == 2
    assert "--by and --lens are for batches" in result.stderr


def test_batches_are_not_compared_in_every_format(pair: tuple[Path, Path]) -> None:
    result = run(*pair, "--format", "xlsx")
    assert result.exit_code == 2
    assert "There are: text, markdown, json, csv, html, pdf, docx." in result.stderr


def test_other_tiers_and_dates_are_told(tmp_path: Path, gaigap: Rubric) -> None:
    before = [complete(gaigap, "Tier", 1, "2025-01-01"), complete(gaigap, "Late", 1, "2026-06-01")]
    after = [complete(gaigap, "Tier", 1, "2026-01-01", tier="essential"), complete(gaigap, "Late", 2, "2026-01-01")]
    text = " ".join(run(scored(tmp_path / "before", *before), scored(tmp_path / "after", *after)).stdout.split())
    assert "1 subject is dated later in the earlier batch." in text
    assert "1 subject was asked another tier of indicators" in text


@pytest.mark.parametrize("code", ["id", "zh"])
def test_no_word_stays_english(code: str, pair: tuple[Path, Path]) -> None:
    text = run(*pair, "--lang", code).stdout.replace("`aigov rank`", "")
    assert "[en]" not in text
    assert max(map(wcswidth, text.splitlines())) <= 80
    assert not re.search(r"\b(batch|subject|score|range|change|before|after|known|same)\b", text, re.IGNORECASE)


@pytest.mark.parametrize("style", [style for style in TOLD_FORMATS if style not in ("pdf", "docx")])
def test_no_name_does_harm(style: str, hostile: tuple[Path, Path]) -> None:
    result = run(*hostile, "--format", style)
    assert result.exit_code == 0
    shown = result.stdout_bytes.decode("utf-8")
    match style:
        case "json":
            assert {row["name"] for row in json.loads(shown)["subjects"]} == set(HOSTILE.values())
        case "csv":
            rows = list(csv.reader(io.StringIO(shown)))
            assert len(rows) == 1 + len(HOSTILE)
            assert not any(cell[:1] in ("=", "+", "-", "@", "\t", "\r", "\n") for row in rows for cell in row)
        case "html":
            page = html5lib.HTMLParser(strict=True).parse(shown)
            assert not list(page.iter("{http://www.w3.org/1999/xhtml}script"))
        case _:
            assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)
            assert style == "text" or "<script>" not in shown


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Names that mean harm: in both batches, only in the earlier, only in the later."""
    subjects = [{"id": f"S{i}", "name": name, "kind": "country"} for i, name in enumerate(HOSTILE.values())]
    folder = tmp_path_factory.mktemp("hostile")
    before = [document("", 1, subject=subject) for i, subject in enumerate(subjects) if i % 3 != 0]
    after = [document("", 3, subject=subject, date="2026-01-01") for i, subject in enumerate(subjects) if i % 3 != 1]
    return scored(folder / "before", *before, style="csv"), scored(folder / "after", *after)


def test_half_a_character_in_a_table_is_written_as_its_escape(tmp_path: Path) -> None:
    before, after = scored(tmp_path / "before", document("Half", 1)), tmp_path / "after"
    scored(after, document("Half", 2, date="2026-01-01"))
    table = after / "scores.jsonl"
    table.write_text(table.read_text(encoding="utf-8").replace('"name":"Half"', '"name":"\\ud800"'), encoding="utf-8")
    for style in TOLD_FORMATS:
        assert run(before, after, "--format", style).exit_code == 0
    assert json.loads(run(before, after, "--format", "json").stdout)["subjects"][0]["name"] == "\ud800"
