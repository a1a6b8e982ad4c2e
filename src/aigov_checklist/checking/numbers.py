"""Whether numbers can be computed with: neither they nor what becomes of them may leave the range of a double."""

from collections.abc import Iterator
from typing import Any

from aigov_checklist.bounds import Bounds
from aigov_checklist.checking.tree import areas_with_paths, indicators_with_paths
from aigov_checklist.errors import Problem
from aigov_checklist.measuring import quantity_points
from aigov_checklist.message import Message
from aigov_checklist.models.measure import QuantityMeasure
from aigov_checklist.models.rubric import Area, Rubric
from aigov_checklist.readers.places import Path, json_path, shortened
from aigov_checklist.structure import ROOT, structure_of

LARGEST, SMALLEST = 1e15, 1e-9
"""Written numbers lie between these: beyond, a double has no decimals left or a sum of weights may vanish."""

# Far beyond what anybody means, and far from where products and sums of such numbers would be infinite.
_MOST_POINTS, _MOST_VALUE = 1e50, 1e100


def numbers_can_be_used(rubric: Rubric) -> Iterator[Problem]:
    """Problems of single numbers, as they are written."""
    for path, number in _numbers(rubric.model_dump(by_alias=True, exclude_unset=True), ()):
        if abs(number) > LARGEST:
            hint = Message("Use numbers up to {most:g}; a larger unit helps.", most=LARGEST)
            message = Message("{number} is too large to compute with.", number=_shown(number))
            yield Problem("too-large", message, hint, json_path(path))
        elif 0 < abs(number) < SMALLEST:
            hint = Message("Use 0, or numbers from {least:g} up; a smaller unit helps.", least=SMALLEST)
            message = Message("{number} is too close to zero to compute with.", number=_shown(number))
            yield Problem("too-small", message, hint, json_path(path))


def values_can_be_used(rubric: Rubric) -> Iterator[Problem]:
    """Problems of nodes whose value could grow out of range, each told where that begins."""
    unclipped = [leaf.id for leaf, _ in indicators_with_paths(rubric) if has_no_ends(leaf.measure)]
    bounds = Bounds(structure_of(rubric), dict.fromkeys(unclipped, (-_MOST_POINTS, _MOST_POINTS)))
    nodes: list[tuple[Rubric | Area, Path]] = [(rubric, ()), *areas_with_paths(rubric)]
    for node, path in nodes:
        name = node.id if isinstance(node, Area) else ROOT
        begins_here = all(_is_usable(*bounds.of(child.id)) for child in node.children)
        if begins_here and not _is_usable(*bounds.of(name)):
            message = Message("The value of {name} could become too large to compute with.", name=name)
            yield Problem("too-large", message, Message("Use smaller factors."), json_path(path))


def has_no_ends(measure: object) -> bool:
    """Whether an answer may be worth any number of points."""
    return isinstance(measure, QuantityMeasure) and not measure.clip


def is_too_far(measure: QuantityMeasure, quantity: float) -> bool:
    """Whether a number lies so far beyond the goalposts that its points cannot be computed with."""
    return not abs(quantity_points(measure, quantity)) <= _MOST_POINTS


def _shown(number: float) -> str:
    return shortened(str(number), 40)


def _is_usable(low: float, high: float) -> bool:
    return abs(low) <= _MOST_VALUE and abs(high) <= _MOST_VALUE


def _numbers(value: Any, path: Path) -> Iterator[tuple[Path, int | float]]:
    match value:
        case bool():
            return
        case int() | float():
            yield path, value
        case dict():
            for key, inner in value.items():
                yield from _numbers(inner, (*path, str(key)))
        case list() | tuple():
            for index, inner in enumerate(value):
                yield from _numbers(inner, (*path, index))
