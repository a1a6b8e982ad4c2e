"""Naming a place inside a document: as a JSON path, and as a line of the file."""

import re

Path = tuple[str | int, ...]

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


def nearest_line(path: str, lines: dict[str, int]) -> int:
    """The line of a place, or of the nearest place around it that stands in the file; 0 if none does."""
    around = [
        known for known in lines if path.startswith(known) and (path[len(known) :] or ".").startswith((".", "["))
    ]
    return lines[max(around, key=len)] if around else 0
