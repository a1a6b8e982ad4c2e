"""The scoring rules once more, in exact fractions: slow, plain, and written from the contract alone.

Section numbers are those of the scoring contract.  Numbers are read as the decimals that stand in the
documents; only logarithms, exponentials and infinities are floats.  Where the contract is silent, the
decision that was taken is marked "decided".
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, SupportsFloat, TypeAlias

from aigov_checklist.lenses import Lens
from aigov_checklist.models.measure import Choice, ChoiceMeasure, QuantityMeasure
from aigov_checklist.models.modifier import Condition, Modifier, NodeReference
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.response import Answer, Response, State
from aigov_checklist.models.rubric import Area, Indicator, Rubric
from aigov_checklist.models.scale import Level

Exact: TypeAlias = Fraction | float  # a float is an infinity: the far end of an unclipped quantity
Node: TypeAlias = Rubric | Area | Indicator
Pass: TypeAlias = Literal["value", "low", "high"]

UNANSWERED = Answer()
ABSENT: tuple[State, ...] = ("not_applicable", "out_of_scope")
NOTHING, HALF, ONE = Fraction(0), Fraction(1, 2), Fraction(1)


@dataclass(frozen=True)
class NodeScore:
    """What section 3 says of one node; None where there is nothing to say."""

    value: Exact | None
    low: Exact | None
    high: Exact | None
    coverage: Fraction | None


@dataclass(frozen=True)
class Reference:
    """One profile under one lens: the root, every area and leaf by id, and what the leaves are worth."""

    overall: NodeScore
    nodes: Mapping[str, NodeScore]
    points: Mapping[str, Exact | None]
    weights: Mapping[str, Fraction | None]


def score(rubric: Rubric, profile: Profile, lens: Lens) -> Reference:
    """The whole tree by the contract; `nodes` has areas and indicators by id."""
    scorer = _Scorer(rubric, profile, lens)
    return Reference(
        overall=scorer.node_score(rubric),
        nodes={name: scorer.node_score(node) for name, node in scorer.nodes.items()},
        points={leaf.id: scorer.value(leaf, "value") for leaf in rubric.leaves()},
        weights=scorer.effective_weights(rubric, ONE),
    )


def decimal(number: float) -> Fraction:
    """The number as a clerk reads it in the file: 0.1 is a tenth, not the double nearest to it."""
    return Fraction(repr(number))


def half_up(value: Exact, decimals: int) -> Exact:
    """Section 6: 62.45 -> 62.5; decided: below zero the half goes away from zero, -62.45 -> -62.5."""
    if math.isinf(value):
        return value
    size = Fraction(math.floor(abs(value) * 10**decimals + HALF), 10**decimals)
    return size if value >= 0 else -size


class _Scorer:
    def __init__(self, rubric: Rubric, profile: Profile, lens: Lens) -> None:
        self.rubric, self.profile, self.lens = rubric, profile, lens
        self.nodes: dict[str, Area | Indicator] = {}
        self.methods: dict[str, str] = {}
        self.floors: dict[str, float | None] = {}
        self.memory: dict[tuple[int, Pass], Exact | None] = {}
        for area in rubric.areas:
            self._inherit(area, rubric.method, rubric.zero_floor)

    def _inherit(self, area: Area, method: str, floor: float | None) -> None:
        """Section 3: a method is inherited unless the area names one; decided: so is a zero floor."""
        self.nodes[area.id] = area
        self.methods[area.id] = method = area.method or method
        self.floors[area.id] = floor = floor if area.zero_floor is None else area.zero_floor
        self.nodes |= {leaf.id: leaf for leaf in area.indicators}
        for below in area.areas:
            self._inherit(below, method, floor)

    # Section 1: what an answer is worth.

    def levels(self) -> list[Level]:
        return sorted(self.rubric.scale.levels, key=lambda level: level.value)

    def lowest_points(self, leaf: Indicator) -> Exact:
        match leaf.measure:
            case ChoiceMeasure(choices=choices):
                return min(decimal(choice.points) for choice in choices if choice.points is not None)
            case QuantityMeasure(clip=clip):
                return NOTHING if clip else -math.inf
            case _:
                return min(decimal(level.points) for level in self.rubric.scale.levels)

    def highest_points(self, leaf: Indicator) -> Exact:
        match leaf.measure:
            case ChoiceMeasure(choices=choices):
                return max(decimal(choice.points) for choice in choices if choice.points is not None)
            case QuantityMeasure(clip=clip, full=full):
                return decimal(full) if clip else math.inf
            case _:
                return max(decimal(level.points) for level in self.rubric.scale.levels)

    def answered_points(self, leaf: Indicator, answer: Answer) -> Exact:
        match leaf.measure:
            case ChoiceMeasure():
                points = _choice(leaf.measure, answer).points
                assert points is not None
                return decimal(points)
            case QuantityMeasure():
                assert answer.quantity is not None
                return goalposts(leaf.measure, answer.quantity)
            case _:
                return next(decimal(level.points) for level in self.levels() if level.value == answer.level)

    # Section 4: which answer counts under the lens.

    def answer(self, leaf: Indicator) -> Answer:
        response = self.profile.responses.get(leaf.id)
        if response is None:
            return UNANSWERED
        if self.lens == "evidenced":
            return self._evidenced(leaf, response)
        if self.lens == "reviewed":
            return _reviewed(response)
        return response

    def _evidenced(self, leaf: Indicator, response: Response) -> Answer:
        # Decided: `needs_evidence: false` exempts.
        if response.state != "answered" or response.has_evidence or not leaf.needs_evidence:
            return response
        match leaf.measure:
            case ChoiceMeasure():
                # Decided: the code worth least is believed without evidence; an excluded one is no claim.
                points = _choice(leaf.measure, response).points
                modest = points is None or decimal(points) == self.lowest_points(leaf)
                return response if modest else UNANSWERED
            case QuantityMeasure():
                return UNANSWERED
        assert response.level is not None
        from_level = self.rubric.evidence.from_level
        if response.level < from_level:
            return response
        below = [level.value for level in self.levels() if level.value < from_level]
        return Answer(level=below[-1] if below else self.levels()[0].value)

    # Section 2: the state of an answer.

    def state(self, leaf: Indicator) -> State:
        if not self._in_scope(leaf):
            return "out_of_scope"
        answer = self.answer(leaf)
        if isinstance(leaf.measure, ChoiceMeasure) and answer.choice is not None:
            return "not_applicable" if _choice(leaf.measure, answer).excluded else "answered"
        return answer.state

    def _in_scope(self, leaf: Indicator) -> bool:
        # Retired: never asked again.  Planned: not before its day; ISO days compare as text.
        if leaf.retired is not None or (leaf.planned is not None and self.profile.date < leaf.planned.start):
            return False
        if self.profile.subject.kind not in leaf.applies_to:
            return False
        if self.profile.tier == "essential" and leaf.tier != "essential":
            return False
        # Decided: what is asked follows from the answers as given; only an answer can close a question.
        earlier = self.profile.responses.get(leaf.asked_when.referent) if leaf.asked_when else None
        if leaf.asked_when is None or earlier is None or earlier.answer is None:
            return True
        given = earlier.answer
        return compares(leaf.asked_when, given if isinstance(given, str) else decimal(given))

    def points(self, leaf: Indicator, which: Pass) -> Exact | None:
        state = self.state(leaf)
        if state in ABSENT:
            return None
        if state == "answered":
            return self.answered_points(leaf, self.answer(leaf))
        if state == "no_information" or which == "low":
            return self.lowest_points(leaf)
        if which == "high":
            return self.highest_points(leaf)
        return self.lowest_points(leaf) if self.rubric.unknown == "lowest" else None

    # Section 3: going up the tree.

    def node_score(self, node: Node) -> NodeScore:
        value, low, high = (self.value(node, which) for which in ("value", "low", "high"))
        return NodeScore(_finite(value), _finite(low), _finite(high), self.coverage(node))

    def value(self, node: Node, which: Pass) -> Exact | None:
        """One number of a node: its value, or the value with all unknown leaves at one end."""
        key = (id(node), which)
        if key not in self.memory:
            if isinstance(node, Indicator):
                self.memory[key] = self.points(node, which)
            else:
                self.memory[key] = self._rolled_up(node, which)
        return self.memory[key]

    def _rolled_up(self, node: Rubric | Area, which: Pass) -> Exact | None:
        counted = [
            (decimal(child.weight), value)
            for child in node.children
            if child.weight > 0 and (value := self.value(child, which)) is not None
        ]
        if not counted:
            return None
        result = self._method(node, counted)
        for modifier in node.modifiers:
            if modifier.when is None or self.meets(modifier.when, which):
                result = self._modified(modifier, result, which)
        if which == "value":  # decided: left-out children never carry the value out of its range
            low, high = self.value(node, "low"), self.value(node, "high")
            assert low is not None
            assert high is not None
            result = min(max(result, low), high)
        return result

    def _method(self, node: Rubric | Area, counted: list[tuple[Fraction, Exact]]) -> Exact:
        root = isinstance(node, Rubric)
        method = node.method if root else self.methods[node.id]
        floor = node.zero_floor if root else self.floors[node.id]
        total = sum(weight for weight, _ in counted)
        values = [value for _, value in counted]
        match method:
            case "sum":  # decided: weighted like the mean, only not divided
                return sum((weight * value for weight, value in counted), NOTHING)
            case "minimum":
                return min(values)
            case "maximum":
                return max(values)
            case "mean":
                return sum((weight * value for weight, value in counted), NOTHING) / total
        if floor is not None:
            counted = [(weight, max(value, decimal(floor))) for weight, value in counted]
        if any(value <= 0 for _, value in counted):
            return NOTHING
        if method == "harmonic":
            return total / sum((weight / value for weight, value in counted), NOTHING)
        logarithms = (weight * Fraction(math.log(value)) for weight, value in counted)
        return without_noise(math.exp(sum(logarithms) / total))

    def _modified(self, modifier: Modifier, value: Exact, which: Pass) -> Exact:
        match modifier:
            case Modifier(multiply=NodeReference(node=name)):
                factor = self.read(self.nodes[name], which)
                if factor is None:  # decided: what is not applicable is not applied
                    return value
                return value * factor / self.greatest(self.nodes[name]) if factor else NOTHING
            case Modifier(multiply=float(number)):
                return value * decimal(number)
            case Modifier(add=float(number)):
                return value + decimal(number)
            case Modifier(cap=float(number)):
                return min(value, decimal(number))
            case Modifier(floor=float(number)):
                return max(value, decimal(number))
            case Modifier(round=int(decimals)):
                return half_up(value, decimals)
            case Modifier(bands=tuple(bands)):
                # Decided: under the first edge stands the first band.
                rounded = half_up(value, self.rubric.grading.decimals)
                ordered = sorted(bands, key=lambda band: band.start)
                reached = [band for band in ordered if decimal(band.start) <= rounded]
                return decimal((reached or ordered)[-1 if reached else 0].value)
            case _:  # a gate holds back the band, never the value
                return value

    def read(self, node: Node, which: Pass) -> Exact | None:
        """The value of a node that another looks at; decided: unknown is read at its lowest."""
        value = self.value(node, which)
        return self.value(node, "low") if value is None else value

    def greatest(self, node: Area | Indicator) -> Exact:
        """Decided: a node's full scale is its greatest possible value, whatever is answered or left out."""
        if isinstance(node, Indicator):
            return self.highest_points(node)
        below = [(decimal(child.weight), self.greatest(child)) for child in node.children if child.weight > 0]
        if self.methods[node.id] == "sum":
            most = sum((max(NOTHING, weight * value) for weight, value in below), NOTHING)
        else:
            most = max(value for _, value in below)
        floor = self.floors[node.id]
        if floor is not None and self.methods[node.id] in ("geometric", "harmonic"):
            most = max(most, decimal(floor))
        for modifier in node.modifiers:
            by_node = isinstance(modifier.multiply, NodeReference)  # by its full scale: by one
            modified = most if by_node else self._modified(modifier, most, "high")
            most = max(most, modified) if modifier.when else modified
        return most

    def meets(self, condition: Condition, which: Pass) -> bool:
        if condition.node is not None:
            value = self.read(self.nodes[condition.node], which)
            seen: Exact | str | None = None if value is None else half_up(value, self.rubric.grading.decimals)
        else:
            leaf = self.nodes[condition.referent]
            assert isinstance(leaf, Indicator)
            seen = self._read_answer(leaf, which)
        # Decided: what is not applicable meets no condition.
        return seen is not None and compares(condition, seen)

    def _read_answer(self, leaf: Indicator, which: Pass) -> Exact | str | None:
        state = self.state(leaf)
        if state in ABSENT:
            return None
        if state == "answered":
            given = self.answer(leaf).answer
            return given if given is None or isinstance(given, str) else decimal(given)
        best = state == "unanswered" and which == "high"
        match leaf.measure:
            case ChoiceMeasure(choices=choices):
                scored = [(choice.points, choice.code) for choice in choices if choice.points is not None]
                return (max if best else min)(scored, key=lambda pair: pair[0])[1]
            case QuantityMeasure(low=low, high=high):
                return math.inf if best == (low < high) else -math.inf
            case _:
                return Fraction(self.levels()[-1 if best else 0].value)

    # Section 3: coverage.  Section 7: effective weights.

    def coverage(self, node: Node) -> Fraction | None:
        if self.value(node, "low") is None:
            return None
        if isinstance(node, Indicator):
            return Fraction(self.state(node) != "unanswered")
        shares = [
            (decimal(child.weight), share)
            for child in node.children
            if child.weight > 0 and (share := self.coverage(child)) is not None
        ]
        known = sum((weight * share for weight, share in shares), NOTHING)
        return known / sum(weight for weight, _ in shares)

    def effective_weights(self, node: Node, share: Fraction | None) -> dict[str, Fraction | None]:
        """By indicator: the product of normalised weights up to the root; None for what left the sum."""
        if isinstance(node, Indicator):
            return {node.id: share}
        staying = [child.id for child in node.children if self.value(child, "low") is not None]
        total = sum((decimal(self.nodes[name].weight) for name in staying), NOTHING) or ONE
        found: dict[str, Fraction | None] = {}
        for child in node.children:
            part = None if share is None else share * decimal(child.weight) / total
            found |= self.effective_weights(child, part if child.id in staying else None)
        return found


