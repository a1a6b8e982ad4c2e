"""What a workbook says: its sheets, their names and columns, and what each column means."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aigov_checklist.cells import LONGEST_CELL
from aigov_checklist.language import Language
from aigov_checklist.report.blocks import Finding, Register, Report, Section
from aigov_checklist.report.fields import TYPES, Field, area_fields, evidence_fields, indicator_fields
from aigov_checklist.report.rows import Row, area_rows, evidence_rows, findings_of, indicator_rows, remarks_of


@dataclass(frozen=True)
class Prose:
    """A sheet to read: sections one below the other."""

    name: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Grid:
    """A sheet to sort and filter: one row a thing, under the headings of its columns.

    `key` names the column that tells the rows apart, `frozen` is how many columns stay in sight.
    """

    id: str
    name: str
    key: str
    frozen: int
    fields: tuple[Field, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Workbook:
    """All sheets in their order; `goes_on` marks rows that hold the rest of a text, `split_note` says so."""

    sheets: tuple[Prose | Grid, ...]
    goes_on: str
    split_note: str


def build_workbook(report: Report) -> Workbook:
    """The sheets of a report; a comparison has no answers and so no sheets of them."""
    say = report.language.say
    own_place = ("provenance", "method")
    read = (section for section in report.sections if section.id not in own_place and not _is_tabled(section))
    method = (section for section in report.sections if section.id in own_place)
    grids = tuple(_grids(report)) if findings_of(report) else ()
    sheets: list[Prose | Grid] = [Prose(say("Summary"), tuple(read)), *grids, Prose(say("Method"), tuple(method))]
    if grids:
        sheets.append(dictionary(report.language, grids))
    return workbook_of(sheets, report.language)


def workbook_of(sheets: Sequence[Prose | Grid], language: Language) -> Workbook:
    """A workbook of these sheets, with what is said where a text is too long for a cell."""
    say = language.say
    return Workbook(
        tuple(sheets),
        goes_on=say("(continued)"),
        split_note=say(
            "A text on this sheet is longer than a cell can hold ({most} characters). It goes on in the rows below it.",
            most=LONGEST_CELL,
        ),
    )


def _is_tabled(section: Section) -> bool:
    return any(isinstance(block, Finding | Register) for block in section.blocks)


def _grids(report: Report) -> Iterator[Grid]:
    language = report.language
    say = language.say
    product = say("Effective weight times points, recomputed by a formula: a check.")
    check = Field("product", say("Check"), product, "points")
    indicators = tuple(
        one
        for field in indicator_fields(language)
        for one in ((field, check) if field.name == "contribution" else (field,))
    )
    yield Grid("areas", say("Areas"), "node", 2, area_fields(language), tuple(area_rows(report)))
    rows = tuple(row | {"product": row["contribution"]} for row in indicator_rows(report))
    yield Grid("indicators", say("Indicators"), "id", 2, (*indicators, *remarks_of(report)), rows)
    yield Grid("evidence", say("Evidence"), "number", 1, evidence_fields(language), tuple(evidence_rows(report)))


def dictionary(language: Language, grids: tuple[Grid, ...]) -> Grid:
    """The sheet that says what each column of the others means."""
    say = language.say
    fields = (
        Field("sheet", say("Sheet"), say("Name of the sheet."), "text"),
        Field("column", say("Column"), say("Heading of the column."), "text"),
        Field("meaning", say("Meaning"), say("What stands in the column."), "text"),
        Field("unit", say("Unit"), say("What its numbers count."), "text"),
        Field("type", say("Type"), say("string, date, integer, number or boolean."), "text"),
    )
    rows: tuple[Row, ...] = tuple(
        {
            "sheet": grid.name,
            "column": field.title,
            "meaning": field.meaning,
            "unit": field.unit(language),
            "type": TYPES[field.kind],
        }
        for grid in grids
        for field in grid.fields
    )
    return Grid("dictionary", say("Data dictionary"), "column", 2, fields, rows)
