"""OSCAL: what the documents say, and what they must never say."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from aigov_checklist import Profile, Rubric, UsageError, assess, load_rubric, open_profile
from aigov_checklist.cli import aigov
from aigov_checklist.exchange.identity import token, uuid_of
from aigov_checklist.exchange.oscal_catalog import objective_id, oscal_catalog
from aigov_checklist.exchange.oscal_findings import Line, drawn
from aigov_checklist.exchange.oscal_mapping import oscal_mapping
from aigov_checklist.exchange.oscal_results import oscal_results
from aigov_checklist.lenses import LENSES
from aigov_checklist.models.crosswalk import Crosswalk
from aigov_checklist.notation import document_bytes
from conftest import HERE, PROFILES, SameAsFile
from exchanged import ANSWERED, TINY, written
from oscal_rules import Document, broken_rules, objects
from strategies import as_profile, as_rubric, assessable

DAY = "2026-11-22"
GOLDEN = HERE / "golden"


def results(profile: Profile, rubric: Rubric, line: Line | None = None) -> Document:
    return oscal_results(assess(profile, rubric), profile, rubric, line=line)


def result_of(document: Document) -> Document:
    result: Document = document["assessment-results"]["results"][0]
    return result


def findings_of(document: Document) -> dict[str, str]:
    """The state of each finding by the id of its target."""
    found = result_of(document).get("findings", [])
    return {finding["target"]["target-id"]: finding["target"]["status"]["state"] for finding in found}


def values(part: Document, name: str, kind: str | None = None) -> list[str]:
    props = part.get("props", ())
    return [one["value"] for one in props if one["name"] == name and kind in (None, one.get("class"))]


def observation(document: Document, title: str) -> Document:
    (found,) = (one for one in result_of(document)["observations"] if one["title"] == title)
    seen: Document = found
    return seen


def without(profile: Profile, *names: str) -> Profile:
    document = written(profile)
    document["responses"] = {key: value for key, value in document["responses"].items() if key not in names}
    return as_profile(document)


# --- The whole documents ---------------------------------------------------------------------------------------

LINKS: list[dict[str, Any]] = [
    {"from": "1a.one", "to": "x.one", "relation": "equal", "strength": "strong", "reason": "The same thing."},
    {"from": "1a", "to": "x", "relation": "intersects", "strength": "weak", "reason": "Both begin."},
    {"from": "b.code", "to": "x.two", "relation": "opposed", "strength": "moderate", "reason": "One binds, one frees."},
    {"from": "1a.two", "to": "overall", "relation": "none", "reason": "Nobody else asks.", "source_status": "read"},
]
OTHER = as_rubric(
    {
        "id": "other",
        "version": "1.0.0",
        "title": "Other rubric",
        "areas": [
            {"id": "x", "title": "Xi", "indicators": [{"id": "x.one"}, {"id": "x.two"}]},
            {"id": "y", "indicators": [{"id": "y.one"}]},
        ],
    }
)
SIDES = {"from": {"id": "tiny", "version": "2.1.0"}, "to": {"id": "other", "version": "1.0.0"}}
CROSSWALK = Crosswalk.model_validate_json(json.dumps({**SIDES, "note": "Read side by side.", "links": LINKS}))

DOCUMENTS = {
    "catalog": oscal_catalog(TINY),
    "mapping": oscal_mapping(CROSSWALK, TINY, OTHER),
    "results": results(ANSWERED, TINY),
    "findings": results(ANSWERED, TINY, Line(2, "declared")),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_whole_document(name: str, same_as_file: SameAsFile) -> None:
    same_as_file(GOLDEN / f"oscal-{name}.json", document_bytes(DOCUMENTS[name], ".json"))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_document_speaks_of_compliance_but_to_say_that_it_is_none(name: str) -> None:
    text = json.dumps(DOCUMENTS[name]).lower()
    assert text.count("complian") == text.count("neither compliance nor merit")


# --- Names -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "expected"), [("std.dialogue", "std.dialogue"), ("A-1", "A-1"), ("1a.one", "_1a.one")]
)
def test_an_id_becomes_a_token_and_keeps_its_letters(name: str, expected: str) -> None:
    assert token(name) == expected


def test_a_uuid_is_of_version_five_and_tells_parts_apart() -> None:
    assert uuid_of("a", "b")[14] == "5"
    assert len({uuid_of("a", "b"), uuid_of("ab"), uuid_of("a/b"), uuid_of("a", "b", ""), uuid_of("b", "a")}) == 5


def test_what_says_something_else_has_another_uuid() -> None:
    changed = as_rubric({**written(TINY), "title": "Another title"})
    uuids = [oscal_catalog(rubric)["catalog"]["uuid"] for rubric in (TINY, changed)]
    assert uuids[0] != uuids[1]
    declared, reviewed = (results(ANSWERED, TINY, Line(2, lens)) for lens in ("declared", "reviewed"))
    assert declared["assessment-results"]["uuid"] != reviewed["assessment-results"]["uuid"]


def test_an_observation_keeps_its_uuid_when_the_answer_changes() -> None:
    document = written(ANSWERED)
    document["responses"]["1a.one"]["level"] = 4
    now, then = results(as_profile(document), TINY), results(ANSWERED, TINY)
    assert observation(now, "One")["uuid"] == observation(then, "One")["uuid"]
    assert now["assessment-results"]["uuid"] != then["assessment-results"]["uuid"]


# --- When ------------------------------------------------------------------------------------------------------


def moment(document: Document) -> str:
    (inside,) = document.values()
    found: str = inside["metadata"]["last-modified"]
    return found


def test_the_last_change_is_that_of_the_changelog_else_of_the_sources_unless_one_is_given() -> None:
    undated = as_rubric({key: value for key, value in written(TINY).items() if key != "changes"})
    assert moment(oscal_catalog(TINY)) == "2025-01-31T00:00:00+00:00"
    assert moment(oscal_catalog(undated)) == "2024-05-01T00:00:00+00:00"
    assert moment(oscal_catalog(TINY, day=DAY)) == "2026-11-22T00:00:00+00:00"
    assert moment(results(ANSWERED, TINY)) == "2026-11-21T00:00:00+00:00"


@pytest.mark.parametrize("day", [None, "1899-12-31"])
def test_without_a_date_that_oscal_can_write_there_is_no_document(day: str | None) -> None:
    with pytest.raises(UsageError, match="--date"):
        oscal_catalog(OTHER, day=day)


# --- Catalog ---------------------------------------------------------------------------------------------------


def test_an_indicator_becomes_a_control_with_everything_it_says() -> None:
    control = oscal_catalog(TINY)["catalog"]["groups"][0]["controls"][0]
    assert (control["id"], control["title"]) == ("_1a.one", "One")
    assert [part["name"] for part in control["parts"]] == [
        "statement",
        "guidance",
        "why",
        "assessment-objective",
        "assessment-method",
    ]
    assert [values(control, name) for name in ("label", "alt-identifier", "source-status", "sdg", "tier")] == [
        ["1a.one"],
        ["old.one"],
        ["read"],
        ["9"],
        ["essential"],
    ]
    objective = next(part for part in control["parts"] if part["id"] == objective_id("1a.one"))
    assert [(level["class"], level["title"], level["prose"]) for level in objective["parts"]] == [
        ("country", "started", "Half of it is done."),
        ("organization", "started", "It is begun."),
    ]


def test_a_retired_indicator_is_withdrawn_and_says_where_it_went() -> None:
    control = oscal_catalog(TINY)["catalog"]["groups"][1]["controls"][2]
    assert values(control, "status") == ["withdrawn"]
    assert control["links"] == [{"href": "#b.count", "rel": "moved-to"}]


# --- Mapping ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("relation", "relationship"),
    [
        ("equal", "equivalent-to"),
        ("subset", "subset-of"),
        ("superset", "superset-of"),
        ("intersects", "intersects-with"),
        ("opposed", "opposed"),
        ("none", "no-relationship"),
    ],
)
def test_each_relation_in_words_of_oscal(relation: str, relationship: str) -> None:
    link = {"from": "b.code", "to": "x.one", "relation": relation, "reason": "Why."}
    link |= {} if relation == "none" else {"strength": "weak"}
    crosswalk = Crosswalk.model_validate_json(json.dumps({**SIDES, "links": [link]}))
    (found,) = oscal_mapping(crosswalk, TINY, OTHER)["mapping-collection"]["mappings"][0]["maps"]
    assert (found["relationship"], found["remarks"]) == (relationship, "Why.")
    assert ("ns" in found) == ("qualifiers" in found) == (relation == "opposed")


def test_an_area_is_mapped_as_the_set_of_its_controls() -> None:
    maps = oscal_mapping(CROSSWALK, TINY, OTHER)["mapping-collection"]["mappings"][0]["maps"]
    sets = [[[item["id-ref"] for item in found[side]] for side in ("sources", "targets")] for found in maps]
    assert sets == [
        [["_1a.one"], ["x.one"]],
        [["_1a.one", "_1a.two"], ["x.one", "x.two"]],
        [["b.code"], ["x.two"]],
        [["_1a.two"], ["x.one", "x.two", "y.one"]],
    ]


def test_what_was_not_compared_is_listed_and_keeps_the_mapping_from_being_complete() -> None:
    collection = oscal_mapping(CROSSWALK, TINY, OTHER)["mapping-collection"]
    (mapping,) = collection["mappings"]
    assert collection["provenance"]["status"] == "not-complete"
    assert mapping["source-gap-summary"]["unmapped-controls"] == [{"with-ids": ["b.count", "b.gone"]}]
    assert mapping["target-gap-summary"]["unmapped-controls"] == [{"with-ids": ["y.one"]}]


# --- Results ---------------------------------------------------------------------------------------------------


def test_the_scores_are_those_of_the_engine() -> None:
    """By hand: level 2 is worth 50, no information 0, yes 100; each of the two areas counts half.

    First area (50 + 0) / 2 = 25, second area 100: what does not apply and what is retired leave the sum.
    (25 + 100) / 2 = 62.5.  Everything that applies is known, so there is no range and the coverage is 1.
    """
    result = result_of(results(ANSWERED, TINY))
    found = [values(result, name, "declared") for name in ("value", "low", "high", "coverage", "band")]
    assert found == [["62.5"], ["62.5"], ["62.5"], ["1.0"], ["high"]]
    first = observation(results(ANSWERED, TINY), "First area")
    assert values(first, "value", "declared") == ["25.0"]


def test_an_answer_is_seen_with_its_evidence_and_what_was_said_about_it() -> None:
    seen = observation(results(ANSWERED, TINY), "One")
    assert seen["description"] == "Level 2: started\n\nHalf of it is done."
    assert seen["methods"] == ["EXAMINE"]
    assert [values(seen, name) for name in ("control", "state", "answer", "reviewed-answer")] == [
        ["_1a.one"],
        ["answered"],
        ["2"],
        ["1"],
    ]
    (evidence,) = seen["relevant-evidence"]
    assert (evidence["href"], evidence["description"]) == ("https://example.org/r", "Report")
    assert seen["remarks"] == "Note: Half of it.\n\nReview: Less.\n\nReply: We disagree."


def test_nothing_found_is_not_said_to_be_nothing_there() -> None:
    seen = observation(results(ANSWERED, TINY), "Two")
    assert "That does not show that there is nothing." in seen["description"]
    assert values(seen, "state") == ["no_information"]


def test_who_assessed_who_reviewed_and_who_owns_a_target_stay_at_home() -> None:
    text = json.dumps(results(ANSWERED, TINY, Line(1, "declared")))
    assert not any(name in text for name in ("Nobody Known", "Somebody Known", "A Person"))


@pytest.mark.parametrize(
    ("kind", "said", "method"),
    [
        ("desk-review", "This is a desk review: it is not an official self-assessment.", "EXAMINE"),
        ("self-assessment", "This is a self-assessment: it says what its author says.", "UNKNOWN"),
        ("peer-review", "This is a peer review: it says what its authors say of another.", "UNKNOWN"),
    ],
)
def test_the_kind_of_the_profile_stands_first(kind: str, said: str, method: str) -> None:
    document = results(as_profile({**written(ANSWERED), "kind": kind}), TINY)
    assert document["assessment-results"]["metadata"]["remarks"].startswith(said)
    assert result_of(document)["description"] == said
    assert {one for seen in result_of(document)["observations"] for one in seen["methods"]} == {method}


def test_warnings_go_along() -> None:
    organization = {**written(ANSWERED), "subject": {"id": "X", "name": "X", "kind": "organization"}}
    organization["responses"]["1a.two"] = {"level": 1}
    result = result_of(results(as_profile(organization), TINY))
    assert values(result, "warning") == ["out-of-scope"]
    assert "1a.two" not in json.dumps(result["observations"])


def test_what_has_no_answer_is_not_named_anywhere() -> None:
    document = results(without(ANSWERED, "1a.two", "b.code"), TINY, Line(2, "declared"))
    reviewed = result_of(document)["reviewed-controls"]["control-selections"]
    assert reviewed == [{"include-controls": [{"control-id": "_1a.one"}, {"control-id": "b.count"}]}]
    named = json.dumps([result_of(document)["observations"], result_of(document)["findings"]])
    assert not any(name in named for name in ("1a.two", "b.code"))
    assert values(result_of(document), "indicators", "unanswered") == ["2"]


def test_without_any_answer_nothing_was_reviewed() -> None:
    document = results(without(ANSWERED, *ANSWERED.responses), TINY)
    (chosen,) = result_of(document)["reviewed-controls"]["control-selections"]
    assert len(chosen["exclude-controls"]) == len(TINY.indicators)
    assert chosen["include-all"] == {}


def test_a_review_of_what_was_not_answered_is_seen() -> None:
    review = {"review": {"decision": "revised", "level": 3}}
    document = results(as_profile({**written(ANSWERED), "responses": {"1a.two": review}}), TINY, Line(3, "reviewed"))
    assert observation(document, "Two")["description"] == "Not answered, but reviewed."
    assert findings_of(document) == {objective_id("1a.two"): "satisfied"}
    assert broken_rules(document) == []


# --- Findings --------------------------------------------------------------------------------------------------


def test_without_a_line_there_are_no_findings_and_it_is_said_why() -> None:
    result = result_of(results(ANSWERED, TINY))
    assert "findings" not in result
    assert result["remarks"].startswith("There are no findings, because a finding must say")


@pytest.mark.parametrize(
    ("level", "lens", "state"),
    [
        (1, "declared", "satisfied"),
        (2, "declared", "satisfied"),
        (3, "declared", "not-satisfied"),
        (1, "reviewed", "satisfied"),
        (2, "reviewed", "not-satisfied"),
    ],
)
def test_the_line_decides_for_what_is_answered_with_a_level_and_for_nothing_else(
    level: int, lens: Any, state: str
) -> None:
    """Level 2 was declared, level 1 found in review; the other indicators have no level."""
    assert findings_of(results(ANSWERED, TINY, Line(level, lens))) == {objective_id("1a.one"): state}


def test_a_finding_says_that_somebody_drew_the_line() -> None:
    (finding,) = result_of(results(ANSWERED, TINY, Line(3, "declared")))["findings"]
    assert finding["target"]["status"]["reason"] == "level-not-reached"
    assert "chose level 3 as the line" in finding["target"]["status"]["remarks"]
    assert values(finding, "level") == ["2"]


@given(assessable(), st.sampled_from(LENSES))
def test_no_finding_is_about_what_is_unknown(assessed: tuple[Profile, Rubric], lens: Any) -> None:
    profile, rubric = assessed
    lowest = sorted(level.value for level in rubric.scale.levels)[1]
    answered = {
        objective_id(name)
        for name, response in profile.responses.items()
        if response.level is not None or (response.review and response.review.level is not None)
    }
    document = results(profile, rubric, drawn(lowest, lens, rubric))
    assert findings_of(document).keys() <= answered
    seen = {one["uuid"] for one in result_of(document)["observations"]}
    assert {part["observation-uuid"] for key, part in objects(document) if key == "related-observations"} <= seen


@pytest.mark.parametrize("level", [-1, 0, 5])
def test_a_line_that_is_not_on_the_scale_or_below_everything_is_refused(level: int) -> None:
    with pytest.raises(UsageError, match="Choose one of: 1, 2, 3, 4"):
        drawn(level, "declared", TINY)


# --- The command -----------------------------------------------------------------------------------------------


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(aigov, ["export", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


KENYA = str(PROFILES / "kenya.yaml")
COMMANDS = [
    ("oscal-catalog", "waico-2025"),
    ("oscal-mapping", "gaigap-2025", "waico-2025"),
    ("oscal-results", KENYA),
    ("oscal-results", KENYA, "--satisfied-from", "3", "--lens", "evidenced"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_the_command_writes_the_same_bytes_again(command: tuple[str, ...], tmp_path: Path) -> None:
    first, again = run(*command), run(*command, "-o", tmp_path / "out.json")
    assert (first.exit_code, again.exit_code, again.stdout) == (0, 0, "")
    assert (tmp_path / "out.json").read_bytes() == first.stdout_bytes
    assert broken_rules(json.loads(first.stdout)) == []


def test_the_command_writes_what_the_library_makes() -> None:
    opened = open_profile(KENYA)
    assert json.loads(run("oscal-results", KENYA).stdout) == results(opened.profile, opened.rubric)
    assert json.loads(run("oscal-catalog", "waico-2025").stdout) == oscal_catalog(load_rubric("waico-2025"))


@pytest.mark.parametrize(
    ("command", "code", "message"),
    [
        (("oscal-catalog", "nope"), 2, "There is no rubric 'nope'."),
        (("oscal-catalog", "waico-2025", "--date", "soon"), 2, "Invalid value for '--date'"),
        (("oscal-mapping", "un-gdc-2024", "us-aiap-2025"), 2, "There is no crosswalk between un-gdc-2024 and us-aiap"),
        (("oscal-results", KENYA, "--lens", "declared"), 2, "--lens goes with --satisfied-from."),
        (("oscal-results", KENYA, "--satisfied-from", "9"), 2, "No line can be drawn at level 9."),
        (("oscal-results", KENYA, "--rubric", "waico-2025"), 1, "waico-2025"),
        (("oscal-results", str(HERE / "nowhere.yaml")), 1, "nowhere.yaml"),
    ],
)
def test_what_the_command_refuses(command: tuple[str, ...], code: int, message: str) -> None:
    result = run(*command)
    assert (result.exit_code, result.stdout) == (code, "")
    assert message in result.stderr
