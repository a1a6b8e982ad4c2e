"""Naming a place inside a document: as a JSON path, and as a line of the file."""

import re
from collections.abc import Mapping
from typing import TypeVar

Path = tuple[str | int, ...]

T = TypeVar("T")

LONGEST_KEY = 1_000
"""How many characters a key may have; no id or key of ours has more than a hundred."""

_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")


def json_path(path: Path) -> str:
    """The path as people write it.

    >>> json_path(("responses", "std.dialogue", "evidence", 0))
    "$.responses['std.dialogue'].evidence[0]"
    """
    parts = ["$"]
    for step in path:
        if isinstance(step, int):
            parts.append(f"[{step}]")
        elif _PLAIN_KEY.match(step):
            parts.append(f".{step}")
        else:
            parts.append("[" + repr(step) + "]")
    return "".join(parts)


def nearest(path: str, places: Mapping[str, T], *, default: T) -> T:
    """Where a path stands in a file, or the nearest one around it that does; the default if none does."""
    for end in range(len(path), 0, -1):
        # A place around this one ends where a further step begins.
        if (end == len(path) or path[end] in ".[") and path[:end] in places:
            return places[path[:end]]
    return default


def shortened(text: str, most: int = 60) -> str:
    """The beginning of a text that may be long, for a message."""
    return text if len(text) <= most else text[:most] + "…"
