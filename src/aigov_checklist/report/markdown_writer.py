"""Reports as GitHub-flavoured Markdown."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from aigov_checklist.harmless import markdown
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


def write(report: Report, stream: BinaryIO, look: Look) -> None:  # noqa: ARG001 - nothing varies here
    """Write the report as UTF-8 Markdown."""
    stream.write(markdown_report(report).encode("utf-8"))


def markdown_report(report: Page) -> str:
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
        case Finding():
            yield from _finding(block)
        case Register(citations=citations, cited_by_label=label):
            yield from (_citation(citation, label) for citation in citations)
        case Chart(title=title, text=text):
            yield f"*{markdown(title)}.* {markdown(text)}"


def _finding(finding: Finding) -> Iterator[str]:
    yield from (f"### {markdown(finding.title)}", "", markdown(finding.question), "")
    for label, text in finding.lines:
        yield f"- **{markdown(label)}:** {_broken(text)}"
    if finding.evidence:
        numbers = ", ".join(f"\\[{number}\\]" for number in finding.evidence)
        yield f"- **{markdown(finding.evidence_label)}:** {numbers}"


def _citation(citation: Citation, label: str) -> str:
    cited_by = ", ".join(markdown(leaf_id) for leaf_id in citation.cited_by)
    address = f" <{citation.url}>" if citation.url else ""
    return f"- \\[{citation.number}\\] {_broken(citation.text)}{address} {markdown(label)}: {cited_by}"


def _broken(text: str) -> str:
    return "<br>".join(markdown(line) for line in text.splitlines() if line.strip())


def _quoted(text: str) -> Iterator[str]:
    for index, line in enumerate(filter(str.strip, text.splitlines())):
        if index:
            yield ">"
        yield f"> {markdown(line)}"


def _row(cells: Iterable[str]) -> str:
    return _row_of(markdown(cell) for cell in cells)


def _row_of(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
