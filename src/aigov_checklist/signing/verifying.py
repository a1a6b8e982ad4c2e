"""Telling whether files are those that were signed, and by whom; everything that is wrong is told at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from aigov_checklist.errors import DocumentError, Problem
from aigov_checklist.loading import admit
from aigov_checklist.message import Message
from aigov_checklist.models.manifest import ListedFile, Manifest
from aigov_checklist.readers.counting import countable
from aigov_checklist.readers.draft import Draft
from aigov_checklist.readers.source import DEFAULT_LIMIT, read_bytes
from aigov_checklist.signing.content import Content, content_of, is_safe, paths_in
from aigov_checklist.signing.sealing import MANIFEST_NAME, signature_place
from aigov_checklist.signing.signers import ORIGINALS, Signer, signer_of
from aigov_checklist.signing.trusting import Trust


@dataclass(frozen=True)
class Verified:
    """What came of it: who signed, the manifest unless it cannot be used, and everything that is wrong."""

    signer: Signer
    manifest: Manifest | None
    problems: tuple[Problem, ...]


def verify(source: Path, trust: Trust, *, limit: int = DEFAULT_LIMIT) -> Verified:
    """Check a manifest, or that of a folder, its signature, and every file that it lists.

    Raises DocumentError if there is no manifest to read, ProgramError without ssh-keygen.
    """
    place = source / MANIFEST_NAME if source.is_dir() else source
    data = read_bytes(str(place), limit=limit)
    signer = signer_of(data, signature_place(place), trust, limit=limit)
    try:
        manifest = _manifest(Draft(str(place), data))
    except DocumentError as error:
        return Verified(signer, None, (*signer.problems, *error.problems))
    return Verified(signer, manifest, (*signer.problems, *countable(_changes(manifest, place))))


def _manifest(source: Draft) -> Manifest:
    if source.data.strip() in (b"", b"null"):
        raise DocumentError([Problem("empty", Message("This manifest says nothing."), ORIGINALS, file=source.name)])
    document, _ = source.read()
    version = document.get("aigov_manifest", 1) if isinstance(document, dict) else 1
    if isinstance(version, int) and version > 1:
        message = Message("This manifest is of a later form ({version}) than is known here (1).", version=version)
        hint = Message("Check it with a later version of aigov-checklist.")
        raise DocumentError([Problem("unknown-version", message, hint, file=source.name)])
    return admit(source, Manifest, lambda manifest: list(_faults(manifest, source.data)))


def _faults(manifest: Manifest, data: bytes) -> Iterator[Problem]:
    """What no manifest of ours has, whoever signed it."""
    for number, file in enumerate(manifest.files):
        if not is_safe(file.path):
            message = Message("The path {path!r} could lead out of the folder, or be misread.", path=file.path)
            yield Problem("unsafe-path", message, _NOT_OURS, f"$.files[{number}].path")
    for number, (one, other) in enumerate(pairwise(manifest.files), start=1):
        if one.path >= other.path:
            message = Message("The paths are not in order, or one stands twice.")
            yield Problem("not-in-order", message, _NOT_OURS, f"$.files[{number}].path")
    if manifest.canonical_json() != data:
        message = Message("The manifest is not written in its canonical form (RFC 8785).")
        yield Problem("not-canonical", message, _NOT_OURS)


def _changes(manifest: Manifest, place: Path) -> Iterator[Problem]:
    for file in manifest.files:
        found = content_of(place.parent, file.path)
        if isinstance(found, Problem):
            yield found
        elif found != Content(file.bytes, file.sha256):
            yield _changed(file, found, place.parent / file.path)
    if manifest.covers == "folder":
        yield from _additions(manifest, place)


def _additions(manifest: Manifest, place: Path) -> Iterator[Problem]:
    known = {place.name, signature_place(place).name, *(file.path for file in manifest.files)}
    message = Message("This file was not there when the folder was signed.")
    hint = Message("Take it away, or have the folder signed again.")
    try:
        paths = paths_in(place.parent)
    except DocumentError as error:
        yield from error.problems
        return
    for path in paths:
        if path not in known:
            yield Problem("unlisted-file", message, hint, file=str(place.parent / path))


def _changed(file: ListedFile, found: Content, path: Path) -> Problem:
    if file.bytes == found.bytes:
        message = Message("This file has changed since it was signed; it is as long as it was.")
    else:
        message = Message(
            "This file has changed since it was signed: {now:,} bytes instead of {before:,}.",
            now=found.bytes,
            before=file.bytes,
        )
    return Problem("changed-file", message, Message("Bring it back as it was signed."), file=str(path))


_NOT_OURS = Message("`aigov sign` writes none like it. Ask the signer.")
