"""One subject under several plans: its scores stay apart, and answers that cannot both be right are told."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from aigov_checklist.cli import aigov
from aigov_checklist.crosswalks.correspondence import correspondence
from aigov_checklist.crosswalks.opening import converse
from aigov_checklist.projecting.beside import Beside, put_beside
from aigov_checklist.report.beside_rows import COLUMNS
from aigov_checklist.report.telling import TOLD_FORMATS
from conftest import HERE, PROFILES, SameAsFile
from plans import ANSWERED, LINKS, ONE, OTHER, answers, crosswalk, link, profile, rubric, write

GOLDEN = HERE / "golden"

THERE: dict[str, Any] = {
    "x.same": {"level": 1},  # equal to a.same, which stands at 3
    "x.whole": {"level": 2},  # a.part at 4 allows at least 2
    "x.part": {"level": 3},  # a.whole at 1 allows at most 1
    "x.touch": {"no_information": "The gazette was searched."},
    "y.against": {"level": 2},
    "z.alone": {"level": 1},
}


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(aigov, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def beside(here: dict[str, Any] = ANSWERED, there: dict[str, Any] = THERE, links: dict[str, Any] = LINKS) -> Beside:
    one, other = rubric(ONE), rubric(OTHER)
    found = correspondence(crosswalk(links), one, other)
    return put_beside([(profile(ONE, here), one), (profile(OTHER, there), other)], [found])


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    mine, theirs = answers(ONE, ANSWERED), answers(OTHER, THERE, date="2026-11-20", kind="self-assessment")
    return write(tmp_path, one=ONE, other=OTHER, links=LINKS, mine=mine, theirs=theirs)


def shown(files: dict[str, str], *more: str | Path) -> Result:
    own = ("--rubric", files["one"], "--rubric", files["other"], "--crosswalk", files["links"])
    return run("side-by-side", files["mine"], files["theirs"], *own, *more)


# --- What disagrees --------------------------------------------------------------------------------------------


def test_answers_that_cannot_both_be_right() -> None:
    assert {(one.link.one, one.link.other) for one in beside().linked if one.disagrees} == {
        ("a.same", "x.same"),
        ("a.whole", "x.part"),
    }


# A level here, one there, and whether they can both be right; the rules are those of proposals (test_projecting).
PAIRS: dict[str, tuple[str, str, int, int, bool]] = {
    "equal and the same": ("equal", "strong", 2, 2, False),
    "equal and not the same": ("equal", "moderate", 2, 3, True),
    "the same only by analogy": ("equal", "weak", 0, 4, False),
    "a part at 4, the whole at 2": ("subset", "strong", 4, 2, False),
    "a part at 4, the whole at 1": ("subset", "strong", 4, 1, True),
    "a part at 0 says nothing": ("subset", "strong", 0, 4, False),
    "a whole at 0, a part at 1": ("superset", "strong", 0, 1, True),
    "a whole at 2 says nothing": ("superset", "strong", 2, 0, False),
    "an overlap is not checked": ("intersects", "strong", 0, 4, False),
    "nor what is opposed": ("opposed", "strong", 0, 4, False),
}


@pytest.mark.parametrize(("relation", "strength", "here", "there", "disagrees"), PAIRS.values(), ids=PAIRS)
def test_which_pairs_disagree(relation: str, strength: str, here: int, there: int, disagrees: bool) -> None:
    links = {**LINKS, "links": [link("a.same", "x.same", relation, strength)]}
    (one,) = beside({"a.same": {"level": here}}, {"x.same": {"level": there}}, links).linked
    assert one.disagrees == disagrees


@given(*[st.integers(0, 4)] * 6)
def test_the_same_pairs_disagree_seen_from_either_plan(a: int, b: int, c: int, x: int, y: int, z: int) -> None:
    here = {"a.same": {"level": a}, "a.part": {"level": b}, "a.whole": {"level": c}}
    there = {"x.same": {"level": x}, "x.whole": {"level": y}, "x.part": {"level": z}}
    one, other = rubric(ONE), rubric(OTHER)
    seen_back = correspondence(converse(crosswalk()), other, one)
    back = put_beside([(profile(OTHER, there), other), (profile(ONE, here), one)], [seen_back])
    forth = {(found.link.one, found.link.other) for found in beside(here, there).linked if found.disagrees}
    assert forth == {(found.link.other, found.link.one) for found in back.linked if found.disagrees}


def test_a_review_settles_what_an_answer_is() -> None:
    settled = {**THERE, "x.same": {"level": 1, "review": {"decision": "revised", "level": 3}}}
    assert ("a.same", "x.same") not in {
        (one.link.one, one.link.other) for one in beside(there=settled).linked if one.disagrees
    }


def test_what_only_one_of_them_asks() -> None:
    assert [(plan.rubric.id, names) for plan, names in beside().alone()] == [
        ("one", ["c.alone"]),
        ("other", ["z.alone"]),
    ]


def test_what_is_touched_or_opposed_is_not_asked_by_one_alone() -> None:
    touched = {**LINKS, "links": [*LINKS["links"], link("c.alone", "z.alone", "intersects", "weak")]}
    assert [names for _, names in beside(links=touched).alone()] == [[], []]


# --- The page --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("style", "name"), [("text", "side-by-side.txt"), ("markdown", "side-by-side.md")])
def test_the_page(
    style: str, name: str, files: dict[str, str], same_as_file: SameAsFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    told = shown(files, "--format", style)
    assert told.exit_code == 0
    same_as_file(GOLDEN / name, told.stdout_bytes)


def test_the_page_fits_into_80_columns(files: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert max(map(len, shown(files).stdout.splitlines())) <= 80


@pytest.mark.parametrize("style", TOLD_FORMATS)
def test_every_format_is_written_and_the_same_twice(style: str, files: dict[str, str], tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for path in (first, second):
        assert shown(files, "--format", style, "-o", path).exit_code == 0
    assert first.read_bytes() == second.read_bytes()


def test_the_rows_for_machines(files: dict[str, str]) -> None:
    rows = list(csv.DictReader(io.StringIO(shown(files, "--format", "csv").stdout)))
    assert tuple(rows[0]) == COLUMNS
    by_ends = {(row["from.id"], row["to.id"]): row for row in rows}
    same = by_ends["a.same", "x.same"]
    assert (same["from.answer"], same["to.answer"], same["at_least"], same["at_most"]) == ("3", "1", "3", "3")
    assert same["disagrees"] == "true"
    area = by_ends["b", "y.one"]
    assert (area["from.state"], area["to.state"], area["disagrees"]) == ("", "unanswered", "false")
    # b.one is at level 2, 50 points; b.two has no information, 0 points: (50 + 0) / 2.
    assert float(area["from.value"]) == 25.0


def test_json_holds_the_plans_and_the_links(files: dict[str, str]) -> None:
    found = json.loads(shown(files, "--format", "json", "--lens", "evidenced").stdout)
    assert found["lens"] == "evidenced"
    assert [plan["rubric"]["id"] for plan in found["plans"]] == ["one", "other"]
    assert found["alone"] == {"one": ["c.alone"], "other": ["z.alone"]}
    assert sum(row["disagrees"] for row in found["links"]) == 2


def test_no_number_is_made_of_two_plans(files: dict[str, str]) -> None:
    found = json.loads(shown(files, "--format", "json").stdout)
    assert found.keys() == {"title", "subtitle", "language", "lens", "plans", "links", "alone", "sections"}
    assert "No average of them is made" in shown(files).stdout


def test_three_shipped_plans_beside_each_other(tmp_path: Path) -> None:
    paths = []
    for target in ("us-aiap-2025", "waico-2025"):
        paths.append(tmp_path / f"{target}.yaml")
        run("project", PROFILES / "indonesia.yaml", "--to", target, "-o", paths[-1])
    told = run("side-by-side", PROFILES / "indonesia.yaml", *paths)
    assert told.exit_code == 0
    assert "Indonesia under 3 plans" in told.stdout
    # Seen from another plan that has no crosswalk with the third, it says which there are.
    assert "There is no crosswalk between us-aiap-2025 and waico-2025." in run(
        "side-by-side", *reversed(paths)
    ).stderr or (
        "There is no crosswalk between waico-2025 and us-aiap-2025." in run("side-by-side", *reversed(paths)).stderr
    )


# --- What is refused -------------------------------------------------------------------------------------------


def test_one_profile_has_nothing_beside_it() -> None:
    result = run("side-by-side", PROFILES / "indonesia.yaml")
    assert result.exit_code == 2
    assert "give two profiles or more, under different rubrics" in result.stderr


def test_the_same_plan_twice_is_for_compare() -> None:
    result = run("side-by-side", PROFILES / "indonesia.yaml", PROFILES / "indonesia.yaml")
    assert result.exit_code == 2
    assert "aigov compare" in result.stderr


def test_other_subjects_are_refused(files: dict[str, str], tmp_path: Path) -> None:
    subject = {"id": "CAL", "name": "Calormen", "kind": "country"}
    files |= write(tmp_path, theirs=answers(OTHER, {}, subject=subject))
    result = shown(files)
    assert result.exit_code == 2
    assert "different subjects: Narnia and Calormen" in result.stderr


def test_a_crosswalk_of_other_plans_is_refused(files: dict[str, str], tmp_path: Path) -> None:
    away = {**LINKS, "to": {"id": "third", "version": "1.0.0"}}
    files |= write(tmp_path, links=away)
    result = shown(files)
    assert result.exit_code == 2
    assert "is not about one and one of: other." in result.stderr


@pytest.mark.parametrize("text", ["[]", "from: 3", "{from: {id: [1]}, to: {}}", ": :"])
def test_a_file_that_is_no_crosswalk_is_told(text: str, files: dict[str, str]) -> None:
    Path(files["links"]).write_text(text, encoding="utf-8")
    assert shown(files).exit_code in (1, 2)
