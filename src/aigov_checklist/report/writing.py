"""`write_report`: a report to a stream of bytes, in one of the formats; the heavy ones are optional parts."""

from datetime import UTC, datetime, time
from importlib import import_module
from typing import Any, BinaryIO, NamedTuple

from aigov_checklist.errors import MissingExtraError, UsageError
from aigov_checklist.message import Message
from aigov_checklist.report.blocks import Report


class Look(NamedTuple):
    """What may vary in how a report looks.

    The line length of plain text, the date that files carry inside, which table a CSV file holds, and whether it
    begins with a byte order mark.
    """

    width: int
    created: datetime
    table: str = "scores"
    bom: bool = False


class Writer(NamedTuple):
    """A module with `write(report, stream, look)`, and the libraries that it needs beyond the basic install."""

    module: str
    libraries: tuple[str, ...] = ()


_WRITERS = {
    "text": Writer("text_writer"),
    "markdown": Writer("markdown_writer"),
    "json": Writer("json_writer"),
    "csv": Writer("csv_writer"),
    "html": Writer("html_writer", ("jinja2", "markupsafe", "vl_convert")),
    "pdf": Writer("pdf_writer", ("typst", "vl_convert")),
    "docx": Writer("docx_writer", ("docx", "vl_convert")),
    "xlsx": Writer("xlsx_writer", ("xlsxwriter",)),
}

FORMATS = tuple(_WRITERS)


def write_report(
    report: Report,
    stream: BinaryIO,
    *,
    format: str = "text",  # noqa: A002 - the word that everybody uses
    width: int = 80,
    created: datetime | None = None,
    table: str = "scores",
    bom: bool = False,
) -> None:
    """Write the report; the same report gives the same bytes.

    `width` is the line length of the text format, in columns.  `created` is the date that files carry inside:
    by default the start of the assessment's day, never the clock.  `table` and `bom` are for CSV: which table
    (scores, wide, indicators, evidence or dictionary), and whether to begin with a byte order mark.  Raises
    UsageError for a format or table that does not exist, MissingExtraError for a format whose libraries are not
    installed.
    """
    if format not in _WRITERS:
        raise UsageError(
            Message("There is no format {name!r}. There are: {known}.", name=format, known=", ".join(FORMATS))
        )
    day = datetime.combine(datetime.fromisoformat(report.assessment.date), time(), UTC)
    load_part(format).write(report, stream, Look(width=width, created=created or day, table=table, bom=bom))


def load_part(name: str, module: str = "") -> Any:
    """The module that writes a format, or another that needs the same libraries. Raises MissingExtraError."""
    writer = _WRITERS[name]
    try:
        return import_module(f"{__package__}.{module or writer.module}")
    except ModuleNotFoundError as error:
        if error.name in writer.libraries:
            raise MissingExtraError(Message("The format {name!r}", name=name), name) from None
        raise
