"""What a modifier does to a number; gates change bands and are not here."""

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
            share = f"the share that {by.node} has of its full scale" if isinstance(by, NodeReference) else f"{by:g}"
            return f"multiplied by {share}"
        case "add":
            return f"plus {modifier.add:g}"
        case "cap":
            return f"capped at {modifier.cap:g}"
        case "floor":
            return f"raised to at least {modifier.floor:g}"
        case "round":
            return f"rounded half up to {modifier.round} decimals"
        case "bands":
            steps = ", ".join(f"{step.value:g} from {step.start:g}" for step in modifier.bands or ())
            return f"replaced by its step: {steps}"
    return f"band no better than {modifier.no_better_than}"
