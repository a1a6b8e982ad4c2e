"""The rubric gaigap-2025 says all that the plan says, and says it so that two assessors would agree."""

import csv
import itertools
import re
from collections import Counter
from pathlib import Path

import pytest

from aigov_checklist import Rubric
from aigov_checklist.models.rubric import Indicator

# The clause inventory that the rubric was built from: 119 clauses, each with how well it is attested.
with (Path(__file__).parent / "inventory.csv").open(encoding="utf-8", newline="") as stream:
    INVENTORY = {row["id"]: row["source_status"] for row in csv.DictReader(stream)}


def descriptors(leaf: Indicator) -> list[str]:
    return [text for texts in leaf.levels.values() for text in texts.values()]


def test_every_clause_of_the_plan_is_reachable_as_an_id_or_an_alias(gaigap: Rubric) -> None:
    assert len(INVENTORY) == 119
    assert INVENTORY.keys() == gaigap.indicators.keys() | gaigap.aliases.keys()


def test_nineteen_repetitions_are_folded_into_a_hundred_indicators(gaigap: Rubric) -> None:
    assert (len(gaigap.indicators), len(gaigap.aliases)) == (100, 19)


def test_every_source_status_is_that_of_the_inventory(gaigap: Rubric) -> None:
    carried = {leaf.id: leaf.source.source_status for leaf in gaigap.leaves() if leaf.source}
    assert carried == {leaf_id: INVENTORY[leaf_id] for leaf_id in gaigap.indicators}


def test_the_thirteen_areas_have_titles_in_three_languages_and_an_aim(gaigap: Rubric) -> None:
    assert [area.number for area in gaigap.areas] == list(range(1, 14))
    assert all(area.title and area.aim and area.titles.keys() == {"zh", "id"} for area in gaigap.areas)


def test_the_locator_of_an_indicator_is_its_area(gaigap: Rubric) -> None:
    for area in gaigap.areas:
        assert {leaf.source.locator for leaf in area.indicators if leaf.source} == {f"action {area.number}"}


def test_each_area_has_three_essential_indicators_that_both_kinds_are_asked(gaigap: Rubric) -> None:
    for area in gaigap.areas:
        essential = [leaf for leaf in area.indicators if leaf.tier == "essential"]
        assert len(essential) == 3, area.id
        assert all(set(leaf.applies_to) == {"country", "organization"} for leaf in essential), area.id


def test_areas_weigh_the_same_and_indicators_within_them(gaigap: Rubric) -> None:
    assert {area.weight for area in gaigap.areas} == {1.0}
    assert {leaf.weight for leaf in gaigap.leaves()} == {1.0}


def test_every_indicator_is_complete(gaigap: Rubric) -> None:
    for leaf in gaigap.leaves():
        assert all((leaf.title, leaf.commitment, leaf.question, leaf.why, leaf.asked_of, leaf.principles)), leaf.id
        assert 2 <= len(leaf.evidence) <= 4, leaf.id
        for kind in leaf.applies_to:
            assert list(leaf.descriptors(kind)) == ["0", "1", "2", "3", "4"], (leaf.id, kind)


def test_no_two_descriptors_share_most_of_their_words(gaigap: Rubric) -> None:
    words = {
        (leaf.id, text): set(re.findall(r"[a-z]{4,}", text.lower()))
        for leaf in gaigap.leaves()
        for text in descriptors(leaf)
    }
    assert len(words) == sum(len(descriptors(leaf)) for leaf in gaigap.leaves())
    for (first, a), (second, b) in itertools.combinations(words.items(), 2):
        if first[0] != second[0]:  # a template with the noun swapped would stand in another indicator
            assert len(a & b) / len(a | b) < 0.6, (first, second)


def test_descriptors_name_things_to_point_at_and_not_qualities(gaigap: Rubric) -> None:
    qualities = re.compile(r"\b(adequate|robust|comprehensive|appropriate|sufficient)(ly)?\b", re.IGNORECASE)
    assert [text for leaf in gaigap.leaves() for text in descriptors(leaf) if qualities.search(text)] == []


def test_the_texts_speak_of_alignment_and_never_score_compliance(gaigap: Rubric) -> None:
    questions = " ".join(f"{leaf.question} {leaf.title}" for leaf in gaigap.leaves() if leaf.id != "open.compliance")
    assert "complian" not in questions.lower()


@pytest.mark.parametrize("status", ["read", "read_indirect", "summary", "precursor", "unverified"])
def test_every_source_status_is_explained(gaigap: Rubric, status: str) -> None:
    assert gaigap.provenance[status]  # type: ignore[index]


def test_the_counts_by_source_status_are_those_of_the_inventory() -> None:
    # Sources, section 5.1: T 20, T- 29 (with one T/T-), S 35, P 12, R 23.
    assert Counter(INVENTORY.values()) == {
        "read": 20,
        "read_indirect": 29,
        "summary": 35,
        "precursor": 12,
        "unverified": 23,
    }
