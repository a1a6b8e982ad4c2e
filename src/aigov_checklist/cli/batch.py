"""`aigov batch`: everything in folders, globs, JSON Lines and tables, scored into tables."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aigov_checklist.batch.formats import FORMATS, Format
from aigov_checklist.batch.inputs import find_inputs
from aigov_checklist.batch.others import Others, are_worth_it
from aigov_checklist.cli.lazy import optional
from aigov_checklist.cli.options import limit_option
from aigov_checklist.cli.speaking import spoken
from aigov_checklist.lenses import LENSES, Lens
from aigov_checklist.registry import DEFAULT_RUBRIC

if TYPE_CHECKING:
    from aigov_checklist.batch.manifest import Summary
    from aigov_checklist.batch.running import Progress


@click.command()
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
@click.option(
    "-o", "--output", "folder", required=True, type=click.Path(path_type=Path), help="The folder to write to."
)
@click.option(
    "--rubric", "rubric_source", metavar="ID|PATH", default=DEFAULT_RUBRIC, show_default=True, help="The rubric of all."
)
@click.option("--format", "style", type=click.Choice(FORMATS), default="parquet", show_default=True)
@click.option(
    "--lens",
    "lenses",
    type=click.Choice(LENSES),
    multiple=True,
    help="Score under this lens; may be repeated.  [default: all three; declared alone if all inputs are tables]",
)
@click.option("--views", is_flag=True, help="Add the views' groups (declared lens).")
@click.option("--indicators", is_flag=True, help="Write the long table of answers and points as well.")
@click.option("--columns", "mapping", metavar="FILE", help="What the columns of tables are, where names differ (YAML).")
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="How many work at once.")
@click.option("--resume", is_flag=True, help="Go on with a run that was cut off.")
@click.option("--force", is_flag=True, help="Replace an earlier run in the folder.")
@limit_option
def batch(
    inputs: tuple[str, ...],
    folder: Path,
    rubric_source: str,
    style: Format,
    lenses: tuple[Lens, ...],
    views: bool,
    indicators: bool,
    mapping: str | None,
    jobs: int,
    resume: bool,
    force: bool,
    limit: int,
) -> None:
    """Score all profiles in INPUT: folders, globs, YAML and JSON files, JSON Lines (.jsonl, .gz, .zst) and tables.

    Tables (.csv, .parquet, .xlsx) have a row a subject with a column an indicator, or a row an answer with the columns
    subject, date, indicator and answer.  The folder gets scores, rejects.jsonl (what could not be scored, and why) and
    manifest.json.  The exit code is 0 only if everything was scored.
    """
    found = find_inputs(inputs, without=folder)
    with Others(jobs - 1) as others:
        if are_worth_it(found):
            others.begin()
        with optional("batch"):  # and slow to import: the others do so in the same moment
            from aigov_checklist.batch.columns import load_mapping  # noqa: PLC0415
            from aigov_checklist.batch.running import run_batch  # noqa: PLC0415
            from aigov_checklist.batch.working import Recipe  # noqa: PLC0415
            from aigov_checklist.loading import load_rubric  # noqa: PLC0415

        rubric = load_rubric(rubric_source, limit=limit)
        chosen = lenses or (("declared",) if all(source.lane == "table" for source in found) else LENSES)
        recipe = Recipe(rubric, load_mapping(mapping, rubric, limit=limit), chosen, views, indicators, style, limit)
        show = _Shown()
        try:
            summary = run_batch(found, folder, recipe, others=others, resume=resume, force=force, on_progress=show)
        except KeyboardInterrupt:
            words = spoken().say("Stopped. What is done is kept: go on with the same command and --resume.")
            click.echo(f"\n{words}", err=True)
            raise click.exceptions.Exit(130) from None
    show.end()
    for line in _told(summary, folder):
        click.echo(line, err=True)
    if not summary.is_complete:
        raise click.exceptions.Exit(1)


class _Shown:
    """A line on the terminal that says how far the run is; nothing where there is no terminal."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.is_shown = sys.stderr.isatty()

    def __call__(self, progress: "Progress") -> None:
        if not self.is_shown:
            return
        seconds = max(time.monotonic() - self.began, 1e-3)
        rate = progress.done / seconds
        share = progress.bytes_done / progress.bytes_total if progress.bytes_total else 0.0
        say = spoken().say
        left = say(", {seconds:,.0f} s left", seconds=seconds * (1 - share) / share) if 0 < share < 1 else ""
        line = say(
            "{number:,} profiles ({rate:,.0f} a second), {share:.0%}", number=progress.done, rate=rate, share=share
        )
        click.echo(f"\r\x1b[K{line}{left}", err=True, nl=False)

    def end(self) -> None:
        """Leave the line."""
        if self.is_shown:
            click.echo("\r\x1b[K", err=True, nl=False)


def _told(summary: "Summary", folder: Path) -> Iterator[str]:
    say = spoken().say
    yield say(
        "{scored:,} profiles scored, {rejected:,} refused: see {folder}",
        scored=summary.scored,
        rejected=summary.rejected,
        folder=folder,
    )
    if summary.rejected:
        yield say("What was refused, with all its problems: {path}", path=folder / "rejects.jsonl")
    for path in summary.changed:
        yield say("{path} changed while it was read: run again.", path=path)
    for found in summary.repeated:
        places = [f"{path}:{line}" if line else path for path, line in found["places"]]
        yield say(
            "{subject} stands {times} times on {date}: {first}, {second}",
            subject=found["subject"],
            times=found["times"],
            date=found["date"],
            first=places[0],
            second=places[1],
        )
