"""Types to decode JSON by, which know how many strings were written: so that a repeated key cannot hide."""

import sys
from typing import Any, NamedTuple

import msgspec


class Absent(str):
    """Stands in the place of a key that is not there: an empty text, which nobody may write."""

    __slots__ = ()


class Key(NamedTuple):
    """A key of a shape.

    `strings` are how many it stands for: two, or one if its value is no text.  Where it may be left out, something
    that nothing else refers to is in its place: `absent`.
    """

    name: str
    type: Any
    strings: int
    absent: Any = None
    alias: str | None = None


class Shape:
    """A type of objects with given keys and no others.

    Objects that lack a key refer to the same thing in its place, and Python counts references.  So once a text is
    decoded, and before anything is done with it, `count` finds how many objects lack each key, without a look at any.
    """

    def __init__(self, name: str, *keys: Key) -> None:
        fields = [(key.name, key.type, msgspec.field(name=key.alias, **_default(key))) for key in keys]
        self.type: Any = msgspec.defstruct(name, fields, forbid_unknown_fields=True, frozen=True, gc=False)
        self._strings = sum(key.strings for key in keys)
        self._optional: list[Key] = []
        for key in keys:
            if key.absent is not None and all(key.absent is not other.absent for other in self._optional):
                self._optional.append(key)
        self._before: list[int] = []
        self._lacking: dict[str, int] = {}

    def begin(self) -> None:
        """Count from here on: there are no objects yet, and all types that refer to this one are made."""
        self._before = self._references()

    @property
    def is_unused(self) -> bool:
        """Whether there is no object of this type."""
        return self._references() == self._before

    def count(self) -> None:
        """Find how many of the objects that there are now lack each key."""
        pairs = zip(self._optional, self._references(), self._before, strict=True)
        self._lacking = {key.name: now - before for key, now, before in pairs}

    def lacking(self, name: str) -> int:
        """How many objects had no such key when they were counted."""
        return self._lacking[name]

    def strings(self, objects: int) -> int:
        """How many strings were written in so many objects, all that were counted."""
        return objects * self._strings - sum(key.strings * self._lacking[key.name] for key in self._optional)

    def _references(self) -> list[int]:
        return [sys.getrefcount(key.absent) for key in self._optional]


def _default(key: Key) -> dict[str, Any]:
    return {} if key.absent is None else {"default": key.absent}
