"""What is found while a workbook is read: problems with the cells they are about, and where each answer stood."""

from collections import Counter
from collections.abc import Iterable

from aigov_checklist.errors import Problem, Severity
from aigov_checklist.importing.spreadsheet import Cell, Sheet
from aigov_checklist.message import NOTHING, Message
from aigov_checklist.readers.places import shortened

_MOST_LEFT_OUT = 20


class Findings:
    """Problems in the order in which they were found, and places in the workbook by JSON path."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.places: dict[str, str] = {}
        self.left_out: Counter[str] = Counter()

    def error(self, code: str, message: Message, hint: Message = NOTHING, *, place: str = "", path: str = "") -> None:
        """Something that keeps the profile from being written."""
        self._add("error", code, message, hint, place, path)

    def warning(self, code: str, message: Message, hint: Message = NOTHING, *, place: str = "", path: str = "") -> None:
        """Something that people should know."""
        self._add("warning", code, message, hint, place, path)

    def text(self, sheet: Sheet, cell: Cell | None) -> str | None:
        """The text of a cell, empty if there is none; None, and an error, for what cannot be taken for text."""
        if cell is None:
            return ""
        place = sheet.place(cell)
        if cell.kind == "error":
            message = Message("The cell shows the error {name}.", name=cell.text)
            self.error("cell-error", message, Message("Put the answer itself into the cell."), place=place)
            return None
        if cell.kind == "formula":
            message = Message("The cell holds a formula that gave nothing when the workbook was saved.")
            hint = Message("Put the answer itself into the cell, or empty it.")
            self.error("formula", message, hint, place=place)
            return None
        if cell.is_formula:
            message = Message("The cell holds a formula; what it gave last is taken: {text}.", text=cell.text)
            self.warning("formula-result", message, Message("Make sure that this is meant."), place=place)
        return cell.text

    def leave_out(self, sheet: Sheet, cells: Iterable[Cell]) -> None:
        """Tell cells that are no part of a form, the first of a sheet one by one."""
        for cell in cells:
            self.left_out[sheet.title] += 1
            number, place = self.left_out[sheet.title], sheet.place(cell)
            if number < _MOST_LEFT_OUT:
                message = Message("This is no part of the form, and is left out: {text}.", text=shortened(cell.text))
                self.warning("not-part-of-form", message, place=place)
            elif number == _MOST_LEFT_OUT:
                message = Message("There is more on this sheet that is no part of the form; all of it is left out.")
                self.warning("not-part-of-form", message, place=place)

    def _add(self, severity: Severity, code: str, message: Message, hint: Message, place: str, path: str) -> None:
        self.problems.append(Problem(code, message, hint, path, severity=severity, place=place))
