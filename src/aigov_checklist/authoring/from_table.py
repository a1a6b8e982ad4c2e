"""A rubric from a table in which each row is an indicator, as people keep their own checklists."""

from collections.abc import Iterator
from typing import Any

from aigov_checklist.authoring.columns import Columns
from aigov_checklist.authoring.naming import free, id_of, is_id
from aigov_checklist.authoring.row_cells import RowCells
from aigov_checklist.authoring.row_indicators import indicator_of
from aigov_checklist.authoring.row_measures import says_how_to_answer
from aigov_checklist.authoring.table_areas import Areas, area_named_by, is_asked
from aigov_checklist.authoring.table_ladders import ladder_of
from aigov_checklist.authoring.tables import Table, filled_cells, open_tables
from aigov_checklist.authoring.words import LEVEL
from aigov_checklist.errors import DocumentError, Problem
from aigov_checklist.importing.findings import Findings
from aigov_checklist.importing.imported import Imported
from aigov_checklist.importing.spreadsheet import Cell
from aigov_checklist.message import Message
from aigov_checklist.readers.counting import countable, countable_remarks
from aigov_checklist.readers.places import Path, json_path, shortened
from aigov_checklist.structure import ROOT

Document = dict[str, Any]

_VERSION = "1.0.0"
_GROUPED = ("asked_of", "principles", "tags")
"""What a row may be tagged with: each becomes a view."""

_MEASURE = ("options", "low", "high", "unit", "type")


def rubric_from_table(
    name: str, data: bytes, *, rubric_id: str, title: str | None, language: str, columns: Columns, limit: int
) -> Imported:
    """The rubric that a table holds, for the door to admit; its problems are told with the cells they are about.

    Raises DocumentError for a file that cannot be read at all.
    """
    found = Findings()
    tables = open_tables(name, data, columns, found, limit=limit)
    building = _Building(tables, found, title or rubric_id, language)
    for table in tables:
        building.read(table)
    head = {"id": rubric_id, "version": _VERSION} | ({"title": title} if title else {})
    document = head | ({} if language == "en" else {"language": language}) | building.rest()
    if not document["areas"]:
        message = Message("There is nothing to ask below the headings.")
        raise DocumentError([Problem("empty", message, Message("Write a row for each question."), file=name)])
    told = dict.fromkeys(found.problems)  # a cell may have been looked at twice
    errors = countable(problem for problem in told if problem.severity == "error")
    remarks = countable_remarks(problem for problem in told if problem.severity == "warning")
    return Imported(name, document, found.places, [*errors, *remarks])


