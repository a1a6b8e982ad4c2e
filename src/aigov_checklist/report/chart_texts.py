"""What the charts show, in words."""

from collections.abc import Iterator, Sequence

from aigov_checklist.models.assessment import Score
from aigov_checklist.report.goals import PeerGroup
from aigov_checklist.report.material import Material
from aigov_checklist.rounding import round_half_up

_MOST_NAMES = 3
"""How many that stand at one value are named; more are counted."""

Named = tuple[str, Score]
"""A score with the title that it goes by."""


def each_in_words(scores: Sequence[Named], material: Material) -> str:
    """Every score with its range: for a handful of them."""
    return " ".join(
        material.language.say(
            "{name}: {value} (range: {range}).",
            name=name,
            value=material.number(score.value),
            range=material.value_range(score),
        )
        for name, score in scores
    )


def ends_in_words(scores: Sequence[Named], material: Material) -> Iterator[str]:
    """The highest and the lowest as people see them, and how many have none."""
    say, decimals = material.language.say, material.rubric.grading.decimals
    known = [(name, round_half_up(score.value, decimals)) for name, score in scores if score.value is not None]
    if known:
        high, low = (end(value for _, value in known) for end in (max, min))
        highest, lowest = ([name for name, value in known if value == end] for end in (high, low))
        if high == low:
            yield say("Every score that is known is {value}.", value=material.number(high))
        else:
            yield say("Highest: {value} ({names}).", value=material.number(high), names=_those(highest, material))
            yield say("Lowest: {value} ({names}).", value=material.number(low), names=_those(lowest, material))
    if len(known) < len(scores):
        yield say("Without a score: {number} of {total}.", number=len(scores) - len(known), total=len(scores))


def targets_in_words(targets: dict[str, float], material: Material) -> Iterator[str]:
    """What reaching the targets would change most."""
    areas = [area for area in material.areas if area.id in targets]
    if areas:
        most = max(areas, key=lambda area: targets[area.id] - (area.declared.value or 0.0))
        yield material.language.say(
            "Areas with targets: {number}; the largest step, once they are reached: {area}, from {now} to {then}.",
            number=len(areas),
            area=material.area_title(most),
            now=material.number(most.declared.value),
            then=material.number(targets[most.id]),
        )


def peers_in_words(groups: dict[str, PeerGroup], material: Material) -> Iterator[str]:
    """How many areas lie above and below the peers' median, as people see the numbers."""
    decimals, gaps = material.rubric.grading.decimals, []
    for area in material.areas:
        if area.declared.value is not None and area.id in groups:
            middle = round_half_up(groups[area.id].median, decimals)
            gaps.append(round_half_up(area.declared.value, decimals) - middle)
    if gaps:
        yield material.language.say(
            "Areas above the peers' median: {above}; below it: {below}; at it: {same}.",
            above=sum(gap > 0 for gap in gaps),
            below=sum(gap < 0 for gap in gaps),
            same=sum(gap == 0 for gap in gaps),
        )


def _those(names: list[str], material: Material) -> str:
    if len(names) <= _MOST_NAMES:
        return "; ".join(names)
    return material.language.count("{number} of them", "{number} of them", len(names))
