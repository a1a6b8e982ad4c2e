"""When an indicator is shown in a form: as long as the answer it depends on is missing, or meets its condition."""

from aigov_checklist.conditions import answer_meets
from aigov_checklist.forms.elements import Rule, Sign, Test
from aigov_checklist.forms.naming import CHOICE, LEVEL, NUMBER, name_of, part_name
from aigov_checklist.models.measure import ChoiceMeasure, LevelsMeasure
from aigov_checklist.models.modifier import Condition
from aigov_checklist.models.response import Answer
from aigov_checklist.models.rubric import Indicator, Rubric

_SIGNS: dict[str, Sign] = {"below": "<", "at_most": "<=", "at_least": ">=", "above": ">"}


def shown_when(leaf: Indicator, rubric: Rubric, asked: frozenset[str]) -> Rule | None:
    """The rule as `scope.out_of_scope` has it; None if it is always shown, as where the other is not asked at all."""
    condition = leaf.asked_when
    if condition is None or condition.answer not in asked:
        return None
    other = rubric.indicators[condition.answer]
    match other.measure:
        case LevelsMeasure():
            answers = {f"{LEVEL}{level.value}": Answer(level=level.value) for level in rubric.scale.levels}
        case ChoiceMeasure(choices=choices):
            answers = {f"{CHOICE}{choice.code}": Answer(choice=choice.code) for choice in choices}
        case _:
            return _number_meets(condition, part_name(other.id, NUMBER))
    unmet = (value for value, answer in answers.items() if not answer_meets(condition, answer))
    tests = tuple(Test(name_of(other.id), "!=", value) for value in unmet)
    return Rule(tests, "and") if tests else None


def _number_meets(condition: Condition, name: str) -> Rule:
    key, sign = next((key, sign) for key, sign in _SIGNS.items() if getattr(condition, key) is not None)
    return Rule((Test(name, "=", ""), Test(name, sign, getattr(condition, key))))
