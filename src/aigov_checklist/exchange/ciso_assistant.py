"""A rubric as a library of CISO Assistant: areas as nodes that order, indicators as requirements to assess."""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import product
from typing import Any

import yaml

from aigov_checklist.errors import UsageError
from aigov_checklist.exchange.ciso_editions import LOCALE, Edition, Editions, Texts, editions_of, first
from aigov_checklist.exchange.ciso_questions import questions
from aigov_checklist.message import Message
from aigov_checklist.models.record import Kind, Tier
from aigov_checklist.models.rubric import Area, Indicator, Rubric
from aigov_checklist.semver import version_key
from aigov_checklist.structure import structure_of
from aigov_checklist.twins import twins

PACKAGER = "aigov-checklist"

_KINDS: tuple[Kind, ...] = ("country", "organization")
_TIERS: tuple[Tier, ...] = ("essential", "full")
_GROUPS = tuple(product(_KINDS, _TIERS))
"""CISO Assistant asks what is in any of the chosen groups, so a group has to stand for a kind and a tier at once."""

_LARGEST_MAJOR = (2**31 - 1) // 1_000_000 - 1
"""A database keeps whole numbers up to 2147483647."""


def ciso_library(rubric: Rubric) -> bytes:
    """The library as YAML, with what a rubric of ours holds that a framework of CISO Assistant can hold, too.

    Raises UsageError where its ids, its version or the code of its language cannot be written there.
    """
    _refuse_twins(rubric)
    editions = editions_of(rubric)
    library = {
        "urn": _urn("library", rubric),
        "locale": _locale(rubric),
        "ref_id": rubric.id,
        **editions.texts(_about),
        "copyright": first(rubric.licence, "not stated"),
        "version": _whole_number(rubric.version),
        "provider": PACKAGER,
        "packager": PACKAGER,
        "objects": {"framework": _framework(rubric, editions)},
    }
    return yaml.safe_dump(library, sort_keys=False, allow_unicode=True, width=110).encode("utf-8")


def _framework(rubric: Rubric, editions: Editions) -> dict[str, Any]:
    values = [level.value for level in rubric.scale.levels]
    return {
        "urn": _urn("framework", rubric),
        "ref_id": rubric.id,
        **editions.texts(_about),
        "min_score": min(values),
        "max_score": max(values),
        "scores_definition": [
            {"score": level.value, **editions.texts(partial(_level, at=at))}
            for at, level in enumerate(rubric.scale.levels)
        ],
        "implementation_groups_definition": [
            {"ref_id": _group_id(*group), **editions.texts(partial(_group, kind=group[0], tier=group[1]))}
            for group in _GROUPS
            if any(_is_asked(leaf, *group) for leaf in rubric.leaves())
        ],
        "requirement_nodes": list(_nodes(rubric.areas, rubric, editions, depth=1)),
    }


def _nodes(
    areas: Iterable[Area], rubric: Rubric, editions: Editions, *, depth: int, parent: str | None = None
) -> Iterator[dict[str, Any]]:  # fmt: skip
    """Areas, each before what lies inside."""
    for area in areas:
        texts = editions.texts(partial(_area, name=area.id))
        yield _node(area.id, rubric, depth, parent, is_assessable=False) | texts
        yield from _nodes(area.areas, rubric, editions, depth=depth + 1, parent=area.id)
        for leaf in area.indicators:
            yield _requirement(leaf, rubric, editions, depth + 1, area.id)


def _requirement(leaf: Indicator, rubric: Rubric, editions: Editions, depth: int, parent: str) -> dict[str, Any]:
    node = _node(leaf.id, rubric, depth, parent, is_assessable=not leaf.is_retired)
    node |= editions.texts(lambda edition: _indicator(edition.rubric.indicators[leaf.id], edition))
    if leaf.is_retired:
        return node
    asked = [_group_id(*group) for group in _GROUPS if _is_asked(leaf, *group)]
    return node | {"implementation_groups": asked, "questions": questions(leaf, node["urn"], rubric, editions)}


