"""Walking a rubric with the path of every node, so that a finding can say where it stands."""

from collections.abc import Iterator

from aigov_checklist.models.modifier import Modifier
from aigov_checklist.models.rubric import Area, Indicator, Rubric
from aigov_checklist.readers.places import Path


def areas_with_paths(rubric: Rubric) -> Iterator[tuple[Area, Path]]:
    """Every area with its path, parents before children."""
    waiting: list[tuple[Area, Path]] = []  # the next one last
    inner: tuple[Area, ...] = rubric.areas
    above: Path = ()
    while inner or waiting:
        waiting += reversed([(area, (*above, "areas", n)) for n, area in enumerate(inner)])
        area, above = waiting.pop()
        yield area, above
        inner = area.areas


def indicators_with_paths(rubric: Rubric) -> Iterator[tuple[Indicator, Path]]:
    """Every indicator with its path, in the rubric's order."""
    for area, path in areas_with_paths(rubric):
        for index, indicator in enumerate(area.indicators):
            yield indicator, (*path, "indicators", index)


def references(rubric: Rubric) -> Iterator[tuple[Area | None, Modifier, Path]]:
    """Every modifier with the area that owns it (None for the root) and its path."""
    for index, modifier in enumerate(rubric.modifiers):
        yield None, modifier, ("modifiers", index)
    for area, path in areas_with_paths(rubric):
        for index, modifier in enumerate(area.modifiers):
            yield area, modifier, (*path, "modifiers", index)
