"""A rubric in another language: its texts replaced by their translations, and what is missing made visible."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from aigov_checklist.models.rubric import Rubric
from aigov_checklist.readers.source import DEFAULT_LIMIT
from aigov_checklist.readers.sources import FileSource
from aigov_checklist.registry import rubric_place

Texts = dict[str, str]
"""Key of a text (`std.bodies.levels.country.3`) -> the text."""

_MARK = "[{language}] {text}"
"""How a text looks that has no current translation: with the code of the language it is shown in."""


def text_digest(text: str) -> str:
    """What a translation carries of the text it translates, to notice when that has changed."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


def texts_of(rubric: Rubric) -> Texts:
    """Every translatable text of a rubric by its key, in the rubric's order."""
    document = rubric.model_dump(mode="json", by_alias=True, exclude_none=True)
    return {key: holder[place] for key, holder, place in _places(document)}


def translations_of(rubric: Rubric, language: str) -> dict[str, dict[str, str]]:
    """The translations that lie with the rubric of this id: key -> {"of": digest of the text, "text": translation}.

    What does not have this form is left out; `aigov rubric build` tells it.  Raises DocumentError for a file that
    cannot be read.
    """
    place = rubric_place(rubric.id)
    path = place.source / "text" / f"{language}.yaml" if place else None
    if path is None or not path.is_file():
        return {}
    found = FileSource(str(path), limit=DEFAULT_LIMIT).read()[0]
    return {key: entry for key, entry in found.items() if is_translation(entry)} if isinstance(found, dict) else {}


def is_translation(entry: object) -> bool:
    """Whether an entry of a translation file has the two texts that it needs."""
    return isinstance(entry, dict) and all(isinstance(entry.get(key), str) for key in ("of", "text"))


def current_translations(rubric: Rubric, language: str) -> Texts:
    """The translations whose text still stands in the rubric as it was when they were made."""
    found = translations_of(rubric, language)
    return {
        key: found[key]["text"]
        for key, text in texts_of(rubric).items()
        if key in found and found[key]["of"] == text_digest(text)
    }


def translated(rubric: Rubric, language: str) -> Rubric:
    """The rubric with its texts in another language; ids, weights and rules stay.

    A text without a current translation stays as it is, behind the code of its language: `[en] ...`.
    """
    if language == rubric.language:
        return rubric
    texts = current_translations(rubric, language)
    document = rubric.model_dump(mode="json", by_alias=True, exclude_none=True)
    for key, holder, place in list(_places(document)):
        holder[place] = texts.get(key) or _MARK.format(language=rubric.language, text=holder[place])
    return Rubric.model_validate_json(json.dumps(document))


Place = tuple[str, Any, str | int]
"""A text's key, and the container and key or index at which it stands."""


def _places(document: dict[str, Any]) -> Iterator[Place]:
    yield from _fields("", document, "title", "summary", "weights_note")
    yield from _fields("grading", document["grading"], "note")
    for source in document.get("documents", ()):
        yield from _fields(f"documents.{source['id']}", source, "title", "issuer", "publisher", "legal_status", "note")
    for status in document.get("provenance", {}):
        yield f"provenance.{status}", document["provenance"], status
    for level in document["scale"]["levels"]:
        yield from _fields(f"scale.{level['value']}", level, "name", "criterion")
    for band in document["grading"]["bands"]:
        yield f"bands.{band['id']}", band, "title"
    for modifier in document["modifiers"]:
        yield from _fields(f"modifiers.{modifier.get('id', '')}", modifier, "reason")
    for view in document["views"]:
        yield f"views.{view['id']}.title", view, "title"
        for group in view["groups"]:
            yield from _fields(f"views.{view['id']}.{group['id']}", group, "title", "note")
    for area in document["areas"]:
        yield from _area(area)


def _area(area: dict[str, Any]) -> Iterator[Place]:
    yield from _fields(area["id"], area, "title", "aim")
    for inner in area["areas"]:
        yield from _area(inner)
    for leaf in area["indicators"]:
        yield from _fields(leaf["id"], leaf, "title", "commitment", "question", "why", "guidance")
        if "note" in leaf.get("source", {}):
            yield f"{leaf['id']}.source_note", leaf["source"], "note"
        yield from _fields(leaf["id"], leaf["measure"], "unit")
        for choice in leaf["measure"].get("choices", ()):
            yield from _fields(f"{leaf['id']}.choices.{choice['code']}", choice, "title")
        for index in range(len(leaf["evidence"])):
            yield f"{leaf['id']}.evidence.{index}", leaf["evidence"], index
        for kind, texts in leaf["levels"].items():
            for value in texts:
                yield f"{leaf['id']}.levels.{kind}.{value}", texts, value


def _fields(prefix: str, holder: dict[str, Any], *names: str) -> Iterator[Place]:
    for name in names:
        if name in holder:
            yield (f"{prefix}.{name}" if prefix else name), holder, name
