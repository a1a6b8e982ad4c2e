"""The engine against the exact reference, and what must hold for every rubric and profile."""

import math
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TypeAlias

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from aigov_checklist import assess, check_rubric
from aigov_checklist.lenses import LENSES, Lens
from aigov_checklist.models.assessment import AreaResult, Assessment, IndicatorResult, Score
from aigov_checklist.models.measure import ChoiceMeasure, LevelsMeasure
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.response import Answer
from aigov_checklist.models.rubric import Indicator, Rubric
from reference import Exact, NodeScore, score
from strategies import AVERAGES, Document, as_document, as_profile, as_rubric, assessable, rubric_documents

Assessable: TypeAlias = tuple[Profile, Rubric]

# A busy machine is not a wrong number.
unhurried = settings(max_examples=75, deadline=None, suppress_health_check=[HealthCheck.too_slow])

ALL_KNOWN = ("answered", "no_information", "not_applicable")


def close(found: float | None, exact: Exact | None) -> bool:
    """Equal to nine digits, or both missing."""
    if found is None or exact is None:
        return found is None and exact is None
    return math.isclose(found, exact, rel_tol=1e-9, abs_tol=1e-9)


def areas_of(assessment: Assessment) -> Iterator[AreaResult]:
    waiting = list(assessment.areas)
    while waiting:
        area = waiting.pop()
        yield area
        waiting += area.areas


def leaves_of(assessment: Assessment) -> dict[str, IndicatorResult]:
    return {leaf.id: leaf for area in areas_of(assessment) for leaf in area.indicators}


def scores_of(assessment: Assessment, lens: Lens) -> dict[str, Score]:
    """Every inner node's score by its id."""
    whole: Score = getattr(assessment.overall, lens)
    return {"overall": whole} | {area.id: getattr(area, lens) for area in areas_of(assessment)}


def all_scores(assessment: Assessment) -> list[tuple[Lens, str, Score]]:
    return [(lens, node, found) for lens in LENSES for node, found in scores_of(assessment, lens).items()]


def numbers(found: Score) -> tuple[float | None, ...]:
    return found.value, found.low, found.high, found.coverage


def agree(found: Score, exact: NodeScore) -> bool:
    expected = (exact.value, exact.low, exact.high, exact.coverage)
    return all(close(number, right) for number, right in zip(numbers(found), expected, strict=True))


def is_no_lower(now: Score, before: Score) -> bool:
    """Whether no number has fallen; a missing low or value is below every number, a missing high above."""
    pairs = [(now.value, before.value), (now.low, before.low)]
    fallen = any(old is not None and (new is None or new < old - 1e-9) for new, old in pairs)
    return not fallen and (now.high is None or (before.high is not None and now.high >= before.high - 1e-9))


def with_answer(profile: Profile, leaf: str, answer: Document) -> Profile:
    document = as_document(profile)
    return as_profile(document | {"responses": document["responses"] | {leaf: answer}})


def one_step_up(leaf: Indicator, answer: Answer, rubric: Rubric) -> Document | None:
    """The answer one level up, or the next code that is worth more; None where there is none."""
    match leaf.measure:
        case LevelsMeasure():
            levels = [level.value for level in rubric.scale.levels]
            # "No information" counts as the lowest level.
            now = levels[0] if answer.level is None else answer.level
            return next(({"level": level} for level in levels if level > now), None)
        case ChoiceMeasure(choices=choices):
            worth = {choice.code: choice.points for choice in choices if choice.points is not None}
            points = min(worth.values()) if answer.choice is None else worth[answer.choice]
            better = sorted((more, code) for code, more in worth.items() if more > points)
            return {"choice": better[0][1]} if better else None
    return None


# Equal to the reference


@settings(unhurried, max_examples=200)
@given(pair=assessable())
def test_every_node_equals_the_exact_reference_under_every_lens(pair: Assessable) -> None:
    profile, rubric = pair
    assessment = assess(profile, rubric)
    exact = {lens: score(rubric, profile, lens) for lens in LENSES}
    for lens, node, found in all_scores(assessment):
        expected = exact[lens].overall if node == "overall" else exact[lens].nodes[node]
        assert agree(found, expected), (lens, node, found, expected)


