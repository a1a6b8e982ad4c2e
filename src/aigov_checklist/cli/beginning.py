"""A profile in which nothing is answered yet: the form of one subject, in the language of this run."""

import re
from datetime import date

from aigov_checklist.cli.speaking import spoken
from aigov_checklist.errors import UsageError
from aigov_checklist.forms.blank import blank_form
from aigov_checklist.message import Message
from aigov_checklist.models.record import Kind, Tier
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.translation import translated


def beginning(rubric: Rubric, *, kind: Kind, name: str, subject_id: str | None, tier: Tier, day: date | None) -> bytes:
    """The form; without `subject_id` the subject is known by its name, without `day` it is assessed today.

    Raises UsageError for a subject without a name, or with an id that is none.
    """
    name, chosen = named(name, subject_id)
    form = blank_form(
        translated(rubric, spoken().code),
        kind=kind,
        name=name,
        subject_id=chosen,
        tier=tier,
        date=day_of(day),
        language=spoken(),
    )
    return form.encode("utf-8")


def named(name: str, subject_id: str | None) -> tuple[str, str]:
    """A subject's name and id; without an id one is made of the name. Raises UsageError if one of them is none."""
    name = name.strip()
    chosen = subject_id or re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-") or "subject"
    if not name or not re.fullmatch(r"[A-Za-z0-9]+([._-][A-Za-z0-9]+)*", chosen):
        raise UsageError(
            Message("A subject needs a name, and an id of letters, digits, dots, hyphens and underscores.")
        )
    return name, chosen


def day_of(day: date | None) -> str:
    """The day of the assessment, today if none is given."""
    return (day or date.today()).strftime("%Y-%m-%d")
