"""`aigov export`: rubrics and results in formats of other tools."""

import click

from aigov_checklist.cli.lazy import LazyGroup


@click.group(
    cls=LazyGroup,
    package=__name__,
    commands={
        "ciso-assistant": "Write a rubric as a library of CISO Assistant.",
        "data-package": "Describe what a batch wrote as a Data Package.",
        "oscal-catalog": "Write a rubric as an OSCAL catalog.",
        "oscal-mapping": "Write a crosswalk as an OSCAL mapping collection.",
        "oscal-results": "Write what a profile came to as OSCAL assessment results.",
    },
)
def export() -> None:
    """Write rubrics and results in formats of other tools."""
