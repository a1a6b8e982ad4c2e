"""How scores of many are put into words: what was asked under which rubric, numbers, ranges and bands."""

from dataclasses import dataclass

from aigov_checklist.language import Language
from aigov_checklist.models.rubric import Area, Rubric
from aigov_checklist.ranking import Asked, Standing
from aigov_checklist.report.fields import lens_titles
from aigov_checklist.structure import ROOT, structure_of


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What was asked under which rubric (in the language), and how it is told; `digest` is that of the rubric."""

    asked: Asked
    rubric: Rubric
    digest: str
    language: Language

    @property
    def lens_title(self) -> str:
        """The name of the lens."""
        return lens_titles(self.language)[self.asked.lens]

    @property
    def title_of_asked(self) -> str:
        """What is ranked, by its title."""
        if self.asked.by == ROOT:
            return self.language.say("Overall")
        view_id, _, group_id = self.asked.by.partition(":")
        for view in self.rubric.views if group_id else ():
            for group in view.groups:
                if (view.id, group.id) == (view_id, group_id):
                    return f"{view.title}: {group.title}"
        node = structure_of(self.rubric).nodes[self.asked.by]
        assert isinstance(node, Area)
        return f"{node.number}. {node.label}" if node.number is not None else node.label

    def number(self, value: float | None) -> str:
        """A score as it is ranked."""
        if value is None:
            return self.language.say("not scored")
        return self.language.number(value, self.rubric.ranking.decimals)

    def between(self, low: float | None, high: float | None) -> str:
        """A range of scores; no limit where an end is open."""
        if low is None or high is None:
            return self.language.say("no limit")
        ends = self.number(low), self.number(high)
        return ends[0] if ends[0] == ends[1] else self.language.say("{low} to {high}", low=ends[0], high=ends[1])

    def band_title(self, standing: Standing) -> str:
        """The band's title, or that there is none yet."""
        if standing.provisional:
            return self.language.say("provisional")
        return next((band.title for band in self.rubric.grading.bands if band.id == standing.band), "-")

    def known(self, standing: Standing) -> str:
        """The share of the applicable weight that is known."""
        return "-" if standing.coverage is None else self.language.share(standing.coverage)
