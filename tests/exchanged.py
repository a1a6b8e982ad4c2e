"""What the tests of exchange share: a rubric and a profile with one of everything, and texts that break things."""

from typing import Any

from aigov_checklist import Profile, Rubric
from strategies import as_profile, as_rubric

# Everything a text could break: markup, a link that runs, a table, lists, controls, directions, lines of all kinds.
HOSTILE = (
    "\n# <script>alert(1)</script> [x](javascript:alert(1)) ![y](z) **b** _i_ `c` {{ insert: param, a }} &lt; | a | "
    "~s~ ^u^\n- item\n1. one\n> q\n    code\n===\n\x1b[31m\x00\u202e\u2028\ufffe\x85 end \u00a0\n"
)

TINY: Rubric = as_rubric(
    {
        "id": "tiny",
        "version": "2.1.0",
        "title": "Tiny rubric",
        "summary": "Four questions.",
        "documents": [{"id": "law", "title": "The law", "date": "2024-05-01", "urls": ["https://example.org/law"]}],
        "provenance": {"read": "The clause was read."},
        "changes": [{"version": "2.1.0", "date": "2025-01-31", "class": "structural", "note": "One is retired."}],
        "grading": {"bands": [{"id": "low", "title": "Low", "from": 0}, {"id": "high", "title": "High", "from": 60}]},
        "areas": [
            {
                "id": "1a",
                "number": 1,
                "title": "First area",
                "aim": "To begin.",
                "indicators": [
                    {
                        "id": "1a.one",
                        "aliases": ["old.one"],
                        "title": "One",
                        "commitment": "Do the one thing.",
                        "source": {"document": "law", "locator": "section 1", "source_status": "read"},
                        "question": "Is the one thing done?",
                        "guidance": "Look at it.",
                        "why": "It matters.",
                        "tier": "essential",
                        "sdgs": [9],
                        "evidence": ["a report"],
                        "levels": {"country": {"2": "Half of it is done."}, "organization": {"2": "It is begun."}},
                    },
                    {"id": "1a.two", "title": "Two", "applies_to": ["country"]},
                ],
            },
            {
                "id": "b",
                "title": "Second area",
                "indicators": [
                    {
                        "id": "b.code",
                        "measure": {
                            "type": "choice",
                            "choices": [
                                {"code": "no", "points": 0},
                                {"code": "yes", "title": "Yes, in force", "points": 100},
                            ],
                        },
                    },
                    {"id": "b.count", "measure": {"type": "quantity", "unit": "people", "low": 0, "high": 10}},
                    {
                        "id": "b.gone",
                        "retired": {"version": "2.1.0", "reason": "Asked elsewhere.", "replaced_by": ["b.count"]},
                    },
                ],
            },
        ],
    }
)

ANSWERED: Profile = as_profile(
    {
        "rubric": {"id": "tiny", "version": "2.1.0"},
        "kind": "desk-review",
        "date": "2026-11-21",
        "subject": {"id": "KEN", "name": "Kenya", "kind": "country", "groups": {"region": "Eastern Africa"}},
        "assessors": [{"name": "Nobody Known", "role": "reader"}],
        "responses": {
            "1a.one": {
                "level": 2,
                "evidence": [{"title": "Report", "url": "https://example.org/r", "date": "2025", "issuer": "Ministry"}],
                "note": "Half of it.",
                "confidence": "low",
                "review": {"decision": "revised", "level": 1, "comment": "Less.", "reviewer": "Somebody Known"},
                "reply": "We disagree.",
                "target": {"level": 3, "owner": "A Person", "due": "2027"},
            },
            "1a.two": {"no_information": "ministry site"},
            "b.code": {"choice": "yes"},
            "b.count": {"not_applicable": "nobody is counted"},
        },
    }
)


def hostile(document: Any) -> Any:
    """Every text that is no id, no date and no address, followed by what could break it."""
    kept = ("id", "version", "document", "source_status", "date", "class", "code", "replaced_by", "due", "decision")
    if isinstance(document, dict):
        return {key: value if key in kept else hostile(value) for key, value in document.items()}
    if isinstance(document, list):
        return [hostile(value) for value in document]
    is_prose = isinstance(document, str) and (" " in document or document[0].isupper()) and "://" not in document
    return document + HOSTILE if is_prose else document


def written(record: Rubric | Profile) -> Any:
    return record.model_dump(mode="json", by_alias=True, exclude_unset=True)
