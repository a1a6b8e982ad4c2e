"""The picture of a plan's path: the score after each year, in its range, among the bands."""

from aigov_checklist.bounds import Bounds
from aigov_checklist.models.assessment import Score
from aigov_checklist.report.blocks import Chart
from aigov_checklist.report.planned import Planned
from aigov_checklist.structure import ROOT, structure_of

Row = dict[str, str | float | None]


def path_chart(told: Planned) -> Chart:
    """One column a year, beginning with now; lines where bands begin and where the target is."""
    say, plan = told.language.say, told.plan
    scores = [(say("Now"), plan.now), *((told.year(year.number), year.score) for year in plan.years)]
    rows = [_row(place, label, score, told) for place, (label, score) in enumerate(scores)]
    rows += [_line("band", band.start, band.title) for band in told.rubric.grading.bands]
    if plan.goal is not None:
        rows.append(_line("target", plan.goal.score, say("Target")))
    text = " ".join(
        say("{name}: {value} (range: {range}).", name=label, value=told.before.number(score.value),
            range=told.before.value_range(score))
        for label, score in scores
    )  # fmt: skip
    least, most = Bounds(structure_of(told.rubric)).of(ROOT)
    ends: Row = {"least": least, "most": most}
    return Chart("path", "path", say("The score after each year"), text, tuple(row | ends for row in rows),
                 _labels([score for _, score in scores], told))  # fmt: skip


def _row(place: int, label: str, score: Score, told: Planned) -> Row:
    return {
        "sort": "provisional" if score.provisional else "value",
        "place": place,
        "label": label,
        "shown": told.before.number(score.value),
        "value": score.value,
        "low": score.low,
        "high": score.high,
    }


def _line(sort: str, edge: float, label: str) -> Row:
    return {"sort": sort, "edge": edge, "label": label}


def _labels(scores: list[Score], told: Planned) -> dict[str, str]:
    """What the signs that occur stand for."""
    say, labels = told.language.say, {}
    if any(not score.provisional for score in scores):
        labels["value"] = say("Score")
    if any(score.provisional for score in scores):
        labels["provisional"] = say("Score, provisional: too little is known for a band")
    if any(score.low != score.high for score in scores):
        labels["range"] = say("Range, whatever the unknown answers are")
    if told.plan.goal is not None:
        labels["target"] = say("Target")
    if told.rubric.grading.bands:
        labels["band"] = say("Where a band begins")
    return labels
