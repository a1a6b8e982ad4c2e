"""Where an interview stands, and the steps from there."""

from dataclasses import dataclass

from aigov_checklist.interviewing.course import Course, asked, unanswered
from aigov_checklist.models.profile import Profile


@dataclass(frozen=True)
class Place:
    """The question that is being asked (None at the end), and those that were shown before it."""

    here: str | None
    before: tuple[str, ...] = ()


def start(course: Course, profile: Profile) -> Place:
    """At the first question without an answer."""
    return Place(next(iter(unanswered(course, profile)), None))


def onward(place: Place, course: Course, profile: Profile) -> Place:
    """At the next question without an answer; at the end if none comes after this one."""
    number = course.numbers[place.here] if place.here else len(course.questions)
    later = (name for name in unanswered(course, profile) if course.numbers[name] > number)
    return to(place, next(later, None))


def to(place: Place, leaf_id: str | None) -> Place:
    """At another question, from which the way back leads here."""
    return Place(leaf_id, (*place.before, place.here) if place.here else place.before)


def back(place: Place, course: Course, profile: Profile) -> Place:
    """At the question that was shown before, else at the one before it in order; where there is none it stays."""
    askable = list(asked(course, profile))
    shown = list(place.before)
    while shown:
        if (name := shown.pop()) in askable and name != place.here:
            return Place(name, tuple(shown))
    number = course.numbers[place.here] if place.here else len(course.questions) + 1
    earlier = [name for name in askable if course.numbers[name] < number]
    return Place(earlier[-1]) if earlier else place
