"""Which question each column of an export answers: by its name or label, with or without the groups it stands in."""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import islice

from aigov_checklist.forms.naming import STAMP
from aigov_checklist.importing.fields import Field
from aigov_checklist.importing.form_labels import FormLabels, plain

_SEPARATORS = re.compile(r"[/.:|-]")
"""What stands between groups: KoboToolbox lets people choose, ODK Central writes a hyphen."""

_MOST_ENDINGS = 200
"""At how many separators of one heading a name may begin."""

_SYSTEM = frozenset(
    ("SubmissionDate", "KEY", "PARENT_KEY", "SubmitterID", "SubmitterName", "AttachmentsPresent", "AttachmentsExpected",
     "Status", "ReviewState", "DeviceID", "Edits", "FormVersion", "DeletedAt", "start", "end", "today", "deviceid",
     "subscriberid", "simserial", "phonenumber", "username", "email", "audit", "instanceID", "instanceName",
     "rootUuid", "deprecatedID")
)  # fmt: skip
"""Columns that ODK and KoboToolbox add themselves."""

_THEIR_GROUPS = re.compile(r"(meta|formhub)[/.:|-]")
_MARK = "_"
"""How further columns of theirs begin; a name of ours does so only if its id begins with a digit."""


def is_stamp(heading: str) -> bool:
    """Whether a column says what the form was made of."""
    return any(ending == STAMP for ending in _endings(heading))


def is_added(heading: str) -> bool:
    """Whether a column was added by the program that collected the answers."""
    heading = heading.strip()
    return heading in _SYSTEM or heading.startswith(_MARK) or _THEIR_GROUPS.match(heading) is not None


def field_under(heading: str, fields: Mapping[str, Field], labels: FormLabels) -> Field | None:
    """What the column with this heading answers, if it belongs to the form."""
    if _THEIR_GROUPS.match(heading.strip()):
        return None
    if field := _first(heading, fields.get):
        return field
    if is_added(heading) or not heading.strip():
        return None
    return _first(plain(heading), lambda ending: fields.get(labels.question(ending) or ""))


def _first(heading: str, found: Callable[[str], Field | None]) -> Field | None:
    return next((field for ending in _endings(heading) if (field := found(ending))), None)


def _endings(heading: str) -> Iterator[str]:
    """The heading, and what is left of it behind each separator."""
    heading = heading.strip()
    yield heading
    for separator in islice(_SEPARATORS.finditer(heading), _MOST_ENDINGS):
        yield heading[separator.end() :].strip()
