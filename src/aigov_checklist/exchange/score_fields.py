"""What stands in each column of the tables of `aigov batch`, in plain words and as Table Schema fields."""

from typing import Any, NamedTuple, get_args

from aigov_checklist.bounds import Bounds
from aigov_checklist.harmless import markdown, visible
from aigov_checklist.language import Language, join_sentences
from aigov_checklist.message import Message, one_by_one
from aigov_checklist.models.record import Kind, Tier
from aigov_checklist.models.response import State
from aigov_checklist.models.rubric import Area, Rubric
from aigov_checklist.structure import ROOT, structure_of

Field = dict[str, Any]


class _Column(NamedTuple):
    type: str
    title: Message
    about: Message
    constraints: dict[str, Any]


_NEEDED = {"required": True}
_COUNT = {"required": True, "minimum": 0}

_COLUMNS = {
    "source": _Column("string", Message("Source"), Message("The file that the profile was read from."), _NEEDED),
    "line": _Column("integer", Message("Line"),
                    Message("Where in that file, counted from 1; 0 for a file of one profile."), _COUNT),
    "subject": _Column("string", Message("Subject"),
                       Message("The id of who is assessed: of a country its ISO 3166-1 alpha-3 code."), _NEEDED),
    "name": _Column("string", Message("Name"), Message("The name of who is assessed."), _NEEDED),
    "kind": _Column("string", Message("Kind"), Message("A country or an organization: they are asked different "
                                                       "indicators, so their totals are not comparable."),
                    {**_NEEDED, "enum": list(get_args(Kind))}),
    "date": _Column("date", Message("Date"), Message("The day of the answers."), _NEEDED),
    "tier": _Column("string", Message("Tier"), Message("Whether the essential indicators were asked, or all."),
                    {**_NEEDED, "enum": list(get_args(Tier))}),
    "groups": _Column("object", Message("Groups"), Message("The groups that the profile names, as a JSON object."), {}),
    "stars": _Column("integer", Message("Answers without information"),
                     Message("How many answers say that a search found no information."), _COUNT),
    "indicator": _Column("string", Message("Indicator"), Message("The id of the indicator in the rubric."), _NEEDED),
    "state": _Column("string", Message("State"), Message("Whether the indicator is answered, and if not, why."),
                     {**_NEEDED, "enum": list(get_args(State))}),
    "answer": _Column("string", Message("Answer"), Message("The level, code or number that was answered."), {}),
    "points": _Column("number", Message("Points"), Message("What the answer is worth under the declared lens."), {}),
    "text": _Column("string", Message("Text"), Message("What was refused, as it was read."), {}),
    "problems": _Column("array", Message("Problems"), Message("Why it was refused: every problem that was found."),
                        _NEEDED),
    "text_is_cut": _Column("boolean", Message("Text is cut"), Message("True where the text is only a beginning."), {}),
}  # fmt: skip

_MEASURES = {
    "value": Message("value"),
    "low": Message("lowest value"),
    "high": Message("highest value"),
    "coverage": Message("share known"),
    "band": Message("band"),
    "provisional": Message("provisional"),
}

_LENSES = {
    "declared": (Message("declared"), Message("Declared: the answers as they were given.")),
    "evidenced": (Message("evidenced"), Message("Evidenced: high answers count only with evidence to look up.")),
    "reviewed": (Message("reviewed"), Message("Reviewed: only answers that have been reviewed count.")),
}

_REFUSED = ("source", "line", "text", "text_is_cut", "problems")


class ScoreFields:
    """The fields of one rubric's tables, told in one language; `with_limits` adds the least and the most of numbers."""

    def __init__(self, rubric: Rubric, told_in: Language, *, with_limits: bool) -> None:
        self.rubric, self.told_in, self.with_limits = rubric, told_in, with_limits
        self.structure = structure_of(rubric)
        self.bounds = Bounds(self.structure)
        self.views = {f"{view.id}:{group.id}": (view, group) for view in rubric.views for group in view.groups}

    def of(self, name: str) -> Field | None:
        """The field of a column; None if it is none that a batch writes."""
        if name in _COLUMNS:
            return self._plain(name)
        stem, _, measure = name.rpartition(".")
        node, _, lens = stem.rpartition(".")
        if measure not in _MEASURES or lens not in _LENSES:
            return None
        if node not in self.views and not isinstance(self.structure.nodes.get(node), Area | Rubric):
            return None
        return self._score(name, node, lens, measure)

    def refused(self) -> list[Field]:
        """The fields of what was refused."""
        return [self._plain(name) for name in _REFUSED]

    def _plain(self, name: str) -> Field:
        column, tell = _COLUMNS[name], self.told_in.tell
        field = {"name": name, "title": tell(column.title), "description": tell(column.about), "type": column.type}
        return field | ({"constraints": column.constraints} if column.constraints else {})

    def _score(self, name: str, node: str, lens: str, measure: str) -> Field:
        tell = self.told_in.tell
        word, about = _LENSES[lens]
        title = Message("{node} ({lens}): {measure}", node=self._label(node), lens=word, measure=_MEASURES[measure])
        return {
            "name": name,
            "title": visible(tell(title)),
            "description": join_sentences((tell(self._about(measure)), tell(about))),
            **self._type(node, measure),
        }

    def _type(self, node: str, measure: str) -> Field:
        if measure == "band":
            return {"type": "string", "constraints": {"enum": [band.id for band in self.rubric.grading.bands]}}
        if measure == "provisional":
            return {"type": "boolean", "constraints": _NEEDED}
        limits = (0, 1) if measure == "coverage" else None if node in self.views else self.bounds.of(node)
        if limits is None or not self.with_limits:
            return {"type": "number"}
        return {"type": "number", "constraints": {"minimum": limits[0], "maximum": limits[1]}}

    def _about(self, measure: str) -> Message:
        match measure:
            case "value":
                return Message("How far what is known is aligned with what is asked, in points.")
            case "low":
                return Message("The value if all that is not known had its lowest answer.")
            case "high":
                return Message("The value if all that is not known had its highest answer.")
            case "coverage":
                return Message("How much of what is asked is known: from 0, nothing, to 1, all.")
            case "band":
                return Message(
                    "The stretch of the scale that the value is in, of: {bands}. Empty where too little is known.",
                    bands=one_by_one(
                        Message(
                            "{id} ({title}, from {start:g})", id=band.id, title=markdown(band.title), start=band.start
                        )
                        for band in self.rubric.grading.bands
                    ),
                )
        share = self.told_in.share(self.rubric.minimum_coverage)
        return Message("True where less than {share} is known: then there is no band.", share=share)

    def _label(self, node: str) -> str:
        if node == ROOT:
            return Message("Overall")
        if node in self.views:
            view, group = self.views[node]
            return f"{view.title}: {group.title}"
        area = self.structure.inner(node)
        assert isinstance(area, Area)
        return area.label if area.number is None else f"{area.number}. {area.label}"
