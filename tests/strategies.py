"""Random small rubrics that `check_rubric` accepts, and random profiles that fit them."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from hypothesis import assume
from hypothesis import strategies as st

from aigov_checklist.checking.rubric_rules import check_rubric
from aigov_checklist.models.measure import ChoiceMeasure, LevelsMeasure
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.rubric import Indicator, Rubric

Document: TypeAlias = dict[str, Any]

METHODS = ("mean", "geometric", "harmonic", "sum", "minimum", "maximum")
AVERAGES = ("mean", "geometric", "harmonic", "minimum", "maximum")
STATES = ("answered", "no_information", "not_applicable", "unanswered")
PRINCIPLES = ("openness", "fairness", "safety")

# Steps may be worth the same and leave gaps; the wild ladders also go below zero and beyond 100.
LADDERS = (
    {0: 0, 1: 25, 2: 50, 3: 75, 4: 100},
    {0: 0, 1: 0, 2: 33.3, 5: 100},
    {1: 10, 2: 10, 3: 62.5, 4: 90},
    {0: 0, 255: 40, 1000: 100},
)
WILD_LADDERS = (*LADDERS, {0: -20, 2: 0, 3: 7.5}, {0: 0, 1: 100, 2: 250})

DAY = "2026-11-21"
PLANNED_DAYS = ("2026-11-20", DAY, "2026-11-22", "2027-01-01")

COUNTS = st.integers(1, 3)
TENTHS = st.integers(0, 9)
WEIGHTS = st.integers(0, 4) | st.decimals(0, 3, places=2).map(float)
POINTS = st.integers(0, 20).map(lambda step: 5 * step) | st.decimals(0, 100, places=1).map(float)
WILD_POINTS = POINTS | st.integers(-30, 150)
QUANTITIES = st.integers(-10, 130) | st.decimals(-10, 130, places=2).map(float)


def as_rubric(document: Mapping[str, Any]) -> Rubric:
    return Rubric.model_validate_json(json.dumps(document))


def as_profile(document: Mapping[str, Any]) -> Profile:
    return Profile.model_validate_json(json.dumps(document))


def as_document(record: Rubric | Profile) -> Document:
    """What the record says, as the keys of its file."""
    document: Document = record.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return document


@st.composite
def rubric_documents(
    draw: st.DrawFn,
    *,
    methods: Sequence[str] = METHODS,
    modified: bool = True,
    conditional: bool = True,
    within_100: bool = False,
) -> Document:
    """A rubric as the keys of its file.

    `modified` allows modifiers, `conditional` questions that are asked only after some answers; `within_100`
    keeps every point and every modifier within 0..100, and sums out.
    """
    methods = [method for method in methods if not (within_100 and method == "sum")]
    drawing = _Drawing(draw, methods, modified=modified, conditional=conditional, within_100=within_100)
    document = drawing.rubric()
    assume(not check_rubric(as_rubric(document)))
    return document


@st.composite
def profiles(draw: st.DrawFn, rubric: Rubric, *, states: Sequence[str] = STATES) -> Profile:
    """Answers to a rubric in any of the states, with evidence and reviews or without."""
    responses = {}
    for leaf in rubric.leaves():
        response = draw(_responses(leaf, rubric, states))
        if response is not None:
            responses[leaf.id] = response
    kind = draw(st.sampled_from(("country", "organization")))
    document: Document = {
        "rubric": {"id": rubric.id, "version": rubric.version},
        "kind": "desk-review",
        "date": draw(st.sampled_from((DAY, DAY, "2026-12-31"))),
        "subject": {"id": "IDN", "name": "Indonesia", "kind": kind},
        "responses": responses,
    }
    if draw(st.integers(0, 3)) == 0:
        document["tier"] = "essential"
    return as_profile(document)


@st.composite
def assessable(
    draw: st.DrawFn, documents: st.SearchStrategy[Document] | None = None, *, states: Sequence[str] = STATES
) -> tuple[Profile, Rubric]:
    """A profile with its rubric; by default any rubric."""
    rubric = as_rubric(draw(rubric_documents() if documents is None else documents))
    return draw(profiles(rubric, states=states)), rubric


class _Drawing:
    """One rubric while it is drawn; modifiers and conditions look back at what is already there."""

    def __init__(
        self, draw: st.DrawFn, methods: Sequence[str], *, modified: bool, conditional: bool, within_100: bool
    ) -> None:
        self.draw, self.methods = draw, methods
        self.modified, self.conditional, self.within_100 = modified, conditional, within_100
        self.areas: list[Document] = []
        self.leaves: list[Document] = []
        self.scale: Document | None = None
        self.unknown = "exclude"

    def one_of(self, *options: Any) -> Any:
        return self.draw(st.sampled_from(options))

    def sometimes(self, times_in_ten: int) -> bool:
        return self.draw(TENTHS) >= 10 - times_in_ten

    def rubric(self) -> Document:
        document: Document = {"id": "random", "version": "1.0.0", "views": [_VIEW]}
        if self.sometimes(4):
            ladder = self.one_of(*(LADDERS if self.within_100 else WILD_LADDERS))
            self.scale = {
                "levels": [
                    {"value": value, "name": f"step {value}", "points": points} for value, points in ladder.items()
                ]
            }
            document["scale"] = self.scale
            document["evidence"] = {"from_level": self.one_of(*list(ladder)[1:])}
        if self.sometimes(3):
            document["unknown"] = self.unknown = "lowest"
        bands = [{"id": name, "title": name, "from": edge} for name, edge in _BANDS.items()]
        document["grading"] = {"bands": bands, "decimals": self.one_of(1, 1, 0, 2)}
        document |= self.method()
        document["areas"] = self.weighted([self.area(depth=1) for _ in range(self.draw(COUNTS))])
        if modifiers := self.modifiers():
            document["modifiers"] = modifiers
        return document

    def method(self) -> Document:
        found: Document = {}
        if self.sometimes(5):
            found["method"] = self.one_of(*self.methods)
        elif "mean" not in self.methods:
            found["method"] = self.methods[0]
        if self.sometimes(2):
            found["zero_floor"] = self.one_of(0.5, 1, 10)
        return found

    def weighted(self, children: list[Document]) -> list[Document]:
        asked = [place for place, child in enumerate(children) if "retired" not in child] or range(len(children))
        drawn = st.lists(WEIGHTS, min_size=len(children), max_size=len(children))
        weights = self.draw(drawn.filter(lambda weights: any(weights[place] for place in asked)))
        return [child | {"weight": weight} for child, weight in zip(children, weights, strict=True)]

    def area(self, depth: int) -> Document:
        area: Document = {"id": f"area{len(self.areas)}"} | self.method()
        self.areas.append(area)
        children: Document
        if depth < 3 and self.sometimes(3):
            children = {"areas": self.weighted([self.area(depth + 1) for _ in range(self.draw(COUNTS))])}
        else:
            children = {"indicators": self.weighted([self.leaf() for _ in range(self.draw(COUNTS))])}
        if modifiers := self.modifiers():
            area["modifiers"] = modifiers
        area |= children  # last: until then the area is open, and nothing looks at it
        return area

    def leaf(self) -> Document:
        leaf: Document = {"id": f"leaf{len(self.leaves)}"}
        measure = self.one_of(None, None, self.choice, self.quantity)
        if measure is not None:
            leaf["measure"] = measure()
        if self.sometimes(1):
            leaf["applies_to"] = [self.one_of("country", "organization")]
        leaf["tier"] = self.one_of("essential", "full")
        leaf["principles"] = self.draw(st.lists(st.sampled_from(PRINCIPLES), unique=True))
        if self.sometimes(2):
            leaf["needs_evidence"] = False
        if self.conditional and self.leaves and self.sometimes(1):
            leaf["asked_when"] = self.answer_condition(better=self.sometimes(7))
        if self.leaves and self.sometimes(1):  # the first is asked, so that conditions have something to look at
            leaf["retired"] = {"version": "1.0.0", "reason": "asked elsewhere"}
        elif self.sometimes(1):
            leaf["planned"] = {"from": self.one_of(*PLANNED_DAYS)}
        self.leaves.append(leaf)
        return leaf

    def choice(self) -> Document:
        points = self.draw(st.lists(POINTS if self.within_100 else WILD_POINTS, min_size=2, max_size=4))
        choices: list[Document] = [{"code": f"code{index}", "points": worth} for index, worth in enumerate(points)]
        if self.sometimes(2):
            choices.append({"code": "none-here", "excluded": True})
        return {"type": "choice", "choices": choices}

    def quantity(self) -> Document:
        low, high = self.draw(st.lists(QUANTITIES, min_size=2, max_size=2, unique=True))
        measure: Document = {"type": "quantity", "low": low, "high": high}
        if min(low, high) > 0 and self.sometimes(5):
            measure["transform"] = "log"
        if not self.within_100 and self.unknown == "exclude" and self.sometimes(2):
            measure["clip"] = False
        if not self.within_100 and self.sometimes(2):
            measure["full"] = self.one_of(1, 40, 130)
        return measure

    def modifiers(self) -> list[Document]:
        if not self.modified or not self.sometimes(5):
            return []
        return [self.modifier() for _ in range(self.draw(st.integers(1, 2)))]

    def modifier(self) -> Document:
        lowers = [{"multiply": 0.8}, {"multiply": {"node": self.node()}}, {"cap": 33.3}, _GATE]
        raises = [{"floor": 20}, {"floor": 62.5}]
        if not self.within_100:
            lowers.append({"add": -7.5})
            raises += [{"add": 5}, {"multiply": 1.25}]
        kind = self.draw(st.integers(0, 4))
        if kind == 0:
            return dict(self.one_of({"round": 0}, {"round": 1}, _STEPS))
        better = kind == 1
        modifier: Document = dict(self.one_of(*(raises if better else lowers)))
        if "no_better_than" in modifier or self.sometimes(6):
            modifier["when"] = self.condition(better=better)
        return modifier

    def node(self) -> str:
        closed = [area["id"] for area in self.areas if "areas" in area or "indicators" in area]
        return str(self.one_of(*(closed or [leaf["id"] for leaf in self.leaves])))

    def condition(self, *, better: bool) -> Document:
        if self.sometimes(5):
            return self.answer_condition(better=better)
        comparison = self.one_of("at_least", "above") if better else self.one_of("below", "at_most")
        return {"node": self.node(), comparison: self.draw(POINTS)}

    def answer_condition(self, *, better: bool) -> Document:
        leaf = self.one_of(*(leaf for leaf in self.leaves if "retired" not in leaf))
        measure = leaf.get("measure", {"type": "levels"})
        if measure["type"] == "choice":
            counted = sorted(
                (choice for choice in measure["choices"] if "points" in choice), key=lambda it: it["points"]
            )
            cut = self.draw(st.integers(1, len(counted) - 1))
            # Codes that are worth the same stand on the same side.
            edge = counted[cut if better else cut - 1]["points"]
            codes = [it["code"] for it in counted if (it["points"] >= edge if better else it["points"] <= edge)]
            return {"answer": leaf["id"], "is_one_of": codes}
        if measure["type"] == "quantity":
            up, threshold = better == (measure["low"] < measure["high"]), self.draw(QUANTITIES)
        else:
            up, threshold = better, self.draw(st.integers(0, 4))
        comparison = self.one_of("at_least", "above") if up else self.one_of("below", "at_most")
        return {"answer": leaf["id"], comparison: threshold}


_BANDS = {"none": 0, "starting": 20, "developing": 40, "leading": 62.5}
_STEPS = {"bands": [{"from": 20, "value": 5}, {"from": 40, "value": 40}, {"from": 62.5, "value": 90}]}
_GATE = {"no_better_than": "starting", "reason": "another area is weak"}
_VIEW = {
    "id": "by-principle",
    "title": "By principle",
    "by": "principles",
    "groups": [{"id": name, "title": name} for name in PRINCIPLES],
}
_EVIDENCE = (
    [{"title": "a law", "url": "https://example.org/law"}],
    [{"title": "a report", "document": "report-7"}],
    [{"title": "said in a speech"}],
)


@st.composite
def _responses(draw: st.DrawFn, leaf: Indicator, rubric: Rubric, states: Sequence[str]) -> Document | None:
    answer = draw(_answers(leaf, rubric, states))
    evidence = draw(st.none() | st.sampled_from(_EVIDENCE))
    decision = draw(st.sampled_from((None, "confirmed", "revised")))
    if not answer and decision is None:
        return draw(st.sampled_from((None, {"note": "not answered yet"})))
    response = dict(answer)
    if evidence is not None:
        response["evidence"] = evidence
    if decision is not None:
        revised = draw(_answers(leaf, rubric, STATES[:3])) if decision == "revised" else {}
        response["review"] = {"decision": decision} | revised
    return response


@st.composite
def _answers(draw: st.DrawFn, leaf: Indicator, rubric: Rubric, states: Sequence[str]) -> Document:
    state = draw(st.sampled_from(("answered", *states)))
    endless = not isinstance(leaf.measure, LevelsMeasure | ChoiceMeasure) and not leaf.measure.clip
    if state == "no_information" and not endless:  # an unclipped quantity has no lowest points
        return {"no_information": "the gazette was searched"}
    if state == "not_applicable":
        return {"not_applicable": "asked of others"}
    if state == "unanswered":
        return {}
    match leaf.measure:
        case LevelsMeasure():
            return {"level": draw(st.sampled_from([level.value for level in rubric.scale.levels]))}
        case ChoiceMeasure(choices=choices):
            return {"choice": draw(st.sampled_from([choice.code for choice in choices]))}
        case measure:
            no_logarithm = measure.transform == "log" and not measure.clip  # of zero and less
            return {"quantity": draw(st.integers(1, 130) if no_logarithm else QUANTITIES)}
