"""Whether what modifiers and conditions look at is there, can be compared so, and does not look back."""

from collections.abc import Iterable, Iterator

from aigov_checklist.checking.tree import areas_with_paths, indicators_with_paths, references
from aigov_checklist.errors import Problem
from aigov_checklist.message import Message
from aigov_checklist.models.measure import ChoiceMeasure
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.readers.places import Path, json_path, shortened
from aigov_checklist.suggesting import did_you_mean

_MOST_TURNS = 60
"""How many nodes may wait for one another in a row: each of them nests the computation deeper."""


def references_are_known(rubric: Rubric) -> Iterator[Problem]:
    """Every node, answer and band that a modifier or question names is in the rubric."""
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


def conditions_fit_their_answers(rubric: Rubric) -> Iterator[Problem]:
    """A condition compares an answer as it is given: codes with codes, numbers with numbers."""
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


def no_node_waits_for_itself(rubric: Rubric) -> Iterator[Problem]:
    """No node's value depends on itself, nor on a row of others that is too long to compute."""
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
