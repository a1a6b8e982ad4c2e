"""What a league table says: the ranks with all that makes them uncertain, who stands apart, and how groups compare."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from aigov_checklist.groups import reference_groups
from aigov_checklist.language import join_sentences
from aigov_checklist.ranking import Place
from aigov_checklist.report.blocks import Block, Column, Listing, Notice, Paragraph, Section, Table, Told
from aigov_checklist.report.league_table import LeagueTable
from aigov_checklist.version import __version__

_MOST_DATES = 3


def build_league(table: LeagueTable) -> Told:
    """The league table as a page."""
    say = table.language.say
    sections = (about_section(table), *_ranked(table), *_apart(table), *_groups(table), *remaining_sections(table))
    return Told(
        title=say("League table: {title}", title=table.title_of_asked),
        subtitle=say(
            "Alignment with the rubric {id}, version {version}; lens: {lens}",
            id=table.rubric.id,
            version=table.rubric.version,
            lens=table.lens_title,
        ),
        sections=sections,
        language=table.language,
    )


def about_section(table: LeagueTable) -> Section:
    """How many are ranked, and what must be known before the ranks are read."""
    language, league = table.language, table.league
    say, count = language.say, language.count
    dates = sorted(standing.date for standing in table.standings)
    sentences = [
        count("{number} subject is ranked.", "{number} subjects are ranked.", len(league.places))
        if league.places
        else say("Nobody can be ranked."),
        count(
            "{number} is not ranked because its score is provisional.",
            "{number} are not ranked because their scores are provisional.",
            len(league.provisional),
        )
        if league.provisional
        else "",
        count("{number} is not scored.", "{number} are not scored.", len(league.not_scored))
        if league.not_scored
        else "",
        _period(dates, say),
    ]
    blocks: list[Block] = [Paragraph(join_sentences(filter(None, sentences)))]
    blocks += map(Notice, _warnings(table))
    return Section("about", say("Before you read the ranks"), tuple(blocks))


def remaining_sections(table: LeagueTable) -> Iterator[Section]:
    """Which profiles do not count, and how all this was made."""
    say = table.language.say
    if table.league.earlier:
        yield Section("earlier", say("Earlier profiles, which do not count"), (Listing(tuple(_earlier(table))),))
    yield Section("method", say("Method"), (Listing(tuple(_method(table))),))


def _period(dates: list[str], say: Callable[..., str]) -> str:
    if not dates:
        return ""
    if dates[0] == dates[-1]:
        return say("Assessed on {date}.", date=dates[0])
    return say("Assessed from {first} to {last}.", first=dates[0], last=dates[-1])


def _warnings(table: LeagueTable) -> Iterator[str]:
    say, league = table.language.say, table.league
    if league.is_uneven:
        yield say(
            "This is not a ranking of merits: the profiles differ in what is known about them. Compare ranges and "
            "possible ranks, not single values."
        )
    if any(place.standing.provisional for place in league.places):
        yield say(
            "Provisional scores are ranked here because that was asked for. Too little is known about them for a band, "
            "and so for a rank."
        )
    if len({standing.kind for standing in table.standings}) > 1:
        yield say("Countries and organizations are asked different indicators: their totals are not comparable.")
    if len({standing.tier for standing in table.standings}) > 1:
        yield say("The profiles were asked different tiers of indicators: their totals are not comparable.")
    if table.left_out:
        yield table.language.count(
            "{number} profile could not be scored and is missing here.",
            "{number} profiles could not be scored and are missing here.",
            table.left_out,
        )


def _ranked(table: LeagueTable) -> Iterator[Section]:
    say, places = table.language.say, table.league.places
    if table.includes_provisional or not table.rubric.grading.bands:
        parts = {"ranking": (say("Ranking"), places)}
    else:
        parts = {
            f"tier-{band.id}": (band.title, tuple(place for place in places if place.band == band.id))
            for band in reversed(table.rubric.grading.bands)
        }
    shown = [(key, title, members) for key, (title, members) in parts.items() if members]
    legend = Paragraph(
        say(
            "Rank: = marks a rank that several share. Range: the score with all unknown answers at their lowest and at "
            "their highest. Could be: the ranks that these ranges allow. Known: share of the applicable weight that "
            'is answered. *: number of answers "no information" in the whole profile.'
        )
    )
    for place, (key, title, members) in enumerate(shown, start=1):
        blocks: list[Block] = [_ranks(table, title, members), *([legend] if place == len(shown) else [])]
        yield Section(key, title, tuple(blocks))


def _ranks(table: LeagueTable, title: str, places: Iterable[Place]) -> Table:
    say = table.language.say
    columns = (
        Column(say("Rank"), "right"),
        Column(say("Subject"), is_wide=True),
        Column(say("Score"), "right"),
        Column(say("Range"), "right"),
        Column(say("Could be"), "right"),
        Column(say("Known"), "right"),
        Column("*", "right"),
    )
    rows = tuple(
        (
            f"{place.rank}=" if place.is_tied else str(place.rank),
            table.named(place.standing, with_band=table.includes_provisional),
            table.number(place.standing.value),
            table.between(place.standing.low, place.standing.high),
            table.possible_ranks(place),
            table.known(place.standing),
            str(place.standing.stars),
        )
        for place in places
    )
    return Table(columns, rows, title)


def _apart(table: LeagueTable) -> Iterator[Section]:
    if table.league.provisional:
        yield _provisional(table)
    if table.league.not_scored:
        yield _not_scored(table)


def _provisional(table: LeagueTable) -> Section:
    say = table.language.say
    columns = (
        Column(say("Subject"), is_wide=True),
        Column(say("Score"), "right"),
        Column(say("Range"), "right"),
        Column(say("Known"), "right"),
        Column("*", "right"),
        Column(say("Date")),
    )
    rows = tuple(
        (
            table.named(one),
            table.number(one.value),
            table.between(one.low, one.high),
            table.known(one),
            str(one.stars),
            one.date,
        )
        for one in table.league.provisional
    )
    title = say("Provisional, not ranked")
    note = say(
        "By name. Less than {share} of the weight is known about these: any rank would say more about our "
        "knowledge than about them.",
        share=table.language.share(table.rubric.minimum_coverage),
    )
    return Section("provisional", title, (Table(columns, rows, title), Paragraph(note)))


def _not_scored(table: LeagueTable) -> Section:
    say = table.language.say
    columns = (Column(say("Subject"), is_wide=True), Column(say("Reason"), is_wide=True), Column(say("Date")))
    reasons = {True: say("nothing here applies"), False: say("nothing is known")}
    rows = tuple((table.named(one), reasons[one.coverage is None], one.date) for one in table.league.not_scored)
    title = say("Not scored")
    return Section("not-scored", title, (Table(columns, rows, title),))


def _groups(table: LeagueTable) -> Iterator[Section]:
    if table.group is None:
        return
    say = table.language.say
    columns = (
        Column(table.group_heading, is_wide=True),
        Column(say("Scored"), "right"),
        Column(say("Median"), "right"),
        Column(say("Middle half"), "right"),
        Column(say("Provisional"), "right"),
        Column(say("Not scored"), "right"),
    )
    rows = tuple(
        (
            table.group_title(group.name),
            str(group.scored),
            "-" if group.median is None else table.number(group.median),
            "-" if group.lower is None else table.between(group.lower, group.upper),
            str(group.provisional),
            str(group.not_scored),
        )
        for group in table.league.groups
    )
    note = say(
        "Median and middle half (first to third quartile, linear interpolation between the values) are those of scores "
        "that are not provisional. A group's number says nothing about each of its members."
    )
    blocks: list[Block] = [Table(columns, rows, table.group_heading), Paragraph(note)]
    if reference := reference_groups(table.group):
        blocks.append(
            Paragraph(
                say(
                    "Groups of countries, where a profile names none itself: {source}. As of: {as_of}.",
                    source=reference.source,
                    as_of=reference.as_of,
                )
            )
        )
    yield Section("groups", say("Groups"), tuple(blocks))


def _earlier(table: LeagueTable) -> Iterator[str]:
    """One line a subject: whoever is assessed every year has many profiles."""
    say = table.language.say
    for latest, pairs in groupby(table.league.earlier, key=lambda pair: pair[1]):
        older = [standing for standing, _ in pairs]
        dates = ", ".join(standing.date for standing in older)
        if len(older) > _MOST_DATES:
            dates = f"{say('{low} to {high}', low=older[0].date, high=older[-1].date)} ({len(older)})"
        said = say("{name}: {date}; the one of {latest} counts", name=latest.name, date=dates, latest=latest.date)
        files = [standing.source for standing in older if standing.source]
        is_told = files and len(older) <= _MOST_DATES and not table.is_public
        yield f"{said} ({', '.join(files)})" if is_told else said


def _method(table: LeagueTable) -> Iterator[str]:
    say, rubric = table.language.say, table.rubric
    if rubric.grading.bands:
        edges = (say("{band} from {edge}", band=band.title, edge=f"{band.start:g}") for band in rubric.grading.bands)
        yield say("Bands: {bands}.", bands=", ".join(edges))
        yield say("Bands come first: what a gate holds back does not overtake a better band.")
    yield table.language.count(
        "Ranks compare scores rounded half up to {number} decimal.",
        "Ranks compare scores rounded half up to {number} decimals.",
        rubric.ranking.decimals,
    )
    yield say("Equal ones share a rank, and the next rank counts all before it: 1, 2, 2, 4.")
    yield say(
        "Best possible rank: one more than the number of others whose lowest score is above the highest of this one. "
        "Worst: one more than the number of others whose highest score is above the lowest of this one. Only those who "
        "are ranked count."
    )
    yield say("Of several profiles of one subject the latest counts.")
    yield say("No score depends on who else is in the table.")
    yield say("Rubric: {id}, version {version}", id=rubric.id, version=rubric.version)
    yield say("Rubric digest (SHA-256 of its canonical JSON): {digest}", digest=table.digest)
    yield say("Engine: aigov-checklist {version}", version=__version__)
