"""`aigov form surveyjs`: a web form."""

import click

from aigov_checklist.cli.options import form_options, limit_option
from aigov_checklist.cli.output import deliver
from aigov_checklist.cli.speaking import spoken
from aigov_checklist.forms.questionnaire import questionnaire
from aigov_checklist.forms.surveyjs import surveyjs as surveyjs_of
from aigov_checklist.language import languages
from aigov_checklist.loading import load_rubric
from aigov_checklist.models.record import Kind, Tier


@click.command()
@form_options
@limit_option
def surveyjs(source: str, kind: Kind, tier: Tier, output: str, force: bool, limit: int) -> None:
    """Write a web form, as a definition for the SurveyJS library.

    It asks in every language that this command speaks, and opens in the one of this run.  What SurveyJS hands over
    when the form is completed, saved as JSON, goes back in with `aigov import`.
    """
    form = questionnaire(load_rubric(source, limit=limit), kind=kind, tier=tier, codes=languages())
    deliver(surveyjs_of(form, first_language=spoken().code), output, force=force)
