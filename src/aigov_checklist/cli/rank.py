"""`aigov rank`: a league table of many profiles."""

import io

import click

from aigov_checklist.cli.opening import rubric_from
from aigov_checklist.cli.options import FILE, language_option, limit_option, output_options, rubric_option
from aigov_checklist.cli.output import creation_date, deliver, terminal_width
from aigov_checklist.cli.problems import show_remarks
from aigov_checklist.cli.speaking import spoken
from aigov_checklist.language import language
from aigov_checklist.lenses import LENSES, Lens
from aigov_checklist.ranking import rank as rank_standings
from aigov_checklist.report.league_table import LeagueTable
from aigov_checklist.report.league_writing import LEAGUE_FORMATS, write_league
from aigov_checklist.standings import read_standings
from aigov_checklist.structure import ROOT
from aigov_checklist.translation import translated


@click.command()
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True, type=FILE)
@click.option(
    "--by",
    metavar="overall|AREA|VIEW:GROUP",
    default=ROOT,
    show_default=True,
    help="What to rank by: the whole, an area (its id or number), or a group of a view.",
)
@click.option("--lens", type=click.Choice(LENSES), default="declared", show_default=True, help="Rank under this lens.")
@click.option(
    "--group",
    metavar="region|continent|income|kind|KEY",
    help="Compare groups, too: of a reference table, or of a key that profiles have under subject.groups.",
)
@click.option("--include-provisional", is_flag=True, help="Rank provisional scores, too.")
@click.option("--public", is_flag=True, help="Leave out in which files the profiles stand.")
@click.option("--format", "style", type=click.Choice(LEAGUE_FORMATS), default="text", show_default=True)
@language_option
@output_options
@rubric_option
@limit_option
def rank(
    inputs: tuple[str, ...],
    by: str,
    lens: Lens,
    group: str | None,
    include_provisional: bool,
    public: bool,
    style: str,
    code: str | None,
    output: str | None,
    force: bool,
    rubric_source: str | None,
    limit: int,
) -> None:
    """Rank what the INPUTs hold: profiles, folders of profiles, or score tables that `aigov batch` wrote.

    Every rank stands beside its range, what is known, and the ranks that are possible within the ranges. Provisional
    scores are listed apart; of several profiles of one subject the latest counts. Names of assessors and notes never
    appear. A profile with errors is reported and left out; the exit code is then 1.
    """
    rubric = rubric_from(rubric_source, limit)
    found = read_standings(inputs, by=by, lens=lens, group=group, rubric=rubric, limit=limit)
    show_remarks(found.problems)
    told_in = language(code) if code else spoken()
    table = LeagueTable(
        league=rank_standings(
            found.standings, found.rubric, include_provisional=include_provisional, order=found.order
        ),
        asked=found.asked,
        rubric=translated(found.rubric, told_in.code),
        digest=found.rubric.digest,
        language=told_in,
        group=group,
        is_public=public,
        includes_provisional=include_provisional,
        left_out=found.left_out,
    )
    stream = io.BytesIO()
    width = 80 if output else terminal_width()
    write_league(table, stream, format=style, width=width, created=creation_date())
    deliver(stream.getvalue(), output, force=force)
    if found.left_out:
        raise click.exceptions.Exit(1)
