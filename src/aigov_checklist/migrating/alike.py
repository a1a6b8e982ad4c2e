"""Whether answers to an indicator of one version are answers to one of another as they stand."""

from aigov_checklist.models.measure import ChoiceMeasure, LevelsMeasure, QuantityMeasure
from aigov_checklist.models.rubric import Indicator, Rubric


def codes_of(leaf: Indicator, rubric: Rubric) -> dict[str, int | str]:
    """The levels or codes that can be given, by how they are written; empty for a number."""
    match leaf.measure:
        case LevelsMeasure():
            return {str(level.value): level.value for level in rubric.scale.levels}
        case ChoiceMeasure(choices=choices):
            return {choice.code: choice.code for choice in choices}
    return {}


def is_read_alike(old_leaf: Indicator, old: Rubric, new_leaf: Indicator, new: Rubric) -> bool:
    """Whether every answer to the old indicator is one to the new, in the same measure."""
    match old_leaf.measure, new_leaf.measure:
        case QuantityMeasure(unit=was), QuantityMeasure(unit=now):
            return was == now
    if old_leaf.measure.type != new_leaf.measure.type:
        return False
    return codes_of(old_leaf, old).keys() <= codes_of(new_leaf, new).keys()


def stand_on_one_ladder(old_leaf: Indicator, old: Rubric, new_leaf: Indicator, new: Rubric) -> bool:
    """Whether both are answered with levels, of which the new version has every one: bounds can then be told."""
    return isinstance(old_leaf.measure, LevelsMeasure) and is_read_alike(old_leaf, old, new_leaf, new)
