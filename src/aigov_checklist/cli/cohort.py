"""The profiles that several arguments name, under one rubric."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from aigov_checklist.cli.problems import show_remarks
from aigov_checklist.errors import DocumentError, UsageError
from aigov_checklist.loading import open_profile
from aigov_checklist.message import Message
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.readers.source import PROFILE_ENDINGS, STANDARD_INPUT, profiles_in


@dataclass
class Named:
    """What could be read, its rubric, and how many could not."""

    rubric: Rubric | None
    profiles: list[Profile] = field(default_factory=list)
    left_out: int = 0


def profiles_named(names: Iterable[str], rubric: Rubric | None, *, limit: int) -> Named:
    """Read files and folders of profiles; one with errors is told and left out, of one subject the latest counts.

    Raises UsageError if they are under different rubrics, or if a folder holds none.
    """
    found = Named(rubric)
    for name in chain.from_iterable(map(files_of, names)):
        try:
            opened = open_profile(name, rubric, limit=limit)
        except DocumentError as error:
            show_remarks(error.problems)
            found.left_out += 1
            continue
        show_remarks(opened.warnings)
        found.rubric = found.rubric or opened.rubric
        if opened.rubric.digest != found.rubric.digest:
            raise UsageError(
                Message(
                    "{name} answers another rubric than those before it: {other} {other_version}, not {rubric} "
                    "{version}. Profiles under two rubrics have no common ranks.",
                    name=name,
                    other=opened.rubric.id,
                    other_version=opened.rubric.version,
                    rubric=found.rubric.id,
                    version=found.rubric.version,
                )
            )
        found.profiles.append(opened.profile)
    found.profiles = _latest(found.profiles)
    return found


def files_of(name: str) -> list[str]:
    """The file of that name, or the profiles in the folder. Raises UsageError for a folder without any."""
    if name == STANDARD_INPUT or not Path(name).is_dir():
        return [name]
    inside = profiles_in(Path(name))
    if not inside:
        raise UsageError(
            Message("There are no profiles ({endings}) in {source}.", endings=", ".join(PROFILE_ENDINGS), source=name)
        )
    return list(map(str, inside))


def _latest(profiles: list[Profile]) -> list[Profile]:
    """The latest profile of each subject, in the order in which the subjects came."""
    latest: dict[tuple[str, str], Profile] = {}
    for profile in profiles:
        key = (profile.subject.kind, profile.subject.id)
        if key not in latest or latest[key].date <= profile.date:
            latest[key] = profile
    return list(latest.values())
