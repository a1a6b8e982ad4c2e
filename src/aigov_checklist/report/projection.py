"""What became of a projection: how much is proposed, what is not covered and why, and what pulls the opposite way."""

from collections import Counter
from collections.abc import Iterator

from aigov_checklist.language import Language
from aigov_checklist.projecting.proposing import Outcome, Projection
from aigov_checklist.report.blocks import Block, Column, Page, Paragraph, Section, Table
from aigov_checklist.report.crosswalk_words import Corresponding


def build_projection(projection: Projection, language: Language) -> Page:
    """The outcome in words and by area; its rubrics are those in the language."""
    say, source = language.say, projection.source
    told = Corresponding(projection.found, language)
    return Page(
        title=say(
            "{subject}: from {one} to {other}", subject=source.subject.name, one=told.names[0], other=told.names[1]
        ),
        subtitle=say("Proposals only: nothing is answered until a person has decided"),
        sections=(
            _summary(projection, language),
            _by_area(projection, told),
            *_not_covered(projection, told),
            *_opposed(projection, told),
        ),
    )


def _summary(projection: Projection, language: Language) -> Section:
    say, counts = language.say, projection.counts
    covered = counts["exact"] + counts["bounded"] + counts["lead"]
    blocks: list[Block] = [
        Paragraph(
            say(
                "Of {asked} indicators that are asked: {exact} with a level that is proposed, {bounded} with a lower "
                "or upper bound, {lead} with a lead only, {rest} without a proposal.",
                asked=counts.total(),
                exact=counts["exact"],
                bounded=counts["bounded"],
                lead=counts["lead"],
                rest=counts.total() - covered,
            )
        )
    ]
    if silent := projection.silent.total():
        words = say(
            "Linked, but silent: {number} indicators of {rubric}; {unanswered} unanswered, {no_information} without "
            "information, {not_applicable} not applicable, which needs a reason of its own under each rubric.",
            number=silent,
            rubric=projection.source.rubric.id,
            unanswered=projection.silent["unanswered"],
            no_information=projection.silent["no_information"],
            not_applicable=projection.silent["not_applicable"],
        )
        blocks.append(Paragraph(words))
    return Section("summary", say("Summary"), tuple(blocks))


def _by_area(projection: Projection, told: Corresponding) -> Section:
    say = told.language.say
    columns = (
        Column(say("Area"), is_wide=True),
        *(Column(heading, "right") for heading in (say("Asked"), say("Level"), say("Bound"), say("Lead"))),
        Column(say("Nothing"), "right"),
    )
    rows = tuple(
        (told.title(projection.found.other, area), *_cells(Counter(outcomes.values())))
        for area, outcomes in _areas(projection).items()
    )
    title = say("What is proposed, by area")
    return Section("areas", title, (Table(columns, rows, title),))


def _not_covered(projection: Projection, told: Corresponding) -> Iterator[Section]:
    say = told.language.say
    reasons: dict[Outcome, str] = {
        "answered": say("answered already, and left as it is"),
        "kept": say("has a proposal from a third rubric, which stays"),
        "no_answer": say("linked, but without an answer to go by"),
        "opposed": say("has nothing but an opposite"),
        "lacking": say("a counterpart was looked for and not found"),
        "not_compared": say("not compared by this crosswalk"),
    }
    rows = tuple(
        (told.title(projection.found.other, area), reason, ", ".join(names))
        for area, outcomes in _areas(projection).items()
        for outcome, reason in reasons.items()
        if (names := [name for name, found in outcomes.items() if found == outcome])
    )
    if rows:
        title = say("What is not covered, and why")
        columns = tuple(Column(heading, is_wide=True) for heading in (say("Area"), say("Why"), say("Indicators")))
        yield Section("rest", title, (Table(columns, rows, title),))


def _areas(projection: Projection) -> dict[str, dict[str, Outcome]]:
    """The indicators of each area with what became of them."""
    areas: dict[str, dict[str, Outcome]] = {}
    for name, outcome in projection.outcomes.items():
        areas.setdefault(projection.found.other.area_of(name), {})[name] = outcome
    return areas


def _cells(counts: Counter[Outcome]) -> tuple[str, ...]:
    covered = (counts["exact"], counts["bounded"], counts["lead"])
    return tuple(map(str, (counts.total(), *covered, counts.total() - sum(covered))))


def _opposed(projection: Projection, told: Corresponding) -> Iterator[Section]:
    if not projection.opposed:
        return
    title = told.language.say("Opposed, and so never proposed")
    columns = (
        Column(told.names[0], is_wide=True),
        Column(told.names[1], is_wide=True),
        Column(told.language.say("Reason"), is_wide=True),
    )
    rows = tuple(
        (
            told.title(projection.found.one, link.one),
            told.title(projection.found.other, link.other),
            told.written(link.reason),
        )
        for link in projection.opposed
    )
    yield Section("opposed", title, (Table(columns, rows, title),))
