"""Whether what is retired, planned and changed in a rubric fits the rest of it."""

from collections.abc import Iterator

from aigov_checklist.checking.days import is_day
from aigov_checklist.checking.tree import indicators_with_paths, references
from aigov_checklist.errors import Problem
from aigov_checklist.message import Message
from aigov_checklist.models.modifier import Condition
from aigov_checklist.models.rubric import Indicator, Rubric
from aigov_checklist.readers.places import Path, json_path
from aigov_checklist.semver import version_key
from aigov_checklist.suggesting import did_you_mean


def lifetimes_are_sound(rubric: Rubric) -> Iterator[Problem]:
    """Problems of retired and planned indicators, and of the list of changes."""
    if all(area.is_retired for area in rubric.areas):
        message = Message("Every indicator is retired, so nothing would be asked.")
        yield Problem("nothing-asked", message, Message("Leave at least one that is asked or planned."), "$.areas")
    for leaf, path in indicators_with_paths(rubric):
        yield from _retirement_is_sound(leaf, path, rubric)
    yield from _nothing_waits_for_the_retired(rubric)
    for path, version in _versions(rubric):
        if version_key(version) > version_key(rubric.version):
            message = Message("Version {version} is still to come: this is {now}.", version=version, now=rubric.version)
            hint = Message("Correct one of the two versions.")
            yield Problem("future-version", message, hint, json_path(path))
    for path, day in _days(rubric):
        if not is_day(day):
            message = Message("{written} is not a day of the calendar.", written=day)
            yield Problem("no-such-day", message, Message("Correct the month or the day."), json_path(path))


def _retirement_is_sound(leaf: Indicator, path: Path, rubric: Rubric) -> Iterator[Problem]:
    for index, name in enumerate(leaf.retired.replaced_by if leaf.retired else ()):
        place = json_path((*path, "retired", "replaced_by", index))
        other = rubric.indicators.get(name)
        if other is None:
            hint = did_you_mean(name, rubric.indicators) or Message("Name one that the rubric has.")
            message = Message("There is no {what} {name}.", what=Message("other indicator"), name=name)
            yield Problem("unknown-reference", message, hint, place)
        elif other.is_retired:
            message = Message("{name} is retired itself, so it replaces nothing.", name=name)
            yield Problem("retired-reference", message, Message("Name indicators that are asked."), place)


def _nothing_waits_for_the_retired(rubric: Rubric) -> Iterator[Problem]:
    """Some profiles still hold an answer to what is retired: it must not decide anything for them alone."""
    found: list[tuple[Condition | None, Path]] = [
        (modifier.when, (*path, "when", "answer")) for _, modifier, path in references(rubric)
    ]
    found += [(leaf.asked_when, (*path, "asked_when", "answer")) for leaf, path in indicators_with_paths(rubric)]
    for condition, path in found:
        referent = rubric.indicators.get(condition.answer or "") if condition else None
        if referent is not None and referent.is_retired:
            message = Message("The condition looks at {name}, which is retired.", name=referent.id)
            hint = Message("Let it look at an indicator that is asked, or remove it.")
            yield Problem("retired-reference", message, hint, json_path(path))


def _versions(rubric: Rubric) -> Iterator[tuple[Path, str]]:
    for index, change in enumerate(rubric.changes):
        yield ("changes", index, "version"), change.version
    for leaf, path in indicators_with_paths(rubric):
        if leaf.retired:
            yield (*path, "retired", "version"), leaf.retired.version


def _days(rubric: Rubric) -> Iterator[tuple[Path, str]]:
    for index, change in enumerate(rubric.changes):
        if change.date:
            yield ("changes", index, "date"), change.date
    for leaf, path in indicators_with_paths(rubric):
        if leaf.retired and leaf.retired.date:
            yield (*path, "retired", "date"), leaf.retired.date
        if leaf.planned:
            yield (*path, "planned", "from"), leaf.planned.start
