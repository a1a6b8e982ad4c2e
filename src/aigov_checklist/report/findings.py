"""What stands out: strengths, what a step up would add, what is missing or counted lowest, and the views."""

from collections import Counter

from aigov_checklist.measuring import next_better, point_range
from aigov_checklist.models.assessment import Assessment, IndicatorResult
from aigov_checklist.models.profile import Answer, Profile
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.report import wording
from aigov_checklist.report.blocks import Column, Listing, Paragraph, Section, Table
from aigov_checklist.rounding import show

MOST = 10
"""How many strengths and gains are listed; the full list is in the JSON and CSV."""

_STRONG = 0.75
"""A strength reaches three quarters of an indicator's points: "established" on the default ladder."""


def strengths_section(assessment: Assessment, rubric: Rubric) -> Section:
    """The indicators that reach three quarters of their points, evidence in hand first."""
    full = {leaf.id: _most_points(leaf.id, rubric) for leaf in rubric.leaves()}
    strong = [
        result
        for result in wording.all_indicators(assessment)
        if result.state == "answered" and (result.points or 0.0) >= _STRONG * full[result.id] > 0
    ]
    strong.sort(key=lambda result: (-(result.points or 0.0), -result.evidence_count))
    if not strong:
        text = "No answer reaches three quarters of its points yet."
        return Section("strengths", "Strengths", (Paragraph(text),))
    rows = tuple(
        (_label(result, rubric), _answer(result.answer, rubric), str(result.evidence_count)) for result in strong[:MOST]
    )
    columns = (Column("Indicator", is_wide=True), Column("Answer"), Column("Evidence", "right"))
    rest = len(strong) - len(rows)
    more = (Paragraph(f"And {rest} more."),) if rest > 0 else ()
    return Section("strengths", "Strengths", (Table(columns, rows), *more))


def gains_section(assessment: Assessment, profile: Profile, rubric: Rubric, most: int = MOST) -> Section:
    """The answers whose next step would add most to the overall score, with what that step asks for."""
    gains = [result for result in wording.all_indicators(assessment) if (result.gain or 0.0) > 0]
    gains.sort(key=lambda result: -(result.gain or 0.0))
    if not gains:
        return Section("gains", "Largest gains", (Paragraph("No answered indicator can rise any further."),))
    rows = tuple(
        (
            _label(result, rubric),
            f"{_answer(result.answer, rubric)} -> {_next(result, rubric)}",
            "+" + show(result.gain or 0.0, 2),
            _asks_for(result, profile, rubric),
        )
        for result in gains[:most]
    )
    columns = (
        Column("Indicator", is_wide=True),
        Column("Step"),
        Column("Adds", "right"),
        Column("What the next level asks for", is_wide=True),
    )
    note = (
        "Each step is computed alone: the overall score if this one answer rose one level. Unanswered indicators "
        "are listed apart; answering them may move the score either way."
    )
    return Section("gains", "Largest gains", (Table(columns, rows), Paragraph(note)))


def unanswered_section(assessment: Assessment, rubric: Rubric) -> Section:
    """What has no answer, area by area, and what was searched for without result."""
    blocks: list[Paragraph | Listing] = []
    for area in wording.all_areas(assessment):
        missing = [_label(result, rubric) for result in area.indicators if result.state == "unanswered"]
        if missing:
            blocks += [Paragraph(f"{wording.numbered(area)}: {len(missing)} unanswered"), Listing(tuple(missing))]
    if not blocks:
        blocks.append(Paragraph("Every indicator that is asked has an answer."))
    starred = [_label(result, rubric) for result in wording.all_indicators(assessment) if result.star]
    if starred:
        blocks += [Paragraph("No information (*), counted lowest:"), Listing(tuple(starred))]
    return Section("unanswered", "Unanswered and starred", tuple(blocks))


def gaps_section(assessment: Assessment) -> Section:
    """How many answers each area has and lacks."""
    rows = []
    for area in wording.all_areas(assessment):
        states = Counter(result.state for result in area.indicators)
        asked = len(area.indicators) - states["out_of_scope"] - states["not_applicable"]
        if asked:
            counts = (asked, states["answered"], states["no_information"], states["unanswered"])
            rows.append((wording.numbered(area), *map(str, counts)))
    columns = (
        Column("Area", is_wide=True),
        *(Column(title, "right") for title in ("Asked", "Answered", "No info *", "Unanswered")),
    )
    return Section("gaps", "Gaps", (Table(columns, tuple(rows)),))


def views_section(assessment: Assessment, rubric: Rubric) -> Section:
    """The same answers by principle, by actor and by goal."""
    blocks: list[Paragraph | Table] = []
    columns = (Column("Group", is_wide=True), *wording.SCORE_COLUMNS)
    for view in rubric.views:
        rows = tuple((group.title, *wording.score_cells(group.declared, rubric)) for group in assessment.views[view.id])
        blocks += [Paragraph(view.title), Table(columns, rows)]
    return Section("views", "Views", tuple(blocks) or (Paragraph("The rubric lists no views."),))


def _label(result: IndicatorResult, rubric: Rubric) -> str:
    indicator = rubric.indicators[result.id]
    return f"{indicator.label} ({result.id})" if indicator.title else result.id


def _answer(answer: float | str | None, rubric: Rubric) -> str:
    names = {level.value: level.name for level in rubric.scale.levels}
    if answer is None:
        return "no information"
    return f"{answer} {names[answer]}" if isinstance(answer, int) and answer in names else f"{answer}"


def _step(result: IndicatorResult, rubric: Rubric) -> Answer | None:
    indicator = rubric.indicators[result.id]
    if isinstance(result.answer, str):
        return next_better(indicator, Answer(choice=result.answer), rubric.scale)
    level = result.answer if isinstance(result.answer, int) else None
    return next_better(indicator, Answer() if level is None else Answer(level=level), rubric.scale)


def _next(result: IndicatorResult, rubric: Rubric) -> str:
    step = _step(result, rubric)
    return "" if step is None else str(step.answer)


def _asks_for(result: IndicatorResult, profile: Profile, rubric: Rubric) -> str:
    step = _step(result, rubric)
    texts = rubric.indicators[result.id].descriptors(profile.subject.kind)
    return texts.get(str(step.level), "") if step else ""


def _most_points(leaf_id: str, rubric: Rubric) -> float:
    return point_range(rubric.indicators[leaf_id], rubric.scale)[1]
