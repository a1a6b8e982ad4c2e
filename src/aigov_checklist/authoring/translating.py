"""A file to translate a rubric's texts in: each with its digest, what is translated already, and room for the rest."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from aigov_checklist.models.rubric import Rubric
from aigov_checklist.notation import json_text
from aigov_checklist.readers.sources import FileSource
from aigov_checklist.translation import is_translation, text_digest, texts_of

TEXTS = "text"
"""The folder beside rubric.yaml in which translations lie, a file a language."""


def translation_file(rubric: Rubric, to: str, done: Mapping[str, dict[str, str]]) -> bytes:
    """The texts of a rubric in its order, each as a comment above its translation; `done` are those that there are."""
    lines = [
        f"# The texts of {rubric.id}, version {rubric.version}, to be translated: each stands as a comment above its",
        f"# translation. In the rubric's folder this file is {TEXTS}/{to}.yaml. 'of' is the digest of what was",
        "# translated: once the text is another one, its translation is not shown, and `aigov rubric build` tells it.",
    ]
    for key, text in texts_of(rubric).items():
        lines += ["", *_entry(key, text, done.get(key))]
    return ("\n".join(lines) + "\n").encode("utf-8")


def translations_beside(source: str, to: str, *, limit: int) -> dict[str, dict[str, str]]:
    """The translations that lie in a rubric's folder; none if it is no folder. Raises DocumentError."""
    path = Path(source) / TEXTS / f"{to}.yaml"
    if not path.is_file():
        return {}
    document, _ = FileSource(str(path), limit=limit).read()
    entries = document if isinstance(document, dict) else {}
    return {key: entry for key, entry in entries.items() if is_translation(entry)}


def _entry(key: str, text: str, done: dict[str, str] | None) -> Iterator[str]:
    """The lines of one text; a translation of what stood there before keeps the digest of that."""
    yield f"# {_quoted(text)}"
    digest = text_digest(text)
    of = done["of"] if done and done["text"] else digest
    if of != digest:
        yield f"# The translation is of an earlier text: once it fits, write {digest} under 'of'."
    yield from (f"{_quoted(key)}:", f"  of: {_quoted(of)}", f"  text: {_quoted(done['text'] if done else '')}")


def _quoted(text: str) -> str:
    return json_text(text, indent=None)
