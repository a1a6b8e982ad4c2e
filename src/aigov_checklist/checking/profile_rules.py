"""Whether a profile's answers fit its rubric: one small function a rule, all findings returned."""

from collections.abc import Callable, Iterator

from aigov_checklist.checking.days import is_day
from aigov_checklist.checking.levels import level_on_scale
from aigov_checklist.checking.numbers import has_no_ends, is_too_far
from aigov_checklist.checking.proposals import proposals_can_be_answered
from aigov_checklist.errors import Problem
from aigov_checklist.message import Message
from aigov_checklist.models.measure import ChoiceMeasure, LevelsMeasure, QuantityMeasure
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.response import Answer, Response
from aigov_checklist.models.rubric import Indicator, Rubric
from aigov_checklist.readers.counting import countable
from aigov_checklist.readers.places import Path, json_path
from aigov_checklist.scope import out_of_scope
from aigov_checklist.suggesting import did_you_mean

_ASKED = {"levels": "level", "choice": "choice", "quantity": "quantity"}
"""The key of an answer, by the type of measure."""

Rule = Callable[[Profile, Rubric], Iterator[Problem]]


def check(profile: Profile, rubric: Rubric) -> list[Problem]:
    """Everything that is wrong with the answers; an empty list means that they can be scored as they stand."""
    if problems := list(_names_this_rubric(profile, rubric)):
        return problems  # against another rubric every answer would look wrong
    return countable(problem for rule in RULES for problem in rule(profile, rubric))


def _names_this_rubric(profile: Profile, rubric: Rubric) -> Iterator[Problem]:
    named = profile.rubric
    if named.id != rubric.id:
        message = Message("The profile answers the rubric {named}, not {rubric}.", named=named.id, rubric=rubric.id)
        yield Problem(
            "other-rubric", message, Message("Give the rubric it was written for with --rubric."), "$.rubric.id"
        )
    elif named.version != rubric.version:
        message = Message(
            "The profile answers version {named} of {rubric}; the one here is {version}.",
            named=named.version,
            rubric=rubric.id,
            version=rubric.version,
        )
        hint = Message("Give the rubric of that version with --rubric, or review the answers and change the version.")
        yield Problem("other-version", message, hint, "$.rubric.version")


def _indicators_are_known(profile: Profile, rubric: Rubric) -> Iterator[Problem]:
    for name in profile.responses:
        place = json_path(("responses", name))
        if name in rubric.aliases:
            now = rubric.aliases[name]
            message = Message("{name} is asked under {now} in this rubric.", name=name, now=now)
            yield Problem("alias", message, Message("Move the answer to {now}.", now=now), place)
        elif name not in rubric.indicators:
            hint = did_you_mean(name, (*rubric.indicators, *rubric.aliases)) or Message(
                "See: aigov rubric show {rubric}.", rubric=rubric.id
            )
            yield Problem("unknown-indicator", Message("The rubric has no indicator {name}.", name=name), hint, place)


def _answers_fit_their_measure(profile: Profile, rubric: Rubric) -> Iterator[Problem]:
    for indicator, response in _known(profile, rubric):
        path: Path = ("responses", indicator.id)
        yield from _answer_fits(indicator, response, rubric, path)
        if response.review:
            yield from _answer_fits(indicator, response.review, rubric, (*path, "review"))
        if response.target:
            yield from level_on_scale(response.target.level, rubric, (*path, "target", "level"))


def _answer_fits(indicator: Indicator, answer: Answer, rubric: Rubric, path: Path) -> Iterator[Problem]:
    given = next((key for key in ("level", "choice", "quantity") if getattr(answer, key) is not None), None)
    if given is None:
        yield from _nothing_can_be_lowest(indicator, answer, path)
        return
    wanted = _ASKED[indicator.measure.type]
    if given != wanted:
        message = Message(
            "{indicator} is answered with a {wanted}, not with a {given}.",
            indicator=indicator.id,
            wanted=wanted,
            given=given,
        )
        yield Problem(
            "wrong-measure",
            message,
            Message("Write '{wanted}:' and {what}.", wanted=wanted, what=_answers(indicator, rubric)),
            json_path((*path, given)),
        )
    elif answer.level is not None:
        yield from level_on_scale(answer.level, rubric, (*path, "level"))
    elif isinstance(indicator.measure, ChoiceMeasure):
        codes = [choice.code for choice in indicator.measure.choices]
        if answer.choice not in codes:
            message = Message("{indicator} has no code {code}.", indicator=indicator.id, code=answer.choice)
            hint = did_you_mean(str(answer.choice), codes) or Message("Use one of: {known}.", known=", ".join(codes))
            yield Problem("unknown-code", message, hint, json_path((*path, "choice")))
    elif isinstance(indicator.measure, QuantityMeasure) and is_too_far(indicator.measure, answer.quantity or 0.0):
        message = Message(
            "{quantity:g} lies too far beyond the goalposts of {indicator} to be computed with.",
            quantity=answer.quantity,
            indicator=indicator.id,
        )
        yield Problem("too-large", message, Message("Check the number and its unit."), json_path((*path, "quantity")))


