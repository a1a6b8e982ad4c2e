"""What a modifier does to a number; gates change bands and are not here."""

from aigov_checklist.message import Message, one_by_one
from aigov_checklist.models.modifier import Modifier, NodeReference
from aigov_checklist.rounding import round_half_up


def modify(value: float, modifier: Modifier, factor: float, decimals: int) -> float:
    """The value after one modifier; `factor` is the number that a `multiply` stands for.

    `bands` look at the value rounded to the rubric's `decimals`, as all bands do; one under the first edge takes
    the first step's value.
    """
    match modifier.action:
        case "multiply":
            return value * factor if factor else 0.0  # also for an unbounded value
        case "add":
            return value + (modifier.add or 0.0)
        case "cap":
            return min(value, modifier.cap if modifier.cap is not None else value)
        case "floor":
            return max(value, modifier.floor if modifier.floor is not None else value)
        case "round":
            return round_half_up(value, modifier.round or 0)
        case "bands":
            steps = modifier.bands or ()
            shown = round_half_up(value, decimals)
            return next((step.value for step in reversed(steps) if shown >= step.start), steps[0].value)
    return value


def in_words(modifier: Modifier) -> str:
    """The modifier as a clerk would write it down: `then capped at 40`."""
    match modifier.action:
        case "multiply":
            by = modifier.multiply
            if isinstance(by, NodeReference):
                return Message("multiplied by the share that {node} has of its full scale", node=by.node)
            return Message("multiplied by {factor:g}", factor=by)
        case "add":
            return Message("plus {points:g}", points=modifier.add)
        case "cap":
            return Message("capped at {most:g}", most=modifier.cap)
        case "floor":
            return Message("raised to at least {least:g}", least=modifier.floor)
        case "round":
            return Message("rounded half up to {decimals} decimals", decimals=modifier.round)
        case "bands":
            steps = one_by_one(
                Message("{value:g} from {edge:g}", value=step.value, edge=step.start) for step in modifier.bands or ()
            )
            return Message("replaced by its step: {steps}", steps=steps)
    return Message("band no better than {band}", band=modifier.no_better_than)
