"""What answers under one plan suggest under another: never more than the link supports, and never an answer."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from aigov_checklist import assess, load_profile, load_rubric
from aigov_checklist.cli import aigov
from aigov_checklist.crosswalks.correspondence import correspondence
from aigov_checklist.language import ENGLISH
from aigov_checklist.models.proposal import Proposal
from aigov_checklist.models.reference import Relation, Strength
from aigov_checklist.projecting.claims import LEAD, Claim, claim_of
from aigov_checklist.projecting.proposing import Projection, propose
from aigov_checklist.readers.plain import read_document
from conftest import HERE, PROFILES, SameAsFile
from plans import ANSWERED, LAW, LINKS, ONE, OTHER, answers, crosswalk, link, profile, rubric, write

GOLDEN = HERE / "golden"


def run(*arguments: str | Path, lines: str = "") -> Result:
    result = CliRunner().invoke(aigov, [str(argument) for argument in arguments], input=lines)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def projected(
    responses: dict[str, Any] = ANSWERED,
    links: dict[str, Any] = LINKS,
    *,
    one: dict[str, Any] = ONE,
    other: dict[str, Any] = OTHER,
    before: dict[str, Any] | None = None,
    **changed: Any,
) -> Projection:
    found = correspondence(crosswalk(links), rubric(one), rubric(other))
    return propose(profile(one, responses, **changed), profile(other, before or {}, **changed), found, ENGLISH)


def only(*links: dict[str, Any]) -> dict[str, Any]:
    return {**LINKS, "links": list(links)}


def bounds(proposal: Proposal) -> tuple[int | None, int | None]:
    return proposal.at_least, proposal.at_most


# --- What a link allows ----------------------------------------------------------------------------------------

# Rows: the relation seen from the answer; columns: its level, 0 to 4.  The ladder: 1 is stated, 2 is a partial
# measure.  So a part that is done is a partial measure of the whole and no more; and a whole below 2 has no part at 2.
ALLOWED: dict[Relation, list[tuple[int | None, int | None]]] = {
    "equal": [(0, 0), (1, 1), (2, 2), (3, 3), (4, 4)],
    "subset": [(None, None), (1, None), (2, None), (2, None), (2, None)],
    "superset": [(None, 0), (None, 1), (None, None), (None, None), (None, None)],
    "intersects": [(None, None)] * 5,
    "opposed": [(None, None)] * 5,
    "none": [(None, None)] * 5,
}


@pytest.mark.parametrize("relation", ALLOWED)
@pytest.mark.parametrize("level", range(5))
@pytest.mark.parametrize("strength", ["strong", "moderate"])
def test_what_a_link_allows(relation: Relation, level: int, strength: Strength) -> None:
    assert claim_of(relation, strength, level) == ALLOWED[relation][level]


@pytest.mark.parametrize("relation", ALLOWED)
@pytest.mark.parametrize("level", range(5))
def test_a_weak_link_is_a_lead_whatever_it_says(relation: Relation, level: int) -> None:
    assert claim_of(relation, "weak", level) == LEAD


@given(st.sampled_from([("subset", "superset"), ("superset", "subset"), ("equal", "equal")]), *[st.integers(0, 4)] * 2)
def test_two_answers_disagree_from_either_side_alike(relations: tuple[Relation, Relation], one: int, two: int) -> None:
    def fits(claim: Claim, level: int) -> bool:
        return (claim.at_least or 0) <= level <= (4 if claim.at_most is None else claim.at_most)

    there, back = (claim_of(relation, "strong", level) for relation, level in zip(relations, (one, two), strict=True))
    assert fits(there, two) == fits(back, one)


# --- What becomes of each indicator ----------------------------------------------------------------------------


def test_every_indicator_that_is_asked_is_told() -> None:
    assert projected().outcomes == {
        "x.same": "exact",
        "x.whole": "bounded",
        "x.part": "bounded",
        "x.touch": "lead",
        "y.one": "lead",
        "y.against": "opposed",
        "z.alone": "lacking",
        "z.not-compared": "not_compared",
    }


def test_what_is_proposed() -> None:
    found = {name: (*bounds(proposal), proposal.confidence) for name, proposal in projected().proposals.items()}
    assert found == {
        "x.same": (3, 3, "high"),  # strong, read, equal, sure by itself, with evidence
        "x.whole": (2, None, "medium"),  # a part cannot be surer than medium
        "x.part": (None, 1, "medium"),  # level 1 needs no evidence, but the link is moderate
        "x.touch": (None, None, "low"),
        "y.one": (None, None, "low"),  # through an area only
    }


def test_answers_of_an_area_are_grounds_and_its_silent_ones_are_counted() -> None:
    projection = projected()
    (ground,) = projection.proposals["y.one"].grounds
    assert (ground.source, ground.answers) == ("b", {"b.one": "level 2"})
    assert projection.silent == {"no_information": 1}


def test_evidence_comes_along_what_sets_a_lower_bound_only() -> None:
    evidence = {name: len(items) for name, items in projected().evidence.items()}
    assert evidence == {"x.same": 1, "x.whole": 1, "x.part": 0, "x.touch": 0, "y.one": 0}


@pytest.mark.parametrize(
    ("relation", "strength"), [("superset", "strong"), ("intersects", "strong"), ("equal", "weak")]
)
def test_behind_an_upper_bound_or_a_lead_no_evidence_comes(relation: str, strength: str) -> None:
    links = only(link("a.same", "x.same", relation, strength))
    assert projected({"a.same": {"level": 1, "evidence": [LAW]}}, links).evidence == {"x.same": ()}


STATES = {
    "no information proposes nothing": {"no_information": "The gazette."},
    "not applicable needs a reason of its own": {"not_applicable": "No coast."},
    "unanswered": {"note": "Later."},
    "revised to not applicable": {"level": 3, "review": {"decision": "revised", "not_applicable": "No coast."}},
}


@pytest.mark.parametrize("response", STATES.values(), ids=STATES)
def test_only_answers_are_projected(response: dict[str, Any]) -> None:
    projection = projected({"a.same": response})
    assert projection.proposals == {}
    assert projection.outcomes["x.same"] == "no_answer"


def test_what_a_reviewer_decided_counts() -> None:
    revised = {"level": 4, "review": {"decision": "revised", "level": 1}}
    assert bounds(projected({"a.same": revised}).proposals["x.same"]) == (1, 1)
    only_reviewed = {"review": {"decision": "revised", "level": 2}}
    assert bounds(projected({"a.same": only_reviewed}).proposals["x.same"]) == (2, 2)


SURE: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "everything sure": ({"confidence": "high", "evidence": [LAW]}, {"source_status": "read"}, "high"),
    "nothing said of confidence": ({"evidence": [LAW]}, {"source_status": "read"}, "medium"),
    "nothing said of the source": ({"confidence": "high", "evidence": [LAW]}, {}, "medium"),
    "not sure of the answer": ({"confidence": "low", "evidence": [LAW]}, {"source_status": "read"}, "low"),
    "without the evidence it needs": ({"confidence": "high"}, {"source_status": "read"}, "low"),
    "evidence that cannot be looked up": (
        {"confidence": "high", "evidence": [{"title": "Talk"}]},
        {"source_status": "read"},
        "low",
    ),
    "confirmed by a reviewer instead": (
        {"confidence": "high", "review": {"decision": "confirmed"}},
        {"source_status": "read"},
        "high",
    ),
    "a moderate link": (
        {"confidence": "high", "evidence": [LAW]},
        {"source_status": "read", "strength": "moderate"},
        "medium",
    ),
    "a text that is not verified": ({"confidence": "high", "evidence": [LAW]}, {"source_status": "unverified"}, "low"),
}


@pytest.mark.parametrize(("answer", "more", "confidence"), SURE.values(), ids=SURE)
def test_a_proposal_is_as_sure_as_the_least_sure_thing(
    answer: dict[str, Any], more: dict[str, str], confidence: str
) -> None:
    links = only(link("a.same", "x.same", "equal", **{"strength": "strong", **more}))
    assert projected({"a.same": {"level": 3, **answer}}, links).proposals["x.same"].confidence == confidence


TOGETHER: dict[str, tuple[list[tuple[str, str, int]], tuple[int | None, int | None], str]] = {
    "the highest lower bound": ([("a.part", "subset", 1), ("a.same", "subset", 4)], (2, None), "is a part of this"),
    "the lowest upper bound": ([("a.part", "superset", 1), ("a.same", "superset", 0)], (None, 0), "contains this"),
    "a range": ([("a.part", "subset", 1), ("a.same", "equal", 1)], (1, 1), "at level 1"),
    "an equal beside a part that fits": ([("a.part", "subset", 4), ("a.same", "equal", 3)], (3, 3), "at level 3"),
    "a part that stands higher than the whole": (
        [("a.part", "subset", 4), ("a.same", "equal", 1)],
        (None, None),
        "contradict each other",
    ),
    "two that should be the same": (
        [("a.part", "equal", 4), ("a.same", "equal", 3)],
        (None, None),
        "contradict each other",
    ),
    "a part, and a whole that is small": (
        [("a.part", "subset", 1), ("a.same", "superset", 1)],
        (1, 1),
        "at level 1",
    ),
    "leads only": ([("a.part", "intersects", 4), ("a.same", "subset", 0)], (None, None), "A lead only"),
}


@pytest.mark.parametrize(("said", "expected", "words"), TOGETHER.values(), ids=TOGETHER)
def test_several_grounds_together(
    said: list[tuple[str, str, int]], expected: tuple[int | None, int | None], words: str
) -> None:
    links = only(*(link(source, "x.same", relation) for source, relation, _ in said))
    proposal = projected({source: {"level": level} for source, _, level in said}, links).proposals["x.same"]
    assert bounds(proposal) == expected
    assert words in proposal.reason
    assert len(proposal.grounds) == 2


def test_a_contradiction_is_never_sure() -> None:
    sure = {"confidence": "high", "evidence": [LAW]}
    links = only(*(link(name, "x.same", "equal", source_status="read") for name in ("a.same", "a.part")))
    answered = {"a.same": {"level": 3, **sure}, "a.part": {"level": 4, **sure}}
    assert projected(answered, links).proposals["x.same"].confidence == "low"


def test_an_opposed_link_beside_an_equal_one_is_no_ground() -> None:
    links = only(link("a.same", "x.same", "equal"), link("c.against", "x.same", "opposed"))
    projection = projected(links=links)
    assert [ground.source for ground in projection.proposals["x.same"].grounds] == ["a.same"]
    assert [one.other for one in projection.opposed] == ["x.same"]


def test_links_of_an_indicator_count_before_those_of_its_area() -> None:
    links = only(link("a", "x", "equal"), link("a.same", "y.one", "equal"))
    projection = projected(links=links)
    assert "a.same" not in projection.proposals["x.same"].grounds[0].answers
    assert [ground.source for ground in projection.proposals["y.one"].grounds] == ["a.same"]
    assert projection.proposals["x.same"].is_lead  # between areas


def test_a_link_of_the_whole_says_nothing_of_indicators() -> None:
    projection = projected(links=only(link("overall", "x", "equal"), link("a", "overall", "equal")))
    assert projection.proposals == {}


def with_measure(plan: dict[str, Any], name: str, measure: dict[str, Any]) -> dict[str, Any]:
    changed: dict[str, Any] = json.loads(json.dumps(plan))
    for area in changed["areas"]:
        for leaf in area["indicators"]:
            if leaf["id"] == name:
                leaf["measure"] = measure
    return changed


CHOICE = {"type": "choice", "choices": [{"code": "yes", "points": 100}, {"code": "no", "points": 0}]}
SHORT = {"levels": [{"value": value, "name": str(value), "points": 50.0 * value} for value in range(3)]}


def test_a_choice_is_never_proposed_nor_projected_as_a_level() -> None:
    assert projected(other=with_measure(OTHER, "x.same", CHOICE)).proposals["x.same"].is_lead
    one = with_measure(ONE, "a.same", CHOICE)
    lead = projected({"a.same": {"choice": "yes"}}, one=one).proposals["x.same"]
    assert lead.is_lead
    assert lead.grounds[0].answers == {"a.same": "choice yes"}


def test_other_ladders_allow_what_is_equal_only_if_they_are_the_same() -> None:
    short_one, short_other = ONE | {"scale": SHORT}, OTHER | {"scale": SHORT}
    said = {"a.same": {"level": 2}, "a.part": {"level": 2}}
    both = projected(said, one=short_one, other=short_other).proposals
    assert bounds(both["x.same"]) == (2, 2)
    assert both["x.whole"].is_lead  # what a part shows is known of our ladder only
    mixed = projected(said, one=short_one).proposals
    assert mixed["x.same"].is_lead


def test_what_is_not_asked_is_neither_projected_nor_proposed() -> None:
    country_only = json.loads(json.dumps(ONE))
    country_only["areas"][0]["indicators"][0]["applies_to"] = ["organization"]
    assert projected(one=country_only).outcomes["x.same"] == "no_answer"
    not_here = json.loads(json.dumps(OTHER))
    not_here["areas"][0]["indicators"][0]["applies_to"] = ["organization"]
    assert "x.same" not in projected(other=not_here).outcomes


@given(st.dictionaries(st.sampled_from(list(ANSWERED)), st.integers(0, 4)))
def test_no_answer_ever_comes_out_and_bounds_are_in_order(levels: dict[str, int]) -> None:
    for proposal in projected({name: {"level": level} for name, level in levels.items()}).proposals.values():
        low, high = bounds(proposal)
        assert (low or 0) <= (4 if high is None else high)
        assert low is None or low <= max(2, *levels.values())


# --- The file --------------------------------------------------------------------------------------------------


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    return write(tmp_path, one=ONE, other=OTHER, links=LINKS, mine=answers(ONE, ANSWERED))


def project(files: dict[str, str], output: Path, *more: str | Path) -> Result:
    own = ("--rubric", files["one"], "--to", files["other"], "--crosswalk", files["links"])
    return run("project", files["mine"], *own, "-o", output, *more)


def document(path: Path) -> dict[str, Any]:
    found, problems = read_document(path.read_bytes(), str(path))
    assert not problems
    return dict(found)


def test_the_file_is_a_valid_profile_that_scores_as_unanswered(files: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "out.yaml"
    assert project(files, path).exit_code == 0
    assert run("validate", path, "--rubric", files["other"]).exit_code == 0
    opened = load_profile(path, rubric(OTHER))
    empty = opened.model_copy(update={"responses": {}})
    with_none, now = assess(empty, rubric(OTHER)), assess(opened, rubric(OTHER))
    assert now.overall == with_none.overall
    assert now.overall.declared.value is None


def test_the_file_says_what_it_is(files: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "out.yaml"
    project(files, path)
    found = document(path)
    assert (found["kind"], found["date"], found["subject"]["name"]) == ("desk-review", "2026-11-21", "Narnia")
    assert "assessors" not in found
    assert "wait for a person's decision" in found["statement"]
    (step,) = found["history"]
    assert (step["event"], step["rubric"]["id"], step["file"]) == ("projected", "one", "mine.json")


def test_the_same_gives_the_same_bytes(files: dict[str, str], tmp_path: Path, same_as_file: SameAsFile) -> None:
    first, second = tmp_path / "first.yaml", tmp_path / "second.yaml"
    project(files, first)
    project(files, second)
    assert first.read_bytes() == second.read_bytes()
    day = f"    date: {document(first)['history'][0]['date']}\n"
    same_as_file(GOLDEN / "projected.yaml", first.read_bytes().replace(day.encode(), b"    date: 2026-11-22\n"))


def test_what_is_told(
    files: dict[str, str], tmp_path: Path, same_as_file: SameAsFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    told = project(files, tmp_path / "out.yaml").stderr
    assert max(map(len, told.splitlines())) <= 80
    same_as_file(GOLDEN / "projected.txt", told.encode())


def test_json_and_standard_output(files: dict[str, str], tmp_path: Path) -> None:
    project(files, tmp_path / "out.json")
    own = ("--rubric", files["one"], "--to", files["other"], "--crosswalk", files["links"])
    written = run("project", files["mine"], *own)
    as_yaml, problems = read_document(written.stdout_bytes, "out.yaml")
    assert not problems
    assert as_yaml == json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))


BEFORE = """\
# Filled in by hand
rubric: {id: other, version: 2.0.0}
kind: self-assessment
date: 2026-11-22
subject: {id: NAR, name: Narnia, kind: country}
responses:
  # the same question
  x.same:   {level: 1}   # ours
  x.whole:
    no_information:  "the gazette"
  x.part: {note: "to be found out"}
  x.touch: {review: {decision: revised, level: 2}}
