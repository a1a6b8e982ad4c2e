"""The parts of a report, free of any format: what is said, not how it looks."""

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from aigov_checklist.language import Language
from aigov_checklist.models.assessment import Assessment


class Paragraph(NamedTuple):
    """Running text."""

    text: str


class Notice(NamedTuple):
    """A sentence that must not be overlooked."""

    text: str


class Listing(NamedTuple):
    """Short items, one below the other."""

    items: tuple[str, ...]


class Column(NamedTuple):
    """A column's heading and the side its cells are set to; a wide one takes what room is left."""

    title: str
    side: Literal["left", "right"] = "left"
    is_wide: bool = False


class Table(NamedTuple):
    """Rows of text under headings; `numbers` holds, for cells that show one, the number in full."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""


class Finding(NamedTuple):
    """One indicator with its answer: labelled lines, and the numbers of its evidence in the register."""

    id: str
    title: str
    question: str
    lines: tuple[tuple[str, str], ...]
    evidence_label: str
    evidence: tuple[int, ...]


class Citation(NamedTuple):
    """One evidence item of the register: what it is, where to look it up, which findings cite it."""

    number: int
    text: str
    url: str
    cited_by: tuple[str, ...]


class Register(NamedTuple):
    """The evidence register; `cited_by_label` stands before the findings that cite an item."""

    citations: tuple[Citation, ...]
    cited_by_label: str


class Chart(NamedTuple):
    """A picture of numbers: `kind` names its specification, `rows` are its data, `text` says the same in words."""

    id: str
    kind: Literal["above", "areas", "changes", "lenses", "path", "ranks", "strip", "views"]
    title: str
    text: str
    rows: tuple[dict[str, str | float | None], ...]
    labels: dict[str, str]


Block = Paragraph | Notice | Listing | Table | Finding | Register | Chart


class Section(NamedTuple):
    """A heading with what stands below it."""

    id: str
    title: str
    blocks: tuple[Block, ...]


def plain(part: Any) -> Any:
    """The same block, or part of one, as dictionaries, lists and texts."""
    match part:
        case Column() | Citation() | Paragraph() | Notice() | Listing() | Table() | Finding() | Register() | Chart():
            return {name: plain(value) for name, value in part._asdict().items()}
        case tuple():
            return [plain(value) for value in part]
        case _:
            return part


@dataclass(frozen=True)
class Page:
    """A title with sections below it."""

    title: str
    subtitle: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Told(Page):
    """A page in one language that is about no single profile."""

    language: Language


@dataclass(frozen=True)
class Report(Page):
    """A whole report about one assessed profile, in one language."""

    assessment: Assessment
    language: Language
