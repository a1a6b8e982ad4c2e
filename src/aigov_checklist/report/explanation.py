"""How the steps of `explain` are laid out."""

from collections.abc import Iterator

from aigov_checklist.models.assessment import Lens
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.report.blocks import Block, Column, Listing, Page, Section, Table
from aigov_checklist.scoring.explaining import Step


def build_explanation(step: Step, profile: Profile, rubric: Rubric, lens: Lens) -> Page:
    """One section for the node and one for each area below it."""
    subtitle = f"How the {lens} score is made; rubric {rubric.id} {rubric.version}; {profile.date}"
    return Page(f"{profile.subject.name}: {step.title}", subtitle, tuple(_sections(step)))


def _sections(step: Step) -> Iterator[Section]:
    heading = f"{step.id}: {step.title}" if step.id != step.title else step.id
    blocks: list[Block] = []
    if step.parts:
        rows = tuple(
            (part.id, f"{part.weight:g}", "-" if part.value is None else f"{part.value:.6g}", part.remark)
            for part in step.parts
        )
        columns = (
            Column("Part", is_wide=True),
            Column("Weight", "right"),
            Column("Value", "right"),
            Column("Answer", is_wide=True),
        )
        blocks.append(Table(columns, rows))
    yield Section(step.id, heading, (*blocks, Listing(step.sentences)))
    for inner in step.steps:
        if inner.parts:
            yield from _sections(inner)