"""


def test_going_on_with_a_file_leaves_every_answer_byte_for_byte(files: dict[str, str], tmp_path: Path) -> None:
    before, after = tmp_path / "before.yaml", tmp_path / "after.yaml"
    before.write_text(BEFORE, encoding="utf-8")
    told = project(files, after, "--into", before)
    assert told.exit_code == 0
    text = after.read_text(encoding="utf-8")
    for line in BEFORE.splitlines():
        assert line in text.splitlines() or "x.part" in line
    found = document(after)
    assert found["responses"]["x.part"]["note"] == "to be found out"
    assert found["responses"]["x.part"]["proposal"]["at_most"] == 1
    assert [name for name, one in found["responses"].items() if "proposal" in one] == ["x.part", "y.one"]
    assert [step["event"] for step in found["history"]] == ["projected"]
    assert (found["kind"], found["date"]) == ("self-assessment", "2026-11-22")


@pytest.mark.parametrize("ending", ["yaml", "json"])
def test_going_on_again_changes_nothing(files: dict[str, str], tmp_path: Path, ending: str) -> None:
    first, second = tmp_path / f"first.{ending}", tmp_path / f"second.{ending}"
    project(files, first)
    assert project(files, second, "--into", first).exit_code == 0
    assert second.read_bytes() == first.read_bytes()


@pytest.mark.parametrize("ending", ["yaml", "json"])
def test_a_proposal_that_no_longer_holds_is_withdrawn(files: dict[str, str], tmp_path: Path, ending: str) -> None:
    first, second = tmp_path / f"first.{ending}", tmp_path / f"second.{ending}"
    project(files, first)
    Path(files["mine"]).write_text(json.dumps(answers(ONE, {"a.same": {"level": 2}})), encoding="utf-8")
    assert project(files, second, "--into", first).exit_code == 0
    found = document(second)
    assert [name for name, one in found["responses"].items() if "proposal" in one] == ["x.same"]
    assert found["responses"]["x.same"]["proposal"]["at_least"] == 2
    assert len(found["history"]) == 2


def test_evidence_younger_than_the_profile_stays_out(files: dict[str, str], tmp_path: Path) -> None:
    before = write(tmp_path, before=answers(OTHER, {}, date="2024-12-31"))["before"]
    after = tmp_path / "after.json"
    assert project(files, after, "--into", before).exit_code == 0
    assert "evidence" not in document(after)["responses"]["x.same"]


def test_a_proposal_from_a_third_plan_stays(files: dict[str, str], tmp_path: Path) -> None:
    third = {
        "rubric": {"id": "third", "version": "1.0.0"},
        "confidence": "low",
        "reason": "Another plan.",
        "grounds": [link("t.one", "x.same", "intersects") | {"answers": {"t.one": "level 1"}}],
    }
    before = write(tmp_path, before=answers(OTHER, {"x.same": {"proposal": third}}))["before"]
    after = tmp_path / "after.json"
    told = project(files, after, "--into", before)
    assert document(after)["responses"]["x.same"]["proposal"] == third
    assert "a third rubric" in told.stderr


REFUSED: dict[str, tuple[dict[str, Any], list[str], str]] = {
    "another subject": (
        answers(OTHER, {}, subject={"id": "CAL", "name": "Calormen", "kind": "country"}),
        ["--into", "before"],
        "different subjects: Narnia and Calormen",
    ),
    "a profile under the first plan": (answers(ONE, {}), ["--into", "before"], "answers the rubric one, not other"),
}


@pytest.mark.parametrize(("before", "options", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused(
    files: dict[str, str], tmp_path: Path, before: dict[str, Any], options: list[str], words: str
) -> None:
    paths = write(tmp_path, before=before)
    output = tmp_path / "out.json"
    result = project(files, output, *(paths.get(option, option) for option in options))
    assert result.exit_code in (1, 2)
    assert words in result.stderr
    assert not output.exists()


def test_a_rubric_that_asks_the_subject_nothing_is_refused() -> None:
    result = run("project", PROFILES / "microsoft.yaml", "--to", "us-aiap-2025")
    assert result.exit_code == 2
    assert "Nothing here is asked of organization in the tier full." in result.stderr


def test_the_profile_itself_is_never_written_over(files: dict[str, str]) -> None:
    before = Path(files["mine"]).read_bytes()
    result = project(files, Path(files["mine"]), "--force")
    assert result.exit_code == 3
    assert Path(files["mine"]).read_bytes() == before


def test_yaml_that_goes_on_is_not_called_json(files: dict[str, str], tmp_path: Path) -> None:
    before = tmp_path / "before.yaml"
    before.write_text(BEFORE, encoding="utf-8")
    result = project(files, tmp_path / "after.json", "--into", before)
    assert result.exit_code == 2
    assert "end in .yaml" in result.stderr


HISTORY = {
    "a list in brackets": "history: [{event: imported, file: a.csv, sha256: '" + "0" * 64 + "'}]\n",
    "an empty list": "history: []\n",
    "a list of lines": "history:\n  - event: imported\n    file: a.csv\n    sha256: '" + "0" * 64 + "'\n  # kept\n",
}


@pytest.mark.parametrize("history", HISTORY.values(), ids=HISTORY)
def test_a_step_is_added_to_whatever_history_there_is(history: str, files: dict[str, str], tmp_path: Path) -> None:
    before, after = tmp_path / "before.yaml", tmp_path / "after.yaml"
    before.write_text(BEFORE.replace("responses:", f"{history}responses:"), encoding="utf-8")
    assert project(files, after, "--into", before).exit_code == 0
    assert document(after)["history"][-1]["event"] == "projected"
    assert "# Filled in by hand" in after.read_text(encoding="utf-8")
    assert ("# kept" in after.read_text(encoding="utf-8")) == ("# kept" in history)


def test_the_same_rubric_is_refused() -> None:
    result = run("project", PROFILES / "indonesia.yaml", "--to", "gaigap-2025")
    assert result.exit_code == 2
    assert "answers gaigap-2025 already" in result.stderr


def test_a_pair_without_a_crosswalk_is_told_which_there_are(tmp_path: Path) -> None:
    path = tmp_path / "un.yaml"
    run("project", PROFILES / "indonesia.yaml", "--to", "un-gdc-2024", "-o", path)
    result = run("project", path, "--to", "waico-2025")
    assert result.exit_code == 2
    assert "There is no crosswalk between un-gdc-2024 and waico-2025." in result.stderr


def test_an_existing_file_stays_without_force(files: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "out.yaml"
    path.write_text("mine", encoding="utf-8")
    assert project(files, path).exit_code == 3
    assert path.read_text(encoding="utf-8") == "mine"
    assert project(files, path, "--force").exit_code == 0


@pytest.mark.parametrize("name", ["indonesia", "singapore", "kenya", "brazil", "itu", "microsoft", "linux-foundation"])
@pytest.mark.parametrize("target", ["un-gdc-2024", "waico-2025"])
def test_desk_reviews_can_be_projected(name: str, target: str, tmp_path: Path) -> None:
    path = tmp_path / "out.yaml"
    assert run("project", PROFILES / f"{name}.yaml", "--to", target, "-o", path).exit_code == 0
    opened = load_profile(path)
    assert all(response.state == "unanswered" for response in opened.responses.values())
    assert opened.waiting.keys() == opened.responses.keys()
    assert assess(opened, load_rubric(target)).overall.declared.value is None


INDONESIA: dict[str, tuple[int, str]] = {
    # A wish to coordinate AI rules (level 1) is a wish that approaches fit together: so stated, at least 1.
    "gdcompact.o5.interop": (1, "innov.reg-coord"),
    # A first round of training with a partner (level 2) is a project of help with AI capacity: at least 2.
    "gdcompact.o5.capacity": (2, "cap.training"),
}
"""What the desk review of Indonesia gives under the Compact, all by `subset` links: never more than level 2."""


def test_what_the_desk_review_of_indonesia_gives_under_the_compact(tmp_path: Path) -> None:
    path = tmp_path / "out.yaml"
    assert run("project", PROFILES / "indonesia.yaml", "--to", "un-gdc-2024", "-o", path).exit_code == 0
    proposals = load_profile(path).waiting
    assert {name: bounds(one) for name, one in proposals.items() if not one.is_lead} == {
        name: (level, None) for name, (level, _) in INDONESIA.items()
    }
    for name, (level, source) in INDONESIA.items():
        grounds = [ground for ground in proposals[name].grounds if ground.relation == "subset"]
        assert [(one.source, one.answers) for one in grounds] == [(source, {source: f"level {level}"})]
        # Both clauses of the Compact are unverified: never sure.
        assert proposals[name].confidence == "low"
    # 32 indicators, of which one is asked of organizations only: 31 = 2 bounds + 20 leads + 9 without a proposal.
    assert len(proposals) == 2 + 20


def test_support_for_the_panel_tells_no_level_of_the_use_of_its_findings(tmp_path: Path) -> None:
    """ITU helped to review candidates (level 2 of `gdc.panel`); whether it used a report is another question."""
    path = tmp_path / "out.yaml"
    run("project", PROFILES / "itu.yaml", "--to", "un-gdc-2024", "-o", path)
    assert load_profile(path).waiting["un.panel"].is_lead
    assert load_profile(path).waiting["un.dialogue"].is_lead
