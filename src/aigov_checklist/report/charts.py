"""The report's pictures of scores: what is drawn, and the same in words."""

import math
from collections.abc import Iterator, Sequence

from aigov_checklist.bounds import Bounds
from aigov_checklist.lenses import LENSES
from aigov_checklist.models.assessment import Score
from aigov_checklist.report.blocks import Block, Chart, Section, Table
from aigov_checklist.report.chart_texts import each_in_words, ends_in_words, peers_in_words, targets_in_words
from aigov_checklist.report.goals import peer_groups, values_at_target
from aigov_checklist.report.material import Material
from aigov_checklist.structure import ROOT, structure_of

Row = dict[str, str | float | None]


def illustrated(section: Section, *charts: Chart) -> Section:
    """The section with each chart before the table that holds its numbers, the first before the first table."""
    left, blocks = list(charts), list[Block]()
    for block in section.blocks:
        if left and isinstance(block, Table):
            blocks.append(left.pop(0))
        blocks.append(block)
    return Section(section.id, section.title, tuple(blocks))


def areas_chart(material: Material) -> Chart:
    """Every area's value in its range, with its targets and its peers if there are any."""
    say, targets, groups = material.language.say, values_at_target(material), peer_groups(material)
    rows = []
    for place, area in enumerate(material.areas):
        peers = groups.get(area.id)
        marks: Row = {
            "target": targets.get(area.id),
            "peers": peers.median if peers else None,
            "peers_low": peers.low if peers else None,
            "peers_high": peers.high if peers else None,
        }
        rows.append(_row(place, material.area_title(area), area.declared, material) | _ends(area.id, material) | marks)
    labels = _labels([area.declared for area in material.areas], material)
    if targets:
        labels["target"] = say("Score once the area's targets are reached")
    if groups:
        labels["peers"] = say("Median of the peers ({number})", number=len(material.peers))
        labels["peers_range"] = say("Lowest to highest peer")
    named = [(material.area_title(area), area.declared) for area in material.areas]
    text = (
        *ends_in_words(named, material),
        *targets_in_words(targets, material),
        *peers_in_words(groups, material),
    )
    return Chart("areas", "areas", say("Score and range of each area"), " ".join(text), tuple(rows), labels)


def lenses_chart(material: Material) -> Chart:
    """The overall score under the three lenses, each in its range."""
    overall = material.assessment.overall
    scores = [(material.lens_title(lens), overall.under(lens)) for lens in LENSES]
    title = material.language.say("Overall score and range under each lens")
    return Chart("lenses", "lenses", title, each_in_words(scores, material), *_drawn(scores, material))


def view_charts(material: Material) -> Iterator[Chart]:
    """One chart a view: the value and range of each group."""
    for view in material.rubric.views:
        found = {group.id: group.declared for group in material.assessment.views[view.id]}
        scores = [(group.title, found[group.id]) for group in view.groups]
        text = " ".join(ends_in_words(scores, material))
        yield Chart(f"view-{view.id}", "views", view.title, text, *_drawn(scores, material))


def _drawn(scores: Sequence[tuple[str, Score]], material: Material) -> tuple[tuple[Row, ...], dict[str, str]]:
    ends = _ends(ROOT, material)
    rows = tuple(_row(place, title, score, material) | ends for place, (title, score) in enumerate(scores))
    return rows, _labels([score for _, score in scores], material)


def _row(place: int, label: str, score: Score, material: Material) -> Row:
    return {
        "place": place,
        "label": label,
        "shown": "-" if score.coverage is None else material.number(score.value),
        "state": "provisional" if score.provisional else "value",
        "value": score.value,
        "low": score.low,
        "high": score.high,
    }


def _ends(node_id: str, material: Material) -> Row:
    """The least and the most that a node can come to, where there is such an end."""
    least, most = Bounds(structure_of(material.rubric)).of(node_id)
    return {"least": least if math.isfinite(least) else None, "most": most if math.isfinite(most) else None}


def _labels(scores: Sequence[Score], material: Material) -> dict[str, str]:
    """What the signs that occur stand for."""
    say, states = material.language.say, {score.provisional for score in scores if score.value is not None}
    labels = {}
    if False in states:
        labels["value"] = say("Score")
    if True in states:
        labels["provisional"] = say("Score, provisional: too little is known for a band")
    if any(score.low != score.high for score in scores):
        labels["range"] = say("Range, whatever the unknown answers are")
    return labels
