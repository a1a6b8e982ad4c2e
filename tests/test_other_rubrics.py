"""The rubrics of the other systems say all that their sources say, carry its provenance and can be filled in."""

import csv
import itertools
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from aigov_checklist import Rubric, assess, load_rubric
from aigov_checklist.cli import aigov
from aigov_checklist.models.measure import ChoiceMeasure
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.record import Kind
from aigov_checklist.models.rubric import Indicator
from aigov_checklist.registry import DEFAULT_RUBRIC, shipped_rubrics
from aigov_checklist.resources import data_folder

OTHERS = [name for name in shipped_rubrics() if name != DEFAULT_RUBRIC]

# The rows of the clause inventory of each system: as what a row came in, how well it is attested, which areas of the
# Action Plan it meets. Rows that are facts and no commitments stand in the notes on documents.
with (Path(__file__).parent / "inventory-others.csv").open(encoding="utf-8", newline="") as stream:
    INVENTORY = list(csv.DictReader(stream))

# Which Sustainable Development Goals an area of the Action Plan serves; only these links can be defended.
GOALS_OF_PLAN_AREAS = {
    "1": {8, 17},
    "2": {9, 17},
    "3": {1, 2, 3, 4, 8, 9, 11},
    "4": {7, 9, 17},
    "5": {9, 17},
    "6": {10, 16, 17},
    "7": {6, 7, 12, 13, 15},
    "8": {9, 10, 16},
    "9": {3, 4, 16},
    "10": {9, 16},
    "11": {10, 16, 17},
    "12": {4, 5, 9, 10, 17},
    "13": {16, 17},
}


@pytest.fixture(scope="module", params=OTHERS)
def rubric(request: pytest.FixtureRequest) -> Rubric:
    return load_rubric(request.param)


def rows_of(rubric: Rubric) -> dict[str, dict[str, str]]:
    return {row["id"]: row for row in INVENTORY if row["rubric"] == rubric.id}


def run(*arguments: str) -> str:
    result = CliRunner().invoke(aigov, arguments)
    assert result.exit_code == 0, result.output
    return result.output


def test_every_rubric_of_the_inventory_is_shipped() -> None:
    assert {row["rubric"] for row in INVENTORY} == set(OTHERS)


def test_the_command_finds_no_problem(rubric: Rubric) -> None:
    folder = data_folder("rubrics") / rubric.id
    assert "no problems" in " ".join(run("rubric", "validate", str(folder)).split())


def test_every_row_of_the_inventory_is_reachable(rubric: Rubric) -> None:
    rows = rows_of(rubric)
    assert rubric.indicators.keys() == {name for name, row in rows.items() if row["place"] == "indicator"}
    assert rubric.aliases.keys() == {name for name, row in rows.items() if row["place"] == "alias"}
    notes = " ".join(document.note or "" for document in rubric.documents)
    for name in (name for name, row in rows.items() if row["place"] == "note"):
        assert f"({name})" in notes, name


def test_source_statuses_are_those_of_the_inventory(rubric: Rubric) -> None:
    carried = {leaf.id: leaf.source.source_status for leaf in rubric.leaves() if leaf.source}
    assert carried == {name: rows_of(rubric)[name]["source_status"] for name in rubric.indicators}
    assert set(carried.values()) <= rubric.provenance.keys()


def test_goals_are_those_of_the_plan_areas_that_an_item_meets(rubric: Rubric) -> None:
    for leaf in rubric.leaves():
        areas = rows_of(rubric)[leaf.id]["plan_areas"].split()
        assert set(leaf.sdgs) <= set().union(*(GOALS_OF_PLAN_AREAS[area] for area in areas)), leaf.id


def test_goals_are_a_view(rubric: Rubric) -> None:
    (view,) = (view for view in rubric.views if view.by == "sdgs")
    assert {group.id for group in view.groups} == {str(goal) for leaf in rubric.leaves() for goal in leaf.sdgs}


def test_every_indicator_is_complete(rubric: Rubric) -> None:
    for leaf in rubric.leaves():
        assert all((leaf.title, leaf.commitment, leaf.question, leaf.why, leaf.asked_of, leaf.source)), leaf.id
        assert 2 <= len(leaf.evidence) <= 4, leaf.id
        if isinstance(leaf.measure, ChoiceMeasure):
            assert all(choice.title for choice in leaf.measure.choices), leaf.id
            assert not leaf.levels, leaf.id
        else:
            assert leaf.levels.keys() == set(leaf.applies_to), leaf.id
            assert all(list(texts) == ["0", "1", "2", "3", "4"] for texts in leaf.levels.values()), leaf.id


def test_no_two_descriptors_share_most_of_their_words() -> None:
    words = {
        (rubric_id, leaf.id, kind, value): (text, set(re.findall(r"[a-z]{4,}", text.lower())))
        for rubric_id in shipped_rubrics()
        for leaf in load_rubric(rubric_id).leaves()
        for kind, texts in leaf.levels.items()
        for value, text in texts.items()
        if rubric_id != DEFAULT_RUBRIC
    }
    assert len({text for text, _ in words.values()}) == len(words)
    for (first, (_, a)), (second, (_, b)) in itertools.combinations(words.items(), 2):
        assert len(a & b) / len(a | b) < 0.5, (first, second)


def test_texts_name_things_to_point_at_and_never_speak_of_compliance(rubric: Rubric) -> None:
    refused = re.compile(r"\b(adequate|robust|comprehensive|appropriate|sufficient)(ly)?\b|complian", re.IGNORECASE)
    for leaf in rubric.leaves():
        texts = [leaf.title, leaf.question, *(text for texts in leaf.levels.values() for text in texts.values())]
        assert not [text for text in texts if refused.search(text or "")], leaf.id


