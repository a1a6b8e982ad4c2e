"""A click group that imports a command only when it is run, and tells library errors in one place."""

from importlib import import_module
from typing import Any

import click

from aigov_checklist.cli.problems import show_remarks
from aigov_checklist.errors import AigovError, DocumentError


class LazyGroup(click.Group):
    """Commands by name with their one-line help; each lives in the module of its name in `package`."""

    def __init__(self, *args: Any, package: str, commands: dict[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.package = package
        self.short_helps = commands

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names, in alphabetical order."""
        return sorted(self.short_helps)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command, imported now."""
        if cmd_name not in self.short_helps:
            return None
        command: click.Command = getattr(import_module(f"{self.package}.{cmd_name}"), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(sorted(self.short_helps.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error of the library becomes its message and its exit code."""
        try:
            return super().invoke(ctx)
        except DocumentError as error:
            show_remarks(error.problems)
            ctx.exit(error.exit_code)
        except AigovError as error:
            click.echo(f"Error: {error}", err=True)
            ctx.exit(error.exit_code)
