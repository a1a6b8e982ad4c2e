"""A plan's tables: its years, its steps, its areas before and after, and the rules that its band depends on."""

from collections.abc import Iterator

from aigov_checklist.planning.goals import gates_of
from aigov_checklist.planning.plan import Step
from aigov_checklist.report.blocks import Block, Column, Finding, Listing, Paragraph, Section, Table
from aigov_checklist.report.material import score_columns
from aigov_checklist.report.plan_chart import path_chart
from aigov_checklist.report.planned import Planned


def path_section(told: Planned) -> Section:
    """Where the subject stands after each year."""
    say, plan = told.language.say, told.plan
    columns = (
        Column(say("End of"), is_wide=True),
        Column(say("Steps"), "right"),
        told.effort_column,
        *score_columns(told.language),
    )
    rows = [(say("Now"), "-", "-", *told.before.score_cells(plan.now))]
    climbed = 0
    for year in plan.years:
        steps = sum(year.heights.values())
        cells = told.before.score_cells(year.score)
        rows.append((told.year(year.number), str(steps - climbed), told.number(year.effort), *cells))
        climbed = steps
    title = say("Year by year")
    return Section("path", title, (path_chart(told), Table(columns, tuple(rows), title)))


def steps_section(told: Planned) -> Section:
    """Every step on a line: from where to where, for how much, by when."""
    say, plan = told.language.say, told.plan
    columns = (
        Column(say("Area")),
        Column(say("Indicator"), is_wide=True),
        Column(say("From")),
        Column(say("To")),
        told.effort_column,
        Column(say("Adds"), "right"),
        Column(say("By")),
    )
    rows = tuple(_step(step, told) for step in plan.steps)
    title = say("Steps")
    return Section("steps", title, (Table(columns, rows, title),))


def area_sections(told: Planned) -> Iterator[Section]:
    """Area by area, what each planned answer looks like and what could show it."""
    steps = {step.id: step for step in told.plan.steps}
    for area in told.before.areas:
        found = [steps[result.id] for result in area.indicators if result.id in steps]
        if found:
            findings = tuple(_finding(step, told) for step in found)
            yield Section(f"area-{area.id}", told.before.area_title(area), findings)


def areas_section(told: Planned) -> Section:
    """Every area before and after."""
    say, lens = told.language.say, told.plan.case.freedom.lens
    columns = (
        Column(say("Area"), is_wide=True),
        Column(say("Score now"), "right"),
        Column(say("Then"), "right"),
        Column(say("Range then"), "right"),
        Column(say("Known then"), "right"),
    )
    rows = []
    for before, after in zip(told.before.areas, told.after.areas, strict=True):
        score = after.under(lens)
        if score == before.under(lens):
            continue
        numbers = (told.before.number(before.under(lens).value), told.after.number(score.value))
        rows.append((told.before.area_title(before), *numbers, told.after.value_range(score), told.after.known(score)))
    title = say("Areas before and after")
    note = Paragraph(say("The other areas stay as they are."))
    rest = (note,) if len(rows) < len(told.before.areas) else ()
    return Section("areas", title, (Table(columns, tuple(rows), title), *rest))


def gates_section(told: Planned) -> Iterator[Section]:
    """The rules of the rubric that could hold back the band, and whether they do."""
    plan, say = told.plan, told.language.say
    if plan.goal is None or plan.goal.band is None:
        return
    reasons = {gate.id: gate.reason for gate in told.rubric.modifiers}
    now = plan.case.walk({})
    then = plan.case.walk({step.id: step.height for step in plan.steps})
    rows = tuple(
        (
            reasons.get(gate.id) or gate.reason or "",
            *(say("no") if walk.holds(gate.when, plan.case.corner) else say("yes") for walk in (now, then)),
        )
        for gate in gates_of(plan.goal, plan.case.rubric)
    )
    title = say("Rules that could hold back the band")
    columns = (Column(say("Rule"), is_wide=True), Column(say("Met now")), Column(say("Met then")))
    block: Block = Table(columns, rows, title)
    if not rows:
        block = Paragraph(say("No rule of the rubric holds back this band."))
    yield Section("gates", title, (block,))


def questions_section(told: Planned) -> Iterator[Section]:
    """The questions that have to be answered before there is a band."""
    say, indicators = told.language.say, told.rubric.indicators
    questions = [name for obstacle in told.plan.obstacles for name in obstacle.questions]
    if questions:
        items = tuple(f"{indicators[name].label} ({name}): {indicators[name].question or ''}".rstrip(": ")
                      for name in questions)  # fmt: skip
        note = say("Any others that weigh as much would do as well.")
        yield Section("questions", say("Questions to answer first"), (Listing(items), Paragraph(note)))


def _step(step: Step, told: Planned) -> tuple[str, ...]:
    numbers = (told.number(step.effort), told.gain(step.gain), told.year(step.year))
    return (told.area(step), told.title(step), told.now(step), told.then(step), *numbers)


def _finding(step: Step, told: Planned) -> Finding:
    say = told.language.say
    lines = [
        (say("Now"), told.now(step)),
        *_on_the_way(step, told),
        (say("Evidence to prepare"), _evidence(step, told)),
        (say("Effort"), told.effort(step.effort)),
    ]
    return Finding(
        id=step.id,
        title=told.title(step),
        question=told.rubric.indicators[step.id].question or "",
        lines=tuple((label, text) for label, text in lines if text),
        evidence_label="",
        evidence=(),
    )


def _on_the_way(step: Step, told: Planned) -> Iterator[tuple[str, str]]:
    """Each answer that is climbed to, by when, and what it looks like."""
    say = told.language.say
    for height in range(1, step.height + 1):
        rung, year = step.ladder.rungs[height - 1], told.year_of(step, height)
        label = say("{answer} (by {year})", answer=told.answer_at(step, height), year=year)
        text = told.looks_like(step, height)
        if rung.opens:
            text = say(
                "Answer the question. In this plan it counts at its lowest until a later step. {text}", text=text
            )
        elif rung.brings_evidence and rung.answer is step.ladder.given:
            text = say("The answer stays and counts once there is evidence for it. {text}", text=text)
        yield label, text.strip() or "-"


def _evidence(step: Step, told: Planned) -> str:
    say = told.language.say
    if not told.lacks_evidence(step):
        items = sum(item.can_be_looked_up for item in step.ladder.given.evidence)
        return told.language.count(
            "{number} item is there already: check that it shows the planned level.",
            "{number} items are there already: check that they show the planned level.",
            items,
        ) if items else ""  # fmt: skip
    return "; ".join(told.evidence(step)) or say("something that can be looked up: an address or a document")
