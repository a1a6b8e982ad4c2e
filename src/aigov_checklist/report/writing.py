"""`write_report`: a report to a stream of bytes, in one of the formats."""

from typing import BinaryIO

from aigov_checklist.errors import UsageError
from aigov_checklist.report.blocks import Report
from aigov_checklist.report.json_writer import json_report
from aigov_checklist.report.markdown_writer import markdown_report
from aigov_checklist.report.text_writer import text_report

FORMATS = ("text", "markdown", "json")


def write_report(report: Report, stream: BinaryIO, *, format: str = "text", width: int = 80) -> None:  # noqa: A002
    """Write the report as UTF-8; `width` is the line length of the text format, in columns.

    Raises UsageError for a format that does not exist.
    """
    match format:
        case "text":
            text = text_report(report, width=width)
        case "markdown":
            text = markdown_report(report)
        case "json":
            text = json_report(report)
        case _:
            raise UsageError(f"There is no format {format!r}. There are: {', '.join(FORMATS)}.")
    stream.write(text.encode("utf-8"))