@unhurried
@given(pair=assessable())
def test_every_leaf_equals_the_exact_reference(pair: Assessable) -> None:
    profile, rubric = pair
    exact = score(rubric, profile, "declared")
    for name, leaf in leaves_of(assess(profile, rubric)).items():
        assert close(leaf.effective_weight, exact.weights[name])
        assert leaf.state == "unanswered" or close(leaf.points, exact.points[name])


# Bounded and in order


@unhurried
@given(pair=assessable(rubric_documents(within_100=True)))
def test_points_within_100_give_scores_within_100(pair: Assessable) -> None:
    for _, _, found in all_scores(assess(*pair)):
        given_numbers = [number for number in (found.value, found.low, found.high) if number is not None]
        assert all(-1e-9 <= number <= 100 + 1e-9 for number in given_numbers)
        assert found.coverage is None or -1e-9 <= found.coverage <= 1 + 1e-9


@unhurried
@given(pair=assessable())
def test_the_value_lies_between_low_and_high(pair: Assessable) -> None:
    for _, _, found in all_scores(assess(*pair)):
        if found.low is not None and found.high is not None:
            assert found.low <= found.high + 1e-9
            assert found.value is None or found.low - 1e-9 <= found.value <= found.high + 1e-9


@unhurried
@given(pair=assessable(rubric_documents(modified=False)))
def test_without_unknown_answers_value_low_and_high_are_one(pair: Assessable) -> None:
    for _, _, found in all_scores(assess(*pair)):
        if found.coverage == 1:
            assert found.value == found.low == found.high


# Better answers, answers that do not apply, and weights


@unhurried
@given(pair=assessable(rubric_documents(conditional=False)))
def test_a_better_answer_never_lowers_the_score(pair: Assessable) -> None:
    profile, rubric = pair
    before = assess(profile, rubric)
    for name, leaf in leaves_of(before).items():
        if leaf.state != "answered":
            continue
        better = one_step_up(rubric.indicators[name], profile.responses[name], rubric)
        if better is not None:
            now = assess(with_answer(profile, name, better), rubric).overall.declared
            assert is_no_lower(now, before.overall.declared), (name, better)


@unhurried
@given(pair=assessable(rubric_documents(modified=False, conditional=False)), data=st.data())
def test_a_not_applicable_answer_equals_removing_the_indicator(pair: Assessable, data: st.DataObject) -> None:
    profile, rubric = pair
    name = data.draw(st.sampled_from(sorted(rubric.indicators)))
    smaller = without_indicator(rubric, name)
    assume(smaller is not None)
    assert smaller is not None
    answers = as_document(profile)
    fewer = {leaf: answer for leaf, answer in answers["responses"].items() if leaf != name}
    with_less = assess(as_profile(answers | {"responses": fewer}), smaller)
    excused = assess(with_answer(profile, name, {"not_applicable": "asked of others"}), rubric)
    for lens in ("declared", "evidenced"):
        found = scores_of(excused, lens)
        for node, expected in scores_of(with_less, lens).items():
            assert numbers(found[node]) == numbers(expected), (lens, node)


def without_indicator(rubric: Rubric, name: str) -> Rubric | None:
    """The rubric without one indicator, nor the areas that this leaves empty; None if no rubric is left."""

    def kept(areas: list[Document]) -> list[Document]:
        smaller = []
        for area in areas:
            leaves = [leaf for leaf in area.get("indicators", ()) if leaf["id"] != name]
            below = kept(area.get("areas", []))
            if leaves or below:
                smaller.append(area | ({"indicators": leaves} if leaves else {"areas": below}))
        return smaller

    document = as_document(rubric)
    document["areas"] = kept(document["areas"])
    if not document["areas"]:
        return None
    smaller = as_rubric(document)
    return None if check_rubric(smaller) else smaller


