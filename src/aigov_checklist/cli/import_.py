"""`aigov import`: answers collected in a workbook, a field form or a web form, brought back as profiles."""

from collections import Counter
from datetime import date
from pathlib import Path

import click

from aigov_checklist.cli.opening import rubric_from
from aigov_checklist.cli.options import FILE, limit_option, rubric_option
from aigov_checklist.cli.output import deliver
from aigov_checklist.cli.problems import show_remarks
from aigov_checklist.cli.speaking import spoken
from aigov_checklist.errors import DocumentError, OutputError, UsageError
from aigov_checklist.harmless import visible
from aigov_checklist.importing.imported import Imported
from aigov_checklist.importing.reading import read_answers
from aigov_checklist.loading import Opened, admit_profile
from aigov_checklist.message import Message
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.notation import document_bytes
from aigov_checklist.readers.source import read_bytes


@click.command("import")
@click.argument("file", type=FILE)
@click.option(
    "-o", "--output", type=click.Path(), required=True,
    help="Write the profile to this file (.yaml or .json), or several profiles into this folder.",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Replace existing files.")
@rubric_option
@limit_option
def import_(file: str, output: str, force: bool, rubric_source: str | None, limit: int) -> None:
    """Bring answers back as a profile: from a workbook, or an export of a field form or web form.

    FILE is what `aigov form` made, filled in: a workbook (.xlsx), an export of ODK Central or KoboToolbox
    (.csv or .xlsx, one profile a submission), or the answers of a SurveyJS form (.json).  A profile with
    errors is reported, with sheet and cell or row and column, and not written; the exit code is then 1.
    """
    data = read_bytes(file, limit=limit)
    rubric = rubric_from(rubric_source, limit)
    found = read_answers(file, data, rubric, today=date.today().isoformat(), limit=limit)
    admitted = []
    for one in found:
        if opened := _admitted(one, rubric):
            rubric = opened.rubric  # one for all: it need not be opened again
            admitted.append((one, opened))
    if Path(output).is_dir():
        _write_into(Path(output), admitted, force=force)
    elif len(found) > 1:
        raise UsageError(
            Message(
                "{path} holds {number} profiles: give a folder that exists with -o, one file a profile.",
                path=file,
                number=len(found),
            )
        )
    else:
        for one, _ in admitted:
            deliver(document_bytes(one.document, output), output, force=force)
    if len(admitted) < len(found):
        raise click.exceptions.Exit(1)


def _admitted(imported: Imported, rubric: Rubric | None) -> Opened | None:
    try:
        opened = admit_profile(imported, rubric)
    except DocumentError as error:
        show_remarks(error.problems)
        return None
    show_remarks(opened.warnings)
    return opened


def _write_into(folder: Path, admitted: list[tuple[Imported, Opened]], *, force: bool) -> None:
    """One file a profile, named after its subject and date; nothing is written if one of them may not be."""
    names: dict[str, Imported] = {}
    counts: Counter[str] = Counter()
    for one, opened in admitted:
        stem = f"{opened.profile.subject.id}-{opened.profile.date}"
        counts[stem] += 1
        names[f"{stem}.yaml" if counts[stem] == 1 else f"{stem}-{counts[stem]}.yaml"] = one
    taken = [name for name in names if (folder / name).exists()]
    if taken and not force:
        raise OutputError(
            Message("{path} exists already. Choose another folder, or replace it with --force.", path=folder / taken[0])
        )
    for name, one in names.items():
        deliver(document_bytes(one.document, name), str(folder / name), force=force)
        click.echo(visible(spoken().say("Written: {path}", path=folder / name)), err=True)
