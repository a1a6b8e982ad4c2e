"""`explain`: how a number came about, step by step, so that a clerk with a calculator can redo it."""

from collections.abc import Iterator
from dataclasses import dataclass

from aigov_checklist.bounds import Bounds
from aigov_checklist.conditions import in_words as condition_in_words
from aigov_checklist.errors import UsageError
from aigov_checklist.models.assessment import Lens
from aigov_checklist.models.measure import ChoiceMeasure, LevelsMeasure
from aigov_checklist.models.modifier import Modifier, NodeReference
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.rubric import Area, Indicator, Rubric
from aigov_checklist.modifying import in_words as modifier_in_words
from aigov_checklist.scope import out_of_scope
from aigov_checklist.scoring.assessing import walk_lenses
from aigov_checklist.scoring.grading import fired_gates, score_of
from aigov_checklist.scoring.leaves import Leaf
from aigov_checklist.scoring.walk import Walk
from aigov_checklist.shape import did_you_mean
from aigov_checklist.structure import ROOT

METHODS = {
    "mean": "weighted mean: sum of weight x value, divided by the sum of weights",
    "geometric": "weighted geometric mean: exp(sum of weight x ln value / sum of weights)",
    "harmonic": "weighted harmonic mean: sum of weights / sum of weight / value",
    "sum": "sum of weight x value",
    "minimum": "the smallest value counts",
    "maximum": "the largest value counts",
}


@dataclass(frozen=True)
class Part:
    """One child in a node's sum; `value` is None for what does not count."""

    id: str
    title: str
    weight: float
    value: float | None
    remark: str


@dataclass(frozen=True)
class Step:
    """One node: the rule in words, what went in, what came out, and the steps of its children."""

    id: str
    title: str
    value: float | None
    sentences: tuple[str, ...]
    parts: tuple[Part, ...] = ()
    steps: tuple["Step", ...] = ()


def explain(profile: Profile, rubric: Rubric, node: str | None = None, *, lens: Lens = "declared") -> Step:
    """The steps that lead to a node's value (by default, the whole), under one lens.

    `node` is the id of an area or indicator, an alias, or an area's number.  Raises UsageError if the rubric
    has none of that name.
    """
    walk = walk_lenses(profile, rubric)[lens]
    return _step(_node_id(node, walk), walk, profile)


def _node_id(name: str | None, walk: Walk) -> str:
    if name is None:
        return ROOT
    rubric, nodes = walk.structure.rubric, walk.structure.nodes
    numbered = {str(node.number): node.id for node in nodes.values() if isinstance(node, Area)}
    found = name if name in nodes else rubric.aliases.get(name) or numbered.get(name)
    if found is None:
        hint = did_you_mean(name, (*nodes, *rubric.aliases)) or f"See: aigov rubric show {rubric.id}."
        raise UsageError(f"The rubric has no area or indicator {name}. {hint}")
    return found


def _step(node_id: str, walk: Walk, profile: Profile) -> Step:
    node = walk.structure.nodes[node_id]
    if isinstance(node, Indicator):
        leaf = walk.leaves[node_id]
        return Step(node_id, node.label, leaf.points, tuple(_answer_sentences(leaf, walk, profile)))
    return Step(
        id=node_id,
        title=node.label,
        value=walk.of(node_id, "value"),
        sentences=tuple(_node_sentences(node_id, walk)),
        parts=tuple(_part(child.id, walk, profile) for child in node.children),
        steps=tuple(_step(child.id, walk, profile) for child in node.children),
    )


def _part(node_id: str, walk: Walk, profile: Profile) -> Part:
    node = walk.structure.nodes[node_id]
    assert not isinstance(node, Rubric)
    value = walk.of(node_id, "value")
    leaf = walk.leaves.get(node_id)
    if leaf:
        remark = _state_in_words(leaf, walk, profile)
    elif walk.coverage(node_id) is None:
        remark = "does not apply, leaves the sum"
    else:
        remark = "" if value is not None else "nothing known, left out"
    if not node.weight:
        remark = "weight 0: shown, never counted"
    return Part(node_id, node.label, node.weight, value, remark)


