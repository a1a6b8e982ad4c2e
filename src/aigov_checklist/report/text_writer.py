"""Reports as plain text for a terminal or a mail: no colour needed, nothing a terminal could obey."""

from collections.abc import Iterator
from typing import BinaryIO

from tabulate import MIN_PADDING, tabulate
from wcwidth import wcswidth, wrap

from aigov_checklist.harmless import visible
from aigov_checklist.report.blocks import (
    Block,
    Chart,
    Citation,
    Finding,
    Listing,
    Notice,
    Page,
    Paragraph,
    Register,
    Report,
    Table,
)
from aigov_checklist.report.writing import Look

LEAST_WIDTH = 40
_GAP = 2
_NARROWEST = 12
"""Of a column with text."""

_NARROW = 8
"""Of the title of a column with numbers, in several lines."""


def write(report: Report, stream: BinaryIO, look: Look) -> None:
    """Write the report as UTF-8 text, in lines of at most `look.width` columns."""
    stream.write(text_report(report, width=look.width).encode("utf-8"))


def text_report(report: Page, *, width: int = 80) -> str:
    """The report in lines of at most `width` columns (an unbreakable word, such as an address, may be longer)."""
    width = max(width, LEAST_WIDTH)
    lines = [*_wrapped(report.title, width), "=" * min(width, wcswidth(visible(report.title)))]
    lines += _wrapped(report.subtitle, width)
    for section in report.sections:
        lines += ["", section.title, "-" * wcswidth(section.title)]
        for index, block in enumerate(section.blocks):
            if index and not (isinstance(block, Listing) and isinstance(section.blocks[index - 1], Paragraph)):
                lines.append("")
            lines += _block(block, width)
    return "\n".join(lines) + "\n"


def text_table(table: Table, *, width: int = 80) -> str:
    """One table, its wide columns wrapped into the room that is left."""
    rows = [[visible(cell) for cell in row] for row in table.rows]
    headings = _headings(table, rows, width)
    widths = _column_widths(table, headings, rows, width)
    return tabulate(
        rows,
        headers=[
            heading if room is None else _in_lines(heading, room - MIN_PADDING)
            for heading, room in zip(headings, widths, strict=True)
        ],
        colalign=[column.side for column in table.columns] if rows else None,
        headersglobalalign=None,
        headersalign=[column.side for column in table.columns] if rows else None,
        maxcolwidths=widths,
        disable_numparse=True,
        tablefmt="simple",
    )


def _block(block: Block, width: int) -> Iterator[str]:
    match block:
        case Paragraph(text=text):
            yield from _wrapped(text, width)
        case Notice(text=text):
            yield from _wrapped(text, width, first="! ", later="  ", keep_lines=True)
        case Listing(items=items):
            for item in items:
                yield from _wrapped(item, width, first="- ", later="  ", keep_lines=True)
        case Table():
            yield text_table(block, width=width)
        case Finding():
            yield from _finding(block, width)
        case Register(citations=citations, cited_by_label=label):
            for citation in citations:
                yield from _wrapped(_citation(citation, label), width, first="- ", later="  ")
        case Chart(title=title, text=text):
            yield from _wrapped(f"{title}. {text}", width)


def _finding(finding: Finding, width: int) -> Iterator[str]:
    yield from _wrapped(f"{finding.title}. {finding.question}".strip(), width)
    for label, text in finding.lines:
        yield from _wrapped(f"{label}: {text}", width, first="- ", later="  ", keep_lines=True)
    if finding.evidence:
        numbers = ", ".join(f"[{number}]" for number in finding.evidence)
        yield f"- {finding.evidence_label}: {numbers}"


def _citation(citation: Citation, label: str) -> str:
    # No full stop after an address: it would be copied along.
    parts = (f"[{citation.number}]", citation.text, citation.url, f"{label}: {', '.join(citation.cited_by)}")
    return " ".join(part for part in parts if part)


def _wrapped(text: str, width: int, *, first: str = "", later: str = "", keep_lines: bool = False) -> list[str]:
    lines: list[str] = []
    for paragraph in visible(text, keep_lines=keep_lines).splitlines() or [""]:
        lines += wrap(
            paragraph,
            width,
            initial_indent=later if lines else first,
            subsequent_indent=later,
            # Scripts without spaces may break anywhere; addresses must not.
            break_long_words=wcswidth(paragraph) > len(paragraph),
            break_on_hyphens=False,
        ) or [""]
    return lines


def _headings(table: Table, rows: list[list[str]], width: int) -> list[str]:
    """The titles of the columns; where they are too long for the width, in several lines."""
    titles = [column.title for column in table.columns]
    sizes = [
        _NARROWEST if column.is_wide else size
        for column, size in zip(table.columns, _natural_widths(titles, rows), strict=True)
    ]
    if sum(sizes) + _GAP * (len(sizes) - 1) <= width:
        return titles
    return [
        title if column.is_wide else _in_lines(title, max([_NARROW, *(wcswidth(row[place]) for row in rows)]))
        for place, (column, title) in enumerate(zip(table.columns, titles, strict=True))
    ]


def _in_lines(title: str, width: int) -> str:
    """A title of a column, broken between words, or anywhere in scripts that have no spaces."""
    return "\n".join(wrap(title, width, break_long_words=wcswidth(title) > len(title)))


def _natural_widths(headings: list[str], rows: list[list[str]]) -> list[int]:
    return [
        max([*(wcswidth(line) + MIN_PADDING for line in heading.split("\n")), *(wcswidth(row[place]) for row in rows)])
        for place, heading in enumerate(headings)
    ]


def _column_widths(table: Table, headings: list[str], rows: list[list[str]], width: int) -> list[int | None]:
    natural = _natural_widths(headings, rows)
    wide = [place for place, column in enumerate(table.columns) if column.is_wide]
    taken = sum(_NARROWEST if place in wide else size for place, size in enumerate(natural))
    if taken + _GAP * (len(natural) - 1) > width:  # then other texts have to give way, too
        wide = [place for place, column in enumerate(table.columns) if column.is_wide or column.side == "left"]
    room = width - _GAP * (len(natural) - 1) - sum(size for place, size in enumerate(natural) if place not in wide)
    widths: list[int | None] = [None] * len(natural)
    # The smaller wide columns take what they need, the larger share what is left.
    for done, place in enumerate(sorted(wide, key=lambda place: natural[place])):
        share = max(_NARROWEST, room // (len(wide) - done))
        widths[place] = min(natural[place], share)
        room -= min(natural[place], share)
    return widths
