"""What became of each old response on the way to another version."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from aigov_checklist.models.rubric import Rubric

How = Literal["kept", "renamed", "split", "merged", "dropped"]

HOWS: tuple[How, ...] = ("kept", "renamed", "split", "merged", "dropped")


@dataclass(frozen=True)
class Fate:
    """One old response, or several that were merged.

    `is_open` says that there was an answer and no target has one; `is_changed` that what was said is written in
    another way or has left the responses; `is_reworded` that the question reads otherwise, so that a person should
    look again.
    """

    how: How
    sources: tuple[str, ...]
    targets: tuple[str, ...] = ()
    reason: str = ""
    is_open: bool = False
    is_changed: bool = False
    is_reworded: bool = False


@dataclass(frozen=True)
class Passage:
    """The way of a profile from one version to the next, with the new questions that nothing leads to."""

    old: Rubric
    new: Rubric
    fates: tuple[Fate, ...]
    added: tuple[str, ...]
    retired: tuple[str, ...]

    def of(self, how: How) -> Sequence[Fate]:
        """What became of responses in one way."""
        return [fate for fate in self.fates if fate.how == how]
