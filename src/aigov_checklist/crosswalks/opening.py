"""Opening a crosswalk from either side: written down once, it can be read in both directions."""

import json
from collections.abc import Sequence
from pathlib import Path

from aigov_checklist.crosswalks.rules import check_crosswalk
from aigov_checklist.errors import DocumentError, Problem, UsageError
from aigov_checklist.loading import admit
from aigov_checklist.message import Message
from aigov_checklist.models.crosswalk import Crosswalk
from aigov_checklist.models.reference import Relation
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.readers.source import DEFAULT_LIMIT
from aigov_checklist.readers.sources import FileSource
from aigov_checklist.resources import data_folder

_CONVERSE: dict[Relation, Relation] = {"subset": "superset", "superset": "subset"}
"""What a relation is from the other side; those that are not named here are the same from both."""

_BETWEEN = "--"


def shipped_crosswalks() -> dict[tuple[str, str], Path]:
    """The pairs of rubric ids that a crosswalk is shipped for, in alphabetical order -> its file."""
    files = sorted(data_folder("crosswalks").glob(f"*{_BETWEEN}*.yaml"))
    return {(one, other): path for path in files for one, _, other in [path.stem.partition(_BETWEEN)]}


def load_crosswalk(
    one: Rubric, other: Rubric, source: str | None = None, *, limit: int = DEFAULT_LIMIT
) -> Crosswalk:  # fmt: skip
    """The crosswalk of two rubrics, seen from the first: a file (YAML or JSON, or `-`), or the shipped one.

    Raises UsageError if none is shipped, DocumentError with everything that is wrong with a file.
    """
    rubrics = {rubric.id: rubric for rubric in (one, other)}
    file = FileSource(source or str(_shipped(one.id, other.id)), limit=limit)
    found = admit(file, Crosswalk, lambda crosswalk: check_crosswalk(crosswalk, rubrics))
    return found if found.one.id == one.id else converse(found)


def load_crosswalks(
    first: Rubric, others: Sequence[Rubric], sources: Sequence[str] = (), *, limit: int = DEFAULT_LIMIT
) -> list[Crosswalk]:
    """The crosswalks of the first rubric and each other: one of these files where it is about the two.

    Raises UsageError for a file that is about no such pair, or if there is no crosswalk for one.
    """
    own: dict[frozenset[str], str] = {}
    pairs = {frozenset((first.id, other.id)) for other in others}
    for source in sources:
        pair = _named_in(source, limit)
        if pair not in pairs:
            raise UsageError(
                Message(
                    "{file} is not about {first} and one of: {others}.",
                    file=source,
                    first=first.id,
                    others=", ".join(other.id for other in others),
                )
            )
        own[pair] = source
    return [load_crosswalk(first, other, own.get(frozenset((first.id, other.id))), limit=limit) for other in others]


def _named_in(source: str, limit: int) -> frozenset[str]:
    """The ids of the two rubrics that a crosswalk names, as far as it does."""
    document, _ = FileSource(source, limit=limit).read()
    sides = (document.get(key) for key in ("from", "to")) if isinstance(document, dict) else ()
    return frozenset(str(side.get("id")) for side in sides if isinstance(side, dict))


def validate_crosswalk(source: str, rubrics: dict[str, Rubric], *, limit: int = DEFAULT_LIMIT) -> tuple[Problem, ...]:
    """Everything that is wrong with a crosswalk file between two of these rubrics."""
    try:
        admit(FileSource(source, limit=limit), Crosswalk, lambda crosswalk: check_crosswalk(crosswalk, rubrics))
    except DocumentError as error:
        return error.problems
    return ()


def converse(crosswalk: Crosswalk) -> Crosswalk:
    """The same crosswalk seen from the other rubric."""
    document = crosswalk.model_dump(mode="json", by_alias=True, exclude_unset=True)
    for part in (document, *document["links"]):
        part["from"], part["to"] = part["to"], part["from"]
    for link in document["links"]:
        link["relation"] = _CONVERSE.get(link["relation"], link["relation"])
    return Crosswalk.model_validate_json(json.dumps(document))


def _shipped(one: str, other: str) -> Path:
    pairs = shipped_crosswalks()
    path = pairs.get((one, other)) or pairs.get((other, one))
    if path is None:
        raise UsageError(
            Message(
                "There is no crosswalk between {one} and {other}. There are: {known}. "
                "With one of your own it can be done as well: name its file.",
                one=one,
                other=other,
                known="; ".join(map(" ".join, pairs)),
            )
        )
    return path
