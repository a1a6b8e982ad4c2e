"""Whether a rubric can be scored and explained: one small function a rule, all findings returned."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from aigov_checklist.checking.lifetimes import lifetimes_are_sound
from aigov_checklist.checking.monotone import modifiers_keep_the_order
from aigov_checklist.checking.numbers import has_no_ends, numbers_can_be_used, values_can_be_used
from aigov_checklist.checking.tree import areas_with_paths, indicators_with_paths, references
from aigov_checklist.errors import Problem, has_errors
from aigov_checklist.message import Message
from aigov_checklist.models.measure import ChoiceMeasure, QuantityMeasure
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.readers.counting import countable
from aigov_checklist.readers.places import Path, json_path, shortened
from aigov_checklist.structure import ROOT
from aigov_checklist.suggesting import did_you_mean

Rule = Callable[[Rubric], Iterator[Problem]]

_MOST_TURNS = 60
"""How many nodes may wait for one another in a row: each of them nests the computation deeper."""


def check_rubric(rubric: Rubric) -> list[Problem]:
    """Everything that is wrong with a rubric; an empty list means that it can be used as it stands."""
    problems = countable(problem for rule in RULES for problem in rule(rubric))
    if has_errors(problems):
        return problems  # ranges mean nothing while references or weights are broken
    return countable((*problems, *modifiers_keep_the_order(rubric), *values_can_be_used(rubric)))


def _ids_are_unique(rubric: Rubric) -> Iterator[Problem]:
    named = [(area.id, path) for area, path in areas_with_paths(rubric)]
    for leaf, path in indicators_with_paths(rubric):
        named.append((leaf.id, (*path, "id")))
        named += [(alias, (*path, "aliases", index)) for index, alias in enumerate(leaf.aliases)]
    count = Counter(name for name, _ in named)
    seen: set[str] = set()
    for name, path in named:
        if name == ROOT:
            yield Problem(
                "duplicate-id",
                Message("{name} is the name of the whole.", name=ROOT),
                Message("Choose another id."),
                json_path(path),
            )
        if name in seen:
            message = Message("The id {name} stands {times} times.", name=name, times=count[name])
            yield Problem(
                "duplicate-id", message, Message("Give each area, indicator and alias its own."), json_path(path)
            )
        seen.add(name)


def _weights_count(rubric: Rubric) -> Iterator[Problem]:
    groups = [(rubric.children, ()), *((area.children, path) for area, path in areas_with_paths(rubric))]
    for children, path in groups:
        asked = [child for child in children if not child.is_retired] or children
        if not any(child.weight > 0 for child in asked):
            message = Message("All weights here are zero, so nothing would be counted.")
            yield Problem("zero-weights", message, Message("Give at least one a weight above zero."), json_path(path))


def _scale_rises(rubric: Rubric) -> Iterator[Problem]:
    for index, (lower, upper) in enumerate(pairwise(rubric.scale.levels), start=1):
        path = json_path(("scale", "levels", index))
        if upper.value <= lower.value:
            message = Message("Level {upper} stands after level {lower}.", upper=upper.value, lower=lower.value)
            yield Problem("scale-order", message, Message("List the levels upwards, each value once."), path)
        if upper.points < lower.points:
            message = Message("Level {upper} is worth less than level {lower}.", upper=upper.value, lower=lower.value)
            yield Problem("scale-order", message, Message("Points must not fall as the level rises."), path)
    values = [level.value for level in rubric.scale.levels]
    if rubric.evidence.from_level not in values or rubric.evidence.from_level == values[0]:
        message = Message(
            "Evidence is asked from level {level}, which has no level below it.", level=rubric.evidence.from_level
        )
        yield Problem("evidence-level", message, Message("Use a level above the lowest."), "$.evidence.from_level")


def _bands_do_not_overlap(rubric: Rubric) -> Iterator[Problem]:
    bands = rubric.grading.bands
    for index, (lower, upper) in enumerate(pairwise(bands), start=1):
        if upper.start <= lower.start:
            message = Message(
                "The bands {lower} and {upper} overlap: both claim {edge:g}.",
                lower=lower.id,
                upper=upper.id,
                edge=upper.start,
            )
            hint = Message("List the bands upwards, each 'from' above the one before.")
            yield Problem("overlapping-bands", message, hint, json_path(("grading", "bands", index, "from")))
    for name, times in Counter(band.id for band in bands).items():
        if times > 1:
            message = Message("The band {name} stands {times} times.", name=name, times=times)
            yield Problem("duplicate-id", message, Message("Give each band its own id."), "$.grading.bands")


def _measures_are_sound(rubric: Rubric) -> Iterator[Problem]:
    for leaf, path in indicators_with_paths(rubric):
        place = json_path((*path, "measure"))
        match leaf.measure:
            case ChoiceMeasure(choices=choices):
                if len({choice.code for choice in choices}) < len(choices):
                    yield Problem(
                        "duplicate-id",
                        Message("A code stands twice."),
                        Message("Give each choice its own code."),
                        place,
                    )
                if all(choice.excluded for choice in choices):
                    yield Problem(
                        "no-points",
                        Message("No code carries points."),
                        Message("Give at least one code points."),
                        place,
                    )
            case QuantityMeasure(low=low, high=high, transform=transform):
                if low == high:
                    yield Problem(
                        "goalposts", Message("Both goalposts are the same."), Message("Set low and high apart."), place
                    )
                elif transform == "log" and min(low, high) <= 0:
                    hint = Message("Set both goalposts above zero, or use transform: identity.")
                    yield Problem("goalposts", Message("A logarithm needs goalposts above zero."), hint, place)
                elif transform == "log" and math.log(low) == math.log(high):
                    message = Message("The goalposts are so close that their logarithms are the same.")
                    yield Problem("goalposts", message, Message("Set low and high further apart."), place)


def _unknown_answers_have_a_lowest(rubric: Rubric) -> Iterator[Problem]:
    if rubric.unknown == "lowest":
        for leaf, path in indicators_with_paths(rubric):
            if has_no_ends(leaf.measure):
                message = Message(
                    "'unknown: lowest' asks for the lowest points of {indicator}, and without clipping it has none.",
                    indicator=leaf.id,
                )
                place = json_path((*path, "measure", "clip"))
                yield Problem("no-lowest", message, Message("Remove 'clip: false', or use 'unknown: exclude'."), place)


def _texts_fit(rubric: Rubric) -> Iterator[Problem]:
    values = {str(level.value) for level in rubric.scale.levels}
    documents = {document.id for document in rubric.documents}
    for leaf, path in indicators_with_paths(rubric):
        for kind, texts in leaf.levels.items():
            for value in texts.keys() - values:
                message = Message("There is a text for level {value}, which is not on the scale.", value=value)
                hint = Message("Use {known}.", known=", ".join(sorted(values)))
                yield Problem("level-not-on-scale", message, hint, json_path((*path, "levels", kind, value)))
        if leaf.source and documents and leaf.source.document not in documents:
            message = Message("The source document {document} is not listed.", document=leaf.source.document)
            hint = did_you_mean(leaf.source.document, documents) or Message("Add it to 'documents'.")
            yield Problem("unknown-document", message, hint, json_path((*path, "source", "document")))


def _tags_stand_in_their_view(rubric: Rubric) -> Iterator[Problem]:
    for view in rubric.views:
        groups = {group.id for group in view.groups}
        for leaf, path in indicators_with_paths(rubric):
            for tag in map(str, getattr(leaf, view.by)):
                if tag not in groups:
                    message = Message(
                        "{indicator} is tagged {tag}, which the view {view} does not list.",
                        indicator=leaf.id,
                        tag=tag,
                        view=view.id,
                    )
                    hint = did_you_mean(tag, groups) or Message(
                        "Add a group {tag} to the view, or remove the tag.", tag=tag
                    )
                    yield Problem("unknown-tag", message, hint, json_path((*path, view.by)))


def _references_are_known(rubric: Rubric) -> Iterator[Problem]:
    nodes = {area.id for area, _ in areas_with_paths(rubric)} | rubric.indicators.keys()
    bands = {band.id for band in rubric.grading.bands}
    for _, modifier, path in references(rubric):
        answer = modifier.when.answer if modifier.when else None
        for name in modifier.references:
            known = rubric.indicators.keys() if name == answer else nodes
            if name not in known:
                what = Message("indicator") if name == answer else Message("area or indicator")
                yield _unknown(what, name, known, path)
        if modifier.no_better_than and modifier.no_better_than not in bands:
            yield _unknown(Message("band"), modifier.no_better_than, bands, (*path, "no_better_than"))
    for leaf, path in indicators_with_paths(rubric):
        if leaf.asked_when is not None:
            if leaf.asked_when.node is not None:
                message = Message(
                    "Whether {indicator} is asked may depend on an answer, not on a score.", indicator=leaf.id
                )
                yield Problem("condition", message, Message("Use 'answer'."), json_path((*path, "asked_when")))
            elif leaf.asked_when.answer not in rubric.indicators or leaf.asked_when.answer == leaf.id:
                place = (*path, "asked_when", "answer")
                yield _unknown(Message("other indicator"), leaf.asked_when.referent, rubric.indicators, place)


def _conditions_fit_their_answers(rubric: Rubric) -> Iterator[Problem]:
    found = [(modifier.when, (*path, "when")) for _, modifier, path in references(rubric)]
    found += [(leaf.asked_when, (*path, "asked_when")) for leaf, path in indicators_with_paths(rubric)]
    for condition, path in found:
        leaf = rubric.indicators.get(condition.answer or "") if condition else None
        if condition is None or leaf is None:
            continue
        codes = [choice.code for choice in leaf.measure.choices] if isinstance(leaf.measure, ChoiceMeasure) else []
        if bool(codes) != bool(condition.is_one_of):
            if codes:
                message, hint = Message("{indicator} is answered with a code.", indicator=leaf.id), _USE_CODES
            else:
                message, hint = Message("{indicator} is answered without a code.", indicator=leaf.id), _USE_NUMBERS
            yield Problem("condition", message, hint, json_path(path))
        for index, code in enumerate(condition.is_one_of or ()):
            if codes and code not in codes:
                hint = did_you_mean(code, codes) or Message("Use some of: {known}.", known=", ".join(codes))
                place = json_path((*path, "is_one_of", index))
                yield Problem(
                    "unknown-code",
                    Message("{indicator} has no code {code}.", indicator=leaf.id, code=code),
                    hint,
                    place,
                )


_USE_CODES = Message("Use is_one_of.")
_USE_NUMBERS = Message("Use below, at_most, at_least or above.")


def _unknown(what: Message, name: str, known: Iterable[str], path: Path) -> Problem:
    hint = did_you_mean(name, (other for other in known if other != name)) or Message("Name one that the rubric has.")
    message = Message("There is no {what} {name}.", what=what, name=name)
    return Problem("unknown-reference", message, hint, json_path(path))


def _no_node_waits_for_itself(rubric: Rubric) -> Iterator[Problem]:
    waits_for: dict[str, set[str]] = {
        area.id: {child.id for child in area.children} for area, _ in areas_with_paths(rubric)
    }
    for owner, modifier, _ in references(rubric):
        if owner is not None:
            waits_for[owner.id] |= set(modifier.references)
    turns = _turns(waits_for)
    for area, path in areas_with_paths(rubric):
        if area.id not in turns and (circle := _circle(area.id, waits_for)):
            message = Message(
                "{circle}: this node waits for its own value.", circle=shortened(" -> ".join(circle), 300)
            )
            yield Problem(
                "cycle", message, Message("Let modifiers look at nodes outside their own branch."), json_path(path)
            )
        elif turns.get(area.id) == _MOST_TURNS:
            message = Message(
                "{area} waits for a node that waits for a node, and so on {times} times over.",
                area=area.id,
                times=_MOST_TURNS,
            )
            yield Problem(
                "too-deep", message, Message("Nest less, or let fewer modifiers look at each other."), json_path(path)
            )


def _turns(waits_for: dict[str, set[str]]) -> dict[str, int]:
    """How long each node waits: 0 for those that wait for nothing; those that wait for ever are not in it."""
    wanted_by: dict[str, list[str]] = {}
    for name, needed in waits_for.items():
        for other in needed:
            wanted_by.setdefault(other, []).append(name)
    open_needs = {name: len(needed) for name, needed in waits_for.items()}
    turns = dict.fromkeys((name for name in wanted_by if name not in waits_for), 0)
    ready = list(turns)
    for done in ready:  # grows while it is walked
        for name in wanted_by.get(done, ()):
            turns[name] = max(turns.get(name, 0), turns[done] + 1)
            open_needs[name] -= 1
            if not open_needs[name]:
                ready.append(name)
    return {name: turns[name] for name in ready}


def _circle(start: str, waits_for: dict[str, set[str]]) -> list[str]:
    came_from = {start: start}
    waiting = [start]
    while waiting:
        here = waiting.pop()
        for following in sorted(waits_for.get(here, ())):
            if following == start:
                trail = [start, here]
                while trail[-1] != start:
                    trail.append(came_from[trail[-1]])
                return trail[::-1]
            if following not in came_from:
                came_from[following] = here
                waiting.append(following)
    return []


RULES: tuple[Rule, ...] = (
    numbers_can_be_used,
    _ids_are_unique,
    _weights_count,
    _scale_rises,
    _bands_do_not_overlap,
    _measures_are_sound,
    _unknown_answers_have_a_lowest,
    _texts_fit,
    _tags_stand_in_their_view,
    _references_are_known,
    _conditions_fit_their_answers,
    lifetimes_are_sound,
    _no_node_waits_for_itself,
)
