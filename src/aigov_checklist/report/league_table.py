"""A league with what it is about, and how its numbers and names are put into words."""

from dataclasses import dataclass

from aigov_checklist.groups import KIND
from aigov_checklist.ranking import League, Place, Standing
from aigov_checklist.report.wording import Wording


@dataclass(frozen=True, kw_only=True)
class LeagueTable(Wording):
    """A league with what it is about: what was asked under which rubric (in the language), and how it is told.

    `group` is the key that subjects are grouped by, if they are.  `is_public` leaves out where profiles stand.
    `left_out` counts the profiles that could not be scored.
    """

    league: League
    group: str | None = None
    is_public: bool = False
    includes_provisional: bool = False
    left_out: int = 0

    @property
    def standings(self) -> tuple[Standing, ...]:
        """Everybody who counts."""
        ranked = (place.standing for place in self.league.places)
        return (*ranked, *self.league.provisional, *self.league.not_scored)

    def group_title(self, name: str) -> str:
        """A group's name; countries and organizations are named in the language."""
        say = self.language.say
        if not name:
            return say("not grouped")
        kinds = {"country": say("country"), "organization": say("organization")}
        return kinds.get(name, name) if self.group == KIND else name

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
