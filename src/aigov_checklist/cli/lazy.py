"""A click group that imports a command only when it is run, and tells library errors in one place."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from keyword import iskeyword
from typing import Any, TypeVar

import click

from aigov_checklist.cli.problems import show_remarks
from aigov_checklist.cli.speaking import speaking, spoken, wanted
from aigov_checklist.errors import AigovError, DocumentError, MissingExtraError, UsageError
from aigov_checklist.language import ENGLISH
from aigov_checklist.message import Message

C = TypeVar("C", bound=click.Command)


_OPTIONAL = {
    "agreement": ("agreement", ("krippendorff", "numpy")),
    "batch": ("batch", ("msgspec", "numpy", "polars", "zstandard")),
    "from-table": ("forms", ("defusedxml", "openpyxl")),
    "import": ("forms", ("defusedxml", "openpyxl")),
    "plan": ("robustness", ("numpy", "scipy")),
    "robustness": ("robustness", ("numpy", "scipy", "SALib")),
    "workbook": ("forms", ("defusedxml", "openpyxl", "xlsxwriter")),
    "xlsform": ("forms", ("xlsxwriter",)),
}
"""Commands that are optional parts: the extra that they need, and the libraries that it installs."""


class LazyGroup(click.Group):
    """Commands by name with their one-line help; each lives in the module of its name in `package`, - written _."""

    def __init__(self, *args: Any, package: str, commands: dict[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.package = package
        self.short_helps = commands

    def main(self, args: Sequence[str] | None = None, *others: Any, **options: Any) -> Any:
        """Run the command line in the language that is asked for."""
        arguments = sys.argv[1:] if args is None else list(args)
        try:
            language = wanted(self._language_option(arguments))
        except UsageError as error:
            click.echo(f"Error: {error}", err=True)
            sys.exit(error.exit_code)
        with speaking(language):
            return click.Group.main(_in_language(self), arguments, *others, **options)

    def _language_option(self, arguments: list[str]) -> str | None:
        context = click.Context(self, ignore_unknown_options=True, resilient_parsing=True, **self.context_settings)
        try:
            options, _, _ = self.make_parser(context).parse_args(arguments[:])
        except click.UsageError:
            return None  # told later, with everything else that click finds wrong
        chosen: str | None = options.get("lang")
        return chosen

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names, in alphabetical order."""
        return sorted(self.short_helps)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command, imported now."""
        if cmd_name not in self.short_helps:
            return None
        name = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name.replace("-", "_")
        with optional(cmd_name):
            command: click.Command = getattr(import_module(f"{self.package}.{name}"), name)
        return _in_language(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing them."""
        say = spoken().say
        with formatter.section(say("Commands")):
            formatter.write_dl([(name, say(words)) for name, words in sorted(self.short_helps.items())])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error of the library becomes its message and its exit code."""
        try:
            return super().invoke(ctx)
        except DocumentError as error:
            show_remarks(error.problems)
            ctx.exit(error.exit_code)
        except AigovError as error:
            language = spoken()
            click.echo(language.say("Error: {message}", message=language.tell(error.message)), err=True)
            ctx.exit(error.exit_code)


@contextmanager
def optional(name: str) -> Iterator[None]:
    """Import what a command needs; where its part is not installed, raise MissingExtraError."""
    try:
        yield
    except ModuleNotFoundError as error:
        extra, libraries = _OPTIONAL.get(name, ("", ()))
        if error.name in libraries:
            raise MissingExtraError(Message("aigov {command}", command=name), extra) from None
        raise


def _in_language(command: C) -> C:
    if spoken() is ENGLISH:
        return command
    from aigov_checklist.cli.retelling import retold  # noqa: PLC0415 - English needs none of it

    return retold(command, spoken())
