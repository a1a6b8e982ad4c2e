"""What a library of CISO Assistant must be, put into our own words: its reader is a web server and cannot be installed.

Sources, in the repository intuitem/ciso-assistant-community as of 2026: `tools/README.md` (keys of the v2 format and
which are mandatory), `documentation/architecture/data-model.md` (frameworks, scores, questions, versions and
translations), `documentation/library-builder.md` (URNs), and what the reader refuses: StoredLibrary in
`backend/core/models.py`, FrameworkImporter and RequirementNodeImporter in `backend/library/utils.py`, and the checks of
URNs, ids and locales in `tools/check_library_v2.py`.
"""

from collections.abc import Iterator
from typing import Any

import jsonschema
import yaml

Library = dict[str, Any]

TEXT = {"type": "string", "pattern": r"\S"}
URN = {"type": "string", "pattern": r"^urn:([a-z0-9._-]+:)*[a-z0-9._-]+$"}
# The reader wants a domain, a sort of object and at least a name behind the packager.
LIBRARY_URN = {"allOf": [URN, {"pattern": r"^urn:[a-z0-9_-]+:risk:(library|framework|req_node):"}]}
REF_ID = {"type": "string", "pattern": "^[a-zA-Z0-9._-]+$"}
LOCALE = "^[a-z0-9]{2}$"


def translated(*names: str) -> dict[str, Any]:
    """Translations: the code of a language -> texts of these names."""
    texts = {"type": "object", "properties": dict.fromkeys(names, TEXT), "additionalProperties": False}
    return {"type": "object", "patternProperties": {LOCALE: texts}, "additionalProperties": False}


def record(required: dict[str, Any], **optional: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": required | optional,
        "required": list(required),
        "additionalProperties": False,
    }


NAMED = {"name": TEXT, "description": TEXT}
CHOICE = record(
    {"urn": URN, "value": TEXT},
    description=TEXT,
    add_score={"type": "integer"},
    compute_result={"enum": ["compliant", "non_compliant", "partially_compliant", "not_applicable", None]},
    translations=translated("value", "description"),
)
QUESTION = record(
    {"type": {"enum": ["unique_choice", "multiple_choice", "text", "date"]}, "text": TEXT},
    choices={"type": "array", "items": CHOICE, "minItems": 1},
    translations=translated("text"),
)
NODE = record(
    {
        "urn": LIBRARY_URN,
        "assessable": {"type": "boolean"},
        "depth": {"type": "integer", "minimum": 1},
        "ref_id": REF_ID,
    },
    parent_urn=LIBRARY_URN,
    name=TEXT,
    description=TEXT,
    annotation=TEXT,
    typical_evidence=TEXT,
    implementation_groups={"type": "array", "items": REF_ID, "uniqueItems": True},
    questions={"type": "object", "propertyNames": URN, "additionalProperties": QUESTION},
    translations=translated("name", "description", "annotation", "typical_evidence"),
)
FRAMEWORK = record(
    {
        "urn": LIBRARY_URN,
        "ref_id": REF_ID,
        **NAMED,
        "min_score": {"type": "integer", "minimum": 0},
        "max_score": {"type": "integer", "minimum": 0},
        "requirement_nodes": {"type": "array", "items": NODE, "minItems": 1},
    },
    scores_definition={
        "type": "array",
        "items": record({"score": {"type": "integer"}, **NAMED}, translations=translated(*NAMED)),
    },
    implementation_groups_definition={
        "type": "array",
        "items": record({"ref_id": REF_ID, "name": TEXT}, description=TEXT, translations=translated(*NAMED)),
    },
    translations=translated(*NAMED),
)
SCHEMA = record(
    {
        "urn": LIBRARY_URN,
        "locale": {"type": "string", "pattern": LOCALE},
        "ref_id": REF_ID,
        **NAMED,
        "copyright": TEXT,
        "version": {"type": "integer", "minimum": 1, "maximum": 2**31 - 1},
        "provider": TEXT,
        "packager": {"type": "string", "pattern": "^[a-z0-9_-]{1,32}$"},
        "objects": record({"framework": FRAMEWORK}),
    },
    translations=translated(*NAMED),
)


def read(data: bytes) -> Library:
    """The library as CISO Assistant reads it: YAML 1.1, safe tags only."""
    library: Library = yaml.safe_load(data)
    return library


def broken_rules(library: Library) -> list[str]:
    """Everything that is wrong with a library."""
    shape = [error.message for error in jsonschema.Draft202012Validator(SCHEMA).iter_errors(library)]
    return shape or list(_broken(library["objects"]["framework"]))


def _broken(framework: Library) -> Iterator[str]:
    lowest, highest = framework["min_score"], framework["max_score"]
    if lowest >= highest:
        yield "the lowest score is not below the highest"
    scores = [level["score"] for level in framework["scores_definition"]]
    if scores != sorted(set(scores)) or (scores[0], scores[-1]) != (lowest, highest):
        yield "the levels do not span the scores"
    groups = {group["ref_id"] for group in framework["implementation_groups_definition"]}
    depths: dict[str, int] = {}
    for node in framework["requirement_nodes"]:
        if node["urn"] in depths:
            yield f"{node['urn']} stands twice"
        depths[node["urn"]] = node["depth"]
        parent = node.get("parent_urn")
        if node["depth"] != (depths.get(parent, -1) + 1 if parent else 1):
            yield f"{node['urn']} does not stand below its parent"
        if not groups.issuperset(node.get("implementation_groups", ())):
            yield f"{node['urn']} is in a group that is not defined"
        for urn, question in node.get("questions", {}).items():
            yield from _broken_question(urn, node["urn"], question, lowest, highest)


def _broken_question(urn: str, node: str, question: Library, lowest: int, highest: int) -> Iterator[str]:
    if not urn.startswith(f"{node}:question:"):
        yield f"{urn} is no question of {node}"
    if ("choices" in question) != (question["type"] in {"unique_choice", "multiple_choice"}):
        yield f"{urn} and its choices do not fit"
    for at, choice in enumerate(question.get("choices", ()), start=1):
        if choice["urn"] != f"{urn}:choice:{at}":
            yield f"{choice['urn']} is no choice of {urn}"
        if not lowest <= choice.get("add_score", lowest) <= highest:
            yield f"{choice['urn']} leaves the scale"
