"""`aigov agreement`: how far several raters agree."""

from pathlib import Path, PurePath

import click

from aigov_checklist.agreeing import Rater, panel_of
from aigov_checklist.agreeing import agreement as agreement_of
from aigov_checklist.cli.cohort import files_of
from aigov_checklist.cli.opening import open_named
from aigov_checklist.cli.options import FILE, language_option, limit_option, output_options, rubric_option
from aigov_checklist.cli.speaking import spoken
from aigov_checklist.cli.telling import deliver_told
from aigov_checklist.language import language
from aigov_checklist.loading import Opened
from aigov_checklist.merging import LONGEST_WINDOW, respondent
from aigov_checklist.report.agreement_rows import agreement_told
from aigov_checklist.report.agreement_words import AgreementPage
from aigov_checklist.report.telling import TOLD_FORMATS
from aigov_checklist.translation import translated


@click.command()
@click.argument("raters", metavar="RATER RATER...", nargs=-1, required=True, type=FILE)
@click.option("--public", is_flag=True, help="Leave out who the raters are.")
@click.option(
    "--within", "window", metavar="DAYS", type=click.IntRange(min=0), default=LONGEST_WINDOW, show_default=True,
    help="How many days may lie between the profiles of a subject.",
)  # fmt: skip
@click.option("--format", "style", type=click.Choice(TOLD_FORMATS), default="text", show_default=True)
@language_option
@output_options
@rubric_option
@limit_option
def agreement(
    raters: tuple[str, ...],
    public: bool,
    window: int,
    style: str,
    code: str | None,
    output: str | None,
    force: bool,
    rubric_source: str | None,
    limit: int,
) -> None:
    """Tell how far raters agree: in percent, as weighted kappa and as Krippendorff's alpha, with what that means.

    Each RATER is a profile of the same subject, or a folder with one profile of each subject, by one rater or team.
    Profiles of folders are paired by their subjects.
    """
    told_in = language(code) if code else spoken()
    opened = {name: _opened(name, rubric_source, limit) for name in dict.fromkeys(raters)}
    rubric = next(one.rubric for found in opened.values() for one in found.values())
    panel = panel_of([_rater(name, opened[name]) for name in opened], rubric, window=window)
    page = AgreementPage(
        agreement=agreement_of(panel, rubric),
        rubric=translated(rubric, told_in.code),
        digest=rubric.digest,
        language=told_in,
        is_public=public,
    )
    deliver_told(agreement_told(page), style, output, force=force)


def _opened(name: str, rubric_source: str | None, limit: int) -> dict[str, Opened]:
    """The profile, or those of the folder, by their files."""
    return {one: open_named(one, rubric_source, limit) for one in files_of(name)}


def _rater(name: str, opened: dict[str, Opened]) -> Rater:
    """A folder gives its rater its name; a profile says who it is by."""
    given = tuple(respondent(file, one.profile, PurePath(file).stem) for file, one in opened.items())
    return Rater(PurePath(name).name if Path(name).is_dir() else given[0].name, given)
