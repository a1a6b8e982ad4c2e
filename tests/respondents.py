"""What respondents write about Singapore, for the tests of merging and reviewing."""

from typing import Any

ID = "seize.participation"
"""An indicator of area 1, seize."""

OTHER = "std.dialogue"
"""An indicator of area 8, std."""

LAW = {"title": "Law", "url": "https://example.org/law"}


def written(name: str, answer: dict[str, Any] | None = None, **changed: Any) -> dict[str, Any]:
    document: dict[str, Any] = {
        "rubric": {"id": "gaigap-2025", "version": "1.0.0"},
        "kind": "self-assessment",
        "date": "2026-11-21",
        "subject": {"id": "SGP", "name": "Singapore", "kind": "country"},
        "assessors": [{"name": name}],
        "responses": {} if answer is None else {ID: answer},
    }
    return document | changed
