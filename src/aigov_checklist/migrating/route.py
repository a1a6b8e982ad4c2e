"""The way from one version to another: one migration after the other, or straight where nothing need be told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from aigov_checklist.errors import DocumentError, Problem, UsageError
from aigov_checklist.message import Message
from aigov_checklist.migrating.aliases import by_aliases
from aigov_checklist.migrating.finding import ends_of, known_migrations, known_version, load_migration
from aigov_checklist.migrating.rules import check_migration
from aigov_checklist.models.migration import Migration
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.readers.source import DEFAULT_LIMIT
from aigov_checklist.semver import version_key


class Leg(NamedTuple):
    """A part of the way."""

    old: Rubric
    new: Rubric
    migration: Migration


@dataclass(frozen=True)
class Map:
    """What ways there are: rubrics by version, and files of migrations by the versions that they lead between."""

    rubric_id: str
    given: Mapping[str, Rubric]
    files: Mapping[tuple[str, str], str]
    limit: int

    def rubric(self, version: str) -> Rubric:
        """The rubric of that version. Raises UsageError if it is neither given nor installed."""
        found = self.given.get(version) or known_version(self.rubric_id, version)
        if found is None:
            raise UsageError(
                Message(
                    "Version {version} of {rubric} is needed on the way and is not installed. Give its file: with "
                    "--from if it is the first version, with --rubric if it is the last, else with --via.",
                    version=version,
                    rubric=self.rubric_id,
                )
            )
        return found


def map_of(
    rubric_id: str, rubrics: Iterable[Rubric] = (), sources: Sequence[str] = (), *, limit: int = DEFAULT_LIMIT
) -> Map:
    """The map of a rubric's versions: rubrics and files that are given, then those that are installed.

    Raises UsageError for a file that is about another rubric, DocumentError for one that is no migration.
    """
    files: dict[tuple[str, str], str] = {}
    for source in sources:
        named, before, after = ends_of(source, limit=limit)
        if named != rubric_id:
            raise UsageError(
                Message("{file} is about {named}, not {rubric}.", file=source, named=named, rubric=rubric_id)
            )
        files[before, after] = source
    for source in known_migrations(rubric_id):
        named, before, after = ends_of(source, limit=limit)
        if named == rubric_id:
            files.setdefault((before, after), source)
    return Map(rubric_id, {rubric.version: rubric for rubric in rubrics}, files, limit)


def route(old: Rubric, version: str, on: Map) -> list[Leg]:
    """The legs from a rubric to a later version, as few as there can be.

    Raises UsageError if it is not later or a rubric is missing, DocumentError if a migration is wrong, or if there is
    none and answers would be left behind.
    """
    if version_key(version) <= version_key(old.version):
        raise UsageError(
            Message("The profile answers version {now}: {version} is not later.", now=old.version, version=version)
        )
    stops = _stops(old.version, version, on)
    if not stops:
        return [_straight(old, on.rubric(version))]
    legs: list[Leg] = []
    for stop in stops:
        before = legs[-1].new if legs else old
        after = on.rubric(stop)
        migration = load_migration(on.files[before.version, stop], before, after, limit=on.limit)
        legs.append(Leg(before, after, migration))
    return legs


def _stops(start: str, end: str, on: Map) -> list[str]:
    """The versions on the shortest way; empty if there is none."""
    ways = [[start]]
    for way in ways:  # grows while it is walked
        if way[-1] == end:
            return way[1:]
        ways += [[*way, after] for before, after in sorted(on.files) if before == way[-1] and after not in way]
    return []


def _straight(old: Rubric, new: Rubric) -> Leg:
    """One step without a file, for versions in which every indicator is still answered as before."""
    migration = by_aliases(old, new)
    if left := list(check_migration(migration, old, new)):
        message = Message(
            "There is no migration from version {before} to {after} of {rubric}, and not every answer keeps its place.",
            before=old.version,
            after=new.version,
            rubric=old.id,
        )
        hint = Message("Give a migration file with --migration.")
        raise DocumentError([Problem("no-migration", message, hint), *left])
    return Leg(old, new, migration)
