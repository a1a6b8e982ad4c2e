"""A league with what it is about, and how its numbers and names are put into words."""

from dataclasses import dataclass

from aigov_checklist.groups import KIND
from aigov_checklist.language import Language
from aigov_checklist.models.rubric import Area, Rubric
from aigov_checklist.ranking import Asked, League, Place, Standing
from aigov_checklist.report.fields import lens_titles
from aigov_checklist.structure import ROOT, structure_of


@dataclass(frozen=True)
class LeagueTable:
    """A league with what it is about: what was asked under which rubric (in the language), and how it is told.

    `group` is the key that subjects are grouped by, if they are.  `is_public` leaves out where profiles stand.
    `left_out` counts the profiles that could not be scored.
    """

    league: League
    asked: Asked
    rubric: Rubric
    digest: str
    language: Language
    group: str | None = None
    is_public: bool = False
    includes_provisional: bool = False
    left_out: int = 0

    @property
    def standings(self) -> tuple[Standing, ...]:
        """Everybody who counts."""
        ranked = (place.standing for place in self.league.places)
        return (*ranked, *self.league.provisional, *self.league.not_scored)

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

    def group_title(self, name: str) -> str:
        """A group's name; countries and organizations are named in the language."""
        say = self.language.say
        if not name:
            return say("not grouped")
        kinds = {"country": say("country"), "organization": say("organization")}
        return kinds.get(name, name) if self.group == KIND else name

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

    def possible_ranks(self, place: Place) -> str:
        """The ranks that the ranges allow."""
        if place.best == place.worst:
            return str(place.best)
        return self.language.say("{low} to {high}", low=place.best, high=place.worst)

    def named(self, standing: Standing, *, with_band: bool = False) -> str:
        """The name, with band and group behind it: columns of their own would leave no room for the name."""
        band = self.band_title(standing) if with_band and (self.rubric.grading.bands or standing.provisional) else ""
        group = self.group_title(standing.group) if standing.group else ""
        remarks = "; ".join(filter(None, (band, group)))
        return f"{standing.name} ({remarks})" if remarks else standing.name

    @property
    def group_heading(self) -> str:
        """What subjects are grouped by."""
        say = self.language.say
        known = {"region": say("Region"), "continent": say("Continent"), "income": say("Income group")}
        return (known | {KIND: say("Kind")}).get(self.group or "", self.group or "")