def compares(condition: Condition, seen: Exact | str) -> bool:
    """Whether a value, level, number or code meets the one comparison of a condition."""
    if isinstance(seen, str):
        return condition.is_one_of is not None and seen in condition.is_one_of
    if condition.below is not None:
        return seen < decimal(condition.below)
    if condition.at_most is not None:
        return seen <= decimal(condition.at_most)
    if condition.at_least is not None:
        return seen >= decimal(condition.at_least)
    return condition.above is not None and seen > decimal(condition.above)


def goalposts(measure: QuantityMeasure, quantity: float) -> Fraction:
    """Section 1: full * (t(x) - t(low)) / (t(high) - t(low)), clipped to 0..full."""

    def t(number: float) -> Fraction:
        return decimal(number) if measure.transform == "identity" else Fraction(math.log(number))

    full, low, high = decimal(measure.full), t(measure.low), t(measure.high)
    if measure.transform == "log" and quantity <= 0:
        assert measure.clip  # decided: what has no logarithm lies below every goalpost
        return NOTHING if low < high else full
    points = full * (t(quantity) - low) / (high - low)
    if measure.transform == "log":
        points = without_noise(points)
    return min(max(points, NOTHING), full) if measure.clip else points


def without_noise(number: SupportsFloat) -> Fraction:
    """A float result without its last bits, so that the root of 2500 is 50 when it comes to rounding."""
    return Fraction(f"{float(number):.10f}")


def _choice(measure: ChoiceMeasure, answer: Answer) -> Choice:
    return next(choice for choice in measure.choices if choice.code == answer.choice)


def _reviewed(response: Response) -> Answer:
    """Decided: without a decision the answer is unknown, even `not_applicable`."""
    if response.review is None:
        return UNANSWERED
    return response if response.review.decision == "confirmed" else response.review


def _finite(value: Exact | None) -> Exact | None:
    return None if value is None or math.isinf(value) else value
