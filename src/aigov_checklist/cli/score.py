"""`aigov score`: profiles in, scores out."""

import json

import click

from aigov_checklist.cli.opening import rubric_from
from aigov_checklist.cli.options import FILE, limit_option, rubric_option
from aigov_checklist.cli.output import deliver, terminal_width
from aigov_checklist.cli.problems import show_remarks
from aigov_checklist.cli.speaking import spoken
from aigov_checklist.errors import DocumentError
from aigov_checklist.lenses import LENSES, Lens
from aigov_checklist.loading import Opened, open_profile
from aigov_checklist.models.assessment import Assessment
from aigov_checklist.report.scorecard import build_overview, build_scorecard
from aigov_checklist.report.text_writer import text_report
from aigov_checklist.scoring.assessing import assess
from aigov_checklist.translation import translated

Scored = list[tuple[Opened, Assessment]]


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=FILE)
@click.option("--lens", type=click.Choice(LENSES), help="Show areas under this lens.  [default: declared; CSV: all]")
@click.option("--format", "style", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True)
@rubric_option
@limit_option
def score(files: tuple[str, ...], lens: Lens | None, style: str, rubric_source: str | None, limit: int) -> None:
    """Score profiles: with one FILE its scorecard, with several a line each.

    JSON always holds all three lenses (see: aigov schema show assessment); several files become one list.
    A profile with errors is reported and left out; the exit code is then 1.
    """
    rubric = rubric_from(rubric_source, limit)
    scored: Scored = []
    for name in files:
        try:
            opened = open_profile(name, rubric, limit=limit)
            scored.append((opened, assess(opened.profile, opened.rubric)))
        except DocumentError as error:
            show_remarks(error.problems)
    if scored:
        deliver(_written(scored, lens, style, several=len(files) > 1).encode("utf-8"), None, force=False)
    if len(scored) < len(files):
        raise click.exceptions.Exit(1)


def _written(scored: Scored, lens: Lens | None, style: str, *, several: bool) -> str:
    assessments = [assessment for _, assessment in scored]
    if style == "csv":
        from aigov_checklist.report.csv_writer import score_table  # noqa: PLC0415 - the other formats need not wait

        return score_table(assessments, (lens,) if lens else LENSES)
    if style == "json":
        documents = [json.loads(assessment.to_json()) for assessment in assessments]
        return json.dumps(documents if several else documents[0], ensure_ascii=False, indent=2) + "\n"
    if several:
        told = [(assessment, opened.profile, translated(opened.rubric, spoken().code)) for opened, assessment in scored]
        overview = build_overview(told, lens or "declared", language=spoken())
        return text_report(overview, width=terminal_width())
    opened, assessment = scored[0]
    rubric = translated(opened.rubric, spoken().code)
    card = build_scorecard(assessment, opened.profile, rubric, lens=lens or "declared", language=spoken())
    return text_report(card, width=terminal_width())
