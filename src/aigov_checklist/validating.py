"""Checking documents to the last word: the door's problems, then what the published schema says."""

from collections.abc import Callable
from typing import Any

from aigov_checklist.checking.rubric_remarks import rubric_remarks
from aigov_checklist.errors import DocumentError, Problem
from aigov_checklist.loading import admit_profile, admit_rubric
from aigov_checklist.message import Message
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.readers.places import json_path
from aigov_checklist.readers.source import DEFAULT_LIMIT
from aigov_checklist.readers.sources import FileSource, Origin, origin_of
from aigov_checklist.schema import schema_errors


def validate_profile(name: str, rubric: Rubric | None = None, *, limit: int = DEFAULT_LIMIT) -> list[Problem]:
    """Everything that is wrong with a profile; an empty list means that nothing is."""
    return _validated(
        "profile", lambda: FileSource(name, limit=limit), lambda file: admit_profile(file, rubric).warnings
    )


def validate_rubric(name: str, *, limit: int = DEFAULT_LIMIT) -> list[Problem]:
    """Everything that is wrong with a rubric file or folder, and warnings; an empty list means that nothing is."""

    def admit(origin: Origin) -> tuple[Problem, ...]:
        _refuse_profile(origin)
        remarks = rubric_remarks(admit_rubric(origin))
        return tuple(origin.placed(remarks) if remarks else ())

    return _validated("rubric", lambda: origin_of(name, limit=limit), admit)


def _refuse_profile(origin: Origin) -> None:
    """Taken for a rubric, a profile would have many problems; a person wants to know the one."""
    document, _ = origin.read()
    if isinstance(document, dict) and {"rubric", "responses"} <= document.keys():
        message, hint = Message("This is a profile, not a rubric."), Message("Check it with: aigov validate FILE.")
        raise DocumentError(origin.placed([Problem("not-a-rubric", message, hint, "$")]))


def _validated(schema: str, open_it: Callable[[], Any], admit: Callable[[Any], tuple[Problem, ...]]) -> list[Problem]:
    try:
        origin = open_it()
        warnings = admit(origin)
    except DocumentError as error:
        return list(error.problems)
    document, _ = origin.read()
    found = [
        Problem(
            "schema",
            Message("The published schema does not accept this ({rule}).", rule=error.validator),
            Message("See: aigov schema show {schema}.", schema=schema),
            json_path(tuple(error.absolute_path)),
        )
        for error in schema_errors(schema, document)
    ]
    return [*warnings, *(origin.placed(found) if found else ())]
