"""One subject under several plans as a page: each plan's own scores, theme by theme, and where answers disagree."""

from collections.abc import Iterator

from aigov_checklist.answer_words import bounds_words
from aigov_checklist.projecting.beside import Linked, Plan
from aigov_checklist.projecting.claims import LEAD
from aigov_checklist.report.beside_words import BesideTold
from aigov_checklist.report.blocks import Block, Column, Listing, Notice, Paragraph, Section, Table, Told
from aigov_checklist.report.link_words import relation_words, strength_words
from aigov_checklist.report.material import score_columns
from aigov_checklist.structure import ROOT


def build_beside(told: BesideTold) -> Told:
    """The plans side by side as a page."""
    say, first = told.language.say, told.beside.first
    ids = ", ".join(f"{plan.rubric.id} {plan.rubric.version}" for plan in told.beside.plans)
    return Told(
        title=say("{subject} under {number} plans", subject=first.profile.subject.name,
                  number=len(told.beside.plans)),
        subtitle=say("Alignment with the rubrics {ids}; themes are the areas of the first", ids=ids),
        sections=(
            _plans(told),
            _disagreements(told),
            *_opposed(told),
            *_themes(told),
            *_alone(told),
            Section("method", say("How to read this"), (Listing(tuple(_limits(told))),)),
        ),
        language=told.language,
    )  # fmt: skip


def _plans(told: BesideTold) -> Section:
    say = told.language.say
    kinds = {
        "self-assessment": say("self-assessment"),
        "desk-review": say("desk review"),
        "peer-review": say("peer review"),
    }
    rows = tuple(
        (plan.rubric.id, *told.materials[plan.rubric.id].score_cells(told.score(plan, ROOT)))
        for plan in told.beside.plans
    )
    columns = (Column(say("Plan"), is_wide=True), *score_columns(told.language))
    title = say("Each plan, lens: {lens}", lens=told.materials[told.beside.first.rubric.id].lens_title(told.lens))
    note = say(
        "The scores of different plans are not comparable: each measures alignment with its own text. No average of "
        "them is made: it would mean nothing."
    )
    names = tuple(
        say(
            "{rubric}: {title}. Answers: {kind} of {date}.",
            rubric=plan.rubric.id,
            title=told.sides[plan.rubric.id].rubric.label,
            kind=kinds[plan.profile.kind],
            date=plan.profile.date,
        )
        for plan in told.beside.plans
    )
    return Section("plans", title, (Notice(note), Table(columns, rows, title), Listing(names), *_unlike(told)))


def _unlike(told: BesideTold) -> Iterator[Block]:
    """What else sets the profiles apart, and what of them is not decided yet."""
    profiles = [plan.profile for plan in told.beside.plans]
    dates = sorted({profile.date for profile in profiles})
    if len(dates) > 1:
        yield Notice(
            told.language.say(
                "The profiles are dated from {first} to {last}: what differs may have changed in between.",
                first=dates[0],
                last=dates[-1],
            )
        )
    if len({profile.kind for profile in profiles}) > 1:
        yield Notice(told.language.say("The profiles are of different kinds, which are read differently."))
    for plan in told.beside.plans:
        if number := len(plan.profile.waiting):
            words = told.language.count(
                "{rubric}: {number} proposal waits for a decision and counts as unanswered.",
                "{rubric}: {number} proposals wait for a decision and count as unanswered.",
                number,
                rubric=plan.rubric.id,
            )
            yield Notice(words)


def _disagreements(told: BesideTold) -> Section:
    say, checked = told.language.say, [one for one in told.beside.linked if one.claim != LEAD]
    title = say("Where answers disagree")
    found = [one for one in checked if one.disagrees]
    count = told.language.count(
        "{number} pair of answers could be checked against a link that is equal, or that sets a bound.",
        "{number} pairs of answers could be checked against a link that is equal, or that sets a bound.",
        len(checked),
    )
    if not found:
        agreed = (Paragraph(say("None of them disagrees.")),) if checked else ()
        return Section("disagreements", title, (Paragraph(count), *agreed))
    columns = (*_ends(told), Column(say("The link allows"), is_wide=True))
    rows = tuple((_here(one, told), _there(one, told), told.language.tell(bounds_words(*one.claim))) for one in found)
    note = say("At least one of the two answers should be looked at again, or the link.")
    return Section("disagreements", title, (Paragraph(count), Notice(note), Table(columns, rows, title)))


