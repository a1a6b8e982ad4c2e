"""Options that several commands share, so that each is spelt and explained once."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from aigov_checklist.readers.source import DEFAULT_LIMIT

F = TypeVar("F", bound=Callable[..., Any])

FILE = click.Path(allow_dash=True)


def rubric_option(command: F) -> F:
    """`--rubric`: another rubric than the one that a profile names."""
    return click.option(
        "--rubric",
        "rubric_source",
        metavar="ID|PATH",
        help="A rubric's id (see: aigov rubric list), or a file or folder.  [default: the one the profile names]",
    )(command)


def limit_option(command: F) -> F:
    """`--max-bytes`: how large an input may be."""
    return click.option(
        "--max-bytes",
        "limit",
        type=click.IntRange(min=1),
        default=DEFAULT_LIMIT,
        show_default=True,
        help="The largest file that is read.",
    )(command)


def language_option(command: F) -> F:
    """`--lang`: the language of a report."""
    return click.option(
        "--lang",
        "code",
        metavar="CODE",
        help="The report's language: en, id (Bahasa Indonesia) or zh (Simplified Chinese).  "
        "[default: the command's own]",
    )(command)


def output_options(command: F) -> F:
    """`-o` and `--force`: where the document goes."""
    command = click.option("--force", is_flag=True, help="Replace an existing file.")(command)
    return click.option("-o", "--output", type=click.Path(), help="Write to this file.  [default: standard output]")(
        command
    )


def day_option(command: F) -> F:
    """`--date`: the last change that a document carries inside, as `day`."""
    return click.option(
        "--date",
        "day",
        type=click.DateTime(["%Y-%m-%d"]),
        callback=lambda context, parameter, value: value and value.strftime("%Y-%m-%d"),  # noqa: ARG005 - click's
        help="Write this day as the last change.",
    )(command)


def form_options(command: F) -> F:
    """What a form is made of, and the file it becomes."""
    command = click.option("--force", is_flag=True, help="Replace an existing file.")(command)
    command = click.option("-o", "--output", type=click.Path(), required=True, help="Write to this file.")(command)
    command = click.option(
        "--tier",
        type=click.Choice(["essential", "full"]),
        default="full",
        show_default=True,
        help="Ask the essential indicators only, or all.",
    )(command)
    command = click.option(
        "--kind", type=click.Choice(["country", "organization"]), required=True, help="Who is assessed."
    )(command)
    return click.option("--rubric", "source", metavar="ID|PATH", required=True, help="The rubric to answer.")(command)