def _answers(indicator: Indicator, rubric: Rubric) -> Message:
    """What can be answered, in words."""
    match indicator.measure:
        case LevelsMeasure():
            known = [str(step.value) for step in rubric.scale.levels]
        case ChoiceMeasure(choices=choices):
            known = [choice.code for choice in choices]
        case QuantityMeasure():
            return Message("a number")
    return Message("one of: {known}", known=", ".join(known))


def _nothing_can_be_lowest(indicator: Indicator, answer: Answer, path: Path) -> Iterator[Problem]:
    if answer.no_information is not None and has_no_ends(indicator.measure):
        message = Message(
            "'no_information' counts as the lowest points, and {indicator} has no lowest.", indicator=indicator.id
        )
        hint = Message("Leave it unanswered, and say in a note where you looked.")
        yield Problem("no-lowest", message, hint, json_path((*path, "no_information")))


def _dates_are_real(profile: Profile, rubric: Rubric) -> Iterator[Problem]:  # noqa: ARG001 - a Rule
    for path, written in _dates(profile):
        if len(written) == len("2026-11-21") and not is_day(written):
            message = Message("{written} is not a day of the calendar.", written=written)
            yield Problem("no-such-day", message, Message("Correct the month or the day."), json_path(path))


def _evidence_precedes_the_assessment(profile: Profile, rubric: Rubric) -> Iterator[Problem]:  # noqa: ARG001
    for name, response in profile.responses.items():
        for index, item in enumerate(response.evidence):
            # ISO dates compare as text; a year or month counts from its first day.
            if item.date is not None and item.date > profile.date:
                message = Message(
                    "The evidence is dated {date}, after the assessment ({day}).", date=item.date, day=profile.date
                )
                hint = Message("Correct a date, or leave the evidence for the next assessment.")
                path = json_path(("responses", name, "evidence", index, "date"))
                yield Problem("evidence-after-assessment", message, hint, path)


def _answers_are_in_scope(profile: Profile, rubric: Rubric) -> Iterator[Problem]:
    for indicator, response in _known(profile, rubric):
        if response.answer is None:
            continue
        if reason := out_of_scope(indicator, profile, rubric):
            message = Message(
                "{indicator} is not asked here ({reason}); the answer is kept but never scored.",
                indicator=indicator.id,
                reason=reason,
            )
            path = json_path(("responses", indicator.id))
            yield Problem("out-of-scope", message, Message("Nothing needs to be done."), path, "warning")


def _country_has_its_code(profile: Profile, rubric: Rubric) -> Iterator[Problem]:  # noqa: ARG001
    code = profile.subject.id
    if profile.subject.kind == "country" and not (len(code) == 3 and code.isalpha() and code.isupper()):
        message = Message("{code} does not look like a country's code.", code=code)
        hint = Message("Use the three letters of ISO 3166-1 alpha-3, such as IDN, so that tables can be joined.")
        yield Problem("country-code", message, hint, "$.subject.id", "warning")


RULES: tuple[Rule, ...] = (
    _indicators_are_known,
    _answers_fit_their_measure,
    proposals_can_be_answered,
    _dates_are_real,
    _evidence_precedes_the_assessment,
    _answers_are_in_scope,
    _country_has_its_code,
)


def _known(profile: Profile, rubric: Rubric) -> Iterator[tuple[Indicator, Response]]:
    for name, response in profile.responses.items():
        if indicator := rubric.indicators.get(name):
            yield indicator, response


def _dates(profile: Profile) -> Iterator[tuple[Path, str]]:
    yield ("date",), profile.date
    for name, response in profile.responses.items():
        path: Path = ("responses", name)
        for index, item in enumerate(response.evidence):
            for key, written in (("date", item.date), ("accessed", item.accessed)):
                if written is not None:
                    yield (*path, "evidence", index, key), written
        if response.review and response.review.date:
            yield (*path, "review", "date"), response.review.date
        if response.target and response.target.due:
            yield (*path, "target", "due"), response.target.due
