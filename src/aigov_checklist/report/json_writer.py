"""Reports as JSON: the whole assessment, and what is said about it in the report's own order."""

import json
from typing import Any, BinaryIO

from aigov_checklist.report.blocks import Block, Page, Report, Table, plain
from aigov_checklist.report.writing import Look


def write(report: Report, stream: BinaryIO, look: Look) -> None:  # noqa: ARG001 - nothing varies here
    """Write the report as one JSON object."""
    stream.write(json_report(report).encode("utf-8"))


def json_report(report: Report) -> str:
    """One JSON object: `title`, `subtitle`, `language`, `assessment` (schemas/assessment.schema.json), `sections`."""
    document = {
        "title": report.title,
        "subtitle": report.subtitle,
        "language": report.language.code,
        "assessment": json.loads(report.assessment.to_json()),
        "sections": sections_of(report),
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def json_bytes(document: dict[str, Any]) -> bytes:
    """One JSON object as a file; half a character in a name is no UTF-8, so its escape in JSON is written."""
    return f"{json.dumps(document, ensure_ascii=False, indent=2)}\n".encode("utf-8", "backslashreplace")


def sections_of(page: Page) -> list[dict[str, object]]:
    """What is said, section by section."""
    return [
        {"id": section.id, "title": section.title, "blocks": [_block(block) for block in section.blocks]}
        for section in page.sections
    ]


def _block(block: Block) -> dict[str, object]:
    if isinstance(block, Table):
        titles = [column.title for column in block.columns]
        return {"type": "table", "columns": titles, "rows": [list(row) for row in block.rows]}
    return {"type": type(block).__name__.lower(), **plain(block)}
