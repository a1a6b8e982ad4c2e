"""Whether a rubric can be scored and explained: one small function a rule, all findings returned."""

import math
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise

from aigov_checklist.checking.lifetimes import lifetimes_are_sound
from aigov_checklist.checking.monotone import modifiers_keep_the_order
from aigov_checklist.checking.numbers import has_no_ends, numbers_can_be_used, values_can_be_used
from aigov_checklist.checking.referents import (
    conditions_fit_their_answers,
    no_node_waits_for_itself,
    references_are_known,
)
from aigov_checklist.checking.tree import areas_with_paths, indicators_with_paths
from aigov_checklist.errors import Problem, has_errors
from aigov_checklist.message import Message
from aigov_checklist.models.measure import ChoiceMeasure, QuantityMeasure
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.readers.counting import countable
from aigov_checklist.readers.places import json_path
from aigov_checklist.structure import ROOT
from aigov_checklist.suggesting import did_you_mean

Rule = Callable[[Rubric], Iterator[Problem]]


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
    references_are_known,
    conditions_fit_their_answers,
    lifetimes_are_sound,
    no_node_waits_for_itself,
)
