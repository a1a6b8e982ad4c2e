"""How the steps of `explain` are laid out."""

from collections.abc import Iterator

from aigov_checklist.language import ENGLISH, Language
from aigov_checklist.lenses import Lens
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.report.blocks import Block, Column, Listing, Page, Section, Table
from aigov_checklist.scoring.explaining import Step


def build_explanation(
    step: Step, profile: Profile, rubric: Rubric, lens: Lens, *, language: Language = ENGLISH
) -> Page:
    """One section for the node and one for each area below it; the steps are those under the rubric in the language."""
    subtitle = _subtitle(lens, language, id=rubric.id, version=rubric.version, date=profile.date)
    return Page(f"{profile.subject.name}: {step.title}", subtitle, tuple(_sections(step, language)))


def _subtitle(lens: Lens, language: Language, **values: str) -> str:
    say = language.say
    match lens:
        case "declared":
            return say("How the declared score is made; rubric {id} {version}; {date}", **values)
        case "evidenced":
            return say("How the evidenced score is made; rubric {id} {version}; {date}", **values)
        case "reviewed":
            return say("How the reviewed score is made; rubric {id} {version}; {date}", **values)


def _sections(step: Step, language: Language) -> Iterator[Section]:
    say, tell = language.say, language.tell
    heading = f"{step.id}: {step.title}" if step.id != step.title else step.id
    blocks: list[Block] = []
    if step.parts:
        rows = tuple(
            (part.id, f"{part.weight:g}", "-" if part.value is None else f"{part.value:.6g}", tell(part.remark))
            for part in step.parts
        )
        columns = (
            Column(say("Part"), is_wide=True),
            Column(say("Weight"), "right"),
            Column(say("Value"), "right"),
            Column(say("Answer"), is_wide=True),
        )
        blocks.append(Table(columns, rows))
    yield Section(step.id, heading, (*blocks, Listing(tuple(map(tell, step.sentences)))))
    for inner in step.steps:
        if inner.parts:
            yield from _sections(inner, language)
