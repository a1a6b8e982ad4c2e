"""A whole profile in a few hidden cells, so that what a form does not show comes back with it."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from aigov_checklist.cells import pieces
from aigov_checklist.forms.stamp import Stamp
from aigov_checklist.models.profile import Profile

_PIECE = 30_000
_PROFILE, _DIGEST, _STAMP, _LANGUAGE = "profile", "sha256", "rubric", "language"


def kept_parts(document: Mapping[str, Any], stamp: Stamp, language: str) -> dict[str, str]:
    """The parts by name: what the workbook was made of, the profile in pieces, and its digest."""
    # Spreadsheets take "_x0041_" for an A: without underscores nothing is ever taken for something else.
    text = json.dumps(document, separators=(",", ":")).replace("_", "\\u005f")
    return {
        _STAMP: str(stamp),
        _LANGUAGE: language,
        _DIGEST: hashlib.sha256(text.encode()).hexdigest(),
        **{f"{_PROFILE} {number}": piece for number, piece in enumerate(pieces(text, _PIECE), start=1)},
    }


def kept_stamp(parts: Mapping[str, str]) -> tuple[str, str]:
    """The stamp as text, and the code of the language; empty where they are missing."""
    return parts.get(_STAMP, ""), parts.get(_LANGUAGE, "")


def kept_document(parts: Mapping[str, str]) -> dict[str, Any] | None:
    """The profile, if all of it is still there; it may lack who is assessed."""
    names = sorted((name for name in parts if name.startswith(f"{_PROFILE} ")), key=lambda name: (len(name), name))
    text = "".join(parts[name] for name in names)
    if hashlib.sha256(text.encode("utf-8", "replace")).hexdigest() != parts.get(_DIGEST):
        return None
    try:
        document: dict[str, Any] = json.loads(text)
        # All but who is assessed, which may still be missing; whoever changes this may have made up a digest.
        subject = {"name": "-", "id": "subject", **document["subject"]}
        Profile.model_validate_json(json.dumps({**document, "subject": subject}))
    except (ValueError, TypeError, LookupError, RecursionError):
        return None
    return document
