"""Comparing two profiles whose rubric has gone on between them."""

from collections.abc import Sequence
from typing import NamedTuple

from aigov_checklist.cli.versions import rubric_answered
from aigov_checklist.loading import Opened, admit_profile
from aigov_checklist.migrating.finding import load_version
from aigov_checklist.migrating.route import Leg, map_of, route
from aigov_checklist.readers.sources import FileSource


class Pair(NamedTuple):
    """Two profiles, and the legs between the versions that they answer; none if it is one version."""

    earlier: Opened
    later: Opened
    legs: list[Leg]


def open_pair(
    before: str,
    after: str,
    *,
    old: str | None,
    new: str | None,
    between: Sequence[str],
    migrations: Sequence[str],
    limit: int,
) -> Pair:
    """The two profiles, each with the rubric of the version that it names: one that is given, or an installed one."""
    given = [load_version(source, limit=limit) for source in (new, old, *between) if source is not None]
    first, last = FileSource(before, limit=limit), FileSource(after, limit=limit)
    earlier = admit_profile(first, rubric_answered(first, given))
    later = admit_profile(last, rubric_answered(last, given))
    if earlier.rubric.id != later.rubric.id or earlier.rubric.version == later.rubric.version:
        return Pair(earlier, later, [])
    known = map_of(later.rubric.id, [*given, later.rubric], migrations, limit=limit)
    return Pair(earlier, later, route(earlier.rubric, later.rubric.version, known))
