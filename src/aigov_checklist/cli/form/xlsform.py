"""`aigov form xlsform`: a field form for ODK or KoboToolbox."""

from datetime import UTC, datetime

import click

from aigov_checklist.cli.options import form_options, limit_option
from aigov_checklist.cli.output import creation_date, deliver
from aigov_checklist.cli.speaking import spoken
from aigov_checklist.forms.questionnaire import questionnaire
from aigov_checklist.forms.xlsform import xlsform as xlsform_of
from aigov_checklist.language import languages
from aigov_checklist.loading import load_rubric
from aigov_checklist.models.record import Kind, Tier


@click.command()
@form_options
@limit_option
def xlsform(source: str, kind: Kind, tier: Tier, output: str, force: bool, limit: int) -> None:
    """Write a field form, as an XLSForm for ODK, KoboToolbox and their kin.

    It asks in every language that this command speaks, and opens in the one of this run.  Upload it there, collect
    answers, and bring the export back with `aigov import`.
    """
    form = questionnaire(load_rubric(source, limit=limit), kind=kind, tier=tier, codes=languages())
    created = creation_date() or datetime.now(UTC)
    deliver(xlsform_of(form, first_language=spoken().code, created=created), output, force=force)
