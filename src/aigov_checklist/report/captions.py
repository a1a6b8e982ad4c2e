"""Titles above tables and pictures: each said once in a section."""

from collections.abc import Iterator
from itertools import zip_longest

from aigov_checklist.report.blocks import Block, Chart, Paragraph, Section, Table


def titled(section: Section) -> Iterator[tuple[str, Block]]:
    """The section's blocks, each with the title to show above it; empty where nothing or nothing new is to be said.

    A paragraph that only announces the title of what follows it is left out.
    """
    said = {section.title, ""}
    for block, following in zip_longest(section.blocks, section.blocks[1:]):
        if isinstance(block, Paragraph) and block.text == _title(following):
            continue
        title = _title(block)
        yield ("" if title in said else title), block
        said.add(title)


def _title(block: Block | None) -> str:
    match block:
        case Chart(title=title) | Table(caption=title):
            return title
    return ""
