"""`aigov rubric`: what is asked."""

import click

from aigov_checklist.cli.lazy import LazyGroup


@click.group(
    cls=LazyGroup,
    package=__name__,
    commands={
        "diff": "Tell in what two versions of a rubric differ.",
        "build": "Make a package of rubrics, for others to install.",
        "from-table": "Make a rubric of a table of your own.",
        "list": "List the rubrics that go by their ids.",
        "new": "Write a rubric folder to start from.",
        "show": "Show a rubric: an outline, an area, or everything.",
        "texts": "Write a file to translate a rubric's texts in.",
        "validate": "Check a rubric file or folder and list every problem.",
    },
)
def rubric() -> None:
    """List, show and check rubrics, or make one of your own."""
