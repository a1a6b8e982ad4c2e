"""`carry`: a profile's document as it is under the next version, with what became of every response.

Nothing is deleted: a response that is not found under the new version as it stood is found in the history.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from aigov_checklist.migrating.fates import Fate, How, Passage
from aigov_checklist.migrating.proposing import proposal_of
from aigov_checklist.migrating.rewriting import rewritten
from aigov_checklist.migrating.uniting import united
from aigov_checklist.models.migration import Answers, Dropped, Merged, Migration, Split
from aigov_checklist.models.reference import RubricReference
from aigov_checklist.models.response import STATES, Response
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.rubric_changes.between import changes_between

Document = dict[str, Any]


class Carried(NamedTuple):
    """The profile as the keys of its file, and how it came there."""

    document: Document
    passage: Passage


class _Move(NamedTuple):
    """An indicator that answers for one old one."""

    how: How
    target: str
    answers: Answers


def carry(document: Document, old: Rubric, new: Rubric, migration: Migration, *, day: str) -> Carried:
    """Carry a profile that fits `old` to `new`; `day` is the day of the step in the history."""
    carrying = _Carrying(old, new, migration)
    responses = carrying.responses(document["responses"])
    reference = {"id": new.id, "version": new.version}
    step = {"event": "migrated", "from": document["rubric"], "to": reference, "date": day}
    if migration.note:
        step["note"] = migration.note
    if carrying.former:
        step["former"] = carrying.former
    found = {**document, "rubric": reference, "history": [*document.get("history", ()), step], "responses": responses}
    order = [key for key in document if key not in ("history", "responses")]
    passage = Passage(old, new, tuple(carrying.fates), carrying.added(), carrying.retired(responses))
    return Carried({key: found[key] for key in (*order, "history", "responses")}, passage)


@dataclass
class _Carrying:
    """One step to the next version while it is taken."""

    old: Rubric
    new: Rubric
    migration: Migration

    def __post_init__(self) -> None:
        told = self.migration
        self.moves = {one.indicator: _Move("kept", one.indicator, one.answers) for one in told.kept}
        self.moves |= {one.source: _Move("renamed", one.target, one.answers) for one in told.renamed}
        self.splits: dict[str, Split] = {one.source: one for one in told.split}
        self.mergers: dict[str, Merged] = {name: one for one in told.merged for name in one.sources}
        self.drops: dict[str, Dropped] = {one.source: one for one in told.dropped}
        self.reference = RubricReference(id=self.old.id, version=self.old.version)
        found = changes_between(self.old, self.new, self.migration).changes
        self.reworded = {change.node for change in found if change.of_class == "clarifying"}
        self.former: dict[str, Document] = {}
        self.fates: list[Fate] = []

    def responses(self, given: Mapping[str, Document]) -> dict[str, Document]:
        """The responses to the new version, in the order of the old ones."""
        found: dict[str, Document] = {}
        for name, response in given.items():
            if name in self.drops:
                self.former[name] = response
                self._tell("dropped", (name,), (), self.drops[name].reason, given, found)
            elif name in self.splits:
                found |= self._split(self.splits[name], response)
                self._tell("split", (name,), tuple(self.splits[name].parts), self.splits[name].reason, given, found)
            elif name in self.mergers:
                merged = self.mergers[name]
                if merged.target not in found:
                    found[merged.target] = self._merged(merged, given)
                    present = tuple(source for source in merged.sources if source in given)
                    self._tell("merged", present, (merged.target,), merged.reason, given, found)
            else:
                move = self.moves.get(name, _Move("kept", name, {}))
                found[move.target] = self._moved(name, response, move)
                self._tell(move.how, (name,), (move.target,), "", given, found)
        return found

    def added(self) -> tuple[str, ...]:
        """New questions that no old one leads to."""
        reached = {move.target for move in self.moves.values()} | {one.target for one in self.mergers.values()}
        reached |= {name for one in self.splits.values() for name in one.parts}
        gone = {*self.moves, *self.splits, *self.mergers, *self.drops}
        reached |= {name for name in self.old.indicators if name not in gone}
        asked = (leaf for leaf in self.new.leaves() if not leaf.is_retired)
        return tuple(leaf.id for leaf in asked if leaf.id not in reached)

    def retired(self, responses: Mapping[str, Document]) -> tuple[str, ...]:
        """Answers that are kept, and are no longer counted."""
        return tuple(
            name
            for name in responses
            if self.new.indicators[name].is_retired and not self._was_retired(name) and _is_answered(responses[name])
        )

    def _was_retired(self, name: str) -> bool:
        return name in self.old.indicators and self.old.indicators[name].is_retired

    def _moved(self, name: str, response: Document, move: _Move) -> Document:
        now = rewritten(response, move.answers, self.new.indicators[move.target], self.new)
        if now != response:
            self.former[name] = response
        return now

    def _split(self, split: Split, response: Document) -> dict[str, Document]:
        found: dict[str, Document] = {}
        whole = Response.model_validate(response, strict=False)
        for name, says in split.parts.items():
            if says == "answer":
                found[name] = rewritten(response, {}, self.new.indicators[name], self.new)
            elif whole.state != "unanswered":
                bounds = {says: whole.level} if says != "nothing" and whole.level is not None else {}
                proposal = proposal_of(
                    name, {split.source: whole}, self.reference, relation="superset", reason=split.reason, **bounds
                )
                found[name] = {"proposal": proposal}
        if response not in found.values():
            self.former[split.source] = response
        return found

    def _merged(self, merged: Merged, given: Mapping[str, Document]) -> Document:
        self.former |= {name: given[name] for name in merged.sources if name in given}
        target = self.new.indicators[merged.target]
        return united(merged, given, target, self.new, self.reference)

    def _tell(
        self, how: How, sources: tuple[str, ...], targets: tuple[str, ...], reason: str,
        given: Mapping[str, Document], found: Mapping[str, Document],
    ) -> None:  # fmt: skip
        had_answer = any(_is_answered(given[name]) for name in sources)
        has_answer = any(_is_answered(found[name]) for name in targets if name in found)
        self.fates.append(
            Fate(
                how,
                sources,
                targets,
                reason,
                is_open=had_answer and not has_answer,
                is_changed=any(name in self.former for name in sources),
                is_reworded=has_answer and any(name in self.reworded for name in targets),
            )
        )


def _is_answered(response: Mapping[str, Any]) -> bool:
    return any(state in response for state in STATES)
