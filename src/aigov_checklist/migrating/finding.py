"""Finding rubrics by version and the migrations between them, among what is installed and in files."""

import os

from aigov_checklist.errors import UsageError
from aigov_checklist.loading import admit, admit_rubric, load_known_rubric, load_rubric
from aigov_checklist.message import Message
from aigov_checklist.migrating.rules import check_migration
from aigov_checklist.models.migration import Migration
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.readers.source import DEFAULT_LIMIT
from aigov_checklist.readers.sources import FileSource
from aigov_checklist.registry import rubric_place


def load_version(source: str, *, limit: int = DEFAULT_LIMIT) -> Rubric:
    """A rubric as `load_rubric` takes it, or a version of an installed one: `ID@VERSION`.

    Raises UsageError if there is no such version, DocumentError with everything that is wrong with a file.
    """
    rubric_id, sign, version = source.partition("@")
    if not sign or os.path.exists(source) or "/" in source:  # noqa: PTH110 - unlike Path, it answers no for what is no path
        return load_rubric(source, limit=limit)
    found = known_version(rubric_id, version)
    if found is None:
        raise UsageError(
            Message("Version {version} of {rubric} is not installed. Give its file.", version=version, rubric=rubric_id)
        )
    return found


def known_version(rubric_id: str, version: str) -> Rubric | None:
    """The installed rubric of that id and version; None if there is none."""
    place = rubric_place(rubric_id)
    if place is None:
        return None
    current = load_known_rubric(rubric_id)
    if current.version == version:
        return current
    names = {path.name: path for path in place.path.parent.glob("*@*.json")}
    path = names.get(f"{rubric_id}@{version}.json")
    return admit_rubric(FileSource(str(path), limit=DEFAULT_LIMIT)) if path else None


def known_migrations(rubric_id: str) -> list[str]:
    """The files of migrations that lie beside an installed rubric, of whatever rubric they are."""
    place = rubric_place(rubric_id)
    return [str(path) for path in sorted((place.path.parent.parent / "migrations").glob("*.yaml"))] if place else []


def load_migration(source: str, old: Rubric, new: Rubric, *, limit: int = DEFAULT_LIMIT) -> Migration:
    """The migration of a file (YAML or JSON, or `-`). Raises DocumentError with everything that is wrong with it."""
    return admit(FileSource(source, limit=limit), Migration, lambda migration: check_migration(migration, old, new))


def ends_of(source: str, *, limit: int = DEFAULT_LIMIT) -> tuple[str, str, str]:
    """The rubric and the two versions that a migration file names; raises DocumentError if it is none."""
    found = admit(FileSource(source, limit=limit), Migration, lambda _: ())
    return found.rubric, found.before, found.after
