"""`aigov validate`: every problem of every profile."""

import json
from dataclasses import asdict
from typing import Any

import click

from aigov_checklist.cli.opening import rubric_from
from aigov_checklist.cli.options import FILE, limit_option, rubric_option
from aigov_checklist.cli.problems import problem_lines, tell
from aigov_checklist.cli.speaking import spoken
from aigov_checklist.errors import Problem, has_errors
from aigov_checklist.validating import validate_profile


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=FILE)
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
@rubric_option
@limit_option
def validate(files: tuple[str, ...], style: str, rubric_source: str | None, limit: int) -> None:
    """Check profiles against the published schema and their rubric, and list every problem.

    The exit code is 1 if any profile has errors; warnings alone leave it at 0.
    """
    rubric = rubric_from(rubric_source, limit)
    found = [(name, validate_profile(name, rubric, limit=limit)) for name in files]
    if style == "json":
        listed = [_told(problem) for _, problems in found for problem in problems]
        tell(json.dumps(listed, ensure_ascii=False, indent=2))
    else:
        for name, problems in found:
            tell("\n".join(problem_lines(problems)) if problems else spoken().say("{name}: no problems", name=name))
    if any(has_errors(problems) for _, problems in found):
        raise click.exceptions.Exit(1)


def _told(problem: Problem) -> dict[str, Any]:
    """The problem for machines: `code`, `path` and the rest are the same in every language, its two texts are told."""
    tell = spoken().tell
    return asdict(problem) | {"message": tell(problem.message), "hint": tell(problem.hint)}
