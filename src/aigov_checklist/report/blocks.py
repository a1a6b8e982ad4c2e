"""The parts of a report, free of any format: what is said, not how it looks."""

from dataclasses import dataclass
from typing import Literal

from aigov_checklist.language import Language
from aigov_checklist.models.assessment import Assessment


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True)
class Notice:
    """A sentence that must not be overlooked."""

    text: str


@dataclass(frozen=True)
class Listing:
    """Short items, one below the other."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Column:
    """A column's heading and the side its cells are set to; a wide one takes what room is left."""

    title: str
    side: Literal["left", "right"] = "left"
    is_wide: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of text under headings; `numbers` holds, for cells that show one, the number in full."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""


@dataclass(frozen=True)
class Finding:
    """One indicator with its answer: labelled lines, and the numbers of its evidence in the register."""

    id: str
    title: str
    question: str
    lines: tuple[tuple[str, str], ...]
    evidence_label: str
    evidence: tuple[int, ...]


@dataclass(frozen=True)
class Citation:
    """One evidence item of the register: what it is, where to look it up, which findings cite it."""

    number: int
    text: str
    url: str
    cited_by: tuple[str, ...]


@dataclass(frozen=True)
class Register:
    """The evidence register; `cited_by_label` stands before the findings that cite an item."""

    citations: tuple[Citation, ...]
    cited_by_label: str


@dataclass(frozen=True)
class Chart:
    """A picture of numbers: `kind` names its specification, `rows` are its data, `text` says the same in words."""

    id: str
    kind: Literal["areas", "lenses", "strip", "views"]
    title: str
    text: str
    rows: tuple[dict[str, str | float | None], ...]
    labels: dict[str, str]


Block = Paragraph | Notice | Listing | Table | Finding | Register | Chart


@dataclass(frozen=True)
class Section:
    """A heading with what stands below it."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Page:
    """A title with sections below it."""

    title: str
    subtitle: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Report(Page):
    """A whole report about one assessed profile, in one language."""

    assessment: Assessment
    language: Language
