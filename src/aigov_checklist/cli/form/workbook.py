"""`aigov form workbook`: an Excel workbook to fill in."""

from datetime import UTC, date, datetime
from typing import Any

import click

from aigov_checklist.cli.beginning import day_of, named
from aigov_checklist.cli.opening import open_named
from aigov_checklist.cli.options import FILE, limit_option, output_options
from aigov_checklist.cli.output import creation_date, deliver
from aigov_checklist.cli.speaking import spoken
from aigov_checklist.errors import UsageError
from aigov_checklist.forms.workbook import workbook_form
from aigov_checklist.language import language
from aigov_checklist.loading import load_rubric
from aigov_checklist.message import Message
from aigov_checklist.models.record import Kind, Tier
from aigov_checklist.models.rubric import Rubric


@click.command()
@click.option("--rubric", "source", metavar="ID|PATH", help="The rubric to answer.")
@click.option("--kind", type=click.Choice(["country", "organization"]), help="Who is assessed.")
@click.option(
    "--tier",
    type=click.Choice(["essential", "full"]),
    help="Ask the essential indicators only, or all.  [default: full, or as the profile]",
)
@click.option("--prefill", metavar="PROFILE", type=FILE, help="Begin with the answers of this profile.")
@click.option("--name", help="The subject's name; it can also be filled in later.")
@click.option("--id", "subject_id", help="The subject's id; for a country its ISO 3166-1 alpha-3 code.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="Date of the assessment.  [default: today]")
@click.option(
    "--lang",
    "code",
    metavar="CODE",
    help="The workbook's language: en, id (Bahasa Indonesia) or zh (Simplified Chinese).  [default: the command's own]",
)
@output_options
@limit_option
def workbook(
    source: str | None,
    kind: Kind | None,
    tier: Tier | None,
    prefill: str | None,
    name: str | None,
    subject_id: str | None,
    day: date | None,
    code: str | None,
    output: str | None,
    force: bool,
    limit: int,
) -> None:
    """Write an Excel workbook with all questions, to be filled in with Excel or LibreOffice.

    A sheet an area, with the level texts and lists to choose answers from; sheets for evidence and progress.
    `aigov import` brings it back.  With --prefill the rubric, the subject and the rest come from the profile, and
    all of it comes back, also what the workbook does not show; --name, --id, --date and --tier replace what it says.
    """
    if prefill is not None:
        opened = open_named(prefill, source, limit)
        rubric, document = opened.rubric, opened.profile.model_dump(mode="json", by_alias=True, exclude_unset=True)
        if kind not in (None, document["subject"]["kind"]):
            raise UsageError(
                Message("The profile is about a {kind}: leave --kind out.", kind=opened.profile.subject.kind)
            )
    elif source is not None and kind is not None:
        rubric = load_rubric(source, limit=limit)
        document = _beginning(rubric, kind, day)
    else:
        raise UsageError(Message("Give --rubric and --kind, or a profile with --prefill."))
    _replace(document, name=name, subject_id=subject_id, tier=tier, day=day)
    chosen = spoken() if code is None else language(code)
    created = creation_date() or datetime.now(UTC)
    deliver(workbook_form(rubric, document, created=created, language=chosen), output, force=force)


def _beginning(rubric: Rubric, kind: Kind, day: date | None) -> dict[str, Any]:
    """A profile in which nothing is said yet."""
    return {
        "rubric": {"id": rubric.id, "version": rubric.version},
        "kind": "self-assessment",
        "date": day_of(day),
        "subject": {"kind": kind},
        "tier": "full",
        "responses": {},
    }


def _replace(
    document: dict[str, Any], *, name: str | None, subject_id: str | None, tier: Tier | None, day: date | None
) -> None:
    """Put into the profile what the options say."""
    subject = document["subject"]
    if name is not None:
        name, chosen = named(name, subject_id or subject.get("id"))
        document["subject"] = {**subject, "name": name, "id": chosen}
    elif subject_id is not None:
        document["subject"] = {**subject, "id": named(subject_id, subject_id)[1]}
    if tier is not None:
        document["tier"] = tier
    if day is not None:
        document["date"] = day_of(day)
