"""The door: documents are read, shaped into records and checked; what comes through can be trusted."""

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError

from aigov_checklist.checking.profile_rules import check
from aigov_checklist.checking.salvaging import salvaged
from aigov_checklist.errors import DocumentError, Problem, UsageError, has_errors
from aigov_checklist.message import Message
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.record import Record
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.readers.source import DEFAULT_LIMIT, STANDARD_INPUT
from aigov_checklist.readers.sources import FileSource, Origin, origin_of
from aigov_checklist.registry import installed_rubrics, is_known, known_rubrics, shipped_rubric
from aigov_checklist.shape import shape_problems
from aigov_checklist.suggesting import did_you_mean
from aigov_checklist.translation import translated

R = TypeVar("R", bound=Record)

_UNREAD = ("alias", "key-not-text", "lone-surrogate", "not-finite")
"""Problems of form that leave something else in the place of what was written."""


class Opened(NamedTuple):
    """A profile that can be scored, its rubric, and what there is to remark on it (warnings only)."""

    profile: Profile
    rubric: Rubric
    warnings: tuple[Problem, ...]


def load_rubric(source: str | Path, *, limit: int = DEFAULT_LIMIT) -> Rubric:
    """A rubric: an id, a file (YAML or JSON), a rubric folder, or `-` for standard input.

    An id is that of a shipped rubric, or of one that an installed package brings; the path of a file or folder that
    exists goes before the latter.  `limit` is the largest file that is read, in bytes.  Raises DocumentError with
    everything that is wrong with the rubric, UsageError for a name that is neither known nor a path.
    """
    name = str(source)
    if shipped := shipped_rubric(name):
        return _read_shipped(shipped)
    if isinstance(source, str) and _may_be_an_id(name) and (installed := _load_installed(name, limit)):
        return installed
    if isinstance(source, str) and _may_be_an_id(name) and "." not in name:
        known = known_rubrics()
        hint = did_you_mean(name, known) or Message("There are: {rubrics}.", rubrics=", ".join(known))
        raise UsageError(
            Message(
                "There is no rubric {name!r}. {hint} For a rubric of your own, give its path.", name=name, hint=hint
            )
        )
    return admit_rubric(origin_of(name, limit=limit))


def load_known_rubrics(language: str | None = None) -> tuple[list[Rubric], list[Problem]]:
    """Every rubric that goes by its id and can be used, in a language if one is given; and problems of the others."""
    rubrics, problems = [], list(installed_rubrics().broken.values())
    for name in known_rubrics():
        try:
            rubric = load_known_rubric(name)
            rubrics.append(translated(rubric, language) if language else rubric)
        except DocumentError as error:
            problems += error.problems
    return rubrics, problems


def load_known_rubric(rubric_id: str) -> Rubric:
    """The rubric that goes by this id: a shipped one, or that of an installed package. See `load_rubric`."""
    shipped = shipped_rubric(rubric_id)
    rubric = _read_shipped(shipped) if shipped else _load_installed(rubric_id, DEFAULT_LIMIT)
    if rubric is None:
        raise UsageError(Message("There is no rubric {name}.", name=rubric_id))
    return rubric


def load_profile(source: str | Path, rubric: Rubric | None = None, *, limit: int = DEFAULT_LIMIT) -> Profile:
    """A checked profile from a file (YAML or JSON) or `-`; see `open_profile` for rubric and errors."""
    return open_profile(source, rubric, limit=limit).profile


def open_profile(source: str | Path, rubric: Rubric | None = None, *, limit: int = DEFAULT_LIMIT) -> Opened:
    """A checked profile with its rubric: the one given, else the known one that the profile names.

    Raises DocumentError with every problem of form, of shape and of fit with the rubric at once.
    """
    return admit_profile(FileSource(str(source), limit=limit), rubric)


def admit_rubric(origin: Origin) -> Rubric:
    """The rubric of an origin, once all its rules are met. Raises DocumentError."""
    from aigov_checklist.checking.rubric_rules import check_rubric  # noqa: PLC0415 - shipped rubrics do not wait for it

    document, form = origin.read()
    rubric, shape = _shaped(Rubric, document)
    _accept(origin, form, shape, check_rubric(rubric) if rubric else ())
    assert rubric is not None
    return rubric


def rubric_named_in(origin: FileSource) -> str:
    """The id of the rubric that a profile names; empty if it names none. Raises DocumentError."""
    name = _named_in(origin.read()[0])
    return name if isinstance(name, str) else ""


