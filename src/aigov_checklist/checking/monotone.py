"""Whether a better answer can never lower a score: what makes `low` and `high` exact.

A modifier that lowers a value may only be conditional on something being worse, one that raises it only on
something being better; products and roots need values that are not negative.
"""

import math
from collections.abc import Iterator
from itertools import pairwise

from aigov_checklist.bounds import Bounds, Range
from aigov_checklist.checking.tree import areas_with_paths, references
from aigov_checklist.conditions import points_when, side
from aigov_checklist.errors import Problem
from aigov_checklist.message import Message
from aigov_checklist.models.measure import QuantityMeasure
from aigov_checklist.models.modifier import Condition, Modifier, NodeReference
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.readers.places import Path, json_path
from aigov_checklist.structure import ROOT, Structure, structure_of


def modifiers_keep_the_order(rubric: Rubric) -> Iterator[Problem]:
    """Problems of methods and modifiers that could turn a better answer into a lower score."""
    structure = structure_of(rubric)
    yield from _roots_get_no_negatives(structure)
    for owner, modifier, path in references(rubric):
        yield from _one(structure, owner.id if owner else ROOT, modifier, path)


_NO_NEGATIVES = {
    "geometric": Message("A geometric mean cannot take the negative values that can come up here."),
    "harmonic": Message("A harmonic mean cannot take the negative values that can come up here."),
}


def _roots_get_no_negatives(structure: Structure) -> Iterator[Problem]:
    bounds = Bounds(structure)
    for node, path in [(None, ()), *areas_with_paths(structure.rubric)]:
        node_id = node.id if node else ROOT
        method = structure.methods[node_id]
        ranges = [bounds.of(child.id) for child in structure.inner(node_id).children]
        if method in _NO_NEGATIVES and any(low < 0 for low, _ in ranges):
            message = _NO_NEGATIVES[method]
            yield Problem(
                "negative-values", message, Message("Use another method, or points from zero up."), json_path(path)
            )
        elif method == "harmonic" and any(high == math.inf for _, high in ranges):
            message = Message("A harmonic mean cannot take the endless values that can come up here.")
            yield Problem(
                "endless-values", message, Message("Use another method, or remove 'clip: false'."), json_path(path)
            )


def _one(structure: Structure, owner: str, modifier: Modifier, path: Path) -> Iterator[Problem]:
    place = json_path(path)
    match modifier.action:
        case "multiply":
            yield from _multiply(structure, owner, modifier, int(path[-1]), place)
        case "add":
            yield from _points_to(structure, modifier, "worse" if (modifier.add or 0) < 0 else "better", place)
        case "cap" | "no_better_than":
            yield from _points_to(structure, modifier, "worse", place)
        case "floor":
            yield from _points_to(structure, modifier, "better", place)
        case "bands" | "round":
            if modifier.when is not None:
                message = Message(
                    "'{action}' under a condition could lower a score as an answer rises.", action=modifier.action
                )
                yield Problem("not-monotone", message, Message("Remove 'when'."), place)
            steps = modifier.bands or ()
            if any(upper.value < lower.value or upper.start <= lower.start for lower, upper in pairwise(steps)):
                message = Message("The steps must rise: each 'from' above and each 'value' at or above the one before.")
                yield Problem("not-monotone", message, Message("Put them in order."), place)


def _multiply(structure: Structure, owner: str, modifier: Modifier, position: int, place: str) -> Iterator[Problem]:
    if isinstance(modifier.multiply, NodeReference):
        least, most = Bounds(structure).of(modifier.multiply.node)
        if least < 0 or not 0 < most < math.inf:
            message = Message(
                "{node} does not run from zero up to a full scale, so it cannot be a factor.",
                node=modifier.multiply.node,
            )
            yield Problem("not-monotone", message, Message("Multiply by a node that does."), place)
        lowers = True
    else:
        factor = modifier.multiply or 0.0
        lowers = factor <= 1
        if factor < 0:
            yield Problem(
                "not-monotone", Message("A negative factor turns the order round."), Message("Use zero or more."), place
            )
    if modifier.when is None and not isinstance(modifier.multiply, NodeReference):
        return
    yield from _points_to(structure, modifier, "worse" if lowers else "better", place)
    # Where a lowering factor is switched off, or a raising one on, the bare value must not be negative: there the
    # switch would go the wrong way.
    given = _range_while(modifier.when, structure.rubric, met=not lowers) if modifier.when else {}
    if Bounds(structure, given).before(owner, position)[0] < 0:
        message = Message("The value that is multiplied can be negative, so the factor could raise it.")
        yield Problem("not-monotone", message, Message("Use 'cap', or points from zero up."), place)


def _points_to(structure: Structure, modifier: Modifier, wanted: str, place: str) -> Iterator[Problem]:
    if modifier.when is not None and side(modifier.when, structure.rubric) != wanted:
        action = modifier.action
        if wanted == "worse":
            message = Message(
                "'{action}' lowers the score, so its condition must be met on the worse side.", action=action
            )
            hint = Message("Use below or at_most.")
        else:
            message = Message(
                "'{action}' raises the score, so its condition must be met on the better side.", action=action
            )
            hint = Message("Use at_least or above.")
        yield Problem("not-monotone", message, hint, place)


def _range_while(condition: Condition, rubric: Rubric, *, met: bool) -> dict[str, Range]:
    indicator = rubric.indicators.get(condition.answer or "")
    if indicator is None or isinstance(indicator.measure, QuantityMeasure):
        return {}
    points = points_when(condition, indicator, rubric, met=met)
    return {indicator.id: (min(points), max(points))} if points else {}
