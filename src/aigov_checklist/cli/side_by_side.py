"""`aigov side-by-side`: one subject under several plans."""

import click

from aigov_checklist.cli.options import FILE, language_option, limit_option, output_options
from aigov_checklist.cli.problems import show_remarks
from aigov_checklist.cli.speaking import spoken
from aigov_checklist.cli.telling import deliver_told
from aigov_checklist.crosswalks.correspondence import correspondence
from aigov_checklist.crosswalks.opening import load_crosswalks
from aigov_checklist.language import language
from aigov_checklist.lenses import LENSES, Lens
from aigov_checklist.loading import Opened, admit_profile, load_rubric, rubric_named_in
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.projecting.beside import put_beside, refuse_unlike_plans
from aigov_checklist.readers.sources import FileSource
from aigov_checklist.report.beside_rows import beside_told
from aigov_checklist.report.beside_words import BesideTold
from aigov_checklist.report.telling import TOLD_FORMATS
from aigov_checklist.translation import translated


@click.command("side-by-side")
@click.argument("files", metavar="PROFILE...", nargs=-1, required=True, type=FILE)
@click.option("--lens", type=click.Choice(LENSES), default="declared", show_default=True, help="Score under this lens.")
@click.option("--crosswalk", "links", metavar="FILE", multiple=True, type=FILE,
              help="A crosswalk file of your own; may be repeated.  [default: the shipped ones]")  # fmt: skip
@click.option("--rubric", "own", metavar="PATH", multiple=True,
              help="A rubric of your own that a profile answers; may be repeated.")  # fmt: skip
@click.option("--format", "style", type=click.Choice(TOLD_FORMATS), default="text", show_default=True)
@language_option
@output_options
@limit_option
def side_by_side(
    files: tuple[str, ...],
    lens: Lens,
    links: tuple[str, ...],
    own: tuple[str, ...],
    style: str,
    code: str | None,
    output: str | None,
    force: bool,
    limit: int,
) -> None:
    """Show one subject under several plans: profiles of the same subject, each under another rubric.

    Each plan keeps its own score; nothing is averaged or compared across plans.  The areas of the first PROFILE's
    rubric are the themes: what corresponds with them in the others stands beside them, with where answers
    disagree, where the plans pull in opposite directions, and what only one of them asks.
    """
    rubrics = {rubric.id: rubric for rubric in (load_rubric(name, limit=limit) for name in own)}
    opened = [_opened(name, rubrics, limit) for name in files]
    refuse_unlike_plans([one.profile for one in opened])
    told_in = language(code) if code else spoken()
    first, *others = (one.rubric for one in opened)
    crosswalks = load_crosswalks(first, others, links, limit=limit)
    sides = [translated(rubric, told_in.code) for rubric in (first, *others)]
    found = [correspondence(crosswalk, sides[0], side) for crosswalk, side in zip(crosswalks, sides[1:], strict=True)]
    beside = put_beside([(one.profile, one.rubric) for one in opened], found)
    deliver_told(beside_told(BesideTold(beside, lens, told_in)), style, output, force=force)


def _opened(name: str, own: dict[str, Rubric], limit: int) -> Opened:
    """The profile with its rubric: one of those given, or the shipped one."""
    file = FileSource(name, limit=limit)
    opened = admit_profile(file, own.get(rubric_named_in(file)))
    show_remarks(opened.warnings)
    return opened
