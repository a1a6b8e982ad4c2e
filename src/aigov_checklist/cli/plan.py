"""`aigov plan`: the least effort to reach a band or score."""

import click

from aigov_checklist.cli.opening import open_named
from aigov_checklist.cli.options import FILE, language_option, limit_option, rubric_option
from aigov_checklist.cli.problems import show_remarks
from aigov_checklist.cli.speaking import spoken
from aigov_checklist.cli.targeting import refuse_what_cannot_be_written, write_targets
from aigov_checklist.cli.telling import deliver_told
from aigov_checklist.language import language
from aigov_checklist.models.effort import DEFAULT_EFFORT
from aigov_checklist.planning.asking import Limits
from aigov_checklist.planning.efforts import in_thousandths, load_effort
from aigov_checklist.planning.goals import goal_of
from aigov_checklist.planning.ladders import PLANNED_LENSES, Freedom, PlannedLens
from aigov_checklist.planning.naming import indicators_named
from aigov_checklist.planning.path import YEARS
from aigov_checklist.planning.plan import Pace, make_plan
from aigov_checklist.readers.sources import FileSource
from aigov_checklist.report.plan_rows import plan_told
from aigov_checklist.report.planned import Planned
from aigov_checklist.report.telling import TOLD_FORMATS
from aigov_checklist.translation import translated


@click.command()
@click.argument("profile", type=FILE)
@click.option("--target", metavar="BAND|SCORE", help="What to reach: the id or title of a band, or a score.")
@click.option("--budget", type=float, metavar="EFFORT", help="Take no more effort; without --target: the best score.")
@click.option("--effort", "priced", type=FILE, metavar="FILE", help="What steps cost, and what they require.")
@click.option(
    "--fix", multiple=True, metavar="ID", help="Leave this answer, or this area's, as it is; may be repeated."
)
@click.option("--max-areas", type=click.IntRange(min=1), metavar="K", help="Take steps in at most so many areas.")
@click.option("--answer-open", is_flag=True, help="Open questions may be answered, counted from their lowest points.")
@click.option("--lens", type=click.Choice(PLANNED_LENSES), default="declared", show_default=True,
              help="The score to plan for.")  # fmt: skip
@click.option("--years", type=click.IntRange(1, 30), metavar="N",
              help=f"Spread the steps over so many years.  [default: {YEARS}, or as --per-year needs]")  # fmt: skip
@click.option("--per-year", type=float, metavar="EFFORT", help="The effort of a year.  [default: the same each year]")
@click.option("--format", "style", type=click.Choice(TOLD_FORMATS), default="text", show_default=True)
@language_option
@click.option("-o", "--output", type=click.Path(), help="Write to this file.  [default: standard output]")
@click.option("--write", is_flag=True, help="Put the steps into PROFILE as targets.")
@click.option("--owner", help="Who sees to the targets.")
@click.option(
    "--due", metavar="DATE", help="When they are due: a year, month or day.  [default: the year of each step]"
)
@click.option("--force", is_flag=True, help="Replace an existing file, and targets that PROFILE has already.")
@rubric_option
@limit_option
def plan(
    profile: str,
    target: str | None,
    budget: float | None,
    priced: str | None,
    fix: tuple[str, ...],
    max_areas: int | None,
    answer_open: bool,
    lens: PlannedLens,
    years: int | None,
    per_year: float | None,
    style: str,
    code: str | None,
    output: str | None,
    write: bool,
    owner: str | None,
    due: str | None,
    force: bool,
    rubric_source: str | None,
    limit: int,
) -> None:
    """Find the least effort that brings PROFILE to a band or score, or the best score for an effort.

    Every step up costs 1, unless --effort names a file that says otherwise.  The plan is the proven optimum for these
    efforts; every score in it is the scoring engine's.  The exit code is 3 if the target cannot be reached.
    """
    refuse_what_cannot_be_written(profile, write=write, owner=owner, due=due)
    opened = open_named(profile, rubric_source, limit)
    rubric = opened.rubric
    show_remarks(opened.warnings)
    pace = Pace(years, None if per_year is None else in_thousandths(per_year))
    found = make_plan(
        opened.profile,
        rubric,
        goal=None if target is None else goal_of(target, rubric),
        limits=Limits(None if budget is None else in_thousandths(budget), max_areas),
        freedom=Freedom(lens, indicators_named(fix, rubric), answer_open),
        effort=DEFAULT_EFFORT if priced is None else load_effort(priced, rubric, limit=limit),
        pace=pace,
    )
    told_in = language(code) if code else spoken()
    deliver_told(plan_told(Planned(found, translated(rubric, told_in.code), told_in)), style, output, force=force)
    if found.obstacles:
        raise click.exceptions.Exit(3)
    if write:
        write_targets(FileSource(profile, limit=limit), found, owner=owner, due=due, replace=force, limit=limit)
