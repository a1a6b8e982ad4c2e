"""Versions of rubrics, as Semantic Versioning 2.0.0 (semver.org) numbers them: major.minor.patch."""

import re
from typing import Literal

Step = Literal["none", "patch", "minor", "major"]

STEPS: tuple[Step, ...] = ("none", "patch", "minor", "major")
"""How far a version may be from the one before it, from the smallest step to the largest."""


_VERSION = re.compile(r"(0|[1-9][0-9]{0,15})(\.(0|[1-9][0-9]{0,15})){2}")


def is_version(text: str) -> bool:
    """Whether a text is three numbers with dots between them.

    >>> is_version("1.0.0"), is_version("1.0"), is_version("1.0.0-beta")
    (True, False, False)
    """
    return _VERSION.fullmatch(text) is not None


def version_key(version: str) -> tuple[int, ...]:
    """The numbers of a version, by which versions are ordered.

    >>> version_key("1.10.0") > version_key("1.9.3")
    True
    """
    return tuple(map(int, version.split(".")))


def step_between(old: str, new: str) -> Step | None:
    """The step from one version to a later one; None if the second is the earlier one.

    >>> step_between("1.4.2", "2.0.0"), step_between("1.4.2", "1.4.2"), step_between("1.4.2", "1.3.9")
    ('major', 'none', None)
    """
    before, after = version_key(old), version_key(new)
    if after < before:
        return None
    changed: tuple[Step, ...] = ("major", "minor", "patch")
    return next((step for step, was, now in zip(changed, before, after, strict=True) if was != now), "none")


def after(version: str, step: Step) -> str:
    """The next version that is a step away.

    >>> after("1.4.2", "minor")
    '1.5.0'
    """
    major, minor, patch = version_key(version)
    match step:
        case "major":
            return f"{major + 1}.0.0"
        case "minor":
            return f"{major}.{minor + 1}.0"
        case "patch":
            return f"{major}.{minor}.{patch + 1}"
    return version
