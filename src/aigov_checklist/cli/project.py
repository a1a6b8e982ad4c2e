"""`aigov project`: what the answers to one rubric suggest under another."""

from datetime import date
from pathlib import Path

import click

from aigov_checklist.cli.opening import rubric_from
from aigov_checklist.cli.options import FILE, limit_option, output_options, rubric_option
from aigov_checklist.cli.output import deliver, terminal_width
from aigov_checklist.cli.problems import show_remarks
from aigov_checklist.cli.speaking import spoken
from aigov_checklist.crosswalks.correspondence import correspondence
from aigov_checklist.crosswalks.opening import load_crosswalk
from aigov_checklist.errors import OutputError
from aigov_checklist.loading import admit_profile, load_rubric
from aigov_checklist.message import Message
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.projecting.making import Origin, refuse_same_rubric
from aigov_checklist.projecting.making import project as project_profile
from aigov_checklist.readers.source import STANDARD_INPUT
from aigov_checklist.readers.sources import FileSource
from aigov_checklist.report.projection import build_projection
from aigov_checklist.report.text_writer import text_report
from aigov_checklist.translation import translated


@click.command()
@click.argument("profile", type=FILE)
@click.option("--to", "target", metavar="ID|PATH", required=True, help="The rubric to make proposals for.")
@click.option("--crosswalk", "links", type=FILE, help="A crosswalk file of your own.  [default: the shipped one]")
@click.option("--into", "existing", type=FILE, help="A profile of the same subject under that rubric to go on with.")
@output_options
@rubric_option
@limit_option
def project(
    profile: str,
    target: str,
    links: str | None,
    existing: str | None,
    output: str | None,
    force: bool,
    rubric_source: str | None,
    limit: int,
) -> None:
    """Propose answers on another rubric from the answers in PROFILE, with reason and confidence.

    Nothing is answered: each proposal waits until a person accepts it (aigov set --accept) or answers otherwise, and
    none claims more than the link between the two rubrics supports. What is not covered is told.

    With --into, responses that have an answer or a review stay as they are, byte for byte.
    """
    if output and output != STANDARD_INPUT and Path(output).absolute() == Path(profile).absolute():
        raise OutputError(Message("{path} is read or written already. Choose another name.", path=output))
    origin = _opened(profile, rubric_from(rubric_source, limit), limit)
    rubric = load_rubric(target, limit=limit)
    refuse_same_rubric(origin.opened.rubric, rubric)
    crosswalk = load_crosswalk(origin.opened.rubric, rubric, links, limit=limit)
    into = None if existing is None else _opened(existing, rubric, limit)
    found = correspondence(crosswalk, *(translated(one, spoken().code) for one in (origin.opened.rubric, rubric)))
    today = date.today().isoformat()
    made = project_profile(origin, found, output or "profile.yaml", today=today, language=spoken(), into=into)
    show_remarks(made.opened.warnings)
    deliver(made.data, output, force=force)
    page = build_projection(made.projection, spoken())
    click.echo(text_report(page, width=terminal_width()), nl=False, err=True)


def _opened(name: str, rubric: Rubric | None, limit: int) -> Origin:
    file = FileSource(name, limit=limit)
    return Origin(file, admit_profile(file, rubric))
