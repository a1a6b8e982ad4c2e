"""The shapes of profiles, made from the models and a rubric: what they take, the models take."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_type_hints

from msgspec import Meta, UnsetType

from aigov_checklist.batch.shapes import Absent, Key, Shape
from aigov_checklist.checking.numbers import has_no_ends
from aigov_checklist.models.measure import ChoiceMeasure, LevelsMeasure
from aigov_checklist.models.profile import Profile, Subject
from aigov_checklist.models.record import PartialDate, Record, Text, TextForm, Url, pattern_of
from aigov_checklist.models.response import Evidence, Response
from aigov_checklist.models.rubric import Indicator, Rubric

_REMARKS = ("no_information", "not_applicable", "note", "confidence", "reply")
"""The texts of a response; what else it may have (a review, a target, a proposal) is for the door."""

_NOT_BLANK = pattern_of(Text)
_LOOKED_AT = {("url", pattern_of(Url)), ("date", pattern_of(PartialDate)), ("accessed", pattern_of(PartialDate))}
"""Keys with the patterns that `fast` looks for in many texts at once, as it does for blank texts."""


class NoAnswer(int):
    """Stands in the place of an answer that is not there: a number that is no level."""


class Written(NamedTuple):
    """How many strings, and how many states of answers, were written."""

    strings: int
    states: int


class ProfileShapes:
    """The shapes in a profile of one rubric.

    Its `responses` have a field for each indicator, in the rubric's order; each has the level or code as `given`.
    Texts that are left out are empty, and so is evidence.
    """

    def __init__(self, rubric: Rubric) -> None:
        self.evidence = Shape("Evidence", *_texts(Evidence, *Evidence.model_fields))
        self._answers: dict[Any, Shape] = {}
        self._names: dict[Any, list[str]] = {}
        self.responses = Shape("Responses", *self._responses(rubric))
        self.reference = Shape(
            "Reference", Key("id", Literal[rubric.id], 2), Key("version", Literal[rubric.version], 2)
        )
        groups = _groups(get_type_hints(Subject, include_extras=True)["groups"])
        self.subject = Shape(
            "Subject", *_texts(Subject, "id", "name", "kind"), Key("groups", groups, 1, absent=Absent())
        )
        hints = get_type_hints(Profile, include_extras=True)
        self.profile = Shape(
            "Profile",
            Key("rubric", self.reference.type, 1),
            Key("kind", hints["kind"], 2),
            Key("date", str, 2),
            Key("subject", self.subject.type, 1),
            Key("responses", self.responses.type, 1),
            Key("tier", hints["tier"], 2, absent=Absent()),
            *_texts(Profile, "statement"),
        )
        self._all = (self.profile, self.reference, self.subject, self.responses, *self._answers.values(), self.evidence)
        for shape in self._all:
            shape.begin()

    @property
    def are_unused(self) -> bool:
        """Whether there is no profile decoded by them, so that counting can begin."""
        return all(shape.is_unused for shape in self._all)

    def count(self) -> None:
        """Count what was decoded, before anything is done with it."""
        for shape in self._all:
            shape.count()

    def written(self, profiles: Sequence[Any], items: int) -> "Written":
        """What was written in these profiles, all that were counted, with so many items of evidence."""
        number = len(profiles)
        heads = (self.profile, self.reference, self.subject, self.responses)
        strings = sum(shape.strings(number) for shape in heads) + self.evidence.strings(items)
        strings += sum(2 * len(profile.subject.groups) for profile in profiles)
        states = 0
        for kind, shape in self._answers.items():
            names = self._names[kind]
            responses = number * len(names) - self.responses.lacking(names[0])
            strings += shape.strings(responses)
            states += sum(responses - shape.lacking(state) for state in ("no_information", "not_applicable"))
        return Written(strings, states)

    def _responses(self, rubric: Rubric) -> Iterator[Key]:
        """A key for each indicator, of one type for all that take the same answers."""
        empty: dict[Any, Any] = {}
        for place, leaf in enumerate(rubric.leaves()):
            kind = (answers_to(leaf, rubric), type(leaf.measure), has_no_ends(leaf.measure))
            if kind not in self._answers:
                self._answers[kind] = shape = self._response(leaf, rubric)
                empty[kind] = shape.type()
            self._names.setdefault(kind, []).append(f"r{place}")
            yield Key(f"r{place}", self._answers[kind].type, 1, absent=empty[kind], alias=leaf.id)

    def _response(self, indicator: Indicator, rubric: Rubric) -> Shape:
        answers = answers_to(indicator, rubric)
        given = Literal[answers] if answers else UnsetType
        match indicator.measure:
            case LevelsMeasure():
                key = Key("given", given, 1, absent=no_answer(rubric), alias="level")
            case ChoiceMeasure():
                key = Key("given", given, 2, absent=no_answer(rubric), alias="choice")
            case _:  # no key of this name can be written
                key = Key("given", UnsetType, 1, absent=no_answer(rubric), alias="-")
        texts = _texts(Response, *_REMARKS)
        if has_no_ends(indicator.measure):  # then nothing is its lowest, which no information would count as
            texts = (text._replace(type=UnsetType) if text.name == "no_information" else text for text in texts)
        evidence: Any = list[self.evidence.type]  # type: ignore[name-defined] # a type made here
        return Shape("Response", key, Key("evidence", evidence, 1, absent=Absent()), *texts)


def no_answer(rubric: Rubric) -> NoAnswer:
    """One more that nothing else refers to, equal to all others of the rubric."""
    return NoAnswer(1 + max(level.value for level in rubric.scale.levels))


def answers_to(indicator: Indicator, rubric: Rubric) -> tuple[int | str, ...]:
    """The answers that can be listed; none for a quantity."""
    match indicator.measure:
        case LevelsMeasure():
            return tuple(level.value for level in rubric.scale.levels)
        case ChoiceMeasure(choices=choices):
            return tuple(choice.code for choice in choices)
    return ()


def _texts(model: type[Record], *names: str) -> Iterator[Key]:
    """Keys of a model that have texts, or one of some words."""
    hints = get_type_hints(model, include_extras=True)
    for name in names:
        if model.model_fields[name].is_required():
            yield Key(name, _text(hints[name], name), 2)
        else:  # Maybe[Text] is Annotated[Text | None, ...]
            yield Key(name, _text(get_args(get_args(hints[name])[0])[0], name), 2, absent=Absent())


def _text(annotation: Any, name: str = "") -> Any:
    """A type of text by its lengths, and its pattern unless `fast` looks for that; words as they are."""
    form = next((part for part in getattr(annotation, "__metadata__", ()) if isinstance(part, TextForm)), None)
    if form is None:
        return annotation
    limits: dict[str, Any] = {"min_length": 1, "max_length": form.schema.get("max_length")}
    if form.pattern != _NOT_BLANK and (name, form.pattern) not in _LOOKED_AT:
        limits["pattern"] = form.pattern.removesuffix("$") + r"\Z"  # here `$` would let a last line break pass
    return Annotated[str, Meta(**limits)]


def _groups(annotation: Any) -> Any:
    key, value = get_args(annotation)
    return dict[_text(key), _text(value)]  # type: ignore[misc] # types made here
