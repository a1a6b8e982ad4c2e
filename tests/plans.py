"""Two invented plans that correspond in every way, and what a country answers under them."""

import json
from pathlib import Path
from typing import Any

from aigov_checklist import Rubric
from aigov_checklist.models.crosswalk import Crosswalk
from aigov_checklist.models.profile import Profile
from strategies import as_profile, as_rubric

LAW = {"title": "Law", "url": "https://example.org/law", "date": "2025"}

SCALE = {
    "levels": [
        {"value": value, "name": name, "points": 25.0 * value}
        for value, name in enumerate(("nothing found", "stated", "started", "established", "sustained"))
    ]
}

ONE: dict[str, Any] = {
    "id": "one",
    "version": "1.0.0",
    "title": "Plan One",
    "scale": SCALE,
    "areas": [
        {
            "id": "a",
            "number": 1,
            "title": "Alpha",
            "indicators": [{"id": f"a.{name}", "title": f"A {name}"} for name in ("same", "part", "whole", "touch")],
        },
        {"id": "b", "number": 2, "title": "Beta", "indicators": [{"id": "b.one"}, {"id": "b.two"}]},
        {"id": "c", "number": 3, "title": "Gamma", "indicators": [{"id": "c.against"}, {"id": "c.alone"}]},
    ],
}
OTHER: dict[str, Any] = {
    "id": "other",
    "version": "2.0.0",
    "title": "Plan Other",
    "scale": SCALE,
    "areas": [
        {
            "id": "x",
            "title": "Xi",
            "indicators": [{"id": f"x.{name}", "title": f"X {name}"} for name in ("same", "whole", "part", "touch")],
        },
        {"id": "y", "title": "Ypsilon", "indicators": [{"id": "y.one"}, {"id": "y.against"}]},
        {"id": "z", "title": "Zeta", "indicators": [{"id": "z.alone"}, {"id": "z.not-compared"}]},
    ],
}


def link(one: str, other: str, relation: str, strength: str | None = "strong", **more: str) -> dict[str, Any]:
    said: dict[str, Any] = {"from": one, "to": other, "relation": relation}
    return said | ({"strength": strength} if strength else {}) | {"reason": f"Why {one} and {other}."} | more


LINKS: dict[str, Any] = {
    "from": {"id": "one", "version": "1.0.0"},
    "to": {"id": "other", "version": "2.0.0"},
    "links": [
        link("a.same", "x.same", "equal", source_status="read"),
        link("a.part", "x.whole", "subset", source_status="read"),
        link("a.whole", "x.part", "superset", "moderate"),
        link("a.touch", "x.touch", "intersects", "weak"),
        link("b", "y.one", "equal"),
        link("c.against", "y.against", "opposed"),
        link("c.alone", "overall", "none", None),
        link("overall", "z.alone", "none", None),
    ],
}


def rubric(document: dict[str, Any]) -> Rubric:
    return as_rubric(document)


def crosswalk(document: dict[str, Any] = LINKS) -> Crosswalk:
    return Crosswalk.model_validate_json(json.dumps(document))


def answers(plan: dict[str, Any], responses: dict[str, Any], **changed: Any) -> dict[str, Any]:
    document: dict[str, Any] = {
        "rubric": {"id": plan["id"], "version": plan["version"]},
        "kind": "desk-review",
        "date": "2026-11-21",
        "subject": {"id": "NAR", "name": "Narnia", "kind": "country", "groups": {"region": "Wardrobe"}},
        "responses": responses,
    }
    return document | changed


def profile(plan: dict[str, Any], responses: dict[str, Any], **changed: Any) -> Profile:
    return as_profile(answers(plan, responses, **changed))


def write(folder: Path, **documents: dict[str, Any]) -> dict[str, str]:
    """The documents as JSON files (YAML can be read from them, too), by their names."""
    paths = {}
    for name, document in documents.items():
        path = folder / f"{name}.json"
        path.write_text(json.dumps(document), encoding="utf-8")
        paths[name] = str(path)
    return paths


ANSWERED: dict[str, Any] = {
    "a.same": {"level": 3, "confidence": "high", "evidence": [LAW]},
    "a.part": {"level": 4, "evidence": [LAW]},
    "a.whole": {"level": 1},
    "a.touch": {"level": 2},
    "b.one": {"level": 2, "evidence": [LAW]},
    "b.two": {"no_information": "The gazette was searched."},
    "c.against": {"level": 3},
}
