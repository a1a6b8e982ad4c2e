"""`explain`: how a number came about, step by step, so that a clerk with a calculator can redo it."""

from collections.abc import Iterator
from dataclasses import dataclass

from aigov_checklist.bounds import Bounds
from aigov_checklist.conditions import in_words as condition_in_words
from aigov_checklist.errors import UsageError
from aigov_checklist.lenses import Lens
from aigov_checklist.message import Message, one_by_one
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
from aigov_checklist.structure import ROOT, Structure
from aigov_checklist.suggesting import did_you_mean

METHODS = {
    "mean": Message("weighted mean: sum of weight x value, divided by the sum of weights"),
    "geometric": Message("weighted geometric mean: exp(sum of weight x ln value / sum of weights)"),
    "harmonic": Message("weighted harmonic mean: sum of weights / sum of weight / value"),
    "sum": Message("sum of weight x value"),
    "minimum": Message("the smallest value counts"),
    "maximum": Message("the largest value counts"),
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
    return _step(find_node(node, walk.structure), walk, profile)


def find_node(name: str | None, structure: Structure) -> str:
    """The id of what is named: an id, an alias, or an area's number; the whole for None. Raises UsageError."""
    if name is None:
        return ROOT
    rubric, nodes = structure.rubric, structure.nodes
    numbered = {str(node.number): node.id for node in nodes.values() if isinstance(node, Area)}
    found = name if name in nodes else rubric.aliases.get(name) or numbered.get(name)
    if found is None:
        hint = did_you_mean(name, (*nodes, *rubric.aliases)) or Message(
            "See: aigov rubric show {rubric}.", rubric=rubric.id
        )
        raise UsageError(Message("The rubric has no area or indicator {name}. {hint}", name=name, hint=hint))
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
        remark = Message("does not apply, leaves the sum")
    else:
        remark = "" if value is not None else Message("nothing known, left out")
    if not node.weight:
        remark = Message("weight 0: shown, never counted")
    return Part(node_id, node.label, node.weight, value, remark)


def _state_in_words(leaf: Leaf, walk: Walk, profile: Profile) -> str:
    match leaf.state:
        case "answered":
            return _answer_in_words(leaf, walk.structure.rubric)
        case "not_applicable":
            return Message("not applicable, leaves the sum")
        case "out_of_scope":
            return Message(
                "out of scope: {reason}", reason=out_of_scope(leaf.indicator, profile, walk.structure.rubric)
            )
        case "no_information":
            return Message("no information, counts lowest *")
        case "unanswered":
            lowest = walk.structure.rubric.unknown == "lowest"
            return Message("unanswered, counts lowest") if lowest else Message("unanswered, left out")


def _answer_in_words(leaf: Leaf, rubric: Rubric) -> str:
    match leaf.indicator.measure:
        case LevelsMeasure():
            level = next(level for level in rubric.scale.levels if level.value == leaf.answer.level)
            return Message("level {value}, {name}", value=level.value, name=level.name)
        case ChoiceMeasure():
            return Message("code {code}", code=leaf.answer.choice)
        case measure:
            goalposts = Message("between goalposts {low:g} and {high:g}", low=measure.low, high=measure.high)
            unit = f" {measure.unit}" if measure.unit else ""
            return Message(
                "{quantity:g}{unit}, {goalposts}", quantity=leaf.answer.quantity, unit=unit, goalposts=goalposts
            )


def _answer_sentences(leaf: Leaf, walk: Walk, profile: Profile) -> Iterator[str]:
    yield Message("The answer: {answer}.", answer=_state_in_words(leaf, walk, profile))
    if leaf.points is not None:
        yield Message(
            "It is worth {points:g} points; the indicator runs from {low:g} to {high:g}.",
            points=leaf.points,
            low=leaf.lowest,
            high=leaf.highest,
        )
    elif leaf.is_applicable:
        yield Message(
            "In the range it counts {low:g} for low and {high:g} for high.", low=leaf.lowest, high=leaf.highest
        )
    response = profile.responses.get(leaf.indicator.id)
    if response and response.answer is not None:
        items = sum(item.can_be_looked_up for item in response.evidence)
        yield Message("Evidence that can be looked up: {items}.", items=items)
    descriptor = leaf.indicator.descriptors(profile.subject.kind).get(str(leaf.answer.level))
    if descriptor:
        yield Message("The text of that level: {descriptor}", descriptor=descriptor)


def _node_sentences(node_id: str, walk: Walk) -> Iterator[str]:
    score = score_of(walk, node_id)
    if score.coverage is None:
        yield Message("Nothing here applies to the subject: not scored.")
        return
    method = walk.structure.methods[node_id]
    yield Message("Rule: {rule}.", rule=METHODS[method])
    yield from _sum_sentence(node_id, method, walk)
    for modifier, factor in walk.applied(node_id, "value"):
        yield _modifier_sentence(modifier, factor, walk)
    if score.value is not None and walk.modified(node_id, "value") != score.value:
        yield Message("Held within what is still possible: {value:.6g}.", value=score.value)
    if score.low is not None and score.high is not None:
        yield Message(
            "Range: {low:.6g} with all unknown answers at their lowest, {high:.6g} at their highest.",
            low=score.low,
            high=score.high,
        )
    yield Message("Coverage: {coverage:.6g} of the applicable weight is known.", coverage=score.coverage)
    if score.provisional:
        minimum = walk.structure.rubric.minimum_coverage
        yield Message("Provisional: coverage is under {minimum:g}, so no band is given.", minimum=minimum)
    elif score.band:
        yield Message("Band: {band}.", band=score.band)
    for gate in fired_gates(walk, node_id):
        yield Message("Gate {gate} holds the band back: {reason}", gate=gate.id, reason=gate.reason)


def _sum_sentence(node_id: str, method: str, walk: Walk) -> Iterator[str]:
    counted = walk.counted(node_id, "value")
    combined = walk.combined(node_id, "value")
    if combined is None:
        yield Message("Nothing here is known yet: no value, only a range.")
    elif method in ("mean", "sum"):
        terms = " + ".join(f"{weight:g} x {value:.6g}" for _, weight, value in counted)
        weights = " + ".join(f"{weight:g}" for _, weight, _ in counted)
        yield f"({terms}) / ({weights}) = {combined:.6g}" if method == "mean" else f"{terms} = {combined:.6g}"
    else:
        yield Message(
            "Of {values}: {combined:.6g}",
            values=one_by_one(
                Message("{value:.6g} (weight {weight:g})", value=value, weight=weight) for _, weight, value in counted
            ),
            combined=combined,
        )


def _modifier_sentence(modifier: Modifier, factor: float, walk: Walk) -> str:
    words = modifier_in_words(modifier)
    if isinstance(modifier.multiply, NodeReference):
        full = Bounds(walk.structure).of(modifier.multiply.node)[1]
        words = Message("{words} ({full:g}), which is {factor:.6g}", words=words, full=full, factor=factor)
    because = Message(", because {condition}", condition=condition_in_words(modifier.when)) if modifier.when else ""
    reason = Message(" ({reason})", reason=modifier.reason) if modifier.reason else ""
    return Message("Then {words}{because}{reason}.", words=words, because=because, reason=reason)
