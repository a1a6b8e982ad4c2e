"""`aigov set`: one answer of a profile file, changed from a script."""

import click

from aigov_checklist.cli.opening import rubric_from
from aigov_checklist.cli.options import limit_option, rubric_option
from aigov_checklist.cli.problems import show_remarks, tell
from aigov_checklist.cli.saving import replace_unchanged
from aigov_checklist.cli.speaking import spoken
from aigov_checklist.editing import Edit, edit_answer, evidence_item
from aigov_checklist.errors import UsageError
from aigov_checklist.harmless import visible
from aigov_checklist.message import Message
from aigov_checklist.readers.source import STANDARD_INPUT
from aigov_checklist.readers.sources import FileSource


@click.command("set")
@click.argument("profile", type=click.Path())
@click.argument("indicator", metavar="ID")
@click.option("--level", type=int, help="The level that is reached.")
@click.option("--choice", metavar="CODE", help="The code that is chosen.")
@click.option("--quantity", type=float, help="The number that is measured.")
@click.option("--no-information", metavar="TEXT", help="Nothing was found; says where you looked.")
@click.option("--not-applicable", metavar="REASON", help="It does not apply; says why.")
@click.option("--accept", is_flag=True, help="Make the level that is proposed the answer.")
@click.option("--clear", is_flag=True, help="Make it unanswered; its evidence and note stay.")
@click.option("--evidence", "url", metavar="URL", help="Add this address to the evidence.")
@click.option("--title", help="The title of the evidence.  [default: its address]")
@click.option("--date", "day", help="The date of the evidence: a year, a month or a day.")
@click.option("--note", metavar="TEXT", help="Replace the note.")
@click.option("--confidence", type=click.Choice(["low", "medium", "high"]), help="How sure the answer is.")
@click.option("--reply", metavar="TEXT", help="Reply to the review, or replace the reply.")
@click.option("--drop-review", is_flag=True, help="Take out the review of the earlier answer.")
@rubric_option
@limit_option
def set(  # noqa: A001 - the command's name
    profile: str,
    indicator: str,
    level: int | None,
    choice: str | None,
    quantity: float | None,
    no_information: str | None,
    not_applicable: str | None,
    accept: bool,
    clear: bool,
    url: str | None,
    title: str | None,
    day: str | None,
    note: str | None,
    confidence: str | None,
    reply: str | None,
    drop_review: bool,
    rubric_source: str | None,
    limit: int,
) -> None:
    """Change the answer to the indicator ID in the YAML or JSON file PROFILE.

    Everything else in the file stays as it is, comments included.  The file is checked before and after; if
    there is any problem it is not touched.
    """
    answers: dict[str, int | float | str | None] = {
        "level": level,
        "choice": choice,
        "quantity": int(quantity) if quantity is not None and quantity.is_integer() else quantity,
        "no_information": no_information,
        "not_applicable": not_applicable,
    }
    given = [(key, value) for key, value in answers.items() if value is not None]
    if len(given) + clear + accept > 1:
        raise UsageError(Message("Give one answer only, or --accept, or --clear."))
    if url is None and (title is not None or day is not None):
        raise UsageError(Message("--title and --date are about an evidence: give its address with --evidence."))
    edit = Edit(
        state=given[0] if given else None,
        clear=clear,
        accept=accept,
        evidence=[] if url is None else [evidence_item(url if title is None else title, url=url, day=day)],
        note=note,
        confidence=confidence,
        reply=reply,
        drop_review=drop_review,
    )
    if edit == Edit(evidence=[]):
        raise UsageError(Message("There is nothing to change. See: aigov set --help."))
    if profile == STANDARD_INPUT:
        raise UsageError(Message("Standard input cannot be changed: give a file."))
    source = FileSource(profile, limit=limit)
    edited = edit_answer(source, indicator, edit, rubric_from(rubric_source, limit))
    show_remarks(edited.opened.warnings)
    if not edited.is_changed:
        tell(visible(spoken().say("{path}: {name} says so already", path=profile, name=indicator)))
        return
    replace_unchanged(source, edited.data, limit=limit)
