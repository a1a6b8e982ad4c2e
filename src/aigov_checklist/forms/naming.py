"""The names of a form's questions: XML names that each stand for one question only, whatever the ids of a rubric.

An id's separators become runs of underscores of different lengths: `a.b` is `a__b`, `a-b` is `a___b`, `a_b` is
`a____b`; one that begins with a digit has an underscore before it.  As separators stand alone between letters and
digits, every id can be read back from its name, and a single underscore inside is left for the form's own words:
`a__b_reason` belongs to `a.b`, and `subject_name` to no indicator at all.
"""

import re
from collections.abc import Iterable

from aigov_checklist.errors import UsageError
from aigov_checklist.message import Message
from aigov_checklist.twins import twins

STAMP = "rubric_stamp"
"""The question that nobody is asked: what the form was made of."""

ABOUT = ("subject_name", "subject_id", "assessment_date", "assessment_kind", "assessor_name")
"""The questions about the assessment itself."""

INTRODUCTION = "about_note"
"""What is said at the beginning; it has no answer."""

NUMBER, REASON, NOTE, EVIDENCE = "number", "reason", "note", "evidence"
"""The parts of an answer beside its state."""

EVIDENCE_PARTS = ("title", "url", "document", "date")
"""What is asked about an item of evidence: keys of `models.profile.Evidence`."""

LEVEL, CHOICE = "level_", "choice_"
"""What stands before a level or a code as the value of an answer."""

GIVEN_NUMBER, NO_INFORMATION, NOT_APPLICABLE = "number", "no_information", "not_applicable"
"""The other values of an answer."""

_RUNS = {".": "__", "-": "___", "_": "____"}


def name_of(identifier: str) -> str:
    """The name that stands for an id.

    >>> name_of("safety.risk-assessment")
    'safety__risk___assessment'
    """
    name = re.sub(r"[._-]", lambda found: _RUNS[found[0]], identifier)
    return f"_{name}" if name[0].isdigit() else name


def part_name(identifier: str, part: str) -> str:
    """The name of a question about a part of the answer.

    >>> part_name("std.dialogue", "reason")
    'std__dialogue_reason'
    """
    return f"{name_of(identifier)}_{part}"


def evidence_name(name: str, part: str, number: int) -> str:
    """The name of a question about an item of evidence, from that of its indicator.

    >>> evidence_name("std__dialogue", "url", 2)
    'std__dialogue_url_2'
    """
    return f"{name}_{part}_{number}"


def refuse_twins(identifiers: Iterable[str]) -> None:
    """Raise UsageError for ids that only capital letters keep apart: the programs that show forms do not."""
    if found := twins(identifiers):
        raise UsageError(
            Message(
                "The ids {first} and {second} differ only in capital letters: a form cannot keep them apart.",
                first=found[0],
                second=found[1],
            )
        )
