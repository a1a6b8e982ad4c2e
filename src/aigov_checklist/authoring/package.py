"""Rubrics as a Python package that pip can install: data, an entry point for each rubric, and nothing that runs."""

import re
from collections.abc import Iterable, Sequence
from string import Template

from aigov_checklist.authoring.sources import Packed
from aigov_checklist.errors import UsageError
from aigov_checklist.harmless import markdown, visible
from aigov_checklist.message import Message
from aigov_checklist.notation import json_text
from aigov_checklist.resources import data_folder
from aigov_checklist.semver import version_key

_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?")
_SEPARATORS = re.compile(r"[-_.]+")
_MODULE = "aigov_rubrics_"
"""How the names of modules begin, so that they stand in the way of no other."""

_LONGEST_DESCRIPTION = 200


def package_files(sources: Sequence[Packed], name: str | None = None) -> dict[str, bytes]:
    """The files of the package by their paths; the same sources give the same bytes.

    Of several versions of one rubric the latest goes by its id, the others lie beside it.  Raises UsageError if a
    version is given twice, or for a name that no package can have.
    """
    latest = _latest(sources)
    first = next(iter(latest.values())).rubric
    name = name or f"{first.id}-rubric"
    if len(name) > 100 or not _NAME.fullmatch(name):
        raise UsageError(
            Message(
                "{name!r} cannot be the name of a package. Use letters and digits; dots, hyphens and underscores may "
                "stand between them.",
                name=name,
            )
        )
    module = _MODULE + _SEPARATORS.sub("_", name).lower()
    said = {
        "name": name,
        "module": module,
        "version": first.version,
        "description": json_text(visible(first.label)[:_LONGEST_DESCRIPTION], indent=None),
        "entries": "\n".join(f'"{rubric_id}" = "{module}"' for rubric_id in latest),
        "rubrics": "\n".join(map(_described, latest.values())),
        "first": first.id,
        "kind": next(iter(first.leaves())).applies_to[0],
    }
    files = {"README.md": _filled("readme.txt", said), "pyproject.toml": _filled("pyproject.txt", said)}
    files["LICENCE.txt"] = "".join(map(_licence, latest.values())).encode("utf-8")
    files[f"{module}/__init__.py"] = _filled("init.txt", said)
    for source in sources:
        files |= {f"{module}/{path}": data for path, data in _files(source, latest).items()}
    return files


def _latest(sources: Iterable[Packed]) -> dict[str, Packed]:
    latest: dict[str, Packed] = {}
    seen: set[tuple[str, str]] = set()
    for source in sources:
        rubric = source.rubric
        if (rubric.id, rubric.version) in seen:
            raise UsageError(Message("{id} {version} is given twice.", id=rubric.id, version=rubric.version))
        seen.add((rubric.id, rubric.version))
        other = latest.get(rubric.id)
        if other is None or version_key(other.rubric.version) < version_key(rubric.version):
            latest[rubric.id] = source
    return latest


def _files(source: Packed, latest: dict[str, Packed]) -> dict[str, bytes]:
    rubric = source.rubric
    files = {f"migrations/{name}": data for name, data in source.migrations.items()}
    if latest[rubric.id] is not source:
        return files | {f"rubrics/{rubric.id}@{rubric.version}.json": rubric.canonical_json()}
    files |= {f"rubrics/{rubric.id}/{name}": data for name, data in source.files.items()}
    return files | {f"rubrics/{rubric.id}.json": rubric.canonical_json()}


def _filled(name: str, said: dict[str, str]) -> bytes:
    template = Template((data_folder("package") / name).read_text(encoding="utf-8"))
    return template.substitute(said).encode("utf-8")


def _described(source: Packed) -> str:
    rubric = source.rubric
    count = len(rubric.indicators)
    return f"- `{rubric.id}` {rubric.version}: {markdown(rubric.label)} ({count} indicators)"


def _licence(source: Packed) -> str:
    rubric = source.rubric
    licence = visible(rubric.licence) if rubric.licence else "no licence is named; ask whoever made it"
    return f"Rubric {rubric.id}, version {rubric.version}: {licence}\n"
