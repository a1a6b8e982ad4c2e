"""`changes_between`: everything in which two versions of a rubric differ."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from aigov_checklist.errors import UsageError
from aigov_checklist.message import Message
from aigov_checklist.models.lifetime import ChangeClass
from aigov_checklist.models.measure import LevelsMeasure
from aigov_checklist.models.migration import Migration
from aigov_checklist.models.rubric import Area, Indicator, Rubric
from aigov_checklist.rubric_changes.classes import AREA, INDICATOR, RUBRIC, Table, class_of
from aigov_checklist.rubric_changes.sayings import Path, Sayings, sayings_of
from aigov_checklist.semver import STEPS, Step, after, step_between
from aigov_checklist.structure import ROOT, structure_of

What = Literal["key", "added", "gone", "moved", "renamed", "folded", "split", "merged", "dropped"]
"""A key says something else, or what has become of an area or indicator as a whole."""


@dataclass(frozen=True)
class RubricChange:
    """One difference: where (an area or indicator of the new version, else of the old one), which key, what it says.

    `breaks` says that answers to the old version cannot be read under the new one, nor carried to it.
    """

    of_class: ChangeClass
    node: str
    what: What
    key: str = ""
    before: str = ""
    after: str = ""
    breaks: bool = False


@dataclass(frozen=True)
class RubricChanges:
    """Two versions and everything in which they differ, in the new version's order."""

    old: Rubric
    new: Rubric
    changes: tuple[RubricChange, ...]

    @property
    def needed(self) -> Step:
        """The least step of the version that these changes ask for."""
        if any(change.breaks for change in self.changes):
            return "major"
        if any(change.of_class != "editorial" for change in self.changes):
            return "minor"
        return "patch" if self.changes else "none"

    @property
    def taken(self) -> Step | None:
        """The step from the old version to the new one; None if the new one is lower."""
        return step_between(self.old.version, self.new.version)

    @property
    def fits(self) -> bool:
        """Whether the new version is high enough."""
        return self.taken is not None and STEPS.index(self.taken) >= STEPS.index(self.needed)

    @property
    def least(self) -> str:
        """The lowest version that the new one may have."""
        return after(self.old.version, self.needed)


def changes_between(old: Rubric, new: Rubric, migration: Migration | None = None) -> RubricChanges:
    """Lay two versions of a rubric side by side.

    A migration between them tells what becomes of every answer: then no change breaks any.  Raises UsageError for two
    different rubrics.
    """
    if old.id != new.id:
        raise UsageError(
            Message(
                "{old} and {new} are two rubrics, not two versions of one. See: aigov crosswalk --help.",
                old=old.id,
                new=new.id,
            )
        )
    found = _Comparing(old, new, migration).changes()
    return RubricChanges(old, new, tuple(found))


class _Comparing:
    """Two versions while they are compared."""

    def __init__(self, old: Rubric, new: Rubric, migration: Migration | None) -> None:
        self.old, self.new, self.migration = old, new, migration
        self.before, self.after = structure_of(old), structure_of(new)
        self.has_ladder = any(isinstance(leaf.measure, LevelsMeasure) for leaf in old.leaves())

    def changes(self) -> Iterator[RubricChange]:
        yield from self._keys(ROOT, _dump(self.old), _dump(self.new), RUBRIC)
        renamed = self._renamed()
        for name, node in self.after.nodes.items():
            if name == ROOT:
                continue
            was = renamed.get(name, name)
            if was in self.before.nodes and type(self.before.nodes[was]) is type(node):
                if was != name:
                    yield RubricChange("structural", name, "renamed", before=was, after=name)
                yield from self._moved(was, name)
                yield from self._keys(name, _dump(self.before.nodes[was]), _dump(node), _table_of(node))
            else:
                yield RubricChange("structural", name, "added", after=node.label)
        yield from self._gone(set(renamed.values()))

    def _renamed(self) -> dict[str, str]:
        """New indicators -> the old ones that they answer for; an alias of one that was there before is no new name."""
        told = self.migration.renamed if self.migration else ()
        names = [*self.new.aliases.items(), *((one.source, one.target) for one in told)]
        return {
            now: was
            for was, now in names
            if was in self.old.indicators and now not in self.old.indicators and was not in self.new.indicators
        }

    def _gone(self, renamed: set[str]) -> Iterator[RubricChange]:
        for name, node in self.before.nodes.items():
            if name in renamed or (name in self.after.nodes and type(self.after.nodes[name]) is type(node)):
                continue
            what, after = self._what_became_of(name)
            breaks = what == "gone" and isinstance(node, Indicator) and self.migration is None
            yield RubricChange("structural", name, what, before=node.label, after=after, breaks=breaks)

    def _what_became_of(self, name: str) -> tuple[What, str]:
        """What has become of something that is gone, as far as it is told, and what answers for it now."""
        if self.migration is not None:
            for split in self.migration.split:
                if split.source == name:
                    return "split", "; ".join(split.parts)
            for merged in self.migration.merged:
                if name in merged.sources:
                    return "merged", merged.target
            if any(dropped.source == name for dropped in self.migration.dropped):
                return "dropped", ""
        return ("folded", self.new.aliases[name]) if name in self.new.aliases else ("gone", "")

    def _moved(self, was: str, name: str) -> Iterator[RubricChange]:
        above, now_above = self.before.parents[was], self.after.parents[name]
        if above != now_above:
            yield RubricChange("structural", name, "moved", before=above, after=now_above)

    def _keys(self, name: str, old: dict[str, Any], new: dict[str, Any], table: Table) -> Iterator[RubricChange]:
        was, is_now = sayings_of(old), sayings_of(new)
        for path in dict.fromkeys((*is_now, *was)):
            before, now = was.get(path, ""), is_now.get(path, "")
            if before == now or _is_told_above(path, was, is_now):
                continue
            of_class = class_of(path, table)
            if of_class == "clarifying" and _plain(before) == _plain(now):
                of_class = "editorial"
            breaks = self.migration is None and self._breaks(path, now)
            yield RubricChange(of_class, name, "key", ".".join(path), before, now, breaks)

    def _breaks(self, path: Path, now: str) -> bool:
        match path:
            case ("measure", "type" | "unit"):
                return True
            case ("measure", "choices", _):
                return not now
            case ("scale", "levels", _):
                return not now and self.has_ladder
        return False


def _dump(node: Rubric | Area | Indicator) -> dict[str, Any]:
    """What a node says of itself; the list of changes says nothing that is not told here better."""
    apart = {"id", "version", "changes", "areas", "indicators"}
    document: dict[str, Any] = node.model_dump(mode="json", by_alias=True, exclude_none=True, exclude=apart)
    if modifiers := document.pop("modifiers", None):
        reasons = [modifier.pop("reason", "") for modifier in modifiers]
        document["modifiers"] = {"rules": modifiers, "reasons": reasons}
    return document


def _table_of(node: Area | Indicator | Rubric) -> Table:
    return INDICATOR if isinstance(node, Indicator) else AREA


def _is_told_above(path: Path, was: Sayings, is_now: Sayings) -> bool:
    """Whether the item that says it has come or gone as a whole."""
    return any((path[:length] in was) != (path[:length] in is_now) for length in range(1, len(path)))


def _plain(text: str) -> str:
    """The words without spaces and capitals that change nothing."""
    return re.sub(r"\s+", " ", text).strip().casefold()
