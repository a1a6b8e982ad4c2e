"""`aigov robustness`: how sure scores and ranks are."""

import io
from pathlib import Path

import click

from aigov_checklist.cli.cohort import profiles_named
from aigov_checklist.cli.opening import rubric_from
from aigov_checklist.cli.options import FILE, language_option, limit_option, output_options, rubric_option
from aigov_checklist.cli.output import replace_file
from aigov_checklist.cli.speaking import spoken
from aigov_checklist.cli.telling import deliver_told
from aigov_checklist.errors import UsageError
from aigov_checklist.language import language
from aigov_checklist.lenses import LENSES, Lens
from aigov_checklist.message import Message
from aigov_checklist.models.assumptions import Assumptions
from aigov_checklist.readers.source import read_bytes
from aigov_checklist.report.sureness import Sureness
from aigov_checklist.report.sureness_rows import sureness_told
from aigov_checklist.report.telling import TOLD_FORMATS
from aigov_checklist.robustness.drawing import FACTORS, Factor, varied_by
from aigov_checklist.robustness.examining import Examination, examine
from aigov_checklist.robustness.opening import load_assumptions
from aigov_checklist.robustness.replaying import read_draws, write_draws
from aigov_checklist.translation import translated


@click.command()
@click.argument("inputs", metavar="PROFILES...", nargs=-1, required=True, type=FILE)
@click.option("--draws", type=click.IntRange(100, 1_000_000), default=10_000, show_default=True,
              help="How often everything is drawn.")  # fmt: skip
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Where the draws begin.")
@click.option("--vary", type=click.Choice(FACTORS), multiple=True,
              help="Vary this; may be repeated.  [default: all that is assumed but the aggregation]")  # fmt: skip
@click.option("--assumptions", "assumed", type=FILE, help="A file that says what varies and how far, instead of ours.")
@click.option("--lens", type=click.Choice(LENSES), default="declared", show_default=True, help="Under this lens.")
@click.option("--top", type=click.IntRange(min=1), multiple=True, default=(1, 3, 10), show_default=True,
              help="Tell how likely a rank of at most this is; may be repeated.")  # fmt: skip
@click.option("--no-shares", is_flag=True, help="Leave out the shares of variance, which take longest.")
@click.option("--write-draws", "kept", type=click.Path(), metavar="FILE", help="Write every drawn number (.npz).")
@click.option("--draws-from", "replayed", type=FILE, metavar="FILE", help="Use the draws of such a file.")
@click.option("--jobs", type=click.IntRange(1, 64), help="How many threads.  [default: one a core]")
@click.option("--format", "style", type=click.Choice(TOLD_FORMATS), default="text", show_default=True)
@language_option
@output_options
@rubric_option
@limit_option
def robustness(
    inputs: tuple[str, ...],
    draws: int,
    seed: int,
    vary: tuple[Factor, ...],
    assumed: str | None,
    lens: Lens,
    top: tuple[int, ...],
    no_shares: bool,
    kept: str | None,
    replayed: str | None,
    jobs: int | None,
    style: str,
    code: str | None,
    output: str | None,
    force: bool,
    rubric_source: str | None,
    limit: int,
) -> None:
    """Tell how sure the scores and ranks of PROFILES are, while what was assumed is varied.

    PROFILES are files and folders of profiles under one rubric.  Weights, the steps of the ladder, unanswered
    questions and the confidence of answers are drawn thousands of times; what comes out are assumption bands,
    never confidence intervals.  What needs no draws is exact: which orders no weights can turn, the range over
    a box of weights, and every score without one indicator or area.
    """
    named = profiles_named(inputs, rubric_from(rubric_source, limit), limit=limit)
    if named.rubric is None or not named.profiles:
        raise click.exceptions.Exit(1)
    assumptions = load_assumptions(assumed, limit=limit)
    examination = Examination(
        named.profiles, named.rubric, assumptions, _varied(assumptions, vary), lens=lens, draws=draws, seed=seed
    )
    if replayed:
        data = read_bytes(replayed, limit=limit)
        examination.blocks = read_draws(replayed, data, examination.uncertain, limit=100 * limit)
    if kept:
        stream = io.BytesIO()
        write_draws(examination.blocks, examination.uncertain, stream)
        replace_file(Path(kept), stream.getvalue(), force=force)
    told_in = language(code) if code else spoken()
    table = Sureness(
        found=examine(examination, jobs=jobs, shares=not no_shares),
        rubric=translated(named.rubric, told_in.code),
        language=told_in,
        top=tuple(sorted(set(top))),
    )
    deliver_told(sureness_told(table), style, output, force=force)
    if named.left_out:
        raise click.exceptions.Exit(1)


def _varied(assumptions: Assumptions, vary: tuple[Factor, ...]) -> frozenset[Factor]:
    """What is varied. Raises UsageError for what the assumptions do not name."""
    named = varied_by(assumptions)
    if not vary:
        return named - {"aggregation"}
    if missing := [factor for factor in vary if factor not in named]:
        raise UsageError(
            Message("The assumptions do not say how {name} varies. They name: {known}.", name=missing[0],
                    known=", ".join(sorted(named)))
        )  # fmt: skip
    return frozenset(vary)