class _Building:
    """The rubric while its rows are read."""

    def __init__(self, tables: list[Table], found: Findings, title: str, language: str) -> None:
        self.tables, self.found, self.title, self.language = tables, found, title, language
        self.taken = {ROOT, *_given_ids(tables)}
        self.given: set[str] = set()
        self.areas = Areas(self.taken)
        self.documents: dict[str, Document] = {}
        self.groups: dict[str, dict[str, str]] = {key: {} for key in _GROUPED}
        self.rows: dict[int, RowCells] = {}  # by the identity of the indicator that they became
        self.silent: list[str] = []  # rows that do not say how they are answered

    def read(self, table: Table) -> None:
        """Take the rows of a table."""
        self._refuse_merged(table)
        area: Document | None = None
        for cells, whole in filled_cells(table):
            row = RowCells(table.sheet, cells, whole, self.found)
            if heading := area_named_by(row, table):
                area = self.areas.under(heading, row)
            elif is_asked(row):
                if "area" in row or "area_id" in row:
                    area = self.areas.under(row.text("area"), row)
                area = area or self.areas.under(self._area_of(table))
                self._add(area, row)
            elif cells:
                message = Message("This row asks nothing: it has no question, no title and no commitment.")
                self.found.error("nothing-asked", message, Message("Fill one in, or delete the row."), place=row.place)

    def rest(self) -> Document:
        """What the rubric holds behind its title."""
        areas = list(self._filled_areas())
        leaves = [leaf for area in areas for leaf in area["indicators"]]
        for number, area in enumerate(areas):
            for index, leaf in enumerate(area["indicators"]):
                self._place(("areas", number, "indicators", index), self.rows[id(leaf)])
        if self.silent:
            message = Message("Rows that do not say how they are answered ask for yes or no: {rows}.",
                              rows=shortened(", ".join(self.silent), 200))  # fmt: skip
            hint = Message("For other answers fill in texts for levels, options, or a low and a high value.")
            self.found.warning("yes-or-no", message, hint)
        if leaves and not any("title" in leaf for leaf in leaves):
            message = Message("There is no column with titles: reports will show the ids.")
            self.found.warning("no-titles", message, Message("Add a column 'title' with a few words for each row."))
        rest = {"documents": list(self.documents.values()), **ladder_of(self.tables, self.found)}
        rest["views"] = list(self._views())
        return {key: value for key, value in rest.items() if value} | {"areas": areas}

    def _area_of(self, table: Table) -> str:
        """Where nothing names an area, each sheet is one; a table that is no sheet is one as a whole."""
        return table.sheet.title if len(self.tables) > 1 else self.title

    def _add(self, area: Document, row: RowCells) -> None:
        leaf = indicator_of(row, self._id(area, row), self.language)
        if not says_how_to_answer(row):
            self.silent.append(row.place)
        for key in _GROUPED:
            if key in leaf:
                leaf[key] = [self._group(key, word) for word in leaf[key]]
        if "source" in leaf:
            leaf["source"]["document"] = self._document(leaf["source"]["document"])
        area.setdefault("indicators", []).append(leaf)
        self.rows[id(leaf)] = row

    def _id(self, area: Document, row: RowCells) -> str:
        given = row.text("id")
        if given and not is_id(given):
            message = Message("{text!r} is not an id.", text=shortened(given))
            hint = Message("Use letters and digits with . - _ between them, such as {id}.", id=id_of(given, "q1"))
            self.found.error("wrong-form", message, hint, place=row.place_of("id"))
        if given in self.given and row.cells["id"].kind == "number":
            message = Message("Spreadsheets keep 1.10 as the number 1.1: this id stands already.")
            hint = Message("Format the column of ids as text, and write them anew.")
            self.found.warning("id-as-number", message, hint, place=row.place_of("id"))
        if given and is_id(given):
            self.given.add(given)
            return given
        number = len(area.get("indicators", ())) + 1
        text = row.text("title") or row.text("question") or row.text("commitment")
        made = free(f"{area['id']}.{id_of(text, f'q{number}')}", self.taken)
        self.taken.add(made)
        if not given:
            message = Message("This row has no id; it becomes {id}.", id=made)
            self.found.warning("made-id", message, place=row.place)
        return made

    def _group(self, key: str, word: str) -> str:
        groups = self.groups[key]
        if word not in groups:
            groups[word] = word if is_id(word) else id_of(word, f"{key}-{len(groups) + 1}", groups.values())
        return groups[word]

    def _document(self, title: str) -> str:
        if title not in self.documents:
            taken = {document["id"] for document in self.documents.values()}
            name = id_of(title, f"document-{len(taken) + 1}", taken)
            self.documents[title] = {"id": name, "title": title}
        return str(self.documents[title]["id"])

    def _views(self) -> Iterator[Document]:
        headings = {key: heading for table in self.tables for key, heading in table.headings.items()}
        for key, groups in self.groups.items():
            if groups:
                members = [{"id": name, "title": word} for word, name in groups.items()]
                yield {"id": key, "title": headings[key], "by": key, "groups": members}

    def _filled_areas(self) -> Iterator[Document]:
        for area in self.areas.by_name.values():
            row = self.areas.rows[area["id"]]
            if "indicators" in area:
                yield area
            elif row is not None:
                message = Message("There are no questions in the area {area}; it is left out.", area=area["title"])
                self.found.warning("empty-area", message, place=row.place)

    def _place(self, path: Path, row: RowCells) -> None:
        """Remember where an indicator and its parts stand, for what is found out later."""
        places = {path: row.place, path[:2]: row.place, **{(*path, key): row.place_of(key) for key in row.cells}}
        places |= {(*path, "measure"): row.place_of(key) for key in reversed(_MEASURE) if key in row}
        places |= {(*path, "measure", key): row.place_of(key) for key in _MEASURE if key in row}
        places |= {(*path, "levels", "all", key.removeprefix(LEVEL)): row.place_of(key)
                   for key in row.cells if key.startswith(LEVEL)}  # fmt: skip
        for part, place in places.items():
            self.found.places.setdefault(json_path(part), place)

    def _refuse_merged(self, table: Table) -> None:
        """Merged cells over several rows mean that what stands there is said of all; only areas can be."""
        ours = {column: held.key for column, held in table.columns.items() if not held.key.startswith("area")}
        for first, top, last, bottom in table.sheet.merged:
            if bottom > top and any(column in ours for column in range(first, last + 1)):
                message = Message("Cells of several rows are merged here.")
                hint = Message("Separate the cells, and fill in each row.")
                place = table.sheet.place(Cell("text", "", top, first))
                self.found.error("merged-cells", message, hint, place=place)


def _given_ids(tables: list[Table]) -> Iterator[str]:
    for table in tables:
        for cells, _ in filled_cells(table):
            yield from (cells[key].text for key in ("id", "area_id") if key in cells)
