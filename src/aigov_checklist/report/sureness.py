"""How sure scores and ranks are: the analysis with how it is told, and the words for its numbers."""

from dataclasses import dataclass
from functools import cached_property

from aigov_checklist.language import Language
from aigov_checklist.models.rubric import Method, Rubric
from aigov_checklist.robustness.examining import Examined, Robustness


@dataclass(frozen=True, kw_only=True)
class Sureness:
    """A robustness analysis; `rubric` is the one in the language, `top` the ranks whose chance is told."""

    found: Robustness
    rubric: Rubric
    language: Language
    top: tuple[int, ...] = (1, 3, 10)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What each subject is called: its name, with the date where a name stands there twice."""
        profiles = [subject.profile for subject in self.found.subjects]
        names = [profile.subject.name for profile in profiles]
        return tuple(
            name if names.count(name) == 1 else self.language.say("{name} ({date})", name=name, date=profile.date)
            for name, profile in zip(names, profiles, strict=True)
        )

    @cached_property
    def order(self) -> tuple[int, ...]:
        """The subjects' places from the first rank as scored to the last; those without a score come last."""
        subjects = self.found.subjects
        return tuple(sorted(range(len(subjects)), key=lambda place: (_rank(subjects[place]), self.names[place])))

    @property
    def in_order(self) -> list[tuple[str, Examined]]:
        """The subjects in that order, each with what it is called."""
        return [(self.names[place], self.found.subjects[place]) for place in self.order]

    @property
    def is_of_many(self) -> bool:
        """Whether there is anybody to be ranked with."""
        return len(self.found.subjects) > 1

    def number(self, value: float | None) -> str:
        """A score as people see it."""
        return "-" if value is None else self.language.number(value, self.rubric.ranking.decimals)

    def signed(self, change: float) -> str:
        """A change of a score with its sign."""
        return f"{'+' if change > 0 else '-' if change < 0 else ''}{self.number(abs(change))}"

    def between(self, low: float | None, high: float | None) -> str:
        """A range of scores."""
        if low is None or high is None:
            return "-"
        return self.language.say("{low} to {high}", low=self.number(low), high=self.number(high))

    def share(self, share: float | None) -> str:
        """A share of the draws or of pairs."""
        return "-" if share is None else self.language.share(share)

    def estimate(self, share: float, margin: float) -> str:
        """A share that was estimated, in percent, with the margin of the estimate."""
        percent, around = (self.language.number(100 * number, 0) for number in (min(max(share, 0.0), 1.0), margin))
        return f"{percent} ± {around} %"

    def factor_title(self, factor: str) -> str:
        """The name of an assumption."""
        say = self.language.say
        titles = {
            "weights": say("Weights"),
            "coding": say("Steps of the ladder"),
            "unanswered": say("Unanswered questions"),
            "confidence": say("Confidence of the answers"),
            "aggregation": say("How areas are rolled up"),
            "all": say("All of them together"),
        }
        return titles[factor]

    def method_title(self, method: Method) -> str:
        """The name of a way to roll up areas."""
        say = self.language.say
        titles: dict[Method, str] = {
            "mean": say("mean"),
            "geometric": say("geometric mean"),
            "harmonic": say("harmonic mean"),
            "sum": say("sum"),
            "minimum": say("lowest area"),
            "maximum": say("highest area"),
        }
        return titles[method]

    def node_title(self, node_id: str) -> str:
        """An area or indicator by its title."""
        for area in self.rubric.areas:
            if area.id == node_id:
                return f"{area.number}. {area.label}" if area.number is not None else area.label
        return f"{node_id}: {self.rubric.indicators[node_id].label}"


def _rank(subject: Examined) -> float:
    return subject.rank or float("inf")
