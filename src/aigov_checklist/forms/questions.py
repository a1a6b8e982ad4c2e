"""Which questions are asked of a kind of subject in a tier, area by area."""

from collections.abc import Callable, Iterator

from aigov_checklist.models.record import Kind, Tier
from aigov_checklist.models.rubric import Area, Indicator, Rubric
from aigov_checklist.structure import structure_of


def questions_by_area(
    rubric: Rubric, kind: Kind, tier: Tier, day: str | None = None
) -> Iterator[tuple[Area, list[Indicator]]]:
    """The areas that something is asked in on a day, each with what is asked, in the rubric's order.

    Where the day is still open, what is planned is asked too: it may come to count.
    """
    for node in structure_of(rubric).nodes.values():
        if isinstance(node, Area):
            asked = [leaf for leaf in node.indicators if _is_asked(leaf, kind, tier, day)]
            if asked:
                yield node, asked


def area_title(area: Area, say: Callable[..., str]) -> str:
    """The area's title with its number, if it has one."""
    return (
        say("Area {number}: {title}", number=area.number, title=area.label) if area.number is not None else area.label
    )


def _is_asked(leaf: Indicator, kind: Kind, tier: Tier, day: str | None) -> bool:
    is_too_early = leaf.planned is not None and day is not None and day < leaf.planned.start
    is_asked_here = kind in leaf.applies_to and (tier == "full" or leaf.tier == "essential")
    return is_asked_here and not leaf.is_retired and not is_too_early
