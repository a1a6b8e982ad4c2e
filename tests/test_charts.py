"""Charts show the assessment's numbers, say the same in words, and obey nobody's text."""

import gettext
import json
import re
from typing import Any
from xml.etree import ElementTree

import pytest

from aigov_checklist import Profile, Rubric, UsageError, assess, build_report, open_profile
from aigov_checklist.language import ENGLISH, Language
from aigov_checklist.models.assessment import Assessment
from aigov_checklist.report.blocks import Chart, Report, Table
from aigov_checklist.report.drawing import draw_png, draw_svg
from aigov_checklist.report.scorecard import build_scorecard
from aigov_checklist.resources import data_folder
from conftest import PROFILES

ARABIC = Language("ar", gettext.NullTranslations(), "rtl")

HOSTILE = (
    "</svg><script>alert(1)</script>",
    "\"' onload='alert(1)' \"",
    "a\x00\x1b[31m\u202eb\ufffe",
    "]]>&lt;!--<!ENTITY x 'y'>",
    "{{constructor}} datum.label",
)

TINY = {
    "id": "tiny",
    "version": "1.0.0",
    "areas": [
        {
            "id": "a",
            "number": 1,
            "title": "First",
            "indicators": [{"id": "a.one"}, {"id": "a.two"}, {"id": "a.three"}, {"id": "a.four"}],
        },
        {
            "id": "b",
            "number": 2,
            "title": "Second",
            "indicators": [{"id": "b.one"}, {"id": "b.two", "applies_to": ["organization"]}],
        },
    ],
}


def tiny_rubric(**changes: Any) -> Rubric:
    return Rubric.model_validate_json(json.dumps(TINY | changes))


def profile(**responses: Any) -> Profile:
    document = {
        "rubric": {"id": "tiny", "version": "1.0.0"},
        "kind": "self-assessment",
        "date": "2026-11-21",
        "subject": {"id": "XYZ", "name": "Someland", "kind": "country"},
        "responses": {name.replace("_", "."): answer for name, answer in responses.items()},
    }
    return Profile.model_validate_json(json.dumps(document))


def tiny_report(*peers: Profile, **responses: Any) -> Report:
    rubric, answers = tiny_rubric(), profile(**responses)
    return build_report(assess(answers, rubric), answers, rubric, peers=[assess(peer, rubric) for peer in peers])


def charts(report: Report) -> dict[str, Chart]:
    return {block.id: block for section in report.sections for block in section.blocks if isinstance(block, Chart)}


def indonesia() -> tuple[Assessment, Report]:
    opened = open_profile(PROFILES / "indonesia.yaml")
    assessment = assess(opened.profile, opened.rubric)
    return assessment, build_report(assessment, opened.profile, opened.rubric)


@pytest.fixture(scope="module")
def report() -> Report:
    return indonesia()[1]


def ids_of(svg: str) -> list[str]:
    return [element.attrib["id"] for element in ElementTree.fromstring(svg).iter() if "id" in element.attrib]


def test_the_rows_are_the_numbers_of_the_assessment() -> None:
    assessment, report = indonesia()
    found = charts(report)
    areas = [(area.declared.value, area.declared.low, area.declared.high) for area in assessment.areas]
    assert [(row["value"], row["low"], row["high"]) for row in found["areas"].rows] == areas
    overall = assessment.overall
    lenses = [overall.declared.value, overall.evidenced.value, overall.reviewed.value]
    assert [row["value"] for row in found["lenses"].rows] == lenses
    for name, groups in assessment.views.items():
        assert [row["value"] for row in found[f"view-{name}"].rows] == [group.declared.value for group in groups]
    leaves = [leaf for area in assessment.areas for leaf in area.indicators]
    assert [(row["id"], row["state"]) for row in found["strip"].rows] == [(leaf.id, leaf.state) for leaf in leaves]


