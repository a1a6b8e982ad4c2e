"""Which rubrics go by their ids, and where each lies: the shipped ones, and those that installed packages bring.

A package brings rubrics by entry points of the group `aigov_checklist.rubrics`: the name is the rubric's id, the value
the module whose folder holds `rubrics/<id>.json`.  Beside that file may lie its source with translations (`<id>/`) and
earlier versions (`<id>@<version>.json`); how answers move from one to the next stands in `migrations/`, beside
`rubrics/`.  A package is data: its files are found without running anything of it.
"""

import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from aigov_checklist.errors import Problem
from aigov_checklist.message import Message
from aigov_checklist.resources import data_folder

DEFAULT_RUBRIC = "gaigap-2025"
"""The rubric of what is made or read where nobody names one."""

ENTRY_POINTS = "aigov_checklist.rubrics"
"""The group of entry points under which packages bring rubrics."""

_ID = re.compile(r"[A-Za-z0-9]+([._-][A-Za-z0-9]+)*")


class Place(NamedTuple):
    """Where a rubric lies: its canonical JSON, and the installed package that brings it; empty for a shipped one."""

    path: Path
    package: str = ""

    @property
    def source(self) -> Path:
        """The folder of what the rubric was made of, with its translations; there need not be one."""
        return self.path.with_suffix("")


class Installed(NamedTuple):
    """What installed packages bring, by the rubric's id: the places of rubrics, and what is wrong with others."""

    places: dict[str, Place]
    broken: dict[str, Problem]


def shipped_rubrics() -> tuple[str, ...]:
    """The ids of the shipped rubrics, in alphabetical order."""
    return tuple(sorted(path.stem for path in data_folder("rubrics").glob("*.json")))


def shipped_rubric(rubric_id: str) -> Path | None:
    """The canonical JSON of a shipped rubric, or None if we do not ship one of that id.

    The id is looked up in the list of what is shipped, never joined to a path.
    """
    return data_folder("rubrics") / f"{rubric_id}.json" if rubric_id in shipped_rubrics() else None


def rubric_place(rubric_id: str) -> Place | None:
    """Where the rubric of that id lies, or None; installed packages are looked at only if it is not shipped."""
    shipped = shipped_rubric(rubric_id)
    return Place(shipped) if shipped else installed_rubrics().places.get(rubric_id)


def is_known(rubric_id: str) -> bool:
    """Whether a rubric goes by this id, be it one that cannot be used: `load_known_rubric` tells why."""
    return rubric_place(rubric_id) is not None or rubric_id in installed_rubrics().broken


def known_rubrics() -> dict[str, Place]:
    """Every rubric that goes by its id, in alphabetical order: id -> where it lies."""
    shipped = {name: Place(data_folder("rubrics") / f"{name}.json") for name in shipped_rubrics()}
    return dict(sorted((installed_rubrics().places | shipped).items()))


def installed_rubrics() -> Installed:
    """The rubrics that installed packages bring; what cannot be used is told by its package and stops nothing else."""
    return _installed(tuple(sys.path))


@cache
def _installed(_: tuple[str, ...]) -> Installed:
    """As long as Python looks in the same folders, the same packages are installed."""
    places: dict[str, Place] = {}
    broken: dict[str, Problem] = {}
    for rubric_id, module, package in sorted(_entries()):
        other = places.get(rubric_id)
        if rubric_id in shipped_rubrics():
            message = Message(
                "The package {package} brings a rubric {id}, as is shipped.", package=package, id=rubric_id
            )
            hint = Message("The shipped one is used. Uninstall the package, or ask for it under another id.")
            broken[rubric_id] = Problem("plugin-clash", message, hint)
        elif other or rubric_id in broken:
            message = Message("Several installed packages bring the rubric {id}; one is {package}.", id=rubric_id,
                              package=package)  # fmt: skip
            broken[rubric_id] = Problem("plugin-clash", message, Message("Uninstall all of them but one."))
            places.pop(rubric_id, None)
        else:
            path = _path(rubric_id, module)
            if path is not None and path.is_file():
                places[rubric_id] = Place(path, package)
            else:
                broken[rubric_id] = _lost(rubric_id, package, path)
    return Installed(places, broken)


def _entries() -> Iterator[tuple[str, str, str]]:
    """The id, the module and the package, with its version, of each entry point."""
    from importlib.metadata import entry_points  # noqa: PLC0415 - shipped rubrics do not wait for it

    for entry in entry_points(group=ENTRY_POINTS):
        package = f"{entry.dist.name} {entry.dist.version}" if entry.dist else entry.value
        yield entry.name, entry.value.partition(":")[0].strip(), package


def _path(rubric_id: str, module: str) -> Path | None:
    """Where the rubric should lie, if its package has a folder; only the finders of Python itself are run."""
    from importlib.util import find_spec  # noqa: PLC0415 - as above

    top, *inner = module.split(".")
    try:
        spec = find_spec(top) if _ID.fullmatch(rubric_id) and all(map(str.isidentifier, (top, *inner))) else None
    except (ImportError, ValueError):
        return None
    for folder in (spec and spec.submodule_search_locations) or ():
        return Path(folder, *inner, "rubrics", f"{rubric_id}.json")
    return None


def _lost(rubric_id: str, package: str, path: Path | None) -> Problem:
    if path is None:
        message = Message("The package {package} brings a rubric {id}, but has no folder that could be found.",
                          package=package, id=rubric_id)  # fmt: skip
    else:
        message = Message("The package {package} brings a rubric {id}, but the file {file} is missing.",
                          package=package, id=rubric_id, file=path)  # fmt: skip
    return Problem("broken-plugin", message, Message("Install the package anew, or uninstall it."))
