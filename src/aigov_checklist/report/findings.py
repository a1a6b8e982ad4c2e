"""What stands out: strengths, what a step up would add, what is missing or counted lowest, and the views."""

from collections import Counter

from aigov_checklist.measuring import next_better, point_range
from aigov_checklist.models.assessment import IndicatorResult
from aigov_checklist.models.response import Answer
from aigov_checklist.report.blocks import Block, Column, Listing, Paragraph, Section, Table
from aigov_checklist.report.material import Material, score_columns

MOST = 10
"""How many strengths and gains are listed; the full list is in the JSON and CSV."""

_STRONG = 0.75
"""A strength reaches three quarters of an indicator's points: "established" on the default ladder."""


def strengths_section(material: Material) -> Section:
    """The indicators that reach three quarters of their points, evidence in hand first."""
    language = material.language
    strong = [result for result in material.indicators if _is_strong(result, material)]
    strong.sort(key=lambda result: (-(result.points or 0.0), -result.evidence_count))
    title = language.say("Strengths")
    if not strong:
        text = language.say("No answer reaches three quarters of its points yet.")
        return Section("strengths", title, (Paragraph(text),))
    rows = tuple(
        (material.indicator_title(result), _answer(result.answer, material), str(result.evidence_count))
        for result in strong[:MOST]
    )
    columns = (
        Column(language.say("Indicator"), is_wide=True),
        Column(language.say("Answer")),
        Column(language.say("Evidence"), "right"),
    )
    blocks: list[Block] = [Table(columns, rows, title)]
    if len(strong) > MOST:
        blocks.append(Paragraph(language.count("And {number} more.", "And {number} more.", len(strong) - MOST)))
    return Section("strengths", title, tuple(blocks))


def gains_section(material: Material, most: int = MOST) -> Section:
    """The answers whose next step would add most to the overall score, with what that step asks for."""
    say = material.language.say
    gains = [result for result in material.indicators if (result.gain or 0.0) > 0]
    gains.sort(key=lambda result: -(result.gain or 0.0))
    title = say("Largest gains")
    if not gains:
        return Section("gains", title, (Paragraph(say("No answered indicator can rise any further.")),))
    rows = tuple(
        (
            material.indicator_title(result),
            f"{_answer(result.answer, material)} → {_next(result, material)}",
            "+" + material.language.number(result.gain or 0.0, 2),
            material.descriptor(result.id, _step(result, material).level),
        )
        for result in gains[:most]
    )
    columns = (
        Column(say("Indicator"), is_wide=True),
        Column(say("Step")),
        Column(say("Adds"), "right"),
        Column(say("What the next level asks for"), is_wide=True),
    )
    note = say(
        "Each step is computed alone: the overall score if this one answer rose one level. Unanswered indicators "
        "are listed apart; answering them may move the score either way."
    )
    return Section("gains", title, (Table(columns, rows, title), Paragraph(note)))


def targets_section(material: Material) -> Section:
    """The targets that the profile sets, with owner and due date, beside the level now."""
    say, responses = material.language.say, material.profile.responses
    rows = tuple(
        (
            material.indicator_title(result),
            _answer(result.answer, material) if result.state == "answered" else "-",
            _answer(target.level, material),
            target.owner or "-",
            target.due or "-",
        )
        for result in material.indicators
        if result.id in responses and (target := responses[result.id].target)
    )
    title = say("Targets")
    if not rows:
        return Section("targets", title, (Paragraph(say("The profile sets no targets.")),))
    columns = (
        Column(say("Indicator"), is_wide=True),
        Column(say("Now")),
        Column(say("Target")),
        Column(say("Owner"), is_wide=True),
        Column(say("Due")),
    )
    return Section("targets", title, (Table(columns, rows, title),))


def unanswered_section(material: Material) -> Section:
    """What has no answer, area by area, and what was searched for without result."""
    language = material.language
    blocks: list[Block] = []
    for area in material.areas:
        missing = tuple(material.indicator_title(one) for one in area.indicators if one.state == "unanswered")
        if missing:
            heading = language.count(
                "{area}: {number} unanswered",
                "{area}: {number} unanswered",
                len(missing),
                area=material.area_title(area),
            )
            blocks += [Paragraph(heading), Listing(missing)]
    if not blocks:
        blocks.append(Paragraph(language.say("Every indicator that is asked has an answer.")))
    starred = tuple(material.indicator_title(result) for result in material.indicators if result.star)
    if starred:
        blocks += [Paragraph(language.say("No information (*), counted lowest:")), Listing(starred)]
    return Section("unanswered", language.say("Unanswered and starred"), tuple(blocks))


def gaps_section(material: Material) -> Section:
    """How many answers each area has and lacks."""
    say, rows = material.language.say, []
    for area in material.areas:
        states = Counter(result.state for result in area.indicators)
        asked = len(area.indicators) - states["out_of_scope"] - states["not_applicable"]
        if asked:
            counts = (asked, states["answered"], states["no_information"], states["unanswered"])
            rows.append((material.area_title(area), *map(str, counts)))
    headings = (say("Asked"), say("Answered"), say("No info *"), say("Unanswered"))
    columns = (Column(say("Area"), is_wide=True), *(Column(heading, "right") for heading in headings))
    title = say("Gaps")
    return Section("gaps", title, (Table(columns, tuple(rows), title),))


def views_section(material: Material) -> Section:
    """The same answers by principle, by actor and by goal."""
    blocks: list[Block] = []
    columns = (Column(material.language.say("Group"), is_wide=True), *score_columns(material.language))
    for view in material.rubric.views:
        scores = {group.id: group.declared for group in material.assessment.views[view.id]}
        rows = tuple((group.title, *material.score_cells(scores[group.id])) for group in view.groups)
        blocks += [Paragraph(view.title), Table(columns, rows, view.title)]
    nothing = Paragraph(material.language.say("The rubric lists no views."))
    return Section("views", material.language.say("Views"), tuple(blocks) or (nothing,))


def _is_strong(result: IndicatorResult, material: Material) -> bool:
    most = point_range(material.rubric.indicators[result.id], material.rubric.scale)[1]
    return result.state == "answered" and (result.points or 0.0) >= _STRONG * most > 0


def _answer(answer: float | str | None, material: Material) -> str:
    if answer is None:
        return material.language.say("no information")
    if isinstance(answer, int):
        return f"{answer} {material.level_name(answer)}"
    return str(answer)


def _step(result: IndicatorResult, material: Material) -> Answer:
    indicator, scale = material.rubric.indicators[result.id], material.rubric.scale
    now = Answer(choice=result.answer) if isinstance(result.answer, str) else _level(result.answer)
    return next_better(indicator, now, scale) or now


def _level(answer: float | None) -> Answer:
    return Answer(level=answer) if isinstance(answer, int) else Answer()


def _next(result: IndicatorResult, material: Material) -> str:
    return str(_step(result, material).answer)
