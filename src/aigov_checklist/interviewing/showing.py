"""What is shown in an interview, as lines for a terminal of any width; nothing in them could drive it."""

from collections.abc import Iterable, Iterator

from wcwidth import wcswidth, wrap

from aigov_checklist.answer_words import answer_words, evidence_words, proposal_words
from aigov_checklist.harmless import visible
from aigov_checklist.interviewing.answers import codes_of
from aigov_checklist.interviewing.course import Course
from aigov_checklist.interviewing.typed import COMMANDS, hidden_commands
from aigov_checklist.language import Language
from aigov_checklist.models.measure import ChoiceMeasure, LevelsMeasure, QuantityMeasure
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.proposal import Proposal
from aigov_checklist.models.record import Kind
from aigov_checklist.models.response import Response
from aigov_checklist.models.rubric import Area, Indicator
from aigov_checklist.report.proposals import confidence_words, ground_words

_NARROWEST = 20
_MOST_FOUND = 20


def wrapped(text: str, width: int, *, first: str = "", later: str = "") -> list[str]:
    """The text, harmless and on one line, wrapped by what it takes up on a screen."""
    line = " ".join(visible(text).split())
    return wrap(
        line,
        max(width, _NARROWEST),
        initial_indent=first,
        subsequent_indent=later,
        break_long_words=wcswidth(line) > len(line),  # scripts without spaces may break anywhere
        break_on_hyphens=False,
    ) or [first.rstrip()]


def area_title(area: Area) -> str:
    """An area's title behind its number."""
    return f"{area.number}. {area.label}" if area.number is not None else area.label


def question_lines(leaf_id: str, course: Course, profile: Profile, *, language: Language, width: int) -> Iterator[str]:
    """A question with why it matters, its evidence examples and, nearest to the prompt, its answers."""
    say, leaf = language.say, course.rubric.indicators[leaf_id]
    number, total = course.numbers[leaf_id], len(course.questions)
    stand = say("Question {number} of {total}", number=number, total=total)
    yield from ("", "-" * min(width, wcswidth(stand)), stand)
    yield from wrapped(area_title(course.area_of(leaf_id)), width)
    yield from wrapped(f"{leaf.label} ({leaf_id})" if leaf.title else leaf_id, width)
    if leaf.question:
        yield from ("", *wrapped(leaf.question, width))
    if leaf.why:
        yield from ("", *wrapped(say("Why: {text}", text=leaf.why), width))
    if leaf.guidance:
        yield from ("", *wrapped(say("Guidance: {text}", text=leaf.guidance), width))
    if leaf.evidence:
        yield from ("", *wrapped(say("Evidence that would show it:"), width))
        for item in leaf.evidence:
            yield from wrapped(item, width, first="- ", later="  ")
    yield ""
    yield from _answers(leaf, course, profile.subject.kind, language, width)
    yield ""
    if leaf_id in profile.responses:
        yield from _so_far(profile.responses[leaf_id], language, width)
    yield from wrapped(say("na REASON: does not apply; none WHERE YOU LOOKED: no information; c: clear"), width)
    yield from wrapped(say("s skip, b back, n note, e evidence, j jump, / search, ? help, q quit"), width)
    if hidden := hidden_commands(codes_of(leaf)):
        text = say(
            "Here {letters} are answers. Commands of these letters take a colon: {example}.",
            letters=", ".join(hidden),
            example=f":{hidden[0]}",
        )
        yield from wrapped(text, width)


def help_lines(language: Language, width: int) -> Iterator[str]:
    """What can be typed, a line for each command."""
    say = language.say
    names = {command: f"{command.letters} {language.tell(command.takes)}".strip() for command in COMMANDS}
    rows = [(say("an answer"), say("the level, code or number, as listed with the question"))]
    rows += [(names[command], language.tell(command.does)) for command in COMMANDS]
    rows.append((say("Enter"), say("show the question again")))
    room = max(wcswidth(name) for name, _ in rows) + 2
    for name, does in rows:
        if 2 * room > width:
            yield from (*wrapped(name, width), *wrapped(does, width, first="    ", later="    "))
        else:
            yield from wrapped(does, width, first=f"{name}{' ' * (room - wcswidth(name))}", later=" " * room)


def found_lines(
    found: Iterable[Indicator], course: Course, profile: Profile, *, language: Language, width: int
) -> Iterator[str]:
    """The questions that a search found, with their numbers and answers."""
    leaves = list(found)
    for leaf in leaves[:_MOST_FOUND]:
        answer = answer_words(profile.responses.get(leaf.id, Response()), language)
        begin = f"{course.numbers[leaf.id]:>4}  "
        yield from wrapped(f"{leaf.label} ({leaf.id}): {answer}", width, first=begin, later=" " * len(begin))
    if not leaves:
        yield language.say("Nothing was found.")
    elif more := len(leaves[_MOST_FOUND:]):
        yield language.count("And {number} more.", "And {number} more.", more)


def _answers(leaf: Indicator, course: Course, kind: Kind, language: Language, width: int) -> Iterator[str]:
    texts = leaf.descriptors(kind)
    match leaf.measure:
        case LevelsMeasure():
            rows = [(str(level.value), texts.get(str(level.value), level.name)) for level in course.rubric.scale.levels]
        case ChoiceMeasure(choices=choices):
            rows = [(choice.code, choice.title or "") for choice in choices]
        case QuantityMeasure(unit=unit):
            number = language.say("a number, in {unit}", unit=unit) if unit else language.say("a number")
            rows = [("", number)]
    room = max(len(code) for code, _ in rows)
    for code, text in rows:
        yield from wrapped(text, width, first=f"  {code:<{room}}  ", later=" " * (room + 4))


def _so_far(response: Response, language: Language, width: int) -> Iterator[str]:
    say = language.say
    if response.state != "unanswered":
        yield from wrapped(say("Answer so far: {answer}", answer=answer_words(response, language)), width)
    for item in response.evidence:
        yield from wrapped(say("Evidence: {item}", item=evidence_words(item)), width)
    if response.note:
        yield from wrapped(say("Note: {text}", text=response.note), width)
    if response.proposal and response.state == "unanswered":
        yield from _proposed(response.proposal, language, width)


def _proposed(proposal: Proposal, language: Language, width: int) -> Iterator[str]:
    words = language.say(
        "Proposed: {words} (confidence: {confidence}). {reason}",
        words=language.tell(proposal_words(proposal)),
        confidence=confidence_words(language)[proposal.confidence],
        reason=proposal.reason,
    )
    yield from wrapped(words, width)
    for ground in proposal.grounds:
        yield from wrapped(ground_words(ground, proposal, language), width, first="- ", later="  ")
    yield ""
