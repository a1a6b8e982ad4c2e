"""What OSCAL 1.2 demands and the models of compliance-trestle let pass.

Sources, in the repository usnistgov/OSCAL: `json/schema` of release 1.2.0 for what is required and for the patterns;
the constraints in `src/metaschema/oscal_mapping-common_metaschema.xml` (1.2.0) for the values of mappings.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from trestle.core.base_model import OscalBaseModel
from trestle.core.validator_factory import validator_factory
from trestle.oscal.assessment_results import AssessmentResults
from trestle.oscal.catalog import Catalog
from trestle.oscal.mapping import MappingCollection

Document = dict[str, Any]

MODELS: dict[str, type[OscalBaseModel]] = {
    "catalog": Catalog,
    "mapping-collection": MappingCollection,
    "assessment-results": AssessmentResults,
}

ALLOWED: dict[str, dict[str, set[str]]] = {
    "status": {"state": {"satisfied", "not-satisfied"}},
    "maps": {
        "relationship": {
            "equivalent-to",
            "equal-to",
            "subset-of",
            "superset-of",
            "intersects-with",
            "no-relationship",
        }
    },
    "sources": {"type": {"control", "statement"}},
    "targets": {"type": {"control", "statement"}},
    "provenance": {
        "method": {"human", "automation"},
        "matching-rationale": {"syntactic", "semantic", "functional"},
        "status": {"complete", "not-complete", "draft", "deprecated", "superseded"},
    },
    "qualifiers": {
        "subject": {"source", "target", "both"},
        "predicate": {"has-requirement", "has-incompatibility"},
        "category": {"restricted", "addressable", "blocked"},
    },
    "target": {"type": {"statement-id", "objective-id"}},
    "parts": {
        "name": {
            "overview",
            "statement",
            "guidance",
            "assessment-objective",
            "assessment-method",
            "assessment-objects",
        }
    },
    "props": {"name": {"label", "sort-id", "alt-identifier", "status", "method"}},
}
"""The values that OSCAL knows by the object and key they stand under; with a namespace of its own it has any."""

REQUIRED: dict[str, set[str]] = {"target": {"type", "target-id", "status"}, "status": {"state"}}
"""Keys that must be there although trestle does not ask for them."""

MOMENT = re.compile(r"(19|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\+00:00")
TOKEN = re.compile(r"[^\W\d][\w.\-]*")
"""A name without a colon that does not begin with a digit; an underscore counts as a letter."""


def read_and_written(document: Document, folder: Path) -> Document:
    """What compliance-trestle reads from a file, passes through all of its validators, and writes again."""
    (kind,) = document
    path = folder / f"{kind}.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    model = MODELS[kind].oscal_read(path)
    assert model is not None
    for validator in validator_factory.get_all():
        assert validator.model_is_valid(model, True), validator.error_msg()
    model.oscal_write(path)
    written: Document = json.loads(path.read_text(encoding="utf-8"))
    return written


def objects(value: Any, key: str = "") -> Iterator[tuple[str, Document]]:
    """Every object of a document with the key that it stands under."""
    if isinstance(value, dict):
        yield key, value
        for name, inner in value.items():
            yield from objects(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from objects(inner, key)


def broken_rules(document: Document) -> list[str]:
    """What is wrong with an OSCAL document of ours; empty if nothing is."""
    (inside,) = document.values()
    resources = {resource["uuid"] for resource in inside.get("back-matter", {}).get("resources", ())}
    ids = {found["id"] for _, found in objects(document) if "id" in found}
    found = [rule for key, part in objects(document) for rule in _broken(key, part, resources, ids)]
    named = [part["id"] for key, part in objects(document) if "id" in part]
    return found + ([] if len(named) == len(set(named)) else ["an id stands twice"])


def _broken(key: str, part: Document, resources: set[str], ids: set[str]) -> Iterator[str]:
    moments = (part[name] for name in ("last-modified", "start", "collected") if name in part)
    yield from (f"no point in time: {moment}" for moment in moments if not MOMENT.fullmatch(moment))
    tokens = (part[name] for name in ("id", "class", "id-ref", "target-id", "control-id") if name in part)
    yield from (f"no token: {token}" for token in tokens if not TOKEN.fullmatch(token))
    if part.get("href", "").startswith("#") and part["href"][1:] not in resources | ids:
        yield f"{part['href']} leads nowhere"
    yield from (f"{key}: no {name}" for name in REQUIRED.get(key, set()) - part.keys())
    for name, known in ALLOWED.get(key, {}).items():
        if "ns" not in part and part[name] not in known:
            yield f"{key}: OSCAL knows no {name} {part[name]}"
