"""What a comparison of two batches says: who moved, who came, who left, and what cannot be compared."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from aigov_checklist.language import join_sentences
from aigov_checklist.moving import Move, Movement, Side, Tally, is_backwards
from aigov_checklist.ranking import League, Standing
from aigov_checklist.report.blocks import Block, Column, Listing, Notice, Paragraph, Section, Table, Told
from aigov_checklist.report.wording import Wording
from aigov_checklist.version import __version__


@dataclass(frozen=True, kw_only=True)
class MovementTable(Wording):
    """A movement with what it is about; the counts are of profiles that could not be scored in each batch."""

    movement: Movement
    rejected_before: int = 0
    rejected_after: int = 0

    def change(self, move: Move) -> str:
        """The change with its sign, marked if it could be none."""
        if move.change is None:
            return "-"
        return f"~ {self.signed(move.change)}" if move.could_be_none else self.signed(move.change)

    def signed(self, change: float) -> str:
        """A difference of scores with its sign; none if nothing is left of it after rounding."""
        size = self.number(abs(change))
        if size == self.number(0.0):
            return size
        return f"+{size}" if change > 0 else f"-{size}"


def build_movement(table: MovementTable) -> Told:
    """The comparison of two batches as a page."""
    say, movement = table.language.say, table.movement
    entries, exits = say("Only in the later batch"), say("Only in the earlier batch")
    sections = (
        _summary(table),
        _moves(table, "movers", say("Movers"), movement.movers),
        *_apart(table, "entries", entries, movement.entries),
        *_apart(table, "exits", exits, movement.exits),
        *([_without_score(table)] if movement.not_comparable else []),
        Section("limits", say("What cannot be compared"), (Listing(tuple(_limits(table))),)),
        Section("method", say("Method"), (Listing(tuple(_method(table))),)),
    )
    return Told(
        title=say("What moved between two batches: {title}", title=table.title_of_asked),
        subtitle=say(
            "Alignment with the rubric {id}, version {version}; lens: {lens}",
            id=table.rubric.id,
            version=table.rubric.version,
            lens=table.lens_title,
        ),
        sections=sections,
        language=table.language,
    )


def _summary(table: MovementTable) -> Section:
    language, movement = table.language, table.movement
    say, count = language.say, language.count
    sentences = (
        count(
            "{number} subject is in both batches.",
            "{number} subjects are in both batches.",
            sum(map(len, (movement.movers, movement.unchanged, movement.not_comparable))),
        ),
        count("{number} has another score or band.", "{number} have another score or band.", len(movement.movers)),
        count("{number} is unchanged.", "{number} are unchanged.", len(movement.unchanged)),
        count("{number} is only in the later batch.", "{number} are only in the later batch.", len(movement.entries)),
        count("{number} is only in the earlier batch.", "{number} are only in the earlier batch.", len(movement.exits)),
    )
    blocks: list[Block] = [Paragraph(join_sentences(sentences)), _tallies(table), _batches(table)]
    blocks += map(Notice, _warnings(table))
    return Section("summary", say("Summary"), tuple(blocks))


def _tallies(table: MovementTable) -> Table:
    say = table.language.say
    columns = (
        Column(say("Scores"), is_wide=True),
        Column(say("Up"), "right"),
        Column(say("Down"), "right"),
        Column(say("Same"), "right"),
        Column(say("Could be none"), "right"),
        Column(say("Median change"), "right"),
    )
    kinds = {False: say("enough known before and after"), True: say("provisional before, after or both")}
    rows = tuple((title, *_counted(table, table.movement.tally(provisional=kind))) for kind, title in kinds.items())
    return Table(columns, rows, say("Changes"))


def _counted(table: MovementTable, tally: Tally) -> tuple[str, ...]:
    middle = "-" if tally.median is None else table.signed(tally.median)
    return (*map(str, (tally.up, tally.down, tally.same, tally.could_be_none)), middle)


def _batches(table: MovementTable) -> Table:
    say = table.language.say
    columns = (
        Column(say("Batch"), is_wide=True),
        Column(say("Ranked"), "right"),
        Column(say("Provisional"), "right"),
        Column(say("Not scored"), "right"),
        Column(say("First date")),
        Column(say("Last date")),
    )
    batches = ((say("Before"), table.movement.before), (say("After"), table.movement.after))
    rows = tuple((title, *_batch(league)) for title, league in batches)
    return Table(columns, rows, say("The two batches"))


def _batch(league: League) -> tuple[str, ...]:
    dates = sorted(standing.date for standing in _standings(league)) or ["-"]
    sizes = map(len, (league.places, league.provisional, league.not_scored))
    return (*map(str, sizes), dates[0], dates[-1])


def _standings(league: League) -> tuple[Standing, ...]:
    return (*(place.standing for place in league.places), *league.provisional, *league.not_scored)


def _warnings(table: MovementTable) -> Iterator[str]:
    say, count, movement = table.language.say, table.language.count, table.movement
    moves = (*movement.movers, *movement.unchanged, *movement.not_comparable)
    if table.rejected_before:
        yield count(
            "{number} profile of the earlier batch could not be scored; its subject may look new.",
            "{number} profiles of the earlier batch could not be scored; their subjects may look new.",
            table.rejected_before,
        )
    if table.rejected_after:
        yield count(
            "{number} profile of the later batch could not be scored; its subject may look gone.",
            "{number} profiles of the later batch could not be scored; their subjects may look gone.",
            table.rejected_after,
        )
    if backwards := sum(map(is_backwards, moves)):
        yield count(
            "{number} subject is dated later in the earlier batch.",
            "{number} subjects are dated later in the earlier batch.",
            backwards,
        )
    if other_tier := sum(move.before.standing.tier != move.after.standing.tier for move in moves):
        yield count(
            "{number} subject was asked another tier of indicators: its two totals are not comparable.",
            "{number} subjects were asked another tier of indicators: their two totals are not comparable.",
            other_tier,
        )
    everybody = (*_standings(movement.before), *_standings(movement.after))
    if len({standing.kind for standing in everybody}) > 1:
        yield say("Countries and organizations are asked different indicators: their totals are not comparable.")


def _moves(table: MovementTable, key: str, title: str, moves: Iterable[Move]) -> Section:
    say = table.language.say
    rows = tuple(
        (
            move.after.standing.name,
            _stated(table, move.before.standing),
            _stated(table, move.after.standing),
            table.change(move),
            _ranks(table, move),
        )
        for move in moves
    )
    if not rows:
        return Section(key, title, (Paragraph(say("No score and no band changed.")),))
    columns = (
        Column(say("Subject"), is_wide=True),
        Column(say("Before"), is_wide=True),
        Column(say("After"), is_wide=True),
        Column(say("Change"), "right"),
        Column(say("Rank"), "right"),
    )
    legend = say(
        "Before and after: the score; in brackets its range and how much of the applicable weight is known; the band. "
        "Rank: before and after, each among those of its batch; = marks a rank that several share, - that there is "
        "none. The largest changes come first."
    )
    note = say(
        "Where the two ranges overlap, the unknown answers alone could account for the difference: it is then marked ~ "
        "and should not be called progress or decline."
    )
    return Section(key, title, (Table(columns, rows, title), Paragraph(legend), Paragraph(note)))


def _stated(table: MovementTable, standing: Standing) -> str:
    """A score with all that makes it uncertain."""
    bounds = f"{table.between(standing.low, standing.high)}; {table.known(standing)}"
    stated = f"{table.number(standing.value)} ({bounds})"
    has_band = standing.provisional or standing.band is not None
    return f"{stated}, {table.band_title(standing)}" if has_band else stated


def _ranks(table: MovementTable, move: Move) -> str:
    before, after = _rank(move.before), _rank(move.after)
    return before if before == after else table.language.say("{before} to {after}", before=before, after=after)


def _rank(side: Side) -> str:
    if side.rank is None:
        return "-"
    return f"{side.rank}=" if side.is_tied else str(side.rank)


def _apart(table: MovementTable, key: str, title: str, sides: tuple[Side, ...]) -> Iterator[Section]:
    if not sides:
        return
    say = table.language.say
    columns = (
        Column(say("Subject"), is_wide=True),
        Column(say("Score"), "right"),
        Column(say("Range"), "right"),
        Column(say("Known"), "right"),
        Column(say("Band"), is_wide=True),
        Column(say("Rank"), "right"),
    )
    rows = tuple(
        (
            side.standing.name,
            table.number(side.standing.value),
            table.between(side.standing.low, side.standing.high),
            table.known(side.standing),
            table.band_title(side.standing),
            _rank(side),
        )
        for side in sides
    )
    yield Section(key, title, (Table(columns, rows, title),))


def _without_score(table: MovementTable) -> Section:
    say = table.language.say
    title = say("Not scored before, after or both")
    columns = (
        Column(say("Subject"), is_wide=True),
        Column(say("Before"), is_wide=True),
        Column(say("After"), is_wide=True),
    )
    rows = tuple(
        (move.after.standing.name, _stated(table, move.before.standing), _stated(table, move.after.standing))
        for move in table.movement.not_comparable
    )
    return Section("not-comparable", title, (Table(columns, rows, title),))


def _limits(table: MovementTable) -> Iterator[str]:
    say = table.language.say
    yield say("A score that moved because more is known now is not by itself a change in the world.")
    yield say("A rank also moves because others move, come or leave.")
    yield say("Provisional scores have no rank: too little is known about them, before, after or both.")


def _method(table: MovementTable) -> Iterator[str]:
    say, decimals = table.language.say, table.rubric.ranking.decimals
    yield say("Both batches are scored under the same rubric and version; others are refused.")
    yield table.language.count(
        "Changes are the later score less the earlier, then rounded half up to {number} decimal; what is then nothing "
        "counts as the same score.",
        "Changes are the later score less the earlier, then rounded half up to {number} decimals; what is then nothing "
        "counts as the same score.",
        decimals,
    )
    yield say("Ranks are those of `aigov rank`: bands come first, and equal ones share a rank.")
    yield say("Of several profiles of one subject the latest counts.")
    yield say("Rubric: {id}, version {version}", id=table.rubric.id, version=table.rubric.version)
    yield say("Rubric digest (SHA-256 of its canonical JSON): {digest}", digest=table.digest)
    yield say("Engine: aigov-checklist {version}", version=__version__)
