"""What the questions of a form ask for: the assessment, or a part of the answer to an indicator."""

from typing import NamedTuple

from aigov_checklist.forms.naming import (
    ABOUT,
    EVIDENCE_PARTS,
    INTRODUCTION,
    NOTE,
    NUMBER,
    REASON,
    STAMP,
    evidence_name,
    name_of,
    part_name,
)
from aigov_checklist.forms.numbered import EVIDENCE_ITEMS
from aigov_checklist.models.rubric import Rubric

STATE = "state"
"""The part of an answer that says which it is: a level, a code, a number, or why there is none."""


class Field(NamedTuple):
    """A part of an indicator's answer, or of what is said about the assessment if there is no indicator.

    `number` counts the items of evidence from 1; it is 0 for everything else.
    """

    indicator: str
    part: str
    number: int = 0


def fields_of(rubric: Rubric) -> dict[str, Field]:
    """Every question that a form of this rubric may ask, by its name."""
    fields = {name: Field("", name) for name in (STAMP, INTRODUCTION, *ABOUT)}
    for leaf in rubric.leaves():
        fields[name_of(leaf.id)] = Field(leaf.id, STATE)
        fields |= {part_name(leaf.id, part): Field(leaf.id, part) for part in (NUMBER, REASON, NOTE)}
        fields |= {
            evidence_name(name_of(leaf.id), part, number): Field(leaf.id, part, number)
            for number in range(1, EVIDENCE_ITEMS + 1)
            for part in EVIDENCE_PARTS
        }
    return fields
