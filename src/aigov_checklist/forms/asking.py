"""One indicator in a form: its answer, what belongs to the answer, and when each question is shown."""

from aigov_checklist.forms.asked_when import shown_when
from aigov_checklist.forms.editions import Edition, Editions
from aigov_checklist.forms.elements import EvidenceBlock, Item, Option, Pattern, Question, Rule, Test, Texts
from aigov_checklist.forms.naming import (
    CHOICE,
    EVIDENCE,
    EVIDENCE_PARTS,
    GIVEN_NUMBER,
    LEVEL,
    NO_INFORMATION,
    NOT_APPLICABLE,
    NOTE,
    NUMBER,
    REASON,
    name_of,
    part_name,
)
from aigov_checklist.language import join_sentences
from aigov_checklist.models import record
from aigov_checklist.models.measure import Choice, ChoiceMeasure, LevelsMeasure, QuantityMeasure
from aigov_checklist.models.record import Kind, pattern_of
from aigov_checklist.models.rubric import Indicator, Rubric


class Asking:
    """Makes the questions of a form for one kind of subject; `asked` are the ids of all that it asks."""

    def __init__(self, editions: Editions, rubric: Rubric, kind: Kind, asked: frozenset[str]) -> None:
        self.editions, self.rubric, self.kind, self.asked = editions, rubric, kind, asked

    def item(self, leaf: Indicator) -> Item:
        """All that is asked about an indicator; every label ends with its id, so that no two are the same."""
        name = name_of(leaf.id)
        options = self._answers(leaf)
        state = Question(
            name,
            "choice",
            self._with_id(leaf, self.editions.of(leaf, lambda it: it.question or it.label)),
            self._hint(leaf),
            (
                *options,
                Option(NO_INFORMATION, self.editions.say("No information: we looked and found nothing")),
                Option(NOT_APPLICABLE, self.editions.say("Not applicable")),
            ),
        )
        number = (self._number(leaf, leaf.measure),) if isinstance(leaf.measure, QuantityMeasure) else ()
        reason = Question(
            part_name(leaf.id, REASON),
            "text",
            self._with_id(leaf, self.editions.say("Where did you look, or why does it not apply?")),
            shown_if=_is_one_of(name, (NO_INFORMATION, NOT_APPLICABLE)),
            is_required=True,
        )
        note = Question(
            part_name(leaf.id, NOTE),
            "long text",
            self._with_id(leaf, self.editions.say("Note")),
            shown_if=Rule((Test(name, "!=", ""),)),
        )
        title = self.editions.of(leaf, lambda it: it.label)
        return Item(
            name,
            title,
            shown_when(leaf, self.rubric, self.asked),
            (state, *number, reason),
            self._evidence(leaf, options),
            note,
        )

    def _hint(self, leaf: Indicator) -> Texts | None:
        """The guidance; for what is planned first from when it counts, since the day is filled in with the form."""
        hints = [self.editions.of(leaf, lambda it: it.guidance or "")] if leaf.guidance else []
        if leaf.planned:
            when = self.editions.say("This counts in assessments dated from {date} on.", date=leaf.planned.start)
            hints.insert(0, when)
        if not hints:
            return None
        return self.editions.each(lambda edition: join_sentences(texts[edition.language.code] for texts in hints))

    def _answers(self, leaf: Indicator) -> tuple[Option, ...]:
        match leaf.measure:
            case LevelsMeasure():
                levels = enumerate(self.rubric.scale.levels)
                return tuple(Option(f"{LEVEL}{level.value}", self._level(leaf, at)) for at, level in levels)
            case ChoiceMeasure(choices=choices):
                return tuple(Option(f"{CHOICE}{choice.code}", self._choice(choice)) for choice in choices)
        return (Option(GIVEN_NUMBER, self.editions.say("A number, given below")),)

    def _level(self, leaf: Indicator, at: int) -> Texts:
        def text(edition: Edition) -> str:
            level = edition.rubric.scale.levels[at]
            texts = edition.rubric.indicators[leaf.id].descriptors(self.kind)
            return f"{level.value}: {texts.get(str(level.value), level.name)}"

        return self.editions.each(text)

    def _choice(self, choice: Choice) -> Texts:
        return self.editions.each(lambda _: f"{choice.code}: {choice.title}" if choice.title else choice.code)

    def _number(self, leaf: Indicator, measure: QuantityMeasure) -> Question:
        say = self.editions.say
        label = say("The number, in {unit}", unit=measure.unit) if measure.unit else say("The number")
        return Question(
            part_name(leaf.id, NUMBER),
            "number",
            self._with_id(leaf, label),
            shown_if=_is_one_of(name_of(leaf.id), (GIVEN_NUMBER,)),
            is_required=True,
        )

    def _evidence(self, leaf: Indicator, options: tuple[Option, ...]) -> EvidenceBlock:
        say = self.editions.say
        labels = dict(
            zip(
                EVIDENCE_PARTS,
                (
                    say("Name of the document"),
                    say("Its web address"),
                    say("Or where else it can be found: a number, an archive, an office"),
                    say("Its date: a year, a month or a day"),
                ),
                strict=True,
            )
        )
        patterns = {
            "url": Pattern(pattern_of(record.Url), say("It must begin with https:// or http:// and hold no spaces.")),
            "date": Pattern(
                pattern_of(record.PartialDate), say("Write a year, a month or a day: 2026, 2026-11 or 2026-11-21.")
            ),
        }
        questions = tuple(
            Question(part, "text", self._with_id(leaf, label), pattern=patterns.get(part))
            for part, label in labels.items()
        )
        hint = None
        if leaf.evidence:
            hint = self.editions.each(
                lambda edition: edition.language.say(
                    "Evidence that would show it: {items}.",
                    items="; ".join(edition.rubric.indicators[leaf.id].evidence),
                )
            )
        name = part_name(leaf.id, EVIDENCE)
        return EvidenceBlock(
            name, say("Evidence"), hint, questions, _is_one_of(name_of(leaf.id), self._claims(options))
        )

    def _claims(self, options: tuple[Option, ...]) -> list[str]:
        """The answers that evidence is asked for: from the rubric's level on, and codes and numbers."""
        values = [option.value for option in options]
        low = {f"{LEVEL}{at}" for at in self.rubric.scale.points if at < self.rubric.evidence.from_level}
        return [value for value in values if value not in low]

    def _with_id(self, leaf: Indicator, texts: Texts) -> Texts:
        return {code: f"{text} ({leaf.id})" for code, text in texts.items()}


def _is_one_of(name: str, values: tuple[str, ...] | list[str]) -> Rule:
    return Rule(tuple(Test(name, "=", value) for value in values))
