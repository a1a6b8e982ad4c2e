"""The parts of a report, free of any format: what is said, not how it looks."""

from dataclasses import dataclass
from typing import Literal

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
    """Rows of text under headings."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Paragraph | Notice | Listing | Table


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
    """A whole report about one assessed profile."""

    assessment: Assessment
