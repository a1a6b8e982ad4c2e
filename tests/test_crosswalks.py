"""Crosswalks: sound files, the same from both sides, and what they say of two rubrics."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from aigov_checklist import Rubric, UsageError, load_rubric
from aigov_checklist.cli import aigov
from aigov_checklist.crosswalks.correspondence import Cell, Correspondence, correspondence
from aigov_checklist.crosswalks.opening import converse, load_crosswalk, shipped_crosswalks, validate_crosswalk
from aigov_checklist.crosswalks.rules import check_crosswalk
from aigov_checklist.errors import DocumentError
from aigov_checklist.models.crosswalk import Crosswalk
from aigov_checklist.registry import shipped_rubrics
from aigov_checklist.report.telling import TOLD_FORMATS
from conftest import HERE
from strategies import as_rubric

LEFT: Rubric = as_rubric(
    {
        "id": "left",
        "version": "1.0.0",
        "areas": [
            {"id": "a", "number": 1, "title": "Alpha", "indicators": [{"id": "a.one"}, {"id": "a.two"}]},
            {"id": "b", "number": 2, "title": "Beta", "indicators": [{"id": "b.one"}]},
            {"id": "c", "number": 3, "title": "Gamma", "indicators": [{"id": "c.one"}]},
        ],
    }
)
RIGHT: Rubric = as_rubric(
    {
        "id": "right",
        "version": "2.0.0",
        "areas": [
            {"id": "x", "title": "Xi", "indicators": [{"id": "x.one", "aliases": ["x.old"]}, {"id": "x.two"}]},
            {"id": "y", "areas": [{"id": "y.in", "indicators": [{"id": "y.one"}]}]},
        ],
    }
)
BOTH = {"left": LEFT, "right": RIGHT}
RIGHT_OF = {"equal": "equal", "subset": "superset", "superset": "subset"}


def link(one: str, other: str, relation: str = "intersects", strength: str | None = "moderate") -> dict[str, Any]:
    said = {"from": one, "to": other, "relation": relation, "reason": f"Why {one} and {other}."}
    return said | ({"strength": strength} if strength and relation != "none" else {})


def document(*links: dict[str, Any], **changed: Any) -> dict[str, Any]:
    sides = {"from": {"id": "left", "version": "1.0.0"}, "to": {"id": "right", "version": "2.0.0"}}
    return {**sides, "links": list(links), **changed}


def crosswalk(*links: dict[str, Any], **changed: Any) -> Crosswalk:
    return Crosswalk.model_validate_json(json.dumps(document(*links, **changed)))


def found(*links: dict[str, Any]) -> Correspondence:
    return correspondence(crosswalk(*links), LEFT, RIGHT)


def codes(one: Crosswalk) -> list[str]:
    return [problem.code for problem in check_crosswalk(one, BOTH)]


# --- Those that are shipped ------------------------------------------------------------------------------------

SHIPPED = sorted(shipped_crosswalks())


def test_the_plan_is_compared_with_every_other_shipped_rubric() -> None:
    others = {name for name in shipped_rubrics() if name != "gaigap-2025"}
    assert {other for one, other in SHIPPED if one == "gaigap-2025"} == others


@pytest.mark.parametrize("pair", SHIPPED, ids="--".join)
def test_a_shipped_crosswalk_is_sound_and_is_what_its_name_says(pair: tuple[str, str]) -> None:
    rubrics = {name: load_rubric(name) for name in pair}
    assert validate_crosswalk(str(shipped_crosswalks()[pair]), rubrics) == ()
    opened = load_crosswalk(rubrics[pair[0]], rubrics[pair[1]])
    assert (opened.one.id, opened.other.id) == pair


def test_no_two_shipped_files_speak_of_the_same_pair() -> None:
    assert len({frozenset(pair) for pair in SHIPPED}) == len(SHIPPED)


@pytest.mark.parametrize("pair", SHIPPED, ids="--".join)
def test_a_shipped_crosswalk_says_the_same_from_both_sides(pair: tuple[str, str]) -> None:
    one, other = map(load_rubric, pair)
    there, back = load_crosswalk(one, other), load_crosswalk(other, one)
    seen = {(a.one, a.other, RIGHT_OF.get(a.relation, a.relation), a.strength) for a in there.links}
    assert seen == {(a.other, a.one, a.relation, a.strength) for a in back.links}
    assert list(check_crosswalk(back, {one.id: one, other.id: other})) == []


@pytest.mark.parametrize(
    ("pair", "id_of_one", "id_of_other", "relation"),
    [
        (("gaigap-2025", "waico-2025"), "innov", "innovation", "equal"),
        (("gaigap-2025", "un-gdc-2024"), "gdc", "overall", "subset"),
        (("gaigap-2025", "cn-ru-2023"), "innov", "cr.4.3", "superset"),
        (("gaigap-2025", "us-aiap-2025"), "safety", "aap.2.08", "intersects"),
        (("gaigap-2025", "us-aiap-2025"), "std", "aap.3.02", "opposed"),
        (("gaigap-2025", "cn-ru-2023"), "multi", "cr.7.3", "opposed"),
        (("gaigap-2025", "us-aiap-2025"), "overall", "aap.1.14", "none"),
        (("gaigap-2025", "waico-2025"), "data", "overall", "none"),
        (("gaigap-2025", "un-gdc-2024"), "gdc.panel", "un.panel", "superset"),
        (("gaigap-2025", "un-gdc-2024"), "safety.testing", "gdcompact.o5.trust", "subset"),
        (("gaigap-2025", "un-gdc-2024"), "data.flow", "gdcompact.o4.flows", "intersects"),
        (("gaigap-2025", "waico-2025"), "cap.training", "waico.capacity", "subset"),
        (("gaigap-2025", "waico-2025"), "gdc.sovereignty", "waico.respect", "superset"),
    ],
)
def test_what_the_sources_say(pair: tuple[str, str], id_of_one: str, id_of_other: str, relation: str) -> None:
    opened = load_crosswalk(load_rubric(pair[0]), load_rubric(pair[1]))
    assert [a.relation for a in opened.links if (a.one, a.other) == (id_of_one, id_of_other)] == [relation]


SURENESS = ("read", "read_indirect", "summary", "precursor", "unverified")


@pytest.mark.parametrize("pair", SHIPPED, ids="--".join)
def test_what_can_set_a_bound_is_as_well_attested_as_the_weaker_text(pair: tuple[str, str]) -> None:
    one, other = map(load_rubric, pair)
    for a in load_crosswalk(one, other).links:
        if a.relation in ("equal", "subset", "superset") and a.one in one.indicators:
            sources = (one.indicators[a.one].source, other.indicators[a.other].source)
            assert a.source_status == max((source.source_status for source in sources if source), key=SURENESS.index)


@pytest.mark.parametrize("pair", SHIPPED, ids="--".join)
def test_the_manual_counts_the_links_that_are_shipped(pair: tuple[str, str]) -> None:
    one, other = map(load_rubric, pair)
    links = load_crosswalk(one, other).links
    single = [a.relation for a in links if a.one in one.indicators and a.other in other.indicators]
    counts = (len(links), len(single), single.count("subset"), single.count("superset"))
    manual = (HERE.parent / "docs" / "crosswalks.md").read_text(encoding="utf-8")
    assert f"| `{other.id}` | {' | '.join(map(str, counts))} |" in manual
    assert "equal" not in single


# --- From the other side ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("relation", "backwards"),
    [
        ("equal", "equal"),
        ("subset", "superset"),
        ("superset", "subset"),
        ("intersects", "intersects"),
        ("opposed", "opposed"),
        ("none", "none"),
    ],
)
def test_each_relation_seen_from_the_other_side(relation: str, backwards: str) -> None:
    (seen,) = converse(crosswalk(link("a", "x.one", relation))).links
    assert (seen.one, seen.relation, seen.other) == ("x.one", backwards, "a")


LINKS = st.builds(
    link,
    st.sampled_from(["a", "a.one", "b", "overall"]),
    st.sampled_from(["x", "x.two", "y", "overall"]),
    st.sampled_from(["equal", "subset", "superset", "intersects", "opposed", "none"]),
    st.sampled_from(["strong", "moderate", "weak"]),
)


@given(st.lists(LINKS, min_size=1, max_size=6))
def test_the_converse_of_the_converse_is_the_crosswalk_itself(links: list[dict[str, Any]]) -> None:
    one = crosswalk(*links)
    assert converse(converse(one)) == one
    assert converse(converse(one)).digest == one.digest


@given(st.lists(LINKS, min_size=1, max_size=6))
def test_the_rules_hold_from_both_sides_alike(links: list[dict[str, Any]]) -> None:
    one = crosswalk(*links)
    assert sorted(codes(one)) == sorted(codes(converse(one)))


@given(st.lists(LINKS, min_size=1, max_size=6))
def test_the_matrix_is_turned_with_the_crosswalk(links: list[dict[str, Any]]) -> None:
    there = correspondence(crosswalk(*links), LEFT, RIGHT)
    back = correspondence(converse(crosswalk(*links)), RIGHT, LEFT)
    assert {(one, other): cell for (other, one), cell in there.matrix().items()} == back.matrix()
    assert (there.one.standings, there.other.standings) == (back.other.standings, back.one.standings)


# --- What can be wrong -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bad", "code", "words"),
    [
        (document(link("a.on", "x")), "unknown-node", "The rubric left has no area or indicator a.on."),
        (document(link("a.on", "x")), "unknown-node", "Did you mean a.one?"),
        (document(link("a", "zzz")), "unknown-node", "See: aigov rubric show right."),
        (document(link("a", "x.old")), "unknown-node", "It is a part of x.one now: write that."),
        (document(link("a", "x", "none") | {"strength": "weak"}), "needless-strength", "has no strength"),
        (document(link("a", "x", "equal", None)), "missing-strength", "Add a strength: strong, moderate or weak."),
        (document(link("a", "x"), link("a", "x")), "repeated-link", "a and x are linked twice."),
        (document(link("a", "x"), link("a", "x", "opposed")), "contradictory-links", "linked above in another way"),
        (document(link("a", "x", "none"), link("a.one", "x.two")), "contradictory-links", "nothing in common"),
        (document(link("a", "overall", "none"), link("a", "x")), "contradictory-links", "nothing in common"),
        (document(link("overall", "y", "none"), link("b", "y.one")), "contradictory-links", "nothing in common"),
        (document(link("a", "x"), to={"id": "rihgt", "version": "2.0.0"}), "unknown-rubric", "Did you mean right?"),
        (document(link("a", "x"), to={"id": "right", "version": "1.0.0"}), "other-version", "has version 2.0.0"),
        (document(link("a", "b"), to={"id": "left", "version": "1.0.0"}), "same-rubric", "Both sides are the rubric"),
        (document(), "too-few", "links"),
        (document(link("a", "x") | {"relation": "similar"}), "not-in-list", "subset"),
        (document(link("a", "x") | {"reson": "?"}), "unknown-key", "Did you mean reason?"),
    ],
)
def test_a_bad_file_is_told_what_is_wrong(bad: dict[str, Any], code: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(yaml.safe_dump(bad), encoding="utf-8")
    problems = validate_crosswalk(str(path), BOTH)
    assert code in [problem.code for problem in problems]
    assert any(words in str(problem) and problem.line for problem in problems)


@pytest.mark.parametrize(
    "links",
    [
        [link("overall", "x.one", "none"), link("a", "x.one", "intersects", "weak")],
        [link("overall", "x.one", "none"), link("a", "x.one", "opposed", "strong")],
        [link("a", "x.one", "none"), link("a", "x", "equal", "strong")],
        [link("a", "x"), link("a.one", "x.one", "opposed")],
    ],
)
def test_what_can_stand_side_by_side(links: list[dict[str, Any]]) -> None:
    assert codes(crosswalk(*links)) == []


# --- What the links come to ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("links", "standing"),
    [
        ([link("a.one", "x")], "itself"),
        ([link("a", "x", "subset")], "through_area"),
        ([link("a", "x"), link("a.one", "y", "opposed")], "opposed"),
        ([link("a.one", "y", "opposed"), link("a.one", "x")], "itself"),
        ([link("a", "overall", "none")], "lacking"),
        ([link("a", "overall", "none"), link("a.one", "x", "intersects", "weak")], "itself"),
        ([link("a.one", "overall", "none"), link("a.one", "x", "intersects", "weak")], "lacking"),
        ([link("a.one", "x", "none")], "not_compared"),
        ([link("overall", "x")], "not_compared"),
        ([link("b", "x")], "not_compared"),
    ],
)
def test_how_an_indicator_stands(links: list[dict[str, Any]], standing: str) -> None:
    assert found(*links).one.standings["a.one"] == standing


def test_the_matrix_counts_areas_and_keeps_not_found_apart_from_not_compared() -> None:
    links = [link("a", "x"), link("a.one", "x.two", "opposed"), link("a.two", "y.one"), link("b", "x", "none")]
    assert found(*links, link("c", "overall", "none")).matrix() == {
        ("a", "x"): Cell(1, 1, 0),
        ("a", "y"): Cell(1, 0, 0),
        ("b", "x"): Cell(0, 0, 1),
        ("c", "overall"): Cell(0, 0, 1),
    }


def test_what_each_has_that_the_other_lacks() -> None:
    there = found(link("c", "overall", "none"), link("overall", "x.one", "none"), link("a", "y"))
    assert [missing.one for missing in there.one.lacking] == ["c"]
    assert [missing.one for missing in there.other.lacking] == ["x.one"]
    assert [area for area, _ in there.by_area()] == ["a", "c"]


def test_a_pair_without_a_crosswalk_is_told_which_there_are() -> None:
    with pytest.raises(UsageError, match="gaigap-2025 us-aiap-2025"):
        load_crosswalk(LEFT, RIGHT)


def test_a_file_about_other_rubrics_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(yaml.safe_dump(document(link("a", "x"))), encoding="utf-8")
    with pytest.raises(DocumentError, match="There is no rubric left"):
        load_crosswalk(RIGHT, load_rubric("waico-2025"), str(path))


# --- The command -----------------------------------------------------------------------------------------------


def run(*arguments: str) -> Result:
    return CliRunner().invoke(aigov, ["crosswalk", *arguments], env={"COLUMNS": "80"})


def test_the_text_says_in_words_first_how_the_two_correspond() -> None:
    words = run("show", "us-aiap-2025", "gaigap-2025").stdout
    headings = (
        "Summary\n",
        "Where they pull in opposite directions\n",
        "overlaps with",
        "lacks\n",
        "Areas against areas",
    )
    assert sorted(headings, key=words.index) == list(headings)
    told = " ".join(words.split())
    assert "us-aiap-2025 has 30 indicators. With a counterpart in gaigap-2025: 19" in told
    assert "In 9 places the two pull in opposite directions." in told
    assert "What us-aiap-2025 has and gaigap-2025 lacks" in told
    assert "aap.1.14: Protection of inventions" in told


@pytest.mark.parametrize("style", TOLD_FORMATS)
def test_every_format_is_written_and_is_the_same_each_time(style: str) -> None:
    first = run("show", "gaigap-2025", "waico-2025", "--format", style)
    assert first.exit_code == 0, first.output
    assert first.stdout_bytes
    assert first.stdout_bytes == run("show", "gaigap-2025", "waico-2025", "--format", style).stdout_bytes


def test_the_csv_holds_every_link() -> None:
    rows = list(csv.DictReader(io.StringIO(run("show", "gaigap-2025", "cn-ru-2023", "--format", "csv").stdout)))
    opened = load_crosswalk(load_rubric("gaigap-2025"), load_rubric("cn-ru-2023"))
    assert {(row["from.id"], row["relation"], row["to.id"]) for row in rows} == {
        (one.one, one.relation, one.other) for one in opened.links
    }
    assert {row["to.area"] for row in rows if row["to.id"] == "cr.7.3"} == {"information"}


def test_the_json_says_how_each_indicator_stands() -> None:
    told = json.loads(run("show", "waico-2025", "gaigap-2025", "--format", "json").stdout)
    assert told["from"]["indicators"]["waico.capacity"] == "itself"
    assert told["from"]["indicators"]["waico26.founding"] == "not_compared"
    assert [one["id"] for one in told["to"]["lacking"]] == ["data", "green", "public"]


def test_a_reason_that_is_not_in_the_language_is_marked() -> None:
    assert "[en] No goal is about data." in run("show", "gaigap-2025", "waico-2025", "--lang", "id").stdout


def test_a_crosswalk_of_ones_own_between_rubrics_of_ones_own(tmp_path: Path) -> None:
    for rubric in (LEFT, RIGHT):
        (tmp_path / f"{rubric.id}.json").write_bytes(rubric.canonical_json())
    mine = tmp_path / "mine.yaml"
    mine.write_text(yaml.safe_dump(document(link("a", "x", "subset"))), encoding="utf-8")
    left, right = str(tmp_path / "left.json"), str(tmp_path / "right.json")
    assert run("validate", str(mine), "--rubric", left, "--rubric", right).exit_code == 0
    assert "is part of" in run("show", left, right, "--file", str(mine)).stdout
    assert "contains" in run("show", right, left, "--file", str(mine)).stdout


def test_wrong_use_is_told(tmp_path: Path) -> None:
    assert "Did you mean waico-2025?" in run("show", "gaigap-2025", "waico-2052").stderr
    without = run("show", "us-aiap-2025", "waico-2025")
    assert without.exit_code == 2
    assert "gaigap-2025 waico-2025" in without.stderr
    bad = tmp_path / "bad.yaml"
    bad.write_text(yaml.safe_dump(document(link("a", "x"))), encoding="utf-8")
    refused = run("validate", str(bad))
    assert refused.exit_code == 1
    assert "There is no rubric left." in refused.stdout


def test_the_list_names_every_pair() -> None:
    listed = run("list").stdout
    assert all(other in listed for _, other in SHIPPED)
