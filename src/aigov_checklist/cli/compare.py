"""`aigov compare`: what moved between two assessments of one subject, or between two batches."""

import io
from typing import BinaryIO

import click

from aigov_checklist.bridging import bridge
from aigov_checklist.cli.bridging import Pair, open_pair
from aigov_checklist.cli.opening import rubric_from
from aigov_checklist.cli.options import FILE, language_option, limit_option, output_options, rubric_option
from aigov_checklist.cli.output import creation_date, deliver, terminal_width
from aigov_checklist.cli.problems import show_remarks
from aigov_checklist.cli.speaking import spoken
from aigov_checklist.cli.telling import deliver_told
from aigov_checklist.cli.versions import versions_options
from aigov_checklist.comparing import compare as compare_profiles
from aigov_checklist.errors import UsageError
from aigov_checklist.language import Language, language
from aigov_checklist.lenses import LENSES, Lens
from aigov_checklist.message import Message
from aigov_checklist.moving import move
from aigov_checklist.pairing import Batch, is_batch, read_pair
from aigov_checklist.report.bridge import build_bridge
from aigov_checklist.report.bridge_rows import write_bridge
from aigov_checklist.report.comparison import build_comparison
from aigov_checklist.report.movement import MovementTable
from aigov_checklist.report.movement_rows import movement_told
from aigov_checklist.report.writing import FORMATS, write_report
from aigov_checklist.structure import ROOT
from aigov_checklist.translation import translated


@click.command()
@click.argument("before", type=FILE)
@click.argument("after", type=FILE)
@click.option(
    "--by",
    metavar="overall|AREA|VIEW:GROUP",
    help="What to compare two batches by: the whole, an area (its id or number), or a group of a view.  "
    "[default: overall]",
)
@click.option("--lens", type=click.Choice(LENSES), help="Compare two batches under this lens.  [default: declared]")
@click.option("--format", "style", type=click.Choice(FORMATS), default="text", show_default=True)
@versions_options
@language_option
@output_options
@rubric_option
@limit_option
def compare(
    before: str,
    after: str,
    by: str | None,
    lens: Lens | None,
    style: str,
    old: str | None,
    between: tuple[str, ...],
    migrations: tuple[str, ...],
    code: str | None,
    output: str | None,
    force: bool,
    rubric_source: str | None,
    limit: int,
) -> None:
    """Tell what moved between the profiles BEFORE and AFTER of one subject, why, and what cannot be compared.

    Where the rubric has another version by then, the difference is taken apart: the old and the new answers are scored
    under the old and the new rules, as far as the migration between them carries the answers.

    BEFORE and AFTER may also both be batches: score tables, or the folders that `aigov batch` wrote them to. Then it
    tells who moved, which changes could be none, who came and who left. Batches are compared in every format but
    xlsx.
    """
    told_in = language(code) if code else spoken()
    if _are_batches(before, after):
        if old or between or migrations:
            raise UsageError(Message("Batches of two versions are not compared: --from, --via and --migration are for "
                                     "profiles."))  # fmt: skip
        rubric = rubric_from(rubric_source, limit)
        pair = read_pair(before, after, by=by or ROOT, lens=lens or "declared", rubric=rubric, limit=limit)
        for batch in pair:
            show_remarks(batch.found.problems)
        deliver_told(movement_told(_movement(*pair, told_in)), style, output, force=force)
        if any(batch.found.left_out for batch in pair):
            raise click.exceptions.Exit(1)
    elif by is not None or lens is not None:
        raise UsageError(Message("Two profiles are compared as a whole: --by and --lens are for batches."))
    else:
        opened = open_pair(
            before, after, old=old, new=rubric_source, between=between, migrations=migrations, limit=limit
        )
        stream = io.BytesIO()
        _write(opened, stream, style, width=80 if output else terminal_width(), told_in=told_in)
        deliver(stream.getvalue(), output, force=force)


def _write(opened: Pair, stream: BinaryIO, style: str, *, width: int, told_in: Language) -> None:
    earlier, later = opened.earlier.profile, opened.later.profile
    rubric, created = translated(opened.later.rubric, told_in.code), creation_date()
    if opened.legs:
        found = bridge(earlier, later, opened.legs)
        report = build_bridge(found, later, rubric, language=told_in)
        write_bridge(report, found, stream, format=style, width=width, created=created)
    else:
        comparison = compare_profiles(earlier, later, opened.later.rubric)
        content = build_comparison(comparison, later, rubric, language=told_in)
        write_report(content, stream, format=style, width=width, created=created)


def _are_batches(before: str, after: str) -> bool:
    """Whether both are batches. Raises UsageError if only one is."""
    if is_batch(before) == is_batch(after):
        return is_batch(before)
    batch, profile = (before, after) if is_batch(before) else (after, before)
    raise UsageError(
        Message(
            "{batch} is a batch and {profile} is not: compare two profiles or two batches.",
            batch=batch,
            profile=profile,
        )
    )


def _movement(before: Batch, after: Batch, told_in: Language) -> MovementTable:
    found = after.found
    return MovementTable(
        movement=move(before.found.standings, found.standings, found.rubric),
        asked=found.asked,
        rubric=translated(found.rubric, told_in.code),
        digest=found.rubric.digest,
        language=told_in,
        rejected_before=before.rejected,
        rejected_after=after.rejected,
    )
