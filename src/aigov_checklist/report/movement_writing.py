"""`write_movement`: a comparison of two batches to a stream of bytes, in one of its formats."""

from collections.abc import Callable
from typing import BinaryIO

from aigov_checklist.errors import UsageError
from aigov_checklist.message import Message
from aigov_checklist.report.markdown_writer import markdown_report
from aigov_checklist.report.movement import MovementTable, build_movement
from aigov_checklist.report.movement_rows import movement_csv, movement_json
from aigov_checklist.report.text_writer import text_report
from aigov_checklist.report.writing import load_part


def write_movement(
    table: MovementTable,
    stream: BinaryIO,
    *,
    format: str = "text",  # noqa: A002 - the word that everybody uses
    width: int = 80,
) -> None:
    """Write the comparison in one of MOVEMENT_FORMATS; the same movement gives the same bytes.

    `width` is the line length of plain text.  Raises UsageError for another format, MissingExtraError for one whose
    libraries are not installed.
    """
    if format not in _WRITERS:
        raise UsageError(
            Message(
                "Batches are not compared in the format {name!r}. There are: {known}.",
                name=format,
                known=", ".join(MOVEMENT_FORMATS),
            )
        )
    stream.write(_WRITERS[format](table, width))


def _text(table: MovementTable, width: int) -> bytes:
    return text_report(build_movement(table), width=width).encode("utf-8")


def _markdown(table: MovementTable, width: int) -> bytes:  # noqa: ARG001 - nothing varies here
    return markdown_report(build_movement(table)).encode("utf-8")


def _html(table: MovementTable, width: int) -> bytes:  # noqa: ARG001 - nothing varies here
    page: str = load_part("html").html_report(build_movement(table))
    return page.encode("utf-8")


def _csv(table: MovementTable, width: int) -> bytes:  # noqa: ARG001 - nothing varies here
    return movement_csv(table).encode("utf-8")


def _json(table: MovementTable, width: int) -> bytes:  # noqa: ARG001 - nothing varies here
    return movement_json(table)


_WRITERS: dict[str, Callable[[MovementTable, int], bytes]] = {
    "text": _text,
    "markdown": _markdown,
    "json": _json,
    "csv": _csv,
    "html": _html,
}

MOVEMENT_FORMATS = tuple(_WRITERS)
