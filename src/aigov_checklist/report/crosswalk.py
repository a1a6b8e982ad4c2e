"""How two rubrics correspond, as a page: in words, link by link, what each lacks, and area by area."""

from collections import Counter
from collections.abc import Iterable, Iterator

from aigov_checklist.crosswalks.correspondence import Side
from aigov_checklist.language import Language, join_sentences
from aigov_checklist.models.crosswalk import Crosswalk, Link
from aigov_checklist.report.blocks import Block, Column, Listing, Notice, Page, Paragraph, Section, Table, Told
from aigov_checklist.report.crosswalk_matrix import matrix_section
from aigov_checklist.report.crosswalk_words import Corresponding, limits
from aigov_checklist.report.link_words import relation_words, strength_words


def build_crosswalk(told: Corresponding) -> Told:
    """The correspondence of two rubrics as a page."""
    say, found = told.language.say, told.found
    one, other = told.names
    return Told(
        title=say("{one} and {other}: how they correspond", one=found.one.rubric.label, other=found.other.rubric.label),
        subtitle=say(
            "{one}, version {version}, and {other}, version {other_version}; seen from the first",
            one=one,
            version=found.one.rubric.version,
            other=other,
            other_version=found.other.rubric.version,
        ),
        sections=(
            _summary(told),
            *_opposed(told),
            *_links(told),
            _only_in(told, found.one, found.other, "only-from"),
            _only_in(told, found.other, found.one, "only-to"),
            matrix_section(told),
            Section("method", say("How to read this"), (Listing(tuple(limits(told.language))),)),
        ),
        language=told.language,
    )


def build_crosswalk_list(crosswalks: Iterable[Crosswalk], language: Language) -> Page:
    """One row a crosswalk."""
    say = language.say
    rows = tuple(map(_listed, crosswalks))
    columns = (
        Column(say("From")),
        Column(say("To"), is_wide=True),
        Column(say("Corresponding"), "right"),
        Column(say("Opposed"), "right"),
        Column(say("Not found"), "right"),
    )
    section = Section("crosswalks", say("Crosswalks"), (Table(columns, rows),))
    return Page(say("Crosswalks"), say("Shipped with this version; each is read from both sides"), (section,))


def _listed(crosswalk: Crosswalk) -> tuple[str, ...]:
    relations = Counter(link.relation for link in crosswalk.links)
    opposed, missing = relations["opposed"], relations["none"]
    counts = (relations.total() - opposed - missing, opposed, missing)
    return (crosswalk.one.id, crosswalk.other.id, *map(str, counts))


def _summary(told: Corresponding) -> Section:
    say, found = told.language.say, told.found
    one, other = told.names
    blocks: list[Block] = [
        Paragraph(_counted(told, found.one, other)),
        Paragraph(_counted(told, found.other, one)),
    ]
    if opposed := len(found.opposed):
        words = told.language.count(
            "In {number} place the two pull in opposite directions.",
            "In {number} places the two pull in opposite directions.",
            opposed,
        )
        blocks.append(Notice(words))
    if found.crosswalk.note:
        blocks.append(Paragraph(told.written(found.crosswalk.note)))
    return Section("summary", say("Summary"), tuple(blocks))


def _counted(told: Corresponding, side: Side, other: str) -> str:
    say, counts = told.language.say, side.count()
    return join_sentences(
        (
            told.language.count(
                "{rubric} has {number} indicator.",
                "{rubric} has {number} indicators.",
                counts.total(),
                rubric=side.rubric.id,
            ),
            say(
                "With a counterpart in {other}: {all}, of these {itself} by a link of their own and {through} only "
                "through the area that they stand in.",
                other=other,
                all=counts["itself"] + counts["through_area"],
                itself=counts["itself"],
                through=counts["through_area"],
            ),
            say(
                "With nothing but an opposite: {opposed}. Without a counterpart: {lacking}. Not compared: {open}.",
                opposed=counts["opposed"],
                lacking=counts["lacking"],
                open=counts["not_compared"],
            ),
        )
    )


def _opposed(told: Corresponding) -> Iterator[Section]:
    if not told.found.opposed:
        return
    title = told.language.say("Where they pull in opposite directions")
    columns = (
        Column(told.names[0], is_wide=True),
        Column(told.names[1], is_wide=True),
        Column(told.language.say("Strength")),
        Column(told.language.say("Reason"), is_wide=True),
    )
    strengths = strength_words(told.language)
    rows = tuple(
        (
            told.title(told.found.one, link.one),
            told.title(told.found.other, link.other),
            strengths[link.strength],
            told.written(link.reason),
        )
        for link in told.found.opposed
    )
    yield Section("opposed", title, (Table(columns, rows, title),))


def _links(told: Corresponding) -> Iterator[Section]:
    """A section for each area of the first rubric, with everything that was looked for."""
    for area, links in told.found.by_area():
        title = told.title(told.found.one, area)
        yield Section(f"links-{area}", title, (_table(told, links, title),))


def _table(told: Corresponding, links: Iterable[Link], caption: str) -> Table:
    say = told.language.say
    columns = (
        Column(say("From")),
        Column(say("Relation")),
        Column(say("To"), is_wide=True),
        Column(say("Strength")),
        Column(say("Reason"), is_wide=True),
    )
    relations, strengths = relation_words(told.language), strength_words(told.language)
    rows = tuple(
        (
            link.one,
            relations[link.relation],
            told.title(told.found.other, link.other),
            strengths[link.strength],
            told.written(link.reason),
        )
        for link in links
    )
    return Table(columns, rows, caption)


def _only_in(told: Corresponding, side: Side, other: Side, key: str) -> Section:
    say = told.language.say
    title = say("What {one} has and {other} lacks", one=side.rubric.id, other=other.rubric.id)
    blocks: list[Block] = []
    if side.lacking:
        columns = (Column(say("Area or indicator"), is_wide=True), Column(say("Reason"), is_wide=True))
        rows = tuple((told.title(side, link.one), told.written(link.reason)) for link in side.lacking)
        blocks.append(Table(columns, rows, title))
    else:
        blocks.append(Paragraph(say("Nothing was looked for in vain.")))
    if left := [name for name, standing in side.standings.items() if standing == "not_compared"]:
        blocks += [Paragraph(say("Not compared yet:")), Listing(tuple(told.title(side, name) for name in left))]
    return Section(key, title, tuple(blocks))
