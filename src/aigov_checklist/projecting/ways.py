"""Which links lead to an indicator of the second rubric, and from which indicators of the first."""

from collections import defaultdict
from typing import NamedTuple

from aigov_checklist.crosswalks.correspondence import Correspondence
from aigov_checklist.models.crosswalk import Link


class Way(NamedTuple):
    """A link, and the indicators of the first rubric that it speaks for: one, or those of an area."""

    link: Link
    sources: tuple[str, ...]


def ways_to(found: Correspondence) -> dict[str, tuple[Way, ...]]:
    """The ways to each indicator of the second rubric, in the order of the crosswalk; opposed ones included.

    On both sides what is said nearest counts, as in `Side.nearest`: where an indicator has links of its own, those
    of the area around it do not speak for it.
    """
    speaking: dict[str | None, list[str]] = defaultdict(list)
    for leaf in found.one.rubric.leaves():
        speaking[found.one.nearest(leaf.id)].append(leaf.id)
    arriving: dict[str | None, list[Way]] = defaultdict(list)
    for link in found.crosswalk.links:
        if link.relation != "none" and link.one in speaking:
            arriving[link.other].append(Way(link, tuple(speaking[link.one])))
    return {leaf.id: tuple(arriving.get(found.other.nearest(leaf.id), ())) for leaf in found.other.rubric.leaves()}
