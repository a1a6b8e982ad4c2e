"""A league table as an Excel workbook: what to know first, the ranks to sort and filter, the groups, the method."""

from datetime import datetime
from typing import BinaryIO

from aigov_checklist.report.league import about_section, build_league, remaining_sections
from aigov_checklist.report.league_rows import group_fields, group_rows, league_fields, league_rows
from aigov_checklist.report.league_table import LeagueTable
from aigov_checklist.report.workbook import Grid, Prose, dictionary, workbook_of
from aigov_checklist.report.xlsx_writer import write_book


def write(table: LeagueTable, stream: BinaryIO, created: datetime) -> None:
    """Write the league table as an Excel workbook."""
    language = table.language
    say = language.say
    rows = tuple(league_rows(table))
    grids = [Grid("league", say("League table"), "subject", 6, league_fields(table), rows)]
    if table.group is not None:
        grids.append(Grid("groups", say("Groups"), "name", 1, group_fields(table), tuple(group_rows(table))))
    sheets: list[Prose | Grid] = [
        Prose(say("Summary"), (about_section(table),)),
        *grids,
        Prose(say("Method"), tuple(remaining_sections(table))),
        dictionary(language, tuple(grids)),
    ]
    write_book(build_league(table), workbook_of(sheets, language), {}, stream, created)
