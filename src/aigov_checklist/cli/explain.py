"""`aigov explain`: the tree of answers, weights and gates behind a number, or behind the difference of two."""

import click

from aigov_checklist.cli.opening import open_named
from aigov_checklist.cli.options import FILE, limit_option, output_options, rubric_option
from aigov_checklist.cli.output import deliver, terminal_width
from aigov_checklist.cli.speaking import spoken
from aigov_checklist.cli.telling import deliver_told
from aigov_checklist.errors import UsageError
from aigov_checklist.lenses import LENSES, Lens
from aigov_checklist.loading import Opened
from aigov_checklist.message import Message
from aigov_checklist.report.explanation import build_explanation
from aigov_checklist.report.telling import TOLD_FORMATS, Tellable
from aigov_checklist.report.text_writer import text_report
from aigov_checklist.scoring.explaining import explain as explain_steps
from aigov_checklist.translation import translated


@click.command()
@click.argument("file", type=FILE)
@click.argument("node", required=False)
@click.option("--lens", type=click.Choice(LENSES), default="declared", show_default=True, help="The lens to explain.")
@click.option(
    "--against",
    type=FILE,
    metavar="FILE",
    help="Explain the difference to this profile: what each answer, what counts, and the modifiers contribute.",
)
@click.option("--format", "style", type=click.Choice(TOLD_FORMATS), help="The format of a difference.  [default: text]")
@output_options
@rubric_option
@limit_option
def explain(
    file: str,
    node: str | None,
    lens: Lens,
    against: str | None,
    style: str | None,
    output: str | None,
    force: bool,
    rubric_source: str | None,
    limit: int,
) -> None:
    """Show how the numbers of the profile in FILE are made, so that they can be redone by hand.

    NODE is an area (by id or number) or an indicator; without it, the whole is explained.
    """
    opened = open_named(file, rubric_source, limit)
    if against is not None:
        other = open_named(against, rubric_source, limit)
        deliver_told(_difference(opened, other, node, lens), style or "text", output, force=force)
        return
    if style is not None:
        raise UsageError(Message("The steps of one profile are told as text: --format is for --against."))
    own = translated(opened.rubric, spoken().code)
    steps = explain_steps(opened.profile, own, node, lens=lens)
    page = build_explanation(steps, opened.profile, own, lens, language=spoken())
    width = 80 if output else terminal_width()
    deliver(text_report(page, width=width).encode("utf-8"), output, force=force)


def _difference(one: Opened, other: Opened, node: str | None, lens: Lens) -> Tellable:
    from aigov_checklist.decomposing import decompose  # noqa: PLC0415 - one profile needs none of it
    from aigov_checklist.report.decomposition import Taken  # noqa: PLC0415
    from aigov_checklist.report.decomposition_rows import decomposition_told  # noqa: PLC0415

    if one.rubric.digest != other.rubric.digest:
        raise UsageError(
            Message(
                "The profiles answer two rubrics: {one} {one_version} and {other} {other_version}.",
                one=one.rubric.id,
                one_version=one.rubric.version,
                other=other.rubric.id,
                other_version=other.rubric.version,
            )
        )
    taken = Taken(
        found=decompose(one.profile, other.profile, one.rubric, node, lens=lens),
        rubric=translated(one.rubric, spoken().code),
        digest=one.rubric.digest,
        language=spoken(),
    )
    return decomposition_told(taken)
