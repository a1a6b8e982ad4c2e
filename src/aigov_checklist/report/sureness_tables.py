"""The tables of a robustness analysis."""

from collections.abc import Iterator, Mapping, Sequence
from statistics import median

import numpy as np

from aigov_checklist.report.blocks import Column, Paragraph, Section, Table
from aigov_checklist.report.sureness import Sureness
from aigov_checklist.robustness.examining import Examined
from aigov_checklist.robustness.leaving_out import LeftOut, largest
from aigov_checklist.robustness.summing_up import Spread
from aigov_checklist.robustness.variance import VarianceShare

_WIDEST_MATRIX = 12
"""A matrix of more subjects than that is left to the CSV and JSON formats."""

_MOST_INDICATORS = 10


def scores_table(table: Sureness) -> Table:
    """Every subject's score and rank, as scored and over the draws."""
    say = table.language.say
    columns = (
        Column(say("Rank (5 to 95 %)"), "right"),
        Column(say("Subject"), is_wide=True),
        Column(say("Score"), "right"),
        Column(say("Exact range"), "right"),
        Column(say("Median (5 to 95 % of draws)"), "right"),
    )
    rows = tuple(
        (
            _rank(subject, table),
            say("{name} (provisional)", name=name) if subject.provisional else name,
            table.number(subject.value),
            table.between(subject.low, subject.high),
            _middle(subject.spread, table),
        )
        for name, subject in table.in_order
    )
    return Table(columns, rows, say("Scores and ranks with their assumption bands"))


def _middle(spread: Spread, table: Sureness) -> str:
    if spread.median is None:
        return "-"
    return f"{table.number(spread.median)} ({table.between(spread.low, spread.high)})"


def _rank(subject: Examined, table: Sureness) -> str:
    """The rank as scored, and in brackets those of the assumption band."""
    spread = subject.spread
    if subject.rank is None or spread.rank_low is None or spread.rank_high is None:
        return "-"
    if spread.rank_low == spread.rank_high:
        return f"{subject.rank} ({spread.rank_low})"
    band = table.language.say("{low} to {high}", low=spread.rank_low, high=spread.rank_high)
    return f"{subject.rank} ({band})"


def rank_chances(table: Sureness) -> Table:
    """How likely the best ranks are."""
    say = table.language.say
    top = [rank for rank in table.top if rank < len(table.found.subjects)]
    columns = (
        Column(say("Subject"), is_wide=True),
        *(Column(say("Rank 1") if rank == 1 else say("Rank 1 to {rank}", rank=rank), "right") for rank in top),
    )
    rows = tuple(
        (name, *(table.share(subject.spread.best_ranks[rank - 1]) for rank in top))
        for name, subject in table.in_order
        if subject.spread.best_ranks
    )
    return Table(columns, rows, say("Share of the draws in which a rank is reached"))


def band_chances(table: Sureness) -> Table:
    """How likely each band is."""
    say, bands = table.language.say, table.rubric.grading.bands
    columns = (Column(say("Subject"), is_wide=True), *(Column(band.title, "right") for band in bands))
    rows = tuple(
        (name, *(table.share(subject.spread.bands.get(band.id)) for band in bands)) for name, subject in table.in_order
    )
    return Table(columns, rows, say("Share of the draws in each band"))


def pairs_sections(table: Sureness) -> Iterator[Section]:
    """P(A above B), as a matrix that can still be read."""
    if not 1 < len(table.found.subjects) <= _WIDEST_MATRIX:
        return
    say = table.language.say
    title = say("Who stands above whom: share of the draws")
    numbers = [str(number) for number in range(1, len(table.order) + 1)]
    columns = (Column(say("Row above column"), is_wide=True), *(Column(number, "right") for number in numbers))
    rows = tuple(
        (
            f"{number}. {table.names[one]}",
            *("" if one == two else table.share(float(table.found.above[one, two])) for two in table.order),
        )
        for number, one in zip(numbers, table.order, strict=True)
    )
    yield Section("pairs", title, (Table(columns, rows, title),))


