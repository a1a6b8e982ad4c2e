"""The columns of tables for machines: what each is called, means and holds; one list for Excel, CSV and dictionary."""

from typing import Literal, NamedTuple

from aigov_checklist.language import Language
from aigov_checklist.lenses import Lens

Kind = Literal["text", "date", "integer", "number", "points", "share", "truth"]

TYPES: dict[Kind, str] = {
    "text": "string",
    "date": "date",
    "integer": "integer",
    "number": "number",
    "points": "number",
    "share": "number",
    "truth": "boolean",
}
"""What a kind is called by programs (the words of Frictionless Table Schema)."""


class Field(NamedTuple):
    """One column: its name in a file, its heading on a sheet, its meaning, and what kind of thing stands in it."""

    name: str
    title: str
    meaning: str
    kind: Kind

    def unit(self, language: Language) -> str:
        """What its numbers count; empty where nothing is measured."""
        units = {"points": language.say("points"), "share": language.say("share from 0 to 1")}
        return units.get(self.kind, "")


def score_fields(language: Language) -> tuple[Field, ...]:
    """The long table of scores: one row a node and lens."""
    say = language.say
    lenses = say("declared: answers as given; evidenced: as far as evidence can be looked up; reviewed: as decided.")
    return (
        *subject_fields(language),
        Field("node", say("Node"), say("Id of the area, or overall."), "text"),
        Field("number", say("Number"), say("Number of the area in the source document."), "integer"),
        Field("title", say("Title"), say("Title of the area."), "text"),
        Field("lens", say("Lens"), lenses, "text"),
        *measure_fields(language),
        Field("band", say("Band"), say("Id of the band; empty while the score is provisional."), "text"),
        Field("provisional", say("Provisional"), say("Whether too little is known for a band."), "truth"),
    )


def subject_fields(language: Language) -> tuple[Field, ...]:
    """Who was assessed, when, and by what."""
    say = language.say
    return (
        Field("subject", say("Subject"), say("Id of the subject; of a country its ISO 3166-1 alpha-3 code."), "text"),
        Field("name", say("Name"), say("Name of the subject."), "text"),
        Field("date", say("Date"), say("Day of the assessment."), "date"),
        Field("rubric", say("Rubric"), say("Id of the rubric."), "text"),
        Field("version", say("Version"), say("Version of the rubric."), "text"),
    )


def measure_fields(language: Language) -> tuple[Field, ...]:
    """What a score consists of."""
    say = language.say
    return (
        Field("value", say("Score"), say("The score, not rounded; empty where nothing is known."), "points"),
        Field("low", say("Low"), say("The score with all unknown answers at their lowest."), "points"),
        Field("high", say("High"), say("The score with all unknown answers at their highest."), "points"),
        Field("coverage", say("Known"), say("Share of the applicable weight that is answered."), "share"),
    )


def indicator_fields(language: Language) -> tuple[Field, ...]:
    """One row an indicator: its answer and what the answer does to the score, without the words."""
    say = language.say
    states = say("answered, not_applicable, no_information, unanswered or out_of_scope (not asked).")
    additive = say("Effective weight times points; empty where the score is no sum of contributions.")
    return (
        Field("area", say("Area"), say("Id of the area."), "text"),
        Field("id", say("Id"), say("Id of the indicator."), "text"),
        Field("title", say("Title"), say("Title of the indicator."), "text"),
        Field("state", say("State"), states, "text"),
        Field("answer", say("Answer given"), say("The level, code or quantity that was answered."), "text"),
        Field("points", say("Points"), say("Points of the answer under the declared lens."), "points"),
        Field("effective_weight", say("Weight"), say("Share of the indicator in the overall score."), "share"),
        Field("contribution", say("Contribution"), additive, "points"),
        Field("gain", say("Gain"), say("What one level more would add to the overall score."), "points"),
        Field("evidence_count", say("Evidence items"), say("Number of evidence items, looked up or not."), "integer"),
        Field("star", say("Star"), say("Whether no information counts lowest here (*)."), "truth"),
        Field("evidence", say("Evidence"), say("Numbers of the items in the evidence register."), "text"),
        Field("question", say("Question"), say("What is asked."), "text"),
    )


def remark_fields(language: Language) -> tuple[Field, ...]:
    """What is said about an answer; the headings are the labels of a finding's lines."""
    say = language.say
    return (
        Field("commitment", say("Commitment"), say("What the source document commits to, in our words."), "text"),
        Field("stated", say("Answer"), say("The answer in words, with the text of its level."), "text"),
        Field("note", say("Note"), say("Note of those who answered."), "text"),
        Field("confidence", say("Confidence"), say("How sure those who answered are."), "text"),
        Field("review", say("Review"), say("Decision and comment of a reviewer."), "text"),
        Field("reply", say("Reply"), say("Reply of the subject to the review."), "text"),
        Field("target", say("Target"), say("Level that is aimed at, owner, due date and note."), "text"),
        Field("proposal", say("Proposal"), say("What answers to another rubric suggest; it never counts."), "text"),
    )


def evidence_fields(language: Language) -> tuple[Field, ...]:
    """One row an item of the evidence register."""
    say = language.say
    cited_by = say("Ids of the indicators that cite the item.")
    return (
        Field("number", say("Number"), say("Number of the item in the evidence register."), "integer"),
        Field("text", say("Item"), say("Title, issuer, date, document, page, excerpt and note of the item."), "text"),
        Field("url", say("Address"), say("Web address of the item."), "text"),
        Field("cited_by", say("Cited by"), cited_by, "text"),
    )


def area_fields(language: Language) -> tuple[Field, ...]:
    """One row an area, and one for the whole, under all lenses."""
    say = language.say
    declared, *others = (_under(lens, title, language) for lens, title in lens_titles(language).items())
    mean = say(
        "The weighted mean of the parts, recomputed by a formula: a check. It differs from the score where the rubric "
        "has another rule than the mean."
    )
    return (
        Field("node", say("Node"), say("Id of the area, or overall."), "text"),
        Field("title", say("Area"), say("Title of the area."), "text"),
        Field("parent", say("Part of"), say("Id of the area that it is a part of, or overall."), "text"),
        Field("weight", say("Weight"), say("Weight of the area beside its neighbours."), "number"),
        *declared,
        Field("mean", say("Check"), mean, "points"),
        Field("band", say("Band"), say("Band of the declared score, or why there is none."), "text"),
        *(field for fields in others for field in fields),
        Field("gap", say("Gap"), say("Declared less evidenced score."), "points"),
        Field("aim", say("Aim"), say("What the area is about."), "text"),
    )


def wide_fields(nodes: dict[str, str], language: Language) -> tuple[Field, ...]:
    """One row a subject: every measure of every node, given as ids with titles, under every lens."""
    return (
        *subject_fields(language),
        *(
            Field(f"{node}.{field.name}", f"{title}, {field.title}", field.meaning, field.kind)
            for node, title in nodes.items()
            for lens, name in lens_titles(language).items()
            for field in _under(lens, name, language)
        ),
    )


def lens_titles(language: Language) -> dict[Lens, str]:
    """The lenses with their names."""
    say = language.say
    return {"declared": say("Declared"), "evidenced": say("Evidenced"), "reviewed": say("Reviewed")}


def _under(lens: Lens, title: str, language: Language) -> tuple[Field, ...]:
    return tuple(
        Field(f"{lens}.{field.name}", f"{title}: {field.title}", field.meaning, field.kind)
        for field in measure_fields(language)
    )
