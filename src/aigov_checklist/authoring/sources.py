"""A rubric to be packed up, with everything that lies beside it: what it was made of, translations, migrations."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from aigov_checklist.authoring.naming import refuse_id
from aigov_checklist.authoring.translating import TEXTS
from aigov_checklist.checking.rubric_remarks import rubric_remarks
from aigov_checklist.errors import DocumentError, Problem, has_errors
from aigov_checklist.loading import admit_rubric
from aigov_checklist.message import Message
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.readers.source import read_bytes
from aigov_checklist.readers.sources import FileSource, RubricFolder, origin_of
from aigov_checklist.suggesting import did_you_mean
from aigov_checklist.translation import is_translation, text_digest, texts_of

_MIGRATIONS = "migrations"


class Packed(NamedTuple):
    """A rubric that can be used, the files of its source folder by their paths in it, and remarks (warnings)."""

    rubric: Rubric
    files: dict[str, bytes]
    migrations: dict[str, bytes]
    remarks: tuple[Problem, ...]


def packed(source: str, *, limit: int) -> Packed:
    """The rubric of a file or folder, ready to be packed up.

    Raises DocumentError with everything that is wrong with it or its translations, UsageError if its id is taken.
    """
    origin = origin_of(source, limit=limit)
    rubric = admit_rubric(origin)
    refuse_id(rubric.id)
    files: dict[str, bytes] = {}
    migrations: dict[str, bytes] = {}
    problems = list(rubric_remarks(rubric))
    problems = origin.placed(problems) if problems else []
    if isinstance(origin, RubricFolder):
        folder = Path(source)
        files = {Path(part.name).relative_to(folder).as_posix(): part.data for part in origin.sources}
        for path in sorted((folder / TEXTS).glob("*.yaml")):
            text = FileSource(str(path), limit=limit)
            files[f"{TEXTS}/{path.name}"] = text.data
            problems += _translation_problems(text, rubric)
        migrations = {
            path.name: read_bytes(str(path), limit=limit) for path in sorted((folder / _MIGRATIONS).glob("*.yaml"))
        }
    if has_errors(problems):
        raise DocumentError(problems)
    return Packed(rubric, files, migrations, tuple(problems))


def _translation_problems(file: FileSource, rubric: Rubric) -> list[Problem]:
    """What is wrong with a translation file; what is only missing or out of date is a warning."""
    document, form = file.read()
    found = [*form, *_entry_problems(document, texts_of(rubric))]
    return file.placed(found) if found else []


def _entry_problems(document: object, texts: dict[str, str]) -> Iterator[Problem]:
    if not isinstance(document, dict):
        message = Message("A translation file is a mapping: the key of each text, and below it 'of' and 'text'.")
        yield Problem("not-a-translation", message, Message("Write one with `aigov rubric texts`."), "$")
        return
    for key, entry in document.items():
        place = f"$[{key!r}]"
        if key not in texts:
            message = Message("The rubric has no text {key}.", key=key)
            yield Problem("unknown-text", message, did_you_mean(key, texts) or Message("Remove it."), place, "warning")
        elif not is_translation(entry):
            message = Message("A translation has two texts: 'of' and 'text'.")
            hint = Message("Write the digest {digest} under 'of', and the translation under 'text'.",
                           digest=text_digest(texts[key]))  # fmt: skip
            yield Problem("not-a-translation", message, hint, place)
        elif entry["text"] and entry["of"] != text_digest(texts[key]):
            message = Message("The text {key} was changed since it was translated.", key=key)
            hint = Message("Translate it anew, and write {digest} under 'of'.", digest=text_digest(texts[key]))
            yield Problem("stale-translation", message, hint, place, "warning")
