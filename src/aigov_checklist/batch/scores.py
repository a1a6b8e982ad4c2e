"""Settled profiles as tables of scores: one row a profile, the columns of `{node}.{lens}.{measure}`."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import numpy as np
import polars as pl

from aigov_checklist.batch.outcome import Identity, Settled
from aigov_checklist.kernel.columns import Answers, settle
from aigov_checklist.kernel.grading import Scores, scores_of, shares_of, state_scores, view_scores
from aigov_checklist.kernel.nodes import Nodes
from aigov_checklist.kernel.plan import (
    FIRST_ANSWER,
    NO_INFORMATION,
    NOT_APPLICABLE,
    OUT_OF_SCOPE,
    UNANSWERED,
    Floats,
    LeafPlan,
    Plan,
)
from aigov_checklist.lenses import Lens

_STATES = {
    UNANSWERED: "unanswered",
    OUT_OF_SCOPE: "out_of_scope",
    NOT_APPLICABLE: "not_applicable",
    NO_INFORMATION: "no_information",
}
_STATE_NAMES = pl.Enum([*_STATES.values(), "answered"])


def score_table(settled: Settled, plan: Plan, lenses: Sequence[Lens], *, views: bool) -> pl.DataFrame:
    """Who, then every node under every lens, then the views' groups under the declared lens."""
    columns = _who(settled.identity)
    declared = settle(plan, settled.block, "declared")
    columns.append(pl.Series("stars", _stars(declared, settled.block.rows), dtype=pl.Int32))
    for lens in lenses:
        answers = declared if lens == "declared" else settle(plan, settled.block, lens)
        nodes = Nodes(plan, answers, settled.block.rows)
        for node_id in plan.nodes:
            columns += _node(nodes, node_id, f"{node_id}.{lens}")
        if views and lens == "declared":
            shares = shares_of(nodes)
            for view in plan.views:
                for group, scores in view_scores(nodes, view, shares).items():
                    columns += _measures(f"{view.id}:{group}.{lens}", scores, plan)
    return pl.DataFrame(columns)


def indicator_table(settled: Settled, plan: Plan) -> pl.DataFrame:
    """The long table: one row a profile and indicator, with its state, answer and points under the declared lens."""
    answers = settle(plan, settled.block, "declared")
    nodes = Nodes(plan, answers, settled.block.rows)
    who = pl.DataFrame(_who(settled.identity)).select("source", "line", "subject", "date")
    return pl.concat([_indicator(leaf, who, answers, nodes) for leaf in plan.leaves.values()])


def _indicator(leaf: LeafPlan, who: pl.DataFrame, answers: Answers, nodes: Nodes) -> pl.DataFrame:
    codes = answers.codes[leaf.id]
    answered = (codes >= FIRST_ANSWER) & ~np.isnan(leaf.known[codes])
    states = np.where(answered, len(_STATES), np.where(codes >= FIRST_ANSWER, NOT_APPLICABLE, codes))
    names = [*_STATES.values(), "answered"]
    given = ["", "", "", "", *(str(answer) for answer in leaf.codes)]
    if leaf.goalposts is None:
        shown = pl.Series([given[code] or None for code in codes.tolist()], dtype=pl.String)
    else:
        shown = _numbers(answers.quantities[leaf.id]).cast(pl.String)
    points = np.where(np.isnan(leaf.known[codes]) | (codes == UNANSWERED), np.nan, nodes.of(leaf.id, "value"))
    return who.with_columns(
        pl.lit(leaf.id).alias("indicator"),
        pl.Series("state", [names[state] for state in states.tolist()], dtype=_STATE_NAMES),
        shown.alias("answer"),
        _numbers(points).alias("points"),
    )


def _who(identity: Identity) -> list[pl.Series]:
    texts = ("subject", "name", "kind", "date", "tier", "groups")
    return [
        pl.Series("source", identity.source, dtype=pl.String),
        pl.Series("line", identity.line, dtype=pl.Int64),
        *(pl.Series(name, getattr(identity, name), dtype=pl.String) for name in texts),
    ]


def _stars(answers: Answers, rows: int) -> Any:
    stars = np.zeros(rows, np.int32)
    for codes in answers.codes.values():
        stars += codes == NO_INFORMATION
    return stars


def _node(nodes: Nodes, node_id: str, name: str) -> Iterator[pl.Series]:
    """The columns of a node, looked up where its states are few."""
    states = _state_columns(nodes.plan, node_id)
    if states is None:
        yield from _measures(name, scores_of(nodes, node_id), nodes.plan)
        return
    numbers = pl.Series(nodes.state_numbers(node_id).astype(np.uint32))
    for column in states:
        yield column[numbers].alias(f"{name}{column.name}")


@cache
def _state_columns(plan: Plan, node_id: str) -> list[pl.Series] | None:
    states = state_scores(plan, node_id)
    return None if states is None else list(_measures("", states, plan))


def _measures(name: str, scores: Scores, plan: Plan) -> Iterator[pl.Series]:
    for measure in ("value", "low", "high", "coverage"):
        yield _numbers(getattr(scores, measure)).alias(f"{name}.{measure}")
    if plan.bands:
        names = pl.Series([*plan.bands, None], dtype=pl.Enum(plan.bands))
        # -1, which stands for none, becomes the place of the last.
        yield names[pl.Series((scores.band % len(names)).astype(np.uint32))].alias(f"{name}.band")
    yield pl.Series(f"{name}.provisional", scores.provisional)


def _numbers(values: Floats) -> pl.Series:
    return pl.Series(values, nan_to_null=True)