@unhurried
@given(
    pair=assessable(rubric_documents(methods=AVERAGES)),
    data=st.data(),
    factor=st.sampled_from((2, 3, 10, 0.1, 7.3)),
)
def test_weights_times_a_factor_change_nothing(pair: Assessable, data: st.DataObject, factor: float) -> None:
    profile, rubric = pair
    document = as_document(rubric)
    groups = list(sibling_groups(document))
    for sibling in groups[data.draw(st.integers(0, len(groups) - 1))]:
        sibling["weight"] *= factor
    before, now = assess(profile, rubric), assess(profile, as_rubric(document))
    for (_, _, found), (_, _, expected) in zip(all_scores(now), all_scores(before), strict=True):
        pairs = zip(numbers(found), numbers(expected), strict=True)
        assert all(close(*pair) for pair in pairs), (found, expected)


def sibling_groups(node: Document) -> Iterator[list[Document]]:
    """The children of every inner node, as they stand in the document."""
    yield node.get("areas") or node["indicators"]
    for area in node.get("areas", ()):
        yield from sibling_groups(area)


# Order


@unhurried
@given(pair=assessable(), data=st.data())
def test_the_order_of_the_answers_does_not_change_a_bit(pair: Assessable, data: st.DataObject) -> None:
    profile, rubric = pair
    document = as_document(profile)
    names = data.draw(st.permutations(sorted(document["responses"])))
    shuffled = document | {"responses": {name: document["responses"][name] for name in names}}
    before, now = (result_of(assess(each, rubric)) for each in (profile, as_profile(shuffled)))
    assert now == before


def result_of(assessment: Assessment) -> Document:
    """The document without its remarks, which follow the order of the answers."""
    return assessment.model_dump(exclude={"problems"})


# Weights, contributions, gains


@unhurried
@given(pair=assessable())
def test_effective_weights_sum_to_one(pair: Assessable) -> None:
    assessment = assess(*pair)
    shares = [leaf.effective_weight for leaf in leaves_of(assessment).values()]
    if assessment.overall.declared.coverage is not None:
        assert close(sum(share for share in shares if share is not None), Fraction(1))


@unhurried
@given(pair=assessable(rubric_documents(methods=("mean",), modified=False), states=ALL_KNOWN))
def test_contributions_sum_to_the_overall_value_where_all_is_known(pair: Assessable) -> None:
    assessment = assess(*pair)
    assume(assessment.overall.declared.coverage == 1)
    contributions = [leaf.contribution for leaf in leaves_of(assessment).values()]
    total = sum(part for part in contributions if part is not None)
    assert close(total, assessment.overall.declared.value)


@unhurried
@given(pair=assessable())
def test_a_gain_is_the_difference_of_two_assessments_to_the_last_bit(pair: Assessable) -> None:
    profile, rubric = pair
    before = assess(profile, rubric)
    now = before.overall.declared.value
    for name, leaf in leaves_of(before).items():
        known = leaf.state in ("answered", "no_information")
        better = one_step_up(rubric.indicators[name], profile.responses[name], rubric) if known else None
        if better is None or now is None:
            assert leaf.gain is None
        else:
            then = assess(with_answer(profile, name, better), rubric).overall.declared.value
            assert leaf.gain == (None if then is None else then - now)


# Views


@unhurried
@given(pair=assessable())
def test_a_group_of_a_view_lies_between_its_members(pair: Assessable) -> None:
    profile, rubric = pair
    exact, assessment = score(rubric, profile, "declared"), assess(profile, rubric)
    for group in assessment.views["by-principle"]:
        members = members_with_points(group.id, rubric, exact.weights, exact.points)
        value = group.declared.value
        assert (value is None) == (not members)
        assert value is None or min(members) - 1e-9 <= value <= max(members) + 1e-9


def members_with_points(
    group: str,
    rubric: Rubric,
    weights: Mapping[str, Fraction | None],
    points: Mapping[str, Exact | None],
) -> list[Exact]:
    """The points of the group's members that count."""
    tagged = [leaf.id for leaf in rubric.leaves() if group in leaf.principles and weights[leaf.id]]
    return [worth for worth in map(points.get, tagged) if worth is not None]
