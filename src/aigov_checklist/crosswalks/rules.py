"""What a crosswalk must meet: ids that exist, and links that do not contradict each other."""

from collections.abc import Iterator, Mapping
from itertools import product

from aigov_checklist.errors import Problem
from aigov_checklist.message import NOTHING, Message
from aigov_checklist.models.crosswalk import Crosswalk, Link
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.readers.places import Path, json_path
from aigov_checklist.structure import Structure, structure_of
from aigov_checklist.suggesting import did_you_mean


def check_crosswalk(crosswalk: Crosswalk, rubrics: Mapping[str, Rubric]) -> Iterator[Problem]:
    """Everything that is wrong with a crosswalk between two of these rubrics, which stand under their ids."""
    yield from _rubrics_fit(crosswalk, rubrics)
    for key, reference in (("from", crosswalk.one), ("to", crosswalk.other)):
        if reference.id in rubrics:
            yield from _ids_are_known(crosswalk, key, rubrics[reference.id])
    yield from _strengths_fit(crosswalk)
    yield from _pairs_are_told_once(crosswalk)
    if crosswalk.one.id in rubrics and crosswalk.other.id in rubrics:
        one, other = (structure_of(rubrics[reference.id]) for reference in (crosswalk.one, crosswalk.other))
        yield from _nothing_is_found_and_not_found(crosswalk, one, other)


def _rubrics_fit(crosswalk: Crosswalk, rubrics: Mapping[str, Rubric]) -> Iterator[Problem]:
    for key, reference in (("from", crosswalk.one), ("to", crosswalk.other)):
        name = reference.id
        if name not in rubrics:
            hint = did_you_mean(name, rubrics) or Message("Use one of: {known}.", known=", ".join(rubrics))
            yield _problem("unknown-rubric", Message("There is no rubric {name}.", name=name), hint, key, "id")
        elif rubrics[name].version != reference.version:
            message = Message(
                "The crosswalk is for version {version} of {name}; the rubric has version {now}.",
                version=reference.version,
                name=name,
                now=rubrics[name].version,
            )
            hint = Message("Read the links again, then write the version that you compared.")
            yield _problem("other-version", message, hint, key, "version")
    if crosswalk.one.id == crosswalk.other.id:
        message = Message("Both sides are the rubric {name}.", name=crosswalk.one.id)
        yield _problem("same-rubric", message, Message("Name another rubric."), "to", "id")


def _ids_are_known(crosswalk: Crosswalk, key: str, rubric: Rubric) -> Iterator[Problem]:
    known = structure_of(rubric).nodes
    for place, link in enumerate(crosswalk.links):
        name = link.one if key == "from" else link.other
        if name in known:
            continue
        if name in rubric.aliases:
            hint = Message("It is a part of {name} now: write that.", name=rubric.aliases[name])
        else:
            hint = did_you_mean(name, known) or Message("See: aigov rubric show {rubric}.", rubric=rubric.id)
        message = Message("The rubric {rubric} has no area or indicator {name}.", rubric=rubric.id, name=name)
        yield _problem("unknown-node", message, hint, "links", place, key)


def _strengths_fit(crosswalk: Crosswalk) -> Iterator[Problem]:
    for place, link in enumerate(crosswalk.links):
        if link.relation == "none" and link.strength:
            message = Message("What was not found has no strength.")
            yield _problem("needless-strength", message, Message("Remove it."), "links", place, "strength")
        elif link.relation != "none" and not link.strength:
            message = Message("The link does not say how strong it is.")
            hint = Message("Add a strength: strong, moderate or weak.")
            yield _problem("missing-strength", message, hint, "links", place)


def _pairs_are_told_once(crosswalk: Crosswalk) -> Iterator[Problem]:
    told: dict[tuple[str, str], Link] = {}
    for place, link in enumerate(crosswalk.links):
        first = told.setdefault((link.one, link.other), link)
        if first is link:
            continue
        if (first.relation, first.strength) == (link.relation, link.strength):
            message = Message("{one} and {other} are linked twice.", one=link.one, other=link.other)
            yield _problem("repeated-link", message, Message("Keep one of the two."), "links", place)
        else:
            message = Message(
                "{one} and {other} are linked above in another way.", one=link.one, other=link.other
            )  # fmt: skip
            hint = Message("Decide which it is, or link their indicators one by one.")
            yield _problem("contradictory-links", message, hint, "links", place)


def _nothing_is_found_and_not_found(crosswalk: Crosswalk, one: Structure, other: Structure) -> Iterator[Problem]:
    """What was not found between two nodes cannot be found inside them, but for a weak touch."""
    missing = {(link.one, link.other) for link in crosswalk.links if link.relation == "none"}
    for place, link in enumerate(crosswalk.links):
        if link.relation in ("none", "opposed") or link.strength == "weak":
            continue
        around = product((link.one, *one.ancestors(link.one)), (link.other, *other.ancestors(link.other)))
        for outer in missing.intersection(around):
            message = Message(
                "{one} and {other} correspond here, but {first} and {second} are said to have nothing in common.",
                one=link.one,
                other=link.other,
                first=outer[0],
                second=outer[1],
            )
            hint = Message("Only weak and opposed links may stand beside the relation none.")
            yield _problem("contradictory-links", message, hint, "links", place)


def _problem(code: str, message: Message, hint: Message = NOTHING, *path: str | int) -> Problem:
    place: Path = path
    return Problem(code, message, hint, json_path(place))
