"""Brings the message catalogues up to date: extracts the messages, merges them, compiles what is shipped.

    python tools/catalogues.py            # after a message was added or a translation changed

The .po files under src/aigov_checklist/data/locale/ are edited by hand; the .mo files are made from them here and
committed, so that nobody needs Babel to read a report.
"""

import ast
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from aigov_checklist.cli import aigov
from aigov_checklist.cli.lazy import LazyGroup
from aigov_checklist.cli.retelling import paragraphs

PACKAGE = Path(__file__).parent.parent / "src" / "aigov_checklist"
LOCALE = PACKAGE / "data" / "locale"
CALLS = {"say": (0,), "Message": (0,), "PydanticCustomError": (1,), "count": (0, 1)}
"""Which arguments of which calls are texts; two are singular and plural."""
DECIMAL_SIGN = "."

# What click says, as far as our command lines lead there: click asks gettext for it.
CLICK = (
    "(dynamic)",
    "Commands",
    "Error: {message}",
    "Invalid value for {param_hint}: {message}",
    "Invalid value: {message}",
    "Missing argument",
    "Missing command.",
    "Missing option",
    "No such command {name!r}.",
    "No such option {name!r}.",
    "No such option: {name}",
    "Option {name!r} does not take a value.",
    "Options",
    "Show the version and exit.",
    "Show this message and exit.",
    "Try '{command} {option}' for help.",
    "Usage:",
    "default: {default}",
    "required",
    "{name} {filename!r} is a file.",
    "{value!r} is not a valid {number_type}.",
    "{value} is not in the range {range}.",
)
CLICK_PLURALS = (
    ("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    ("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    ("(Possible option: {possibilities})", "(Possible options: {possibilities})"),
    ("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    ("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    ("{value!r} does not match the format {format}.", "{value!r} does not match the formats {formats}."),
)

# What the system says when a file cannot be read or written.
SYSTEM = (
    "File exists",
    "File name too long",
    "Input/output error",
    "Is a directory",
    "No space left on device",
    "Not a directory",
    "Operation not permitted",
    "Permission denied",
    "Read-only file system",
    "Too many levels of symbolic links",
)


def messages() -> Catalog:
    """Every message of the package, as a template."""
    template = Catalog(project="aigov-checklist", charset="utf-8")
    said = [text for file in sorted(PACKAGE.rglob("*.py")) for text in texts(ast.parse(file.read_bytes()))]
    for text in (*said, *CLICK, *CLICK_PLURALS, *SYSTEM, *helps(aigov)):
        if re.sub(r"\{.*?\}", "", str(text)).strip():  # there is something to translate
            template.add(text)
    template.add(DECIMAL_SIGN, auto_comments=["The sign between whole and tenths in this language."])
    return template


def texts(module: ast.AST) -> Iterator[str | tuple[str, ...]]:
    """The texts that stand in the calls of a module."""
    for call in ast.walk(module):
        if isinstance(call, ast.Call):
            name = getattr(call.func, "attr", None) or getattr(call.func, "id", None)
            wanted = [call.args[place] for place in CALLS.get(name, ()) if place < len(call.args)]
            found = tuple(
                part.value for part in wanted if isinstance(part, ast.Constant) and isinstance(part.value, str)
            )
            if found and len(found) == len(wanted):
                yield found if len(found) > 1 else found[0]


def helps(command: click.Command) -> Iterator[str]:
    """The help of a command, of its options, and of the commands inside it."""
    yield from paragraphs(command.help or "")
    yield from (param.help for param in command.params if isinstance(param, click.Option) and param.help)
    if isinstance(command, LazyGroup):
        yield from command.short_helps.values()
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from helps(inner)


def updated(language: str) -> Catalog:
    """The catalogue of a language with today's messages; new ones are empty, vanished ones leave."""
    path = LOCALE / language / "LC_MESSAGES" / "aigov.po"
    with path.open("rb") as stream:
        catalogue = read_po(stream, locale=language)
    catalogue.update(messages(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def po_bytes(catalogue: Catalog) -> bytes:
    """The catalogue as a .po file, without dates that change by themselves."""
    stream = BytesIO()
    write_po(stream, catalogue, width=110, omit_header=True, sort_output=True, no_location=True)
    head = f'msgid ""\nmsgstr ""\n"Language: {catalogue.locale_identifier}\\n"\n'
    head += '"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
    return head.encode() + stream.getvalue()


def mo_bytes(po: bytes, language: str) -> bytes:
    """The compiled form of a .po file; the same file gives the same bytes."""
    catalogue = read_po(BytesIO(po), locale=language)
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=UTC)  # else it would be now
    stream = BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def main() -> None:
    """Update every language."""
    for folder in sorted(LOCALE.glob("*/LC_MESSAGES")):
        language = folder.parent.name
        po = po_bytes(updated(language))
        (folder / "aigov.po").write_bytes(po)
        (folder / "aigov.mo").write_bytes(mo_bytes(po, language))


if __name__ == "__main__":
    main()
