"""`write_league`: a league table to a stream of bytes, in one of its formats."""

from collections.abc import Callable
from datetime import UTC, datetime, time
from typing import BinaryIO, NamedTuple

from aigov_checklist.report.league import build_league
from aigov_checklist.report.league_rows import league_csv
from aigov_checklist.report.league_table import LeagueTable
from aigov_checklist.report.markdown_writer import markdown_report
from aigov_checklist.report.text_writer import text_report
from aigov_checklist.report.writing import load_part


class Look(NamedTuple):
    """What may vary in how a league table looks: the line length of plain text, and the date inside files."""

    width: int
    created: datetime


def write_league(
    table: LeagueTable,
    stream: BinaryIO,
    *,
    format: str = "text",  # noqa: A002 - the word that everybody uses
    width: int = 80,
    created: datetime | None = None,
) -> None:
    """Write the league table in one of LEAGUE_FORMATS; the same table gives the same bytes.

    `created` is the date that files carry inside: by default the start of the latest assessment's day, never the
    clock.  Raises MissingExtraError for a format whose libraries are not installed.
    """
    last = max((standing.date for standing in table.standings), default="1980-01-01")
    day = datetime.combine(datetime.fromisoformat(last), time(), UTC)
    _WRITERS[format](table, stream, Look(width, created or day))


def _write_text(table: LeagueTable, stream: BinaryIO, look: Look) -> None:
    stream.write(text_report(build_league(table), width=look.width).encode("utf-8"))


def _write_markdown(table: LeagueTable, stream: BinaryIO, look: Look) -> None:  # noqa: ARG001 - nothing varies here
    stream.write(markdown_report(build_league(table)).encode("utf-8"))


def _write_html(table: LeagueTable, stream: BinaryIO, look: Look) -> None:  # noqa: ARG001 - nothing varies here
    stream.write(load_part("html").html_report(build_league(table)).encode("utf-8"))


def _write_csv(table: LeagueTable, stream: BinaryIO, look: Look) -> None:  # noqa: ARG001 - nothing varies here
    stream.write(league_csv(table).encode("utf-8"))


def _write_xlsx(table: LeagueTable, stream: BinaryIO, look: Look) -> None:
    load_part("xlsx", "league_xlsx").write(table, stream, look.created)


_WRITERS: dict[str, Callable[[LeagueTable, BinaryIO, Look], None]] = {
    "text": _write_text,
    "markdown": _write_markdown,
    "html": _write_html,
    "csv": _write_csv,
    "xlsx": _write_xlsx,
}

LEAGUE_FORMATS = tuple(_WRITERS)
