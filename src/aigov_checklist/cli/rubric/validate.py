"""`aigov rubric validate`: every problem of a rubric."""

import click

from aigov_checklist.cli.options import limit_option
from aigov_checklist.cli.problems import problem_lines, tell
from aigov_checklist.cli.speaking import spoken
from aigov_checklist.errors import has_errors
from aigov_checklist.validating import validate_rubric


@click.command()
@click.argument("source", metavar="PATH", type=click.Path(allow_dash=True))
@limit_option
def validate(source: str, limit: int) -> None:
    """Check a rubric file or folder and list every problem."""
    problems = validate_rubric(source, limit=limit)
    tell("\n".join(problem_lines(problems)) if problems else spoken().say("{name}: no problems", name=source))
    if has_errors(problems):
        raise click.exceptions.Exit(1)
