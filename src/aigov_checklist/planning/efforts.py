"""What one step costs under an effort file, and whether the file fits the rubric."""

from collections.abc import Iterator

from aigov_checklist.errors import Problem, UsageError
from aigov_checklist.loading import admit
from aigov_checklist.message import Message
from aigov_checklist.models.effort import DECIMALS, Costs, Effort
from aigov_checklist.models.measure import LevelsMeasure
from aigov_checklist.models.response import Answer
from aigov_checklist.models.rubric import Indicator, Rubric
from aigov_checklist.readers.places import Path, json_path
from aigov_checklist.readers.source import DEFAULT_LIMIT
from aigov_checklist.readers.sources import FileSource
from aigov_checklist.structure import ROOT, Structure, structure_of
from aigov_checklist.suggesting import did_you_mean

UNIT: int = 10**DECIMALS
"""How many of the smallest differences there are in an effort of 1."""


def load_effort(source: str, rubric: Rubric, *, limit: int = DEFAULT_LIMIT) -> Effort:
    """The effort file (YAML or JSON, or `-`). Raises DocumentError with everything that is wrong with it."""
    return admit(FileSource(source, limit=limit), Effort, lambda effort: check_effort(effort, rubric))


def check_effort(effort: Effort, rubric: Rubric) -> Iterator[Problem]:
    """Everything in an effort file that does not fit the rubric."""
    areas = [name for name in structure_of(rubric).methods if name != ROOT]
    for name in effort.areas:
        if name not in areas:
            yield _unknown("area", name, areas, ("areas", name))
    for name in effort.indicators:
        if name not in rubric.indicators:
            yield _unknown("indicator", name, list(rubric.indicators), ("indicators", name))
    yield from _levels_are_on_the_scale(effort, rubric)
    yield from _decimals_are_few(effort)
    yield from _requirements_fit(effort, rubric)


class Prices:
    """The effort of steps in thousandths, so that sums are exact."""

    def __init__(self, effort: Effort, structure: Structure) -> None:
        self.effort, self.structure = effort, structure
        self._whole = Costs(step=effort.step, levels=effort.levels, evidence=effort.evidence, answer=effort.answer)

    def step(self, leaf: Indicator, answer: Answer) -> int:
        """What it costs to come to this answer from the one below it."""
        for costs in self._from_near_to_far(leaf):
            if answer.level is not None and str(answer.level) in costs.levels:
                return _thousandths(costs.levels[str(answer.level)])
            if costs.step is not None:
                return _thousandths(costs.step)
        return UNIT

    def evidence(self, leaf: Indicator) -> int:
        """What it costs to prepare evidence that can be looked up."""
        return next(_thousandths(c.evidence) for c in self._from_near_to_far(leaf) if c.evidence is not None)

    def answer(self, leaf: Indicator) -> int:
        """What it costs to find the answer to an open question."""
        return next(_thousandths(c.answer) for c in self._from_near_to_far(leaf) if c.answer is not None)

    def _from_near_to_far(self, leaf: Indicator) -> Iterator[Costs]:
        if leaf.id in self.effort.indicators:
            yield self.effort.indicators[leaf.id]
        for above in self.structure.ancestors(leaf.id):
            if above in self.effort.areas:
                yield self.effort.areas[above]
        yield self._whole


def in_thousandths(number: float) -> int:
    """An effort that a user gives, in thousandths. Raises UsageError if it is negative or has more decimals."""
    if not 0 <= number <= 1e9 or not _is_short(number):
        raise UsageError(
            Message(
                "{number:g} is not an effort: write a number from 0 up with at most {decimals} decimals.",
                number=number,
                decimals=DECIMALS,
            )
        )
    return _thousandths(number)


def _thousandths(number: float) -> int:
    return round(number * UNIT)


def _is_short(number: float) -> bool:
    return abs(number * UNIT - round(number * UNIT)) < 1e-6 * max(1.0, abs(number))


def _levels_are_on_the_scale(effort: Effort, rubric: Rubric) -> Iterator[Problem]:
    for path, costs in _all_costs(effort):
        for level in costs.levels:
            if int(level) not in rubric.scale.points:
                yield _no_level(int(level), rubric, (*path, "levels", level))


def _decimals_are_few(effort: Effort) -> Iterator[Problem]:
    for path, costs in _all_costs(effort):
        named: list[tuple[Path, float | None]] = [
            ((*path, "levels", level), cost) for level, cost in costs.levels.items()
        ]
        named += [((*path, key), getattr(costs, key)) for key in ("step", "evidence", "answer")]
        for place, cost in named:
            if cost is not None and not _is_short(cost):
                message = Message("{cost} has more than {decimals} decimals.", cost=cost, decimals=DECIMALS)
                yield Problem("too-many-decimals", message, Message("Round it."), json_path(place))


def _requirements_fit(effort: Effort, rubric: Rubric) -> Iterator[Problem]:
    for name, requirements in effort.requires.items():
        path: Path = ("requires", name)
        yield from _is_levelled(name, rubric, path)
        for place, requirement in enumerate(requirements):
            if requirement.level not in rubric.scale.points:
                yield _no_level(requirement.level, rubric, (*path, place, "level"))
            for other, level in requirement.of.items():
                inner: Path = (*path, place, "of", other)
                yield from _is_levelled(other, rubric, inner)
                if level not in rubric.scale.points:
                    yield _no_level(level, rubric, inner)
                if other == name:
                    message = Message("{indicator} cannot be required for itself.", indicator=name)
                    yield Problem("requires-itself", message, Message("Name another indicator."), json_path(inner))


def _is_levelled(name: str, rubric: Rubric, path: Path) -> Iterator[Problem]:
    if name not in rubric.indicators:
        yield _unknown("indicator", name, list(rubric.indicators), path)
    elif not isinstance(rubric.indicators[name].measure, LevelsMeasure):
        message = Message("{indicator} is not answered with a level.", indicator=name)
        yield Problem("no-levels", message, Message("Only levels can be required."), json_path(path))


def _all_costs(effort: Effort) -> Iterator[tuple[Path, Costs]]:
    yield (), Costs(step=effort.step, levels=effort.levels, evidence=effort.evidence, answer=effort.answer)
    yield from ((("areas", name), costs) for name, costs in effort.areas.items())
    yield from ((("indicators", name), costs) for name, costs in effort.indicators.items())


def _unknown(what: str, name: str, known: list[str], path: Path) -> Problem:
    messages = {
        "area": Message("The rubric has no area {name}.", name=name),
        "indicator": Message("The rubric has no indicator {name}.", name=name),
    }
    hint = did_you_mean(name, known) or Message("See: aigov rubric show.")
    return Problem(f"unknown-{what}", messages[what], hint, json_path(path))


def _no_level(level: int, rubric: Rubric, path: Path) -> Problem:
    known = ", ".join(map(str, rubric.scale.points))
    message = Message("Level {level} is not on the scale.", level=level)
    return Problem("level-not-on-scale", message, Message("Use one of: {known}.", known=known), json_path(path))
