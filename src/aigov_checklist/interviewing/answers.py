"""From a typed answer to the state that a profile holds, and what evidence it still wants."""

import re
import unicodedata

from aigov_checklist.errors import UsageError
from aigov_checklist.message import NOTHING, Message
from aigov_checklist.models.measure import ChoiceMeasure, LevelsMeasure, QuantityMeasure
from aigov_checklist.models.response import Response
from aigov_checklist.models.rubric import Indicator, Rubric
from aigov_checklist.readers.places import shortened
from aigov_checklist.scoring.leaves import counted_answer

State = tuple[str, int | float | str]
"""A key of STATES with its value."""

_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")


def codes_of(leaf: Indicator) -> tuple[str, ...]:
    """The codes that answer a choice; none for other measures."""
    return tuple(choice.code for choice in leaf.measure.choices) if isinstance(leaf.measure, ChoiceMeasure) else ()


def state_of(text: str, leaf: Indicator, rubric: Rubric) -> State:
    """The answer that was typed. Raises UsageError, with what could be typed instead, if it is none."""
    plain = unicodedata.normalize("NFKC", text)
    match leaf.measure:
        case LevelsMeasure():
            levels = {str(level.value): level.value for level in rubric.scale.levels}
            if plain in levels:
                return "level", levels[plain]
            wanted = Message("a level ({known})", known=", ".join(levels))
        case ChoiceMeasure():
            near = [code for code in codes_of(leaf) if code.casefold() == plain.casefold()]
            if text in near or len(near) == 1:
                return "choice", text if text in near else near[0]
            wanted = Message("a code ({known})", known=", ".join(codes_of(leaf)))
        case QuantityMeasure():
            if _NUMBER.fullmatch(plain):
                number = float(plain)
                return "quantity", int(number) if number.is_integer() else number
            wanted = Message("a number, in digits and with a decimal point (1234.5)")
    raise UsageError(
        Message("{answer!r} is no answer here. Type {wanted}, or ? for help.", answer=shortened(text), wanted=wanted)
    )


def is_address(text: str) -> bool:
    """Whether a text means a web address rather than the name of a document."""
    return text.casefold().startswith(("http://", "https://", "www."))


def evidence_wanted(leaf: Indicator, response: Response, rubric: Rubric) -> Message:
    """What an answer counts as without evidence that can be looked up; nothing if it counts as it is."""
    counted = counted_answer(leaf, response, rubric, "evidenced")
    if counted.answer == response.answer:
        return NOTHING
    if counted.level is not None:
        return Message(
            "Without evidence that can be looked up, this counts as level {level} under the evidenced lens.",
            level=counted.level,
        )
    return Message("Without evidence that can be looked up, this does not count under the evidenced lens.")
