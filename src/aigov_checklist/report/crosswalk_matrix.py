"""The areas of two rubrics against each other, with how many links they have."""

from collections.abc import Iterable

from aigov_checklist.crosswalks.correspondence import Cell, Side
from aigov_checklist.report.blocks import Column, Listing, Paragraph, Section, Table
from aigov_checklist.report.crosswalk_words import Corresponding
from aigov_checklist.structure import ROOT


def matrix_section(told: Corresponding) -> Section:
    """How many links there are between an area of the one and an area of the other."""
    say, cells = told.language.say, told.found.matrix()
    one, other = told.found.one, told.found.other
    across = _areas(other, (pair[1] for pair in cells))
    heads = {area: _short(other, area) for area in across}
    columns = (Column(told.names[0], is_wide=True), *(Column(heads[area], "right") for area in across))
    rows = tuple(
        (told.title(one, down), *(_cell(cells.get((down, area))) for area in across))
        for down in _areas(one, (pair[0] for pair in cells))
    )
    title = say("Areas against areas")
    legend = say(
        "How many links correspond; behind a stroke, how many pull the opposite way. 0: looked for and not found; "
        "-: no link. The columns are areas of {rubric}:",
        rubric=other.rubric.id,
    )
    meanings = tuple(f"{heads[area]} = {told.title(other, area)}" for area in across)
    return Section("matrix", title, (Table(columns, rows, title), Paragraph(legend), Listing(meanings)))


def _areas(side: Side, linked: Iterable[str]) -> list[str]:
    """Every area, and the whole rubric if something is linked with it."""
    whole = [ROOT] if ROOT in linked else []
    return [*(area.id for area in side.rubric.areas), *whole]


def _short(side: Side, area: str) -> str:
    number = None if area == ROOT else getattr(side.structure.nodes[area], "number", None)
    return area if number is None else str(number)


def _cell(cell: Cell | None) -> str:
    if cell is None:
        return "-"
    return f"{cell.corresponding}/{cell.opposed}" if cell.opposed else str(cell.corresponding)
