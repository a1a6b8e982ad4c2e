"""The pictures of a robustness analysis, each with the same in words."""

import numpy as np

from aigov_checklist.report.blocks import Chart
from aigov_checklist.report.sureness import Sureness
from aigov_checklist.robustness.leaving_out import largest

_MOST_ROWS = 60
"""More subjects than that no page shows at a glance: the table has them all."""

_WIDEST_MATRIX = 30

Row = dict[str, str | float | None]


def rank_chart(table: Sureness) -> Chart:
    """Every subject's rank as scored, within the ranks of the assumption band."""
    say = table.language.say
    ranked = [(name, subject) for name, subject in table.in_order if subject.spread.rank_low is not None]
    rows: tuple[Row, ...] = tuple(
        {
            "place": place,
            "label": name,
            "rank": subject.rank,
            "low": subject.spread.rank_low,
            "high": subject.spread.rank_high,
        }
        for place, (name, subject) in enumerate(ranked[:_MOST_ROWS])
    )
    widest = max(ranked, key=lambda one: (one[1].spread.rank_high or 0) - (one[1].spread.rank_low or 0))
    text = say(
        "The widest band of ranks is that of {name}: {low} to {high}.",
        name=widest[0], low=widest[1].spread.rank_low, high=widest[1].spread.rank_high,
    )  # fmt: skip
    labels = {"rank": say("Rank as scored"), "band": say("Rank in 5 to 95 % of the draws")}
    return Chart("ranks", "ranks", say("Ranks with their assumption bands"), text, rows, labels)


def above_chart(table: Sureness) -> Chart | None:
    """The share of draws in which the subject of the row stands above that of the column; None for too many."""
    if not 2 < len(table.order) <= _WIDEST_MATRIX:
        return None
    say = table.language.say
    rows: tuple[Row, ...] = tuple(
        {
            "row": row,
            "column": column,
            "label": f"{row + 1}. {table.names[one]}",
            "share": float(table.found.above[one, two]),
        }
        for row, one in enumerate(table.order)
        for column, two in enumerate(table.order)
        if one != two
    )
    text = say("A dark cell: the subject of the row stands above that of the column in nearly every draw.")
    labels = {"share": say("Share of the draws in which the row stands above the column")}
    return Chart("above", "above", say("Who stands above whom"), text, rows, labels)


def changes_chart(table: Sureness) -> Chart:
    """How much scores change without each area: from the largest fall to the largest rise."""
    say, left_out = table.language.say, table.found.areas
    changes = np.nan_to_num(left_out.changes)
    order = largest(left_out)
    rows: tuple[Row, ...] = tuple(
        {
            "place": place,
            "label": table.node_title(left_out.ids[area]),
            "low": float(min(changes[area].min(), 0.0)),
            "high": float(max(changes[area].max(), 0.0)),
        }
        for place, area in enumerate(order)
    )
    text = say("Without {area} scores change most.", area=table.node_title(left_out.ids[order[0]]))
    labels = {"band": say("From the largest fall to the largest rise of a score")}
    return Chart("changes", "changes", say("Scores without one area"), text, rows, labels)