def assumptions_table(table: Sureness) -> Table:
    """What each assumption does by itself: to the order of the pairs, and to scores and ranks."""
    say, found = table.language.say, table.found
    columns = [Column(say("Varied"), is_wide=True), Column(say("Pairs that keep their order"), "right")]
    if found.moved_by is not None:
        columns += [
            Column(say("Variance of scores: alone, in all"), "right"),
            Column(say("Variance of ranks: alone, in all"), "right"),
        ]
    rows = []
    for factor, kept in found.surviving.items():
        row = [table.factor_title(factor), table.share(kept)]
        if found.moved_by is not None:
            row += [_typical([moved.score for moved in found.moved_by], factor, table)]
            row += [_typical([moved.rank for moved in found.moved_by], factor, table)]
        rows.append(tuple(row))
    return Table(tuple(columns), tuple(rows), say("What each assumption does"))


def _typical(shares: Sequence[Mapping[str, VarianceShare] | None], factor: str, table: Sureness) -> str:
    """The shares of the median subject, with how well they are estimated."""
    known = [share[factor] for share in shares if share is not None and factor in share]
    if not known:
        return "-"
    first = table.estimate(median(one.first for one in known), median(one.first_margin for one in known))
    total = table.estimate(median(one.total for one in known), median(one.total_margin for one in known))
    return f"{first}, {total}"


def scenarios_table(table: Sureness) -> Table:
    """Scores and ranks if the areas were rolled up otherwise."""
    say, scenarios = table.language.say, table.found.scenarios
    columns = (
        Column(say("Subject"), is_wide=True),
        *(Column(table.method_title(method), "right") for method in scenarios),
    )
    rows = tuple(
        (
            table.names[place],
            *(
                "-" if np.isnan(values[place]) else f"{table.number(float(values[place]))} ({int(ranks[place])})"
                for values, ranks in scenarios.values()
            ),
        )
        for place in table.order
    )
    return Table(columns, rows, say("Score (and rank) if the areas were rolled up otherwise"))


def weights_table(table: Sureness) -> Table:
    """The exact range of each score while the weights stay in a box."""
    say = table.language.say
    columns = (
        Column(say("Subject"), is_wide=True),
        Column(say("Score"), "right"),
        Column(say("Lowest"), "right"),
        Column(say("Highest"), "right"),
    )
    rows = tuple(
        (name, table.number(subject.value), *(table.number(end) for end in subject.weight_range or (None, None)))
        for name, subject in table.in_order
    )
    return Table(columns, rows, say("Exact range of the score over all weights in the box"))


def left_out_section(table: Sureness) -> Section:
    """What leaving out one area, or one indicator, does."""
    say = table.language.say
    title = say("If one area or one indicator were left out")
    indicators = largest(table.found.indicators)[:_MOST_INDICATORS]
    areas = largest(table.found.areas)
    return Section(
        "left-out",
        title,
        (
            _left_out(table, table.found.areas, areas, say("Without one area")),
            _left_out(table, table.found.indicators, indicators, say("Without one indicator: the largest changes")),
            Paragraph(say("Computed again in full, the weights of the others as they are.")),
        ),
    )


def _left_out(table: Sureness, left_out: LeftOut, places: list[int], caption: str) -> Table:
    say = table.language.say
    columns = (
        Column(say("Without"), is_wide=True),
        Column(say("Largest change"), "right"),
        Column(say("Subject"), is_wide=True),
        Column(say("Subjects with another rank"), "right"),
    )
    rows = []
    as_scored = np.array([subject.rank or 0 for subject in table.found.subjects])
    for place in places:
        changes = np.nan_to_num(left_out.changes[place])
        most = int(np.argmax(np.abs(changes)))
        moved = int(np.count_nonzero(left_out.ranks[place] != as_scored))
        rows.append(
            (table.node_title(left_out.ids[place]), table.signed(float(changes[most])), table.names[most], str(moved))
        )
    return Table(columns, tuple(rows), caption)
