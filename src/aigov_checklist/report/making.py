"""From a profile's file to a report's bytes in one step, so that many can be made side by side."""

import io
from dataclasses import dataclass
from datetime import datetime

from aigov_checklist.language import language
from aigov_checklist.loading import load_rubric, open_profile
from aigov_checklist.models.assessment import Assessment
from aigov_checklist.report.blocks import Report
from aigov_checklist.report.content import build_report
from aigov_checklist.report.writing import write_report
from aigov_checklist.scoring.assessing import assess
from aigov_checklist.translation import translated


@dataclass(frozen=True)
class Recipe:
    """How reports are to be made: everything but the profile itself."""

    format: str
    language: str
    rubric_source: str | None
    peers: tuple[Assessment, ...]
    limit: int
    width: int
    created: datetime | None
    table: str = "scores"
    bom: bool = False


def make_report(name: str, recipe: Recipe) -> bytes:
    """The report about the profile in a file (or `-`). Raises what opening, assessing and writing raise."""
    return written(make_content(name, recipe), recipe)


def make_content(name: str, recipe: Recipe) -> Report:
    """What the report says, before it has a format. Raises what opening and assessing raise."""
    rubric = None if recipe.rubric_source is None else load_rubric(recipe.rubric_source, limit=recipe.limit)
    opened = open_profile(name, rubric, limit=recipe.limit)
    return build_report(
        assess(opened.profile, opened.rubric),
        opened.profile,
        translated(opened.rubric, recipe.language),
        language=language(recipe.language),
        peers=recipe.peers,
    )


def written(report: Report, recipe: Recipe) -> bytes:
    """The report in the recipe's format. Raises what writing raises."""
    stream = io.BytesIO()
    write_report(
        report,
        stream,
        format=recipe.format,
        width=recipe.width,
        created=recipe.created,
        table=recipe.table,
        bom=recipe.bom,
    )
    return stream.getvalue()