def admit_profile(origin: FileSource, rubric: Rubric | None) -> Opened:
    """The profile of an origin, once it fits its rubric; see `open_profile`. Raises DocumentError."""
    document, form = origin.read()
    profile, shape = _shaped(Profile, document)
    found: list[Problem] = []
    if rubric is None:
        rubric, found = _rubric_named_in(document, shape)
    if rubric is not None:
        found = _misfits(profile, document, rubric)
    warnings = _accept(origin, form, shape, found)
    assert profile is not None and rubric is not None  # noqa: PT018 - else there was an error to raise
    return Opened(profile, rubric, tuple(warnings))


def admit(origin: FileSource, model: type[R], rules: Callable[[R], Iterable[Problem]]) -> R:
    """Any other record of a file, once its rules are met. Raises DocumentError with everything that is wrong."""
    document, form = origin.read()
    record, shape = _shaped(model, document)
    _accept(origin, form, shape, rules(record) if record else ())
    assert record is not None
    return record


def _read_shipped(path: Path) -> Rubric:
    """A rubric that was checked when the package was built and tested: nobody should wait for that again."""
    canonical = path.read_bytes()
    rubric = Rubric.model_validate_json(canonical)
    # The file is the canonical JSON, so its own hash is the digest that the record would compute.
    rubric.__dict__["digest"] = hashlib.sha256(canonical).hexdigest()
    return rubric


def _load_installed(rubric_id: str, limit: int) -> Rubric | None:
    """The rubric that an installed package brings under this id, checked as every document of others."""
    installed = installed_rubrics()
    if problem := installed.broken.get(rubric_id):
        raise DocumentError([problem])
    place = installed.places.get(rubric_id)
    if place is None:
        return None
    try:
        rubric = admit_rubric(FileSource(str(place.path), limit=limit))
    except DocumentError as error:
        message = Message("The rubric {id} of the installed package {package} cannot be used.", id=rubric_id,
                          package=place.package)  # fmt: skip
        hint = Message("Ask for a package without problems, or uninstall it.")
        raise DocumentError([Problem("broken-plugin", message, hint), *error.problems]) from None
    if rubric.id != rubric_id:
        message = Message("What the installed package {package} calls {id} is the rubric {other}.",
                          package=place.package, id=rubric_id, other=rubric.id)  # fmt: skip
        raise DocumentError(
            [Problem("broken-plugin", message, Message("Uninstall the package, or ask for one that fits."))]
        )
    return rubric


def _may_be_an_id(name: str) -> bool:
    # os.path, unlike Path, answers no for what cannot be a path.
    return name != STANDARD_INPUT and not any(sign in name for sign in "/\\\x00") and not os.path.exists(name)  # noqa: PTH110


def _shaped(model: type[R], document: Any) -> tuple[R | None, list[Problem]]:
    # From JSON text, because only there strict means what the schema says: no "3" and no true for a level.
    text = json.dumps(document, ensure_ascii=False, allow_nan=False)
    try:
        return model.model_validate_json(text), []
    except ValidationError as error:
        return None, shape_problems(error, document)


def _accept(origin: Origin, form: list[Problem], shape: list[Problem], rules: Iterable[Problem]) -> list[Problem]:
    """The warnings, placed; raises DocumentError with everything if there is any error."""
    # What could not be read has no shape to speak of.
    unread = {problem.path for problem in form if problem.code in _UNREAD}
    shape = [problem for problem in shape if problem.path not in unread]
    problems = list(dict.fromkeys((*form, *shape, *rules)))
    if problems:
        problems = origin.placed(problems)
    if has_errors(problems):
        raise DocumentError(problems)
    return problems


def _named_in(document: Any) -> Any:
    reference = document.get("rubric") if isinstance(document, dict) else None
    return reference.get("id") if isinstance(reference, dict) else None


def _rubric_named_in(document: Any, shape: list[Problem]) -> tuple[Rubric | None, list[Problem]]:
    name = _named_in(document)
    if isinstance(name, str) and is_known(name):
        return load_known_rubric(name), []
    place = "$.rubric.id"
    if not isinstance(name, str) or any(problem.path == place for problem in shape):
        return None, []
    known = known_rubrics()
    hint = did_you_mean(name, known)
    hint = hint or Message(
        "Use one of: {rubrics}; or give a rubric of your own with --rubric.", rubrics=", ".join(known)
    )
    return None, [Problem("unknown-rubric", Message("There is no rubric {name}.", name=name), hint, place)]


def _misfits(profile: Profile | None, document: Any, rubric: Rubric) -> list[Problem]:
    """What does not fit the rubric; a misshapen profile is checked as far as it can be, so that all is told at once."""
    if profile is not None:
        return check(profile, rubric)
    usable = salvaged(document, rubric)
    return [problem for problem in check(usable, rubric) if problem.severity == "error"] if usable else []
