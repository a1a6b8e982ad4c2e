"""`write_told`: a page that is about no single profile, to a stream of bytes in one of its formats."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import BinaryIO, NamedTuple

from aigov_checklist.errors import UsageError
from aigov_checklist.message import Message
from aigov_checklist.report.blocks import Told
from aigov_checklist.report.markdown_writer import markdown_report
from aigov_checklist.report.text_writer import text_report
from aigov_checklist.report.writing import Look, load_part


class Tellable(NamedTuple):
    """What is told: to people as a page, to machines as rows and as one object; each made when it is asked for."""

    page: Callable[[], Told]
    csv: Callable[[], str]
    json: Callable[[], bytes]


def write_told(
    what: Tellable,
    stream: BinaryIO,
    *,
    format: str = "text",  # noqa: A002 - the word that everybody uses
    width: int = 80,
    created: datetime | None = None,
) -> None:
    """Write it in one of TOLD_FORMATS; the same content gives the same bytes.

    `width` is the line length of plain text; `created` the date that files carry inside, never the clock.  Raises
    UsageError for another format, MissingExtraError for one whose libraries are not installed.
    """
    if format not in _WRITERS:
        raise UsageError(
            Message("This is not written in the format {name!r}. There are: {known}.", name=format,
                    known=", ".join(TOLD_FORMATS))
        )  # fmt: skip
    _WRITERS[format](what, stream, Look(width=width, created=created or _NO_DATE))


def _write_text(what: Tellable, stream: BinaryIO, look: Look) -> None:
    stream.write(text_report(what.page(), width=look.width).encode("utf-8"))


def _write_markdown(what: Tellable, stream: BinaryIO, look: Look) -> None:  # noqa: ARG001 - nothing varies here
    stream.write(markdown_report(what.page()).encode("utf-8"))


def _write_json(what: Tellable, stream: BinaryIO, look: Look) -> None:  # noqa: ARG001 - nothing varies here
    stream.write(what.json())


def _write_csv(what: Tellable, stream: BinaryIO, look: Look) -> None:  # noqa: ARG001 - nothing varies here
    stream.write(what.csv().encode("utf-8"))


def _write_html(what: Tellable, stream: BinaryIO, look: Look) -> None:  # noqa: ARG001 - nothing varies here
    stream.write(load_part("html").html_report(what.page()).encode("utf-8"))


def _write_pdf(what: Tellable, stream: BinaryIO, look: Look) -> None:
    load_part("pdf").write_page(what.page(), what.json(), stream, look)


def _write_docx(what: Tellable, stream: BinaryIO, look: Look) -> None:
    load_part("docx").write(what.page(), stream, look)


_NO_DATE = datetime(1980, 1, 1, tzinfo=UTC)
"""Inside files that are about no single day: the first that a zip archive can hold."""

_WRITERS: dict[str, Callable[[Tellable, BinaryIO, Look], None]] = {
    "text": _write_text,
    "markdown": _write_markdown,
    "json": _write_json,
    "csv": _write_csv,
    "html": _write_html,
    "pdf": _write_pdf,
    "docx": _write_docx,
}

TOLD_FORMATS = tuple(_WRITERS)
