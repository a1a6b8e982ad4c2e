"""Everything that is asked of a plan, as rows of its programme."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from aigov_checklist.models.effort import Effort
from aigov_checklist.models.modifier import Modifier
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.planning.curves import ask_for
from aigov_checklist.planning.efforts import UNIT
from aigov_checklist.planning.goals import SLACK, Goal, gates_of, least_to_open, least_value
from aigov_checklist.planning.ladders import Freedom, Heights, Ladder, at_heights
from aigov_checklist.planning.linear import Linear, total
from aigov_checklist.planning.modelling import Modelled
from aigov_checklist.planning.scopes import Scope
from aigov_checklist.scoring.leaves import Leaf, settle
from aigov_checklist.scoring.walk import Corner, Walk
from aigov_checklist.structure import ROOT, Structure, structure_of

_HALF_OF_THE_SMALLEST = 0.0005
"""Efforts have three decimals: half of the last one separates those that differ."""


@dataclass(frozen=True)
class Limits:
    """What a plan may take: its effort in thousandths, how many areas, and between which heights it stays."""

    budget: int | None = None
    areas: int | None = None
    least: Heights | None = None
    most: Heights | None = None


@dataclass(frozen=True)
class Case:
    """One subject under one rubric, with all that may be done about its answers."""

    profile: Profile
    rubric: Rubric
    freedom: Freedom
    effort: Effort
    ladders: Mapping[str, Ladder]

    @property
    def corner(self) -> Corner:
        """Where the score is read: with open questions in the plan, at their lowest."""
        return "low" if self.freedom.answer_open else "value"

    @cached_property
    def structure(self) -> Structure:
        """The rubric's tree."""
        return structure_of(self.rubric)

    def leaves(self, heights: Heights) -> dict[str, Leaf]:
        """Every indicator as the engine settles it once the plan is carried out."""
        return settle(at_heights(self.profile, self.ladders, heights), self.rubric, self.freedom.lens)

    def walk(self, heights: Heights) -> Walk:
        """The engine's own numbers once the plan is carried out."""
        return Walk(self.structure, self.leaves(heights))


def modelled(case: Case, goal: Goal | None, limits: Limits, scope: Scope) -> Modelled:
    """The programme of a case within its limits, in one scope, with all that the goal asks for."""
    model = Modelled(case.structure, case.ladders, case.leaves({name: heights[0] for name, heights in scope.items()}))
    for name, heights in scope.items():
        for height in range(len(case.ladders[name].rungs) + 1):
            if height not in heights:
                model.forbid(name, height)
    _ask_for_requirements(model, case)
    _keep_within(model, case, limits)
    if goal is not None:
        _ask_for_goal(model, case, goal)
    return model


def overall(model: Modelled, corner: Corner) -> Linear:
    """The overall score; below everything if nothing is known."""
    value = model.node(ROOT, corner)
    return Linear(float("-inf")) if value is None else value


def _ask_for_goal(model: Modelled, case: Case, goal: Goal) -> None:
    value, least = overall(model, case.corner), least_value(goal.score, case.rubric)
    model.programme.at_least(value, least)
    for curve in model.curves:
        if curve.value is value and least > 0:
            ask_for(model.programme, curve, least)
    if goal.band is not None:
        coverage = model.coverage(ROOT)
        model.programme.at_least(coverage or Linear(), case.rubric.minimum_coverage - SLACK)
    for gate in gates_of(goal, case.rubric):
        _open_gate(model, case, gate)


def _open_gate(model: Modelled, case: Case, gate: Modifier) -> None:
    condition = gate.when
    assert condition is not None
    if condition.node is not None:
        value = model.read(condition.node, case.corner)
        if value is not None:
            model.programme.at_least(value, least_to_open(condition, case.rubric))
        return
    name = condition.referent
    for height in range(len(case.ladders[name].rungs) + 1):
        leaf = case.leaves({name: height})[name]
        walk = Walk(case.structure, {**model.leaves, name: leaf})
        if model.leaves[name].is_applicable and walk.holds(condition, case.corner):
            model.forbid(name, height)


def _ask_for_requirements(model: Modelled, case: Case) -> None:
    for name, requirements in case.effort.requires.items():
        for requirement in requirements:
            height = _height_of_level(case.ladders[name], requirement.level)
            if not height:
                continue  # it is there already, or out of reach
            for other, level in requirement.of.items():
                if model.leaves[other].is_applicable:
                    enough = _height_of_level(case.ladders[other], level)
                    then = Linear() if enough is None else model.reaches(other, enough)
                    model.programme.not_above(model.reaches(name, height), then)


def _height_of_level(ladder: Ladder, level: int) -> int | None:
    """The least height at which an answer is at a level or higher; None if it never is."""
    answers = (ladder.answer_at(height).level for height in range(len(ladder.rungs) + 1))
    return next((height for height, answer in enumerate(answers) if answer is not None and answer >= level), None)


def _keep_within(model: Modelled, case: Case, limits: Limits) -> None:
    programme = model.programme
    if limits.budget is not None:
        programme.not_above(model.effort(), Linear(limits.budget / UNIT + _HALF_OF_THE_SMALLEST))
    if limits.areas is not None:
        switches = {area.id: programme.switch() for area in case.rubric.areas}
        programme.not_above(total(switches.values()), Linear(float(limits.areas)))
        for area in case.rubric.areas:
            for leaf in area.leaves():
                if model.rungs[leaf.id]:
                    programme.not_above(model.rungs[leaf.id][0], switches[area.id])
    for name, rungs in model.rungs.items():
        for height in range(1, len(rungs) + 1):
            if limits.least is not None and height <= limits.least.get(name, 0):
                programme.at_least(model.reaches(name, height), 1.0)
            if limits.most is not None and height > limits.most.get(name, 0):
                programme.not_above(model.reaches(name, height), Linear())
