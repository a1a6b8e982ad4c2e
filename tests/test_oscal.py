"""OSCAL: what compliance-trestle reads is what was written, and nothing can be misread."""

import html
import json
import re
from pathlib import Path
from typing import Any

import cmarkgfm
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from aigov_checklist import Profile, Rubric, assess, load_rubric, open_profile
from aigov_checklist.cli import aigov
from aigov_checklist.crosswalks.opening import load_crosswalk, shipped_crosswalks
from aigov_checklist.exchange.markup import line_text, prose_text
from aigov_checklist.exchange.oscal_catalog import oscal_catalog
from aigov_checklist.exchange.oscal_findings import Line, drawn
from aigov_checklist.exchange.oscal_mapping import oscal_mapping
from aigov_checklist.exchange.oscal_results import oscal_results
from aigov_checklist.harmless import visible
from aigov_checklist.lenses import LENSES
from aigov_checklist.registry import shipped_rubrics
from conftest import PROFILES
from exchanged import ANSWERED, TINY, hostile, written
from oscal_rules import Document, broken_rules, objects, read_and_written
from strategies import as_profile, as_rubric, assessable, rubric_documents

DAY = "2026-11-22"


def results(profile: Profile, rubric: Rubric, line: Line | None = None) -> Document:
    return oscal_results(assess(profile, rubric), profile, rubric, line=line)


def result_of(document: Document) -> Document:
    result: Document = document["assessment-results"]["results"][0]
    return result


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(aigov, ["export", *map(str, arguments)])


def sound(document: Document, folder: Path) -> Document:
    """The document, read and written again without a loss, and by the rules."""
    assert read_and_written(document, folder) == document
    assert broken_rules(document) == []
    return document


def values(part: Document, name: str) -> list[str]:
    return [one["value"] for one in part.get("props", ()) if one["name"] == name]


# --- What the other side reads ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", shipped_rubrics())
def test_trestle_reads_the_catalog_of_every_shipped_rubric(name: str, tmp_path: Path) -> None:
    rubric = load_rubric(name)
    catalog = sound(oscal_catalog(rubric), tmp_path)
    controls = [part for key, part in objects(catalog) if key == "controls"]
    assert [control["id"] for control in controls] == list(rubric.indicators)
    assert all(values(control, "source-status") for control in controls)


@pytest.mark.parametrize("pair", sorted(shipped_crosswalks()), ids="--".join)
def test_trestle_reads_every_shipped_crosswalk_from_both_sides(pair: tuple[str, str], tmp_path: Path) -> None:
    one, other = map(load_rubric, pair)
    known = {name: set(rubric.indicators) for name, rubric in (("sources", one), ("targets", other))}
    mapping = sound(oscal_mapping(load_crosswalk(one, other), one, other), tmp_path)
    for key, part in objects(mapping):
        assert key not in known or part["id-ref"] in known[key]
    sound(oscal_mapping(load_crosswalk(other, one), other, one), tmp_path)


REVIEWS = sorted(path for path in PROFILES.glob("*.yaml") if not path.name.startswith("blank"))


@pytest.mark.parametrize("path", [*REVIEWS, *sorted(PROFILES.glob("blank*.yaml"))], ids=lambda path: path.stem)
@pytest.mark.parametrize("level", [None, 3])
def test_trestle_reads_the_results_of_every_profile(path: Path, level: int | None, tmp_path: Path) -> None:
    opened = open_profile(str(path))
    line = level and drawn(level, "declared", opened.rubric)
    document = sound(results(opened.profile, opened.rubric, line or None), tmp_path)
    objectives = {part["id"] for _, part in objects(oscal_catalog(opened.rubric)) if "id" in part}
    assert {part["target-id"] for key, part in objects(document) if key == "target"} <= objectives


@given(rubric_documents())
def test_trestle_reads_the_catalog_of_any_rubric(tmp_path_factory: pytest.TempPathFactory, document: Document) -> None:
    sound(oscal_catalog(as_rubric(document), day=DAY), tmp_path_factory.getbasetemp())


@given(assessable(), st.sampled_from(LENSES))
def test_trestle_reads_the_results_of_any_profile(
    tmp_path_factory: pytest.TempPathFactory, assessed: tuple[Profile, Rubric], lens: Any
) -> None:
    profile, rubric = assessed
    highest = max(level.value for level in rubric.scale.levels)
    sound(results(profile, rubric, drawn(highest, lens, rubric)), tmp_path_factory.getbasetemp())


def test_hostile_texts_are_shown_and_not_run(tmp_path: Path) -> None:
    rubric, profile = as_rubric(hostile(written(TINY))), as_profile(hostile(written(ANSWERED)))
    assert "<script>" in (rubric.title or "")
    for document in (oscal_catalog(rubric), results(profile, rubric, drawn(2, "declared", rubric))):
        text = json.dumps(sound(document, tmp_path), ensure_ascii=False)
        assert not re.search("[\x00-\x1f\x7f-\x9f\u202e\u2028\ufffe]", text.replace("\n", ""))
        for key, part in objects(document):
            for name in ("title", "prose", "description", "remarks"):
                if isinstance(part.get(name), str):
                    assert "<script" not in rendered(part[name]), (key, name)
                    assert "<a" not in rendered(part[name]), (key, name)


def test_a_rubric_of_one_indicator_without_any_text_is_a_catalog(tmp_path: Path) -> None:
    rubric = as_rubric({"id": "r", "version": "1.0.0", "areas": [{"id": "a", "indicators": [{"id": "a.1"}]}]})
    catalog = sound(oscal_catalog(rubric, day=DAY), tmp_path)
    assert [part["title"] for key, part in objects(catalog) if key == "controls"] == ["a.1"]


def test_texts_in_which_nothing_is_to_be_seen_give_way_to_ids(tmp_path: Path) -> None:
    blank = "\u00a0"
    leaf = {"id": "a.1", "title": blank, "commitment": blank, "question": blank, "evidence": [blank]}
    areas = [{"id": "a", "title": blank, "indicators": [leaf]}]
    rubric = as_rubric({"id": "r", "version": "1.0.0", "title": blank, "areas": areas})
    catalog = sound(oscal_catalog(rubric, day=DAY), tmp_path)["catalog"]
    (group,) = catalog["groups"]
    assert [catalog["metadata"]["title"], group["title"], group["controls"][0]["title"]] == ["r", "a", "a.1"]


# --- Markup ----------------------------------------------------------------------------------------------------


def rendered(text: str) -> str:
    """The Markdown as a page, as the reference implementation of CommonMark shows it."""
    return str(cmarkgfm.markdown_to_html(text, cmarkgfm.cmark.Options.CMARK_OPT_UNSAFE))


MARKUP = st.text(st.sampled_from("a1 .)\\`*_[]<>&;#+-=!{}^~|(:\n\t\"'$%@é\u202e\x00"), max_size=25) | st.text(
    max_size=25
)


@given(MARKUP)
def test_prose_shows_the_text_that_was_written(text: str) -> None:
    page = rendered(prose_text(text))
    assert set(re.findall(r"</?([a-z0-9]+)", page)) <= {"p"}
    shown = html.unescape(re.sub(r"</?p>", " ", page)).split()
    assert shown == " ".join(line.strip() for line in visible(text, keep_lines=True).split("\n")).split()


@given(MARKUP)
def test_a_line_is_one_line_that_shows_the_text(text: str) -> None:
    line = line_text(text)
    assert "\n" not in line
    assert html.unescape(re.sub(r"</?p>", " ", rendered(line))).split() == visible(text).split()
