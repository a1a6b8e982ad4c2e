"""The questions of one interview in their order: what is asked, what is open, and how one is found."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from aigov_checklist.errors import UsageError
from aigov_checklist.message import Message
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.rubric import Area, Indicator, Rubric
from aigov_checklist.report.rubrics import find_area
from aigov_checklist.scope import out_of_scope
from aigov_checklist.structure import Structure, structure_of
from aigov_checklist.suggesting import did_you_mean


@dataclass(frozen=True)
class Course:
    """The questions by id, numbered from 1 as long as the interview lasts; `area` is None for all of the rubric.

    A question that hangs on an earlier answer has its number too, whether it comes to be asked or not.
    """

    rubric: Rubric
    area: Area | None
    questions: tuple[str, ...]

    @cached_property
    def structure(self) -> Structure:
        """The rubric's tree laid open."""
        return structure_of(self.rubric)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each question."""
        return {name: number for number, name in enumerate(self.questions, start=1)}

    def area_of(self, leaf_id: str) -> Area:
        """The area that asks a question."""
        area = self.structure.nodes[self.structure.parents[leaf_id]]
        assert isinstance(area, Area)
        return area


def course_of(rubric: Rubric, profile: Profile, area_name: str | None = None) -> Course:
    """The questions that a profile is asked, of the whole rubric or of the area with that id or number.

    Raises UsageError if there is no such area, or if it asks this subject nothing.
    """
    area = None if area_name is None else find_area(rubric, area_name)
    # Without any answer only kind, tier and date decide what is asked, and they stay.
    unanswered = profile.model_copy(update={"responses": {}})
    leaves = (rubric if area is None else area).leaves()
    questions = tuple(leaf.id for leaf in leaves if not out_of_scope(leaf, unanswered, rubric))
    if not questions:
        raise UsageError(
            Message("Nothing here is asked of {kind} in the tier {tier}.", kind=profile.subject.kind, tier=profile.tier)
        )
    return Course(rubric, area, questions)


def asked(course: Course, profile: Profile) -> Iterator[str]:
    """The questions that are asked now, as earlier answers leave it."""
    for name in course.questions:
        if not out_of_scope(course.rubric.indicators[name], profile, course.rubric):
            yield name


def unanswered(course: Course, profile: Profile) -> list[str]:
    """The questions that are asked now and have no answer yet."""
    return [name for name in asked(course, profile) if is_unanswered(name, profile)]


def is_unanswered(leaf_id: str, profile: Profile) -> bool:
    """Whether the profile has no answer to an indicator, be there a note or evidence."""
    return leaf_id not in profile.responses or profile.responses[leaf_id].state == "unanswered"


def find_question(course: Course, profile: Profile, name: str) -> str:
    """The question of that number or id, or the first open one of the area with that id.

    Raises UsageError if there is none, or if it is not asked, with the reason.
    """
    numbered = {str(number): leaf_id for leaf_id, number in course.numbers.items()}
    if name.isdecimal() and name not in numbered:
        raise UsageError(
            Message("There is no question {number}: they are numbered 1 to {last}.", number=name, last=len(numbered))
        )
    found = _by_id(course, profile, numbered.get(name, name))
    if reason := out_of_scope(course.rubric.indicators[found], profile, course.rubric):
        raise UsageError(Message("{name} is not asked here: {reason}.", name=found, reason=reason))
    if found not in course.numbers:
        raise UsageError(Message("{name} does not belong to the area of this interview. Leave --area out.", name=found))
    return found


def search(course: Course, words: str) -> list[Indicator]:
    """The questions in whose id, title, area or texts every one of the words stands."""
    wanted = words.casefold().split()
    leaves = (course.rubric.indicators[name] for name in course.questions)
    return [leaf for leaf in leaves if all(word in _texts(leaf, course) for word in wanted)]


def _by_id(course: Course, profile: Profile, name: str) -> str:
    known = {leaf_id.casefold(): leaf_id for leaf_id in course.rubric.indicators}
    known |= {alias.casefold(): leaf_id for alias, leaf_id in course.rubric.aliases.items()}
    for node_id, node in course.structure.nodes.items():
        inside = {leaf.id for leaf in node.leaves()} if isinstance(node, Area) else set()
        here = [leaf_id for leaf_id in asked(course, profile) if leaf_id in inside]
        if here:
            known[node_id.casefold()] = next((one for one in here if is_unanswered(one, profile)), here[0])
    if name.casefold() not in known:
        hint = did_you_mean(name, known) or Message("Search with /WORDS.")
        raise UsageError(Message("There is no question {name!r}. {hint}", name=name, hint=hint))
    return known[name.casefold()]


def _texts(leaf: Indicator, course: Course) -> str:
    texts = (
        leaf.id,
        leaf.label,
        leaf.question,
        leaf.commitment,
        leaf.why,
        leaf.guidance,
        course.area_of(leaf.id).label,
    )
    return " ".join(text for text in texts if text).casefold()
