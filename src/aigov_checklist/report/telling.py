"""`write_told`: a page that is about no single profile, to a stream of bytes in one of its formats."""

from collections.abc import Callable
from typing import BinaryIO, NamedTuple

from aigov_checklist.errors import UsageError
from aigov_checklist.message import Message
from aigov_checklist.report.blocks import Told
from aigov_checklist.report.markdown_writer import markdown_report
from aigov_checklist.report.text_writer import text_report
from aigov_checklist.report.writing import load_part


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
) -> None:
    """Write it in one of TOLD_FORMATS; the same content gives the same bytes.

    `width` is the line length of plain text.  Raises UsageError for another format, MissingExtraError for one
    whose libraries are not installed.
    """
    if format not in _WRITERS:
        raise UsageError(
            Message("This is not written in the format {name!r}. There are: {known}.", name=format,
                    known=", ".join(TOLD_FORMATS))
        )  # fmt: skip
    stream.write(_WRITERS[format](what, width))


def _html(what: Tellable) -> bytes:
    page: str = load_part("html").html_report(what.page())
    return page.encode("utf-8")


_WRITERS: dict[str, Callable[[Tellable, int], bytes]] = {
    "text": lambda what, width: text_report(what.page(), width=width).encode("utf-8"),
    "markdown": lambda what, _: markdown_report(what.page()).encode("utf-8"),
    "json": lambda what, _: what.json(),
    "csv": lambda what, _: what.csv().encode("utf-8"),
    "html": lambda what, _: _html(what),
}

TOLD_FORMATS = tuple(_WRITERS)
