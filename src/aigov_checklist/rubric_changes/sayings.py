"""What a part of a rubric says, key by key, so that two versions of it can be laid side by side."""

import json
from collections.abc import Iterator
from typing import Any

Path = tuple[str, ...]
"""The keys that lead to what is said; items of lists stand under their own id, code or value."""

Sayings = dict[Path, str]

_NAMES = ("id", "code", "value")
_LIFETIME = {"retired": "version", "planned": "from"}
_UNORDERED = ("aliases", "applies_to", "asked_of", "principles", "sdgs", "tags")
_NAMED_LISTS = ("bands", "choices", "documents", "groups", "levels", "views")


def sayings_of(document: dict[str, Any]) -> Sayings:
    """Everything that is said, with the defaults of what is not written.

    An item of a list stands there itself, under its name, before what it says: `measure.choices.yes`.
    """
    return dict(_said(document, ()))


def _said(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    match value:
        case dict():
            if path and path[-1] in _LIFETIME:
                value = dict(value)
                yield path, str(value.pop(_LIFETIME[path[-1]]))
            for key, inner in value.items():
                yield from _said(inner, (*path, key))
        case list() if path[-1] in _NAMED_LISTS and all(isinstance(item, dict) for item in value):
            for item in value:
                name = next(key for key in _NAMES if key in item)
                yield (*path, str(item[name])), str(item[name])
                yield from _said({key: inner for key, inner in item.items() if key != name}, (*path, str(item[name])))
        case list():
            texts = [_text(item) for item in value]
            if texts:
                yield path, "; ".join(sorted(texts) if path[-1] in _UNORDERED else texts)
        case _:
            yield path, _text(value)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
