"""How many problems and remarks are told at once: all, until nobody could work through them any more."""

from collections.abc import Iterable
from itertools import islice

from aigov_checklist.errors import Problem
from aigov_checklist.message import Message

MOST_PROBLEMS = 1_000

AND_MORE = Problem(
    "too-many-problems",
    Message("There are more than {most:,} problems; the rest is not listed.", most=MOST_PROBLEMS),
    Message("Correct these and check again."),
)

MOST_REMARKS = 200

MORE_REMARKS = Problem(
    "more-remarks",
    Message("There are more than {most:,} remarks; the rest is not listed.", most=MOST_REMARKS),
    severity="warning",
)


def countable(problems: Iterable[Problem]) -> list[Problem]:
    """The problems, or the first of too many and a last one that says so."""
    endless = iter(problems)
    first = list(islice(endless, MOST_PROBLEMS))
    return [*first, *(AND_MORE for _ in islice(endless, 1))]


def countable_remarks(remarks: Iterable[Problem]) -> list[Problem]:
    """The warnings, or the first of too many and a last one that says so: as warnings, they stop nothing."""
    endless = iter(remarks)
    first = list(islice(endless, MOST_REMARKS))
    return [*first, *(MORE_REMARKS for _ in islice(endless, 1))]
