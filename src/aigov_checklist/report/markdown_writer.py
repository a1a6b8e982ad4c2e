"""Reports as GitHub-flavoured Markdown."""

from collections.abc import Iterable, Iterator

from aigov_checklist.harmless import markdown
from aigov_checklist.report.blocks import Block, Listing, Notice, Paragraph, Report, Table


def markdown_report(report: Report) -> str:
    """The report as one Markdown document; every text of the profile is escaped."""
    lines = [f"# {markdown(report.title)}", "", markdown(report.subtitle)]
    for section in report.sections:
        lines += ["", f"## {markdown(section.title)}"]
        for block in section.blocks:
            lines += ["", *_block(block)]
    return "\n".join(lines) + "\n"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text=text):
            yield markdown(text)
        case Notice(text=text):
            yield from _quoted(text)
        case Listing(items=items):
            yield from (f"- {markdown(item)}" for item in items)
        case Table(columns=columns, rows=rows):
            yield _row(column.title for column in columns)
            yield _row_of("---:" if column.side == "right" else ":---" for column in columns)
            yield from (_row(row) for row in rows)


def _quoted(text: str) -> Iterator[str]:
    for index, line in enumerate(filter(str.strip, text.splitlines())):
        if index:
            yield ">"
        yield f"> {markdown(line)}"


def _row(cells: Iterable[str]) -> str:
    return _row_of(markdown(cell) for cell in cells)


def _row_of(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