def _node(name: str, rubric: Rubric, depth: int, parent: str | None, *, is_assessable: bool) -> dict[str, Any]:
    node = {"urn": _urn("req_node", rubric, name), "assessable": is_assessable, "depth": depth, "ref_id": name}
    return node | ({"parent_urn": _urn("req_node", rubric, parent)} if parent else {})


def _about(edition: Edition) -> Texts:
    rubric = edition.rubric
    name = first(rubric.title, rubric.id)
    return {"name": name, "description": first(rubric.summary, name)}


def _level(edition: Edition, at: int) -> Texts:
    level = edition.rubric.scale.levels[at]
    name = first(level.name, str(level.value))
    return {"name": name, "description": first(level.criterion, name)}


def _group(edition: Edition, kind: Kind, tier: Tier) -> Texts:
    say = edition.language.say
    names = {
        ("country", "essential"): say("Countries, essential indicators"),
        ("country", "full"): say("Countries, all indicators"),
        ("organization", "essential"): say("Organizations, essential indicators"),
        ("organization", "full"): say("Organizations, all indicators"),
    }
    return {
        "name": names[kind, tier],
        "description": say("Choose just one of the groups. Without a choice everything is asked."),
    }


def _area(edition: Edition, name: str) -> Texts:
    area = structure_of(edition.rubric).nodes[name]
    assert isinstance(area, Area)
    return {"name": first(area.title, area.id), "description": area.aim or ""}


def _indicator(leaf: Indicator, edition: Edition) -> Texts:
    return {
        "name": first(leaf.title, leaf.id),
        "description": leaf.commitment or "",
        "annotation": "\n\n".join(_annotations(leaf, edition)),
        "typical_evidence": "\n".join(f"- {item}" for item in leaf.evidence),
    }


def _annotations(leaf: Indicator, edition: Edition) -> Iterator[str]:
    """What else there is to know: why it is asked, what to look for, where it stands, and from when to when."""
    say = edition.language.say
    yield from (text for text in (leaf.why, leaf.guidance) if text)
    if leaf.source:
        titles = {document.id: document.title for document in edition.rubric.documents}
        yield say(
            "Source: {title}, {locator}; source status: {status}.",
            title=titles.get(leaf.source.document, leaf.source.document),
            locator=leaf.source.locator,
            status=leaf.source.source_status,
        )
    if leaf.retired:
        yield say("Retired in version {version}: {reason}", version=leaf.retired.version, reason=leaf.retired.reason)
    if leaf.planned:
        yield say("Asked from {day} on.", day=leaf.planned.start)


def _is_asked(leaf: Indicator, kind: Kind, tier: Tier) -> bool:
    return kind in leaf.applies_to and (tier == "full" or leaf.tier == "essential") and not leaf.is_retired


def _group_id(kind: Kind, tier: Tier) -> str:
    return f"{kind}-{tier}"


def _urn(sort: str, rubric: Rubric, *names: str) -> str:
    """A name in lower case: CISO Assistant makes no difference between capital and small letters."""
    return ":".join(("urn", PACKAGER, "risk", sort, rubric.id, *names)).lower()


def _refuse_twins(rubric: Rubric) -> None:
    if found := twins(structure_of(rubric).nodes):
        raise UsageError(
            Message(
                "The ids {first} and {second} differ only in capital letters: CISO Assistant takes them for one.",
                first=found[0],
                second=found[1],
            )
        )


def _locale(rubric: Rubric) -> str:
    if not re.fullmatch(LOCALE, rubric.language):
        raise UsageError(
            Message(
                "The rubric's language is {code}: CISO Assistant takes codes of two letters only.", code=rubric.language
            )
        )
    return rubric.language


def _whole_number(version: str) -> int:
    """A version as the whole number that CISO Assistant orders libraries by: 1.4.2 is 1004002."""
    major, minor, patch = version_key(version)
    number = (major * 1_000 + minor) * 1_000 + patch
    if number == 0 or max(minor, patch) > 999 or major > _LARGEST_MAJOR:
        raise UsageError(
            Message(
                "Version {version} cannot be written as the whole number that CISO Assistant needs: use one from 0.0.1 "
                "to {most}.999.999, with no part but the first above 999.",
                version=version,
                most=_LARGEST_MAJOR,
            )
        )
    return number
