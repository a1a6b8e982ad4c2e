"""All indicators at a glance: one sign each, area by area."""

import math
from collections import Counter
from collections.abc import Iterable

from aigov_checklist.measuring import point_range
from aigov_checklist.models.assessment import AreaResult, IndicatorResult
from aigov_checklist.models.response import State
from aigov_checklist.report.blocks import Chart, Column, Paragraph, Section, Table
from aigov_checklist.report.material import Material

_ANSWERED = "•"
"""The sign of an answer that is not a level: a code or a number, too long for a cell."""

_SIGNS: dict[State, str] = {
    "answered": _ANSWERED,
    "no_information": "*",
    "unanswered": "?",
    "not_applicable": "/",
    "out_of_scope": "–",
}


def strip_section(material: Material) -> Section:
    """The heat strip, the same signs as a table, and what they stand for."""
    say = material.language.say
    title = say("All indicators at a glance")
    rows = tuple(
        (material.area_title(area), " ".join(_sign(result) for result in area.indicators)) for area in _areas(material)
    )
    columns = (Column(say("Area"), is_wide=True), Column(say("Indicators, in the rubric's order"), is_wide=True))
    signs = "; ".join(
        say("{sign} means {meaning}", sign=sign, meaning=meaning) for sign, meaning in _meanings(material).items()
    )
    legend = Paragraph(say("One sign an indicator: {signs}.", signs=signs))
    return Section("strip", title, (strip_chart(material), Table(columns, rows, title), legend))


def strip_chart(material: Material) -> Chart:
    """One cell an indicator: its sign, shaded by its share of the points that it could give."""
    rows = tuple(
        {
            "order": order,
            "area": material.area_title(area),
            "place": place,
            "id": result.id,
            "state": result.state,
            "sign": _sign(result),
            "share": _share(result, material),
        }
        for order, area in enumerate(_areas(material))
        for place, result in enumerate(area.indicators)
    )
    title = material.language.say("Every indicator with its level")
    return Chart("strip", "strip", title, _in_words(material), rows, _meanings(material))


def _in_words(material: Material) -> str:
    states = Counter(result.state for result in material.indicators)
    return material.language.say(
        "Indicators: {total}. Answered: {answered}; no information: {starred}; unanswered: {unanswered}; "
        "not applicable: {not_applicable}; not asked: {not_asked}.",
        total=states.total(),
        answered=states["answered"],
        starred=states["no_information"],
        unanswered=states["unanswered"],
        not_applicable=states["not_applicable"],
        not_asked=states["out_of_scope"],
    )


def _meanings(material: Material) -> dict[str, str]:
    """The signs that occur, each with its meaning: the levels upwards, then the states."""
    say, scale = material.language.say, material.rubric.scale
    meanings = {
        str(level.value): say("level {value}, {name}", value=level.value, name=level.name) for level in scale.levels
    }
    meanings |= {
        _SIGNS["answered"]: say("answered, not by a level"),
        _SIGNS["unanswered"]: say("unanswered"),
        _SIGNS["no_information"]: say("no information, counted lowest"),
        _SIGNS["not_applicable"]: say("not applicable"),
        _SIGNS["out_of_scope"]: say("not asked"),
    }
    occurring = {_sign(result) for result in material.indicators}
    return {sign: meaning for sign, meaning in meanings.items() if sign in occurring}


def _sign(result: IndicatorResult) -> str:
    is_level = result.state == "answered" and isinstance(result.answer, int)
    return str(result.answer) if is_level else _SIGNS[result.state]


def _share(result: IndicatorResult, material: Material) -> float | None:
    """How far up its range of points an answer stands, from 0 to 1; None without points or without ends."""
    least, most = point_range(material.rubric.indicators[result.id], material.rubric.scale)
    if result.points is None or not math.isfinite(most - least) or most == least:
        return None
    return (result.points - least) / (most - least)


def _areas(material: Material) -> Iterable[AreaResult]:
    return (area for area in material.areas if area.indicators)
