"""`aigov new`: an empty form to fill in."""

import re
from datetime import date

import click

from aigov_checklist.cli.options import limit_option, output_options
from aigov_checklist.cli.output import deliver
from aigov_checklist.cli.speaking import spoken
from aigov_checklist.errors import UsageError
from aigov_checklist.forms.blank import blank_form
from aigov_checklist.loading import load_rubric
from aigov_checklist.message import Message
from aigov_checklist.models.record import Kind, Tier
from aigov_checklist.translation import translated


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
    name = name.strip()
    chosen = subject_id or re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-") or "subject"
    if not name or not re.fullmatch(r"[A-Za-z0-9]+([._-][A-Za-z0-9]+)*", chosen):
        raise UsageError(
            Message("A subject needs a name, and an id of letters, digits, dots, hyphens and underscores.")
        )
    written = (day or date.today()).strftime("%Y-%m-%d")
    form = blank_form(
        translated(rubric, spoken().code),
        kind=kind,
        name=name,
        subject_id=chosen,
        tier=tier,
        date=written,
        language=spoken(),
    )
    deliver(form.encode("utf-8"), output, force=force)
