"""What an area's value is held against: its targets once they are reached, and its peers."""

import math
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from aigov_checklist.errors import UsageError
from aigov_checklist.message import Message
from aigov_checklist.models.assessment import AreaResult, Assessment, IndicatorResult
from aigov_checklist.models.measure import LevelsMeasure
from aigov_checklist.models.response import Answer, Response
from aigov_checklist.report.blocks import Column, Section, Table
from aigov_checklist.report.material import Material, all_areas
from aigov_checklist.scoring.leaves import settle
from aigov_checklist.scoring.walk import Walk
from aigov_checklist.structure import structure_of


class PeerGroup(NamedTuple):
    """The peers that have a value in an area: how many, their median, and the lowest and highest of them."""

    number: int
    median: float
    low: float
    high: float


def check_peers(assessment: Assessment, peers: Sequence[Assessment]) -> None:
    """Raise UsageError if a peer was scored by another rubric: its numbers would mean something else."""
    for peer in peers:
        if peer.rubric != assessment.rubric:
            raise UsageError(
                Message(
                    "The peer {peer!r} was scored by {peer_rubric} {peer_version}, {subject!r} by {rubric} {version}"
                    "{twist}. Score both by one rubric.",
                    peer=peer.subject.name,
                    peer_rubric=peer.rubric.id,
                    peer_version=peer.rubric.version,
                    subject=assessment.subject.name,
                    rubric=assessment.rubric.id,
                    version=assessment.rubric.version,
                    twist=_twist(peer, assessment),
                )
            )


def values_at_target(material: Material) -> dict[str, float]:
    """The declared value of each area that sets targets, once all of that area's targets are reached."""
    structure, found = structure_of(material.rubric), {}
    for area in material.areas:
        raised = _raised(area, material)
        if raised:
            responses = {**material.profile.responses, **raised}
            changed = material.profile.model_copy(update={"responses": responses})
            value = Walk(structure, settle(changed, material.rubric, "declared")).of(area.id, "value")
            if value is not None and math.isfinite(value):
                found[area.id] = value
    return found


def peer_groups(material: Material) -> dict[str, PeerGroup]:
    """Where the peers stand in each area in which at least one of them has a value."""
    values: dict[str, list[float]] = {}
    for peer in material.peers:
        for area in all_areas(peer.areas):
            if area.declared.value is not None:
                values.setdefault(area.id, []).append(area.declared.value)
    return {area_id: PeerGroup(len(some), median(some), min(some), max(some)) for area_id, some in values.items()}


def with_goals(section: Section, material: Material) -> Section:
    """The section with a table of each area's score beside its targets and its peers, if there are any."""
    table = _goals_table(material)
    return Section(section.id, section.title, (*section.blocks, table)) if table else section


def _goals_table(material: Material) -> Table | None:
    say, targets, groups = material.language.say, values_at_target(material), peer_groups(material)
    columns = [Column(say("Area"), is_wide=True), Column(say("Score"), "right")]
    if targets:
        columns.append(Column(say("Targets reached"), "right"))
    if groups:
        headings = (say("Peers"), say("Their median"), say("Lowest to highest"))
        columns += [Column(heading, "right") for heading in headings]
    rows = []
    for area in material.areas:
        cells = [material.area_title(area), material.number(area.declared.value)]
        if targets:
            cells.append(material.number(targets[area.id]) if area.id in targets else "-")
        if groups:
            cells += _peer_cells(groups.get(area.id), material)
        rows.append(tuple(cells))
    title = say("Areas beside their targets and peers")
    return Table(tuple(columns), tuple(rows), title) if targets or groups else None


def _raised(area: AreaResult, material: Material) -> dict[str, Response]:
    """The area's responses that a target lifts, each at its target; what is not applicable stays so."""
    raised = {}
    for result in (one for inner in all_areas((area,)) for one in inner.indicators):
        response = material.profile.responses.get(result.id)
        if response and response.target and _lifts(response.target.level, result, material):
            reached = Answer(level=response.target.level)
            raised[result.id] = response.model_copy(update=reached.model_dump())
    return raised


def _lifts(target: int, result: IndicatorResult, material: Material) -> bool:
    if result.state in ("not_applicable", "out_of_scope"):
        return False
    has_levels = isinstance(material.rubric.indicators[result.id].measure, LevelsMeasure)
    return has_levels and (result.answer is None or target > float(result.answer))


def _peer_cells(group: PeerGroup | None, material: Material) -> tuple[str, str, str]:
    if group is None:
        return "0", "-", "-"
    low, high = material.number(group.low), material.number(group.high)
    spread = low if low == high else material.language.say("{low} to {high}", low=low, high=high)
    return str(group.number), material.number(group.median), spread


def _twist(peer: Assessment, assessment: Assessment) -> str:
    same_name = (peer.rubric.id, peer.rubric.version) == (assessment.rubric.id, assessment.rubric.version)
    return Message(", of which one is changed") if same_name else ""
