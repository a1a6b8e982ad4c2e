"""From a rubric to its plan, once."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from aigov_checklist.bounds import Bounds
from aigov_checklist.conditions import answer_meets
from aigov_checklist.kernel.packing import states_of
from aigov_checklist.kernel.plan import (
    CORNERS,
    FIRST_ANSWER,
    NO_INFORMATION,
    UNANSWERED,
    AnswerTest,
    Codes,
    Comparison,
    Corner,
    Factor,
    Gate,
    Goalposts,
    LeafPlan,
    NodePlan,
    Plan,
    Step,
    Test,
    ValueTest,
    ViewPlan,
)
from aigov_checklist.measuring import point_range, points_of, worst_and_best
from aigov_checklist.models.measure import ChoiceMeasure, LevelsMeasure, QuantityMeasure
from aigov_checklist.models.modifier import Condition, Modifier, NodeReference
from aigov_checklist.models.response import Answer
from aigov_checklist.models.rubric import Indicator, Rubric
from aigov_checklist.structure import ROOT, Structure, structure_of

_NO_POINTS = (math.nan,) * FIRST_ANSWER


def compile_plan(rubric: Rubric) -> Plan:
    """The rubric as tables and tree; every rule of docs/scoring.md is covered."""
    structure = structure_of(rubric)
    leaves = {leaf.id: _leaf(leaf, rubric) for leaf in rubric.leaves()}
    return Plan(
        root=ROOT,
        leaves=leaves,
        nodes={node_id: _node(node_id, structure, leaves) for node_id in structure.methods},
        views=tuple(_views(rubric)),
        bands=tuple(band.id for band in rubric.grading.bands),
        edges=tuple(band.start for band in rubric.grading.bands),
        decimals=rubric.grading.decimals,
        minimum_coverage=rubric.minimum_coverage,
    )


def _leaf(indicator: Indicator, rubric: Rubric) -> LeafPlan:
    answers = _answers(indicator, rubric)
    points = [points_of(indicator, answer, rubric.scale) for answer in answers]
    if isinstance(indicator.measure, QuantityMeasure):
        points = [0.0]  # in its place come the points of each number
    lowest, highest = point_range(indicator, rubric.scale)
    left_out = lowest if rubric.unknown == "lowest" else math.nan
    unknown: dict[Corner, float] = {"value": left_out, "low": lowest, "high": highest}
    tables = {}
    for corner in CORNERS:
        table = np.array([*_NO_POINTS, *(math.nan if number is None else number for number in points)])
        table[UNANSWERED], table[NO_INFORMATION] = unknown[corner], lowest
        tables[corner] = table
    known = np.array([0.0, math.nan, math.nan, 1.0, *(math.nan if number is None else 1.0 for number in points)])
    given = {answer.answer: FIRST_ANSWER + place for place, answer in enumerate(answers)}
    condition = indicator.asked_when
    return LeafPlan(
        id=indicator.id,
        points=tables,
        known=known,
        unproven=_unproven(indicator, rubric, points, len(known)),
        asked_of=indicator.applies_to,
        is_essential=indicator.tier == "essential",
        is_retired=indicator.is_retired,
        asked_from=indicator.planned.start if indicator.planned else None,
        asked_when=_answer_test(condition, rubric) if condition and condition.answer in rubric.indicators else None,
        goalposts=_goalposts(indicator),
        is_on_ladder=isinstance(indicator.measure, LevelsMeasure),
        codes={} if isinstance(indicator.measure, QuantityMeasure) else given,
    )


def _answers(indicator: Indicator, rubric: Rubric) -> list[Answer]:
    """Every answer that can be given, in the order of its code; for a quantity one that stands for all numbers."""
    match indicator.measure:
        case LevelsMeasure():
            return [Answer(level=level.value) for level in rubric.scale.levels]
        case ChoiceMeasure(choices=choices):
            return [Answer(choice=choice.code) for choice in choices]
        case QuantityMeasure(low=low):
            return [Answer(quantity=low)]


def _unproven(indicator: Indicator, rubric: Rubric, points: Sequence[float | None], codes: int) -> Codes | None:
    """What each code counts as without evidence; see `scoring.leaves` for the rule."""
    if not indicator.needs_evidence:
        return None
    table = np.arange(codes).astype(np.min_scalar_type(codes - 1))
    match indicator.measure:
        case LevelsMeasure():
            values = [level.value for level in rubric.scale.levels]
            best = values.index(rubric.evidence.from_level) - 1
            table[FIRST_ANSWER + best :] = FIRST_ANSWER + best
        case ChoiceMeasure():
            lowest = min(number for number in points if number is not None)
            for place, number in enumerate(points):
                if number not in (None, lowest):
                    table[FIRST_ANSWER + place] = UNANSWERED
        case QuantityMeasure():
            table[FIRST_ANSWER] = UNANSWERED
    return table


def _goalposts(indicator: Indicator) -> Goalposts | None:
    measure = indicator.measure
    if not isinstance(measure, QuantityMeasure):
        return None
    is_log = measure.transform == "log"
    low, high = (math.log(end) if is_log else end for end in (measure.low, measure.high))
    return Goalposts(low, high, measure.full, measure.clip, is_log)


def _node(node_id: str, structure: Structure, leaves: dict[str, LeafPlan]) -> NodePlan:
    node = structure.inner(node_id)
    steps = tuple(_step(modifier, structure) for modifier in node.modifiers if modifier.action != "no_better_than")
    children = tuple((weight, child) for child, weight in structure.weighed[node_id])
    is_mean_of_leaves = structure.methods[node_id] == "mean" and all(child in leaves for _, child in children)
    return NodePlan(
        id=node_id,
        method=structure.methods[node_id],
        floor=structure.zero_floors[node_id],
        children=children,
        steps=steps,
        gates=tuple(_gate(modifier, structure) for modifier in node.modifiers if modifier.action == "no_better_than"),
        states=states_of([(weight, leaves[child]) for weight, child in children], held=not steps)
        if is_mean_of_leaves
        else None,
    )


def _step(modifier: Modifier, structure: Structure) -> Step:
    factor, number = None, 0.0
    if isinstance(modifier.multiply, NodeReference):
        factor = Factor(modifier.multiply.node, Bounds(structure).of(modifier.multiply.node)[1])
    elif modifier.action != "bands":
        number = float(getattr(modifier, modifier.action))
    steps = modifier.bands or ()
    return Step(
        action=modifier.action,  # type: ignore[arg-type] # gates were left out
        number=number,
        factor=factor,
        edges=tuple(step.start for step in steps),
        values=tuple(step.value for step in steps),
        when=_test(modifier.when, structure.rubric) if modifier.when else None,
    )


def _gate(modifier: Modifier, structure: Structure) -> Gate:
    bands = [band.id for band in structure.rubric.grading.bands]
    assert modifier.when is not None  # the model makes sure
    return Gate(bands.index(modifier.no_better_than or ""), _test(modifier.when, structure.rubric))


def _test(condition: Condition, rubric: Rubric) -> Test:
    if condition.answer is not None:
        return _answer_test(condition, rubric)
    comparison = _comparison(condition)
    assert comparison is not None  # 'is_one_of' compares answers only
    return ValueTest(condition.referent, comparison)


def _answer_test(condition: Condition, rubric: Rubric) -> AnswerTest:
    indicator = rubric.indicators[condition.referent]
    worst, best = worst_and_best(indicator, rubric.scale)
    given = [answer_meets(condition, answer) for answer in _answers(indicator, rubric)]
    by_corner = {}
    for corner in CORNERS:
        unknown = answer_meets(condition, best if corner == "high" else worst)
        by_corner[corner] = np.array([unknown, False, False, answer_meets(condition, worst), *given])
    is_quantity = isinstance(indicator.measure, QuantityMeasure)
    return AnswerTest(condition.referent, by_corner, _comparison(condition) if is_quantity else None)


def _comparison(condition: Condition) -> Comparison | None:
    numbers: dict[Any, float | None] = {
        "below": condition.below,
        "at_most": condition.at_most,
        "at_least": condition.at_least,
        "above": condition.above,
    }
    return next((Comparison(name, number) for name, number in numbers.items() if number is not None), None)


def _views(rubric: Rubric) -> list[ViewPlan]:
    views = []
    for view in rubric.views:
        groups: dict[str, list[str]] = {group.id: [] for group in view.groups}
        for leaf in rubric.leaves():
            for tag in map(str, getattr(leaf, view.by)):
                groups[tag].append(leaf.id)
        views.append(ViewPlan(view.id, {group: tuple(members) for group, members in groups.items()}))
    return views
