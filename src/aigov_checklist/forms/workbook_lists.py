"""The hidden sheets of a workbook: the lists to choose from, the texts of the levels, and the profile as it was."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from aigov_checklist.forms.workbook_kept import kept_parts
from aigov_checklist.forms.workbook_looks import Looks, write_headings
from aigov_checklist.forms.workbook_marks import OURS, STAMP, VALUE
from aigov_checklist.forms.workbook_material import KEPT, LISTS, TEXTS, Material, status_texts
from aigov_checklist.forms.workbook_words import Option, shown
from aigov_checklist.models.measure import LevelsMeasure
from aigov_checklist.models.rubric import Indicator

IDS, KINDS, CONFIDENCES, MEANINGS = "aigov_ids", "aigov_kinds", "aigov_confidences", "aigov_meanings"
"""Names of ranges, for lists and formulas."""


@dataclass
class Lists:
    """The hidden sheets of one workbook, written as far as they are needed; formulas name their ranges."""

    book: Workbook
    material: Material
    looks: Looks
    names: dict[tuple[Option, ...], str] = field(default_factory=dict)
    columns: int = 0

    def __post_init__(self) -> None:
        self.sheet = self._add(LISTS)
        texts = status_texts(self.material.language)
        for status, text in texts.items():
            self._column(status_name(status), [text])
        leaves = [leaf for area in self.material.areas for leaf in area.leaves]
        self._column(IDS, [leaf.id for leaf in leaves])
        self._column(f"{IDS}_titles", [shown(leaf.label) for leaf in leaves])
        self._column(KINDS, list(self.material.words.kinds.values()))
        self._column(CONFIDENCES, list(self.material.words.confidences.values()))
        self.of(self.material.words.levels)
        self._add_texts()

    def of(self, options: tuple[Option, ...]) -> str:
        """The name of the range with these texts; that of whether each needs evidence ends in `_needs`."""
        if options not in self.names:
            name = f"aigov_answers_{len(self.names) + 1}"
            self.names[options] = name
            self._column(name, [shown(option.text) for option in options])
            self._column(f"{name}_needs", [int(option.needs_evidence) for option in options])
            self._column(f"{name}_reasons", [int(option in self.material.words.reasoned) for option in options])
        return self.names[options]

    def add_kept(self) -> None:
        """Write what the workbook was made of, and the profile, for the import."""
        sheet = self._add(KEPT)
        write_headings(sheet, 0, (STAMP, VALUE), self.looks)
        kept = kept_parts(self.material.document, self.material.stamp, self.material.language.code)
        for row, (name, text) in enumerate(kept.items(), start=1):
            sheet.write_string(row, 0, name)
            sheet.write_string(row, 1, text)

    def _add(self, name: str) -> Worksheet:
        sheet = self.book.add_worksheet(name)
        sheet.very_hidden()
        sheet.protect()
        if name != KEPT:
            write_headings(sheet, 0, (OURS,), self.looks)
        return sheet

    def _column(self, name: str, values: Sequence[str | int]) -> None:
        for row, value in enumerate(values, start=1):
            if isinstance(value, str):
                self.sheet.write_string(row, self.columns, value)
            else:
                self.sheet.write_number(row, self.columns, value)
        cells = xl_range_abs(1, self.columns, len(values), self.columns)
        self.book.define_name(name, f"='{LISTS}'!{cells}")
        self.columns += 1

    def _add_texts(self) -> None:
        """A row a question with levels, in the order of IDS: what is shown beside each answer."""
        sheet = self._add(TEXTS)
        leaves = [leaf for area in self.material.areas for leaf in area.leaves]
        options = self.material.words.levels
        for row, leaf in enumerate(leaves, start=1):
            for column, option in enumerate(options):
                sheet.write_string(row, column, shown_beside(option, leaf, self.material))
        self.book.define_name(MEANINGS, f"='{TEXTS}'!{xl_range_abs(1, 0, len(leaves), len(options) - 1)}")


def shown_beside(option: Option, leaf: Indicator, material: Material) -> str:
    """What an answer means for a question: the text of the level, or what is still to be said."""
    say = material.language.say
    match option.state[0]:
        case "no_information":
            return say("Say in the column '{column}' where you looked.", column=say("Reason"))
        case "not_applicable":
            return say("Say in the column '{column}' why.", column=say("Reason"))
    if isinstance(leaf.measure, LevelsMeasure):
        level = next(step for step in material.words.rubric.scale.levels if step.value == option.state[1])
        return shown(leaf.descriptors(material.stamp.kind).get(str(level.value)) or level.criterion or "-")
    return ""


def status_name(status: str) -> str:
    """The name of the cell with the text of a status."""
    return f"aigov_{status}"