def test_each_chart_stands_before_the_table_of_its_numbers_and_says_in_words_what_it_shows(report: Report) -> None:
    assert list(charts(report)) == ["lenses", "areas", "strip", "view-principles", "view-actors", "view-sdgs"]
    for section in report.sections:
        for block, following in zip(section.blocks, section.blocks[1:], strict=False):
            if isinstance(block, Chart):
                assert isinstance(following, Table)
                assert re.search(r"\w+.*\d.*\.$", block.text)
                assert block.title


def test_the_scorecard_has_no_charts() -> None:
    opened = open_profile(PROFILES / "indonesia.yaml")
    assert not charts(build_scorecard(assess(opened.profile, opened.rubric), opened.profile, opened.rubric))


def test_the_words_name_the_ends_and_what_is_missing() -> None:
    found = charts(tiny_report(a_one={"level": 3}, a_two={"level": 4}))
    assert found["areas"].text == "Every score that is known is 87.5. Without a score: 1 of 2."
    found = charts(tiny_report(a_one={"level": 3}, b_one={"level": 1}))
    assert found["areas"].text == "Highest: 75.0 (1. First). Lowest: 25.0 (2. Second)."


def test_the_strip_tells_the_states_apart_by_signs() -> None:
    answers = {"a_one": {"level": 0}, "a_two": {"no_information": "searched"}, "a_three": {"not_applicable": "none"}}
    strip = charts(tiny_report(**answers))["strip"]
    assert [row["sign"] for row in strip.rows] == ["0", "*", "/", "?", "?", "–"]
    assert [row["share"] for row in strip.rows] == [0.0, 0.0, None, None, None, None]
    assert list(strip.labels) == ["0", "?", "*", "/", "–"]
    assert strip.text == (
        "Indicators: 6. Answered: 1; no information: 1; unanswered: 2; not applicable: 1; not asked: 1."
    )


def test_a_target_shows_where_the_area_would_stand_and_lowers_no_answer() -> None:
    answers = {
        "a_one": {"level": 1, "target": {"level": 3}},  # 25 -> 75
        "a_two": {"level": 4, "target": {"level": 2}},  # reached already: stays 100
        "a_three": {"no_information": "searched", "target": {"level": 2}},  # 0 -> 50
        "a_four": {"not_applicable": "none", "target": {"level": 4}},  # stays out
        "b_one": {"level": 2},
    }
    areas = charts(tiny_report(**answers))["areas"]
    assert [row["target"] for row in areas.rows] == [75.0, None]
    assert "target" in areas.labels
    assert "1. First, from 41.7 to 75.0" in areas.text


def test_peers_are_shown_by_median_and_range() -> None:
    peers = [profile(a_one={"level": level}) for level in (0, 1, 4)]
    report = tiny_report(*peers, a_one={"level": 2})
    rows = charts(report)["areas"].rows
    assert [(row["peers"], row["peers_low"], row["peers_high"]) for row in rows] == [
        (25.0, 0.0, 100.0),
        (None, None, None),
    ]
    areas = next(section for section in report.sections if section.id == "areas")
    table = areas.blocks[-1]
    assert isinstance(table, Table)
    assert table.rows[0] == ("1. First", "50.0", "3", "25.0", "0.0 to 100.0")
    assert "Areas above the peers' median: 1; below it: 0; at it: 0." in charts(report)["areas"].text


def test_a_peer_of_another_rubric_is_refused() -> None:
    rubric, other, answers = tiny_rubric(), tiny_rubric(title="Changed"), profile(a_one={"level": 2})
    with pytest.raises(UsageError, match=r"tiny 1\.0\.0, of which one is changed"):
        build_report(assess(answers, rubric), answers, rubric, peers=[assess(answers, other)])


def test_the_same_chart_gives_the_same_bytes(report: Report) -> None:
    for chart in charts(report).values():
        assert draw_svg(chart, ENGLISH) == draw_svg(chart, ENGLISH)
    lenses = charts(report)["lenses"]
    assert draw_png(lenses, ENGLISH) == draw_png(lenses, ENGLISH)
    assert draw_png(lenses, ENGLISH).startswith(b"\x89PNG")


