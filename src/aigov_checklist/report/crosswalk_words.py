"""The words of a crosswalk: what is linked, and what to bear in mind when links are read."""

from collections.abc import Iterator
from dataclasses import dataclass

from aigov_checklist.crosswalks.correspondence import Correspondence, Side
from aigov_checklist.language import Language
from aigov_checklist.models.rubric import Area, Indicator
from aigov_checklist.structure import ROOT


@dataclass(frozen=True)
class Corresponding:
    """A correspondence with how it is told; its rubrics are those in the language."""

    found: Correspondence
    language: Language

    @property
    def names(self) -> tuple[str, str]:
        """The ids of the two rubrics."""
        return self.found.one.rubric.id, self.found.other.rubric.id

    def title(self, side: Side, name: str) -> str:
        """A node as people know it: an area by number and title, an indicator by id and title."""
        if name == ROOT:
            return self.language.say("the whole of {rubric}", rubric=side.rubric.id)
        node = side.structure.nodes[name]
        if isinstance(node, Indicator):
            return f"{name}: {node.label}" if node.title else name
        number = node.number if isinstance(node, Area) else None
        return node.label if number is None else f"{number}. {node.label}"

    def written(self, text: str) -> str:
        """A text of the crosswalk; behind the code of its language if that is another."""
        written_in = self.found.crosswalk.language
        return text if written_in == self.language.code else f"[{written_in}] {text}"


def limits(language: Language) -> Iterator[str]:
    """What a crosswalk says, and what it does not."""
    say = language.say
    yield say(
        "A link says that two texts are about the same matter, not that one fulfils the other; scores cannot be "
        "carried from one rubric to the other."
    )
    yield say(
        "A link of an area says that something in it corresponds, not that each of its indicators does. Where an "
        "indicator has links of its own, those count for it."
    )
    yield say(
        "Strong: the main content of at least one of the two. Moderate: a substantial part of one. Weak: a single "
        "point, or the same only by analogy."
    )
    yield say(
        "What was looked for and not found stands as such; a weak link may stand beside it where a single point is "
        "touched. What has no link at all was not compared."
    )
    yield say("Relations and strengths are judgements of whoever compared the texts, with the reason beside each.")