def _opposed(told: BesideTold) -> Iterator[Section]:
    links = [one for one in told.beside.linked if one.link.relation == "opposed"]
    if not links:
        return
    say = told.language.say
    title = say("Where the plans pull in opposite directions")
    columns = (*_ends(told), Column(say("Reason"), is_wide=True))
    rows = tuple((_here(one, told), _there(one, told), told.written(one.other, one.link.reason)) for one in links)
    note = say("More of the one is not less of the other by itself: read what the subject does in the answers.")
    yield Section("opposed", title, (Table(columns, rows, title), Paragraph(note)))


def _themes(told: BesideTold) -> Iterator[Section]:
    """A section for each area of the first plan: the corresponding areas with their scores, then link by link."""
    for area in told.beside.side.rubric.areas:
        title = told.title(told.beside.first, area.id)
        links = [
            one
            for one in told.beside.linked
            if one.link.relation != "opposed" and told.beside.side.area_of(one.link.one) == area.id
        ]
        yield Section(f"theme-{area.id}", title, (_areas(told, area.id, links, title), *_links(told, links, title)))


def _areas(told: BesideTold, area: str, links: list[Linked], caption: str) -> Table:
    say = told.language.say
    there = dict.fromkeys(
        (one.other.rubric.id, told.sides[one.other.rubric.id].area_of(one.link.other)) for one in links
    )
    plans = {plan.rubric.id: plan for plan in told.beside.plans}
    order = list(plans)
    nodes = [(told.beside.first.rubric.id, area), *sorted(there, key=lambda pair: order.index(pair[0]))]
    rows = tuple(
        (
            rubric,
            told.title(plans[rubric], node),
            *told.materials[rubric].score_cells(told.score(plans[rubric], node))[:3],
        )
        for rubric, node in nodes
    )
    columns = (Column(say("Plan")), Column(say("Area"), is_wide=True), *score_columns(told.language)[:3])
    return Table(columns, rows, caption)


def _links(told: BesideTold, links: list[Linked], caption: str) -> Iterator[Block]:
    say = told.language.say
    if not links:
        yield Paragraph(say("Nothing in the other plans corresponds with this area."))
        return
    columns = (*_ends(told), Column(say("Relation")))
    relations, strengths = relation_words(told.language), strength_words(told.language)
    rows = tuple(
        (
            _here(one, told),
            _there(one, told),
            say("{relation} ({strength})", relation=relations[one.link.relation],
                strength=strengths[one.link.strength]),
        )
        for one in links
    )  # fmt: skip
    yield Table(columns, rows, say("{area}: what corresponds", area=caption))


def _ends(told: BesideTold) -> tuple[Column, Column]:
    say = told.language.say
    return (Column(told.beside.first.rubric.id, is_wide=True), Column(say("Another plan"), is_wide=True))


def _here(one: Linked, told: BesideTold) -> str:
    """What the link begins at, with where the subject stands there."""
    first = told.beside.first
    return told.language.say(
        "{title}: {stands}", title=told.title(first, one.link.one), stands=told.stands(first, one.link.one)
    )


def _there(one: Linked, told: BesideTold) -> str:
    """What the link leads to in another plan, with where the subject stands there."""
    return told.language.say(
        "{rubric}, {title}: {stands}",
        rubric=one.other.rubric.id,
        title=told.title(one.other, one.link.other),
        stands=told.stands(one.other, one.link.other),
    )


def _alone(told: BesideTold) -> Iterator[Section]:
    say = told.language.say
    for plan, names in told.beside.alone():
        title = say("What only {rubric} asks", rubric=plan.rubric.id)
        yield Section(f"only-{plan.rubric.id}", title, (_only(told, plan, names, title),))


def _only(told: BesideTold, plan: Plan, names: list[str], caption: str) -> Block:
    if not names:
        return Paragraph(told.language.say("Nothing was looked for in vain."))
    columns = (Column(told.language.say("Indicator"), is_wide=True), Column(told.language.say("Answer"), is_wide=True))
    rows = tuple((told.title(plan, name), told.stands(plan, name)) for name in names)
    return Table(columns, rows, caption)


def _limits(told: BesideTold) -> Iterator[str]:
    say, first = told.language.say, told.beside.first.rubric.id
    yield say("Each score is that of its own plan. Nothing here adds, averages or ranks scores of different plans.")
    yield say(
        "Only {rubric} is compared with each of the others; the others are not compared with each other.", rubric=first
    )
    yield say("An answer is the one that counts after review. Scores are those of the lens named above.")
    yield say(
        "A link says that two texts are about the same matter, not that one fulfils the other; scores cannot be "
        "carried from one rubric to the other."
    )
    yield say(
        "Answers disagree where a link that is equal has two levels, or where a part stands higher than the whole "
        "allows. Weak links, links of areas, and questions that are not answered with a level are not checked."
    )
    yield say(
        "What only one plan asks was looked for in the others and not found; what was not compared is not listed."
    )