def test_a_drawing_is_one_image_for_screen_readers(report: Report) -> None:
    chart = charts(report)["areas"]
    root = ElementTree.fromstring(draw_svg(chart, ENGLISH))
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"] == f"{chart.title}. {chart.text}"
    assert sum("aria-label" in element.attrib for element in root.iter()) == 1


def test_several_drawings_in_one_page_share_no_id_and_refer_to_nothing_outside(report: Report) -> None:
    drawings = [draw_svg(chart, ENGLISH) for chart in charts(report).values()]
    ids = [name for drawing in drawings for name in ids_of(drawing)]
    assert len(ids) == len(set(ids))
    for drawing in drawings:
        assert "href" not in drawing
        assert re.findall(r"https?://[^\"]*", drawing) == ["http://www.w3.org/2000/svg"]
        assert set(re.findall(r"url\(#([^)]*)\)", drawing)) <= set(ids_of(drawing))


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("kind", ["areas", "strip"])
def test_hostile_texts_are_drawn_as_texts(text: str, kind: str, report: Report) -> None:
    chart = charts(report)[kind]
    field = "label" if kind == "areas" else "area"
    rows = tuple(row | {field: text} for row in chart.rows)
    labels = dict.fromkeys(chart.labels, text)
    hostile = chart._replace(title=text, text=text, rows=rows, labels=labels)
    root = ElementTree.fromstring(draw_svg(hostile, ENGLISH))
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags <= {"svg", "g", "path", "rect", "line", "circle", "text", "defs", "clipPath"}
    assert not any(name.startswith("on") for element in root.iter() for name in element.attrib)
    drawn = "".join(element.text or "" for element in root.iter())
    assert "".join(filter(str.isalpha, text))[:1] in drawn
    assert "\x1b" not in drawn


@pytest.mark.parametrize("language", [ENGLISH, ARABIC], ids=["left to right", "right to left"])
def test_long_labels_of_any_script_stay_in_the_picture(language: Language, report: Report) -> None:
    for text in ("人工智能治理" * 40, "حوكمة الذكاء الاصطناعي " * 40, "W" * 2_000):
        chart = charts(report)["areas"]
        rows = tuple(row | {"label": text} for row in chart.rows)
        root = ElementTree.fromstring(draw_svg(chart._replace(rows=rows), language))
        assert float(root.attrib["width"]) < 420
        assert any("…" in (element.text or "") for element in root.iter())


def test_a_profile_without_answers_is_drawn_without_marks() -> None:
    found = charts(tiny_report())
    assert all(row["value"] is None for row in found["areas"].rows)
    assert found["areas"].text == "Without a score: 2 of 2."
    for chart in found.values():
        assert draw_svg(chart, ENGLISH).startswith("<svg")


def test_a_quantity_without_ends_is_drawn() -> None:
    measure = {"type": "quantity", "low": 0, "high": 10, "clip": False}
    rubric = tiny_rubric(areas=[{"id": "a", "indicators": [{"id": "a.one", "measure": measure}]}])
    for responses in ({}, {"a_one": {"quantity": 25}}):
        answers = profile(**responses)
        for chart in charts(build_report(assess(answers, rubric), answers, rubric)).values():
            assert draw_svg(chart, ENGLISH).startswith("<svg")


def test_the_specifications_hold_no_words() -> None:
    folder = data_folder("charts")
    kinds = {path.name.removesuffix(".vl.json") for path in folder.glob("*.vl.json")}
    assert kinds == {"above", "areas", "changes", "lenses", "path", "ranks", "strip", "views"}
    for path in folder.glob("*.vl.json"):
        assert not re.search(r'"(title|description|labelExpr)"', path.read_text(encoding="utf-8"))
