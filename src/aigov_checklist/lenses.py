"""The lenses: what counts of the answers."""

from typing import Literal

Lens = Literal["declared", "evidenced", "reviewed"]

LENSES: tuple[Lens, ...] = ("declared", "evidenced", "reviewed")
