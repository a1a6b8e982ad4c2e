"""Ids that only capital letters keep apart: many programs take them for one."""

from collections.abc import Iterable


def twins(identifiers: Iterable[str]) -> tuple[str, str] | None:
    """The first two ids that differ only in capital letters, if there are such.

    >>> twins(["a.1", "b.1", "A.1"])
    ('a.1', 'A.1')
    """
    seen: dict[str, str] = {}
    for identifier in identifiers:
        first = seen.setdefault(identifier.lower(), identifier)
        if first != identifier:
            return first, identifier
    return None