def test_areas_weigh_the_same_and_so_do_counted_indicators(rubric: Rubric) -> None:
    assert {area.weight for area in rubric.areas} == {1.0}
    assert {leaf.weight for leaf in rubric.leaves()} <= {0.0, 1.0}
    assert rubric.weights_note
    assert rubric.minimum_coverage == 0.66


def test_every_area_has_an_essential_indicator_for_countries(rubric: Rubric) -> None:
    for area in rubric.areas:
        essential = [leaf for leaf in area.indicators if leaf.tier == "essential" and leaf.weight]
        assert any("country" in leaf.applies_to for leaf in essential), area.id


def answered(rubric: Rubric, kind: Kind, *, best: bool) -> Profile:
    pick = max if best else min
    responses: dict[str, dict[str, object]] = {}
    for leaf in rubric.leaves():
        if isinstance(leaf.measure, ChoiceMeasure):
            counted = [choice for choice in leaf.measure.choices if choice.points is not None]
            answer: dict[str, object] = {"choice": pick(counted, key=lambda choice: choice.points or 0.0).code}
        else:
            answer = {"level": pick(rubric.scale.points)}
        if kind in leaf.applies_to:
            responses[leaf.id] = {**answer, "evidence": [{"title": "Text", "url": "https://example.org/text"}]}
    document = {
        "rubric": {"id": rubric.id, "version": rubric.version},
        "kind": "self-assessment",
        "date": "2026-11-21",
        "subject": {"id": "XXX", "name": "Somewhere", "kind": kind},
        "tier": "full",
        "responses": responses,
    }
    return Profile.model_validate_json(json.dumps(document))


@pytest.mark.parametrize(("best", "score"), [(False, 0.0), (True, 100.0)])
def test_all_lowest_is_0_and_all_highest_is_100(rubric: Rubric, best: bool, score: float) -> None:
    for kind in {kind for leaf in rubric.leaves() for kind in leaf.applies_to}:
        overall = assess(answered(rubric, kind, best=best), rubric).overall
        assert overall.declared.value == overall.evidenced.value == score
        assert overall.declared.coverage == 1.0


def test_a_new_form_is_a_valid_profile(rubric: Rubric, tmp_path: Path) -> None:
    for kind in ("country", "organization"):  # also where the rubric asks nothing of organizations
        form = tmp_path / f"{kind}.yaml"
        told = ("--kind", kind, "--name", "Somewhere", "--id", "XXX")
        run("new", "--rubric", rubric.id, *told, "-o", str(form))
        assert "no problems" in " ".join(run("validate", str(form)).split())


def test_an_area_shows_levels_codes_and_dated_notes(rubric: Rubric) -> None:
    outline = run("rubric", "show", rubric.id)
    for area in rubric.areas:
        shown = " ".join(run("rubric", "show", rubric.id, "--area", area.id).split())
        for leaf in area.indicators:
            assert leaf.id in outline
            assert " ".join((leaf.question or "").split()) in shown
            if leaf.source and leaf.source.note:
                assert leaf.source.note.removesuffix(".") in shown
            if isinstance(leaf.measure, ChoiceMeasure):
                for choice in leaf.measure.choices:
                    assert f"choice {choice.code}: {choice.title} (points: " in shown


# --- What is particular to one system ----------------------------------------------------------------------------


def test_each_us_policy_area_tells_its_recommended_actions() -> None:
    # Sources, section 2.2: 58 actions in pillar I, 29 in pillar II and 16 in pillar III, counted in the official PDF.
    counts = [
        sum(int(found[1]) for leaf in pillar.indicators if (found := _actions_in(leaf)))
        for pillar in load_rubric("us-aiap-2025").areas
    ]
    assert counts == [58, 29, 16]
    assert [len(pillar.indicators) for pillar in load_rubric("us-aiap-2025").areas] == [15, 8, 7]


def _actions_in(leaf: Indicator) -> re.Match[str] | None:
    return re.match(r"(\d) recommended actions?[.,]", leaf.source.note or "") if leaf.source else None


def test_membership_in_waico_is_shown_and_moves_no_score() -> None:
    rubric = load_rubric("waico-2025")
    base = answered(rubric, "country", best=True)
    for choice in ("not-signed", "bound"):
        answer = base.responses["waico26.founding"].model_copy(update={"choice": choice})
        profile = base.model_copy(update={"responses": {**base.responses, "waico26.founding": answer}})
        assert assess(profile, rubric).overall.declared.value == 100.0


def test_every_waico_item_is_marked_provisional() -> None:
    for leaf in load_rubric("waico-2025").leaves():
        assert leaf.source, leaf.id
        assert (leaf.source.note or "").startswith("Provisional: "), leaf.id


def test_time_expired_items_name_their_successor() -> None:
    rubric = load_rubric("cn-ru-2023")
    successors = {"cr.7.oewg": "oewg-2025", "cr.7.ahc": "un-cybercrime-convention"}
    assert {document.id for document in rubric.documents} == {"cn-ru-2023", *successors.values()}
    for leaf in rubric.leaves():
        note = (leaf.source.note or "") if leaf.source else ""
        assert note.startswith("Time-expired: ") == (leaf.id in successors), leaf.id
        assert f"({successors.get(leaf.id, '')})" in note or leaf.id not in successors