def _state_in_words(leaf: Leaf, walk: Walk, profile: Profile) -> str:
    match leaf.state:
        case "answered":
            return _answer_in_words(leaf, walk.structure.rubric)
        case "not_applicable":
            return "not applicable, leaves the sum"
        case "out_of_scope":
            return f"out of scope: {out_of_scope(leaf.indicator, profile, walk.structure.rubric)}"
        case "no_information":
            return "no information, counts lowest *"
        case "unanswered":
            lowest = walk.structure.rubric.unknown == "lowest"
            return "unanswered, counts lowest" if lowest else "unanswered, left out"


def _answer_in_words(leaf: Leaf, rubric: Rubric) -> str:
    match leaf.indicator.measure:
        case LevelsMeasure():
            level = next(level for level in rubric.scale.levels if level.value == leaf.answer.level)
            return f"level {level.value}, {level.name}"
        case ChoiceMeasure():
            return f"code {leaf.answer.choice}"
        case measure:
            goalposts = f"between goalposts {measure.low:g} and {measure.high:g}"
            return f"{leaf.answer.quantity:g}{' ' + measure.unit if measure.unit else ''}, {goalposts}"


def _answer_sentences(leaf: Leaf, walk: Walk, profile: Profile) -> Iterator[str]:
    yield f"The answer: {_state_in_words(leaf, walk, profile)}."
    if leaf.points is not None:
        yield f"It is worth {leaf.points:g} points; the indicator runs from {leaf.lowest:g} to {leaf.highest:g}."
    elif leaf.is_applicable:
        yield f"In the range it counts {leaf.lowest:g} for low and {leaf.highest:g} for high."
    response = profile.responses.get(leaf.indicator.id)
    if response and response.answer is not None:
        items = sum(item.can_be_looked_up for item in response.evidence)
        yield f"Evidence that can be looked up: {items}."
    descriptor = leaf.indicator.descriptors(profile.subject.kind).get(str(leaf.answer.level))
    if descriptor:
        yield f"The text of that level: {descriptor}"


def _node_sentences(node_id: str, walk: Walk) -> Iterator[str]:
    score = score_of(walk, node_id)
    if score.coverage is None:
        yield "Nothing here applies to the subject: not scored."
        return
    method = walk.structure.methods[node_id]
    yield f"Rule: {METHODS[method]}."
    yield from _sum_sentence(node_id, method, walk)
    for modifier, factor in walk.applied(node_id, "value"):
        yield _modifier_sentence(modifier, factor, walk)
    if score.value is not None and walk.modified(node_id, "value") != score.value:
        yield f"Held within what is still possible: {score.value:.6g}."
    if score.low is not None and score.high is not None:
        yield f"Range: {score.low:.6g} with all unknown answers at their lowest, {score.high:.6g} at their highest."
    yield f"Coverage: {score.coverage:.6g} of the applicable weight is known."
    if score.provisional:
        minimum = walk.structure.rubric.minimum_coverage
        yield f"Provisional: coverage is under {minimum:g}, so no band is given."
    elif score.band:
        yield f"Band: {score.band}."
    for gate in fired_gates(walk, node_id):
        yield f"Gate {gate.id} holds the band back: {gate.reason}"


def _sum_sentence(node_id: str, method: str, walk: Walk) -> Iterator[str]:
    counted = walk.counted(node_id, "value")
    combined = walk.combined(node_id, "value")
    if combined is None:
        yield "Nothing here is known yet: no value, only a range."
    elif method in ("mean", "sum"):
        terms = " + ".join(f"{weight:g} x {value:.6g}" for _, weight, value in counted)
        weights = " + ".join(f"{weight:g}" for _, weight, _ in counted)
        yield f"({terms}) / ({weights}) = {combined:.6g}" if method == "mean" else f"{terms} = {combined:.6g}"
    else:
        yield f"Of {', '.join(f'{value:.6g} (weight {weight:g})' for _, weight, value in counted)}: {combined:.6g}"


def _modifier_sentence(modifier: Modifier, factor: float, walk: Walk) -> str:
    words = modifier_in_words(modifier)
    if isinstance(modifier.multiply, NodeReference):
        full = Bounds(walk.structure).of(modifier.multiply.node)[1]
        words += f" ({full:g}), which is {factor:.6g}"
    because = f", because {condition_in_words(modifier.when)}" if modifier.when else ""
    reason = f" ({modifier.reason})" if modifier.reason else ""
    return f"Then {words}{because}{reason}."
