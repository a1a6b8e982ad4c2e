"""`aigov form`: forms to collect answers in."""

import click

from aigov_checklist.cli.lazy import LazyGroup


@click.group(
    cls=LazyGroup,
    package=__name__,
    commands={
        "surveyjs": "Write a web form, as a SurveyJS definition.",
        "workbook": "Write an Excel workbook to fill in.",
        "xlsform": "Write a field form for ODK or KoboToolbox.",
    },
)
def form() -> None:
    """Write a form to collect answers in; `aigov import` reads it back.

    For a YAML file with every question as a comment, see: aigov new --help.
    """
