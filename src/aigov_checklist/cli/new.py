"""`aigov new`: an empty form to fill in."""

from datetime import date

import click

from aigov_checklist.cli.beginning import beginning
from aigov_checklist.cli.options import limit_option, output_options
from aigov_checklist.cli.output import deliver
from aigov_checklist.loading import load_rubric
from aigov_checklist.models.record import Kind, Tier


@click.command()
@click.option("--rubric", "source", metavar="ID|PATH", required=True, help="The rubric to answer.")
@click.option("--kind", type=click.Choice(["country", "organization"]), required=True, help="Who is assessed.")
@click.option("--name", required=True, help="The subject's name.")
@click.option("--id", "subject_id", help="The subject's id; for a country its ISO 3166-1 alpha-3 code.")
@click.option("--tier", type=click.Choice(["essential", "full"]), default="full", show_default=True)
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="Date of the assessment.  [default: today]")
@output_options
@limit_option
def new(
    source: str,
    kind: Kind,
    name: str,
    subject_id: str | None,
    tier: Tier,
    day: date | None,
    output: str | None,
    force: bool,
    limit: int,
) -> None:
    """Write an empty YAML form with every question and its level texts as comments."""
    rubric = load_rubric(source, limit=limit)
    data = beginning(rubric, kind=kind, name=name, subject_id=subject_id, tier=tier, day=day)
    deliver(data, output, force=force)
