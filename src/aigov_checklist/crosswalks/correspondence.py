"""What the links of a crosswalk come to: which indicator has a counterpart, and how areas meet."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from aigov_checklist.crosswalks.opening import converse
from aigov_checklist.models.crosswalk import Crosswalk, Link
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.structure import ROOT, Structure, structure_of

Standing = Literal["itself", "through_area", "opposed", "lacking", "not_compared"]
"""How an indicator stands to the other rubric.

It has a counterpart `itself` or only `through_area`; what it has is only `opposed`; one was looked for and is
`lacking`; or it was `not_compared`.
"""


class Cell(NamedTuple):
    """The links between two areas: how many correspond, pull the opposite way, and were not found."""

    corresponding: int
    opposed: int
    missing: int


@dataclass(frozen=True)
class Side:
    """One rubric under the links to another."""

    rubric: Rubric
    links: tuple[Link, ...]

    @cached_property
    def structure(self) -> Structure:
        """The rubric's tree."""
        return structure_of(self.rubric)

    @cached_property
    def standings(self) -> dict[str, Standing]:
        """How each indicator stands, in the rubric's order."""
        return {leaf.id: self._standing(leaf.id) for leaf in self.rubric.leaves()}

    @cached_property
    def lacking(self) -> tuple[Link, ...]:
        """What has no counterpart anywhere in the other rubric, with the reasons, in the rubric's order."""
        return self.in_order(link for link in self.links if link.relation == "none" and link.other == ROOT)

    def is_alone(self, name: str) -> bool:
        """Whether a counterpart was looked for, and nothing was found that even touches an indicator or opposes it."""
        node = self.nearest(name)
        said = self._said[node] if node else []
        return bool(said) and all(link.relation == "none" for link in said)

    def count(self) -> Counter[Standing]:
        """How many indicators stand in which way."""
        return Counter(self.standings.values())

    def area_of(self, name: str) -> str:
        """The area directly below the root that a node stands in; the root itself for the root."""
        return [name, *self.structure.ancestors(name)][-2:][0]

    def in_order(self, links: Iterable[Link]) -> tuple[Link, ...]:
        """The links in the order of the rubric's nodes."""
        places = {name: place for place, name in enumerate(self.structure.nodes)}
        return tuple(sorted(links, key=lambda link: places[link.one]))

    def nearest(self, name: str) -> str | None:
        """The node whose links decide about an indicator: itself, else the areas around it from the inside out.

        None if nothing decides: a link of the whole rubric says nothing about its single indicators.
        """
        around = (name, *self.structure.ancestors(name))
        return next((node for node in around if node != ROOT and node in self._said), None)

    def _standing(self, name: str) -> Standing:
        node = self.nearest(name)
        if node is None:
            return "not_compared"
        relations = {link.relation for link in self._said[node]}
        if "none" in relations:
            return "lacking"
        if relations == {"opposed"}:
            return "opposed"
        return "itself" if node == name else "through_area"

    @cached_property
    def _said(self) -> dict[str, list[Link]]:
        """What decides about each node: not finding one thing in another leaves open what else there may be."""
        said: dict[str, list[Link]] = defaultdict(list)
        for link in self.links:
            if link.relation != "none" or link.other == ROOT:
                said[link.one].append(link)
        return said


@dataclass(frozen=True)
class Correspondence:
    """Two rubrics with the crosswalk between them, seen from the first."""

    one: Side
    other: Side
    crosswalk: Crosswalk

    @property
    def opposed(self) -> tuple[Link, ...]:
        """Where the two pull in opposite directions."""
        return self.one.in_order(link for link in self.crosswalk.links if link.relation == "opposed")

    def by_area(self) -> Iterator[tuple[str, tuple[Link, ...]]]:
        """The links of each area of the first rubric; what that rubric lacks as a whole is told with the other."""
        links: dict[str, list[Link]] = defaultdict(list)
        for link in self.one.in_order(self.crosswalk.links):
            if link.one != ROOT or link.relation != "none":
                links[self.one.area_of(link.one)].append(link)
        return ((area, tuple(inside)) for area, inside in links.items())

    def matrix(self) -> dict[tuple[str, str], Cell]:
        """The links between an area of the one and an area of the other; a pair without any link is left out."""
        counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for link in self.crosswalk.links:
            counts[self.one.area_of(link.one), self.other.area_of(link.other)][link.relation] += 1
        return {
            pair: Cell(found.total() - found["opposed"] - found["none"], found["opposed"], found["none"])
            for pair, found in counts.items()
        }


def correspondence(crosswalk: Crosswalk, one: Rubric, other: Rubric) -> Correspondence:
    """What a sound crosswalk says of its two rubrics."""
    return Correspondence(Side(one, crosswalk.links), Side(other, converse(crosswalk).links), crosswalk)
