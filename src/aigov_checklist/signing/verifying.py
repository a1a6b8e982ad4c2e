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
from aigov_checklist.signing.armour import is_signature
from aigov_checklist.signing.content import Content, content_of, is_safe, paths_in
from aigov_checklist.signing.keygen import Key, key_of, private_folder, signers_of
from aigov_checklist.signing.sealing import MANIFEST_NAME, signature_place
from aigov_checklist.signing.trusting import Trust


@dataclass(frozen=True)
class Verified:
    """What came of it: the key and whom the file of allowed signers names for it, the manifest, and all problems.

    `key` is None where the signature fits nothing, `identity` is empty where nobody is named, `manifest` is None where
    it cannot be used.
    """

    key: Key | None
    identity: str
    manifest: Manifest | None
    problems: tuple[Problem, ...]


def verify(source: Path, trust: Trust, *, limit: int = DEFAULT_LIMIT) -> Verified:
    """Check a manifest, or that of a folder, its signature, and every file that it lists.

    Raises DocumentError if there is no manifest to read, ProgramError without ssh-keygen.
    """
    place = source / MANIFEST_NAME if source.is_dir() else source
    data = read_bytes(str(place), limit=limit)
    key, identity, problems = _signer(data, place, trust, limit)
    try:
        manifest = _manifest(Draft(str(place), data))
    except DocumentError as error:
        return Verified(key, identity, None, (*problems, *error.problems))
    problems += countable(_changes(manifest, place))
    return Verified(key, identity, manifest, tuple(problems))


def _signer(data: bytes, place: Path, trust: Trust, limit: int) -> tuple[Key | None, str, list[Problem]]:
    path = signature_place(place)
    if not path.exists():
        message = Message("The manifest is not signed: there is no signature beside it.")
        return None, "", [Problem("no-signature", message, _ORIGINALS, file=str(path))]
    try:
        armoured = read_bytes(str(path), limit=limit)
    except DocumentError as error:
        return None, "", list(error.problems)
    if not is_signature(armoured):
        message = Message("This is not a signature as `aigov sign` and ssh-keygen write it.")
        return None, "", [Problem("bad-signature", message, _ORIGINALS, file=str(path))]
    with private_folder() as folder:
        signature = folder / "signature"  # the very bytes that were looked at
        signature.write_bytes(armoured)
        return _trusted(data, signature, trust, path)


def _trusted(data: bytes, signature: Path, trust: Trust, path: Path) -> tuple[Key | None, str, list[Problem]]:
    key = key_of(data, signature)
    if key is None:
        message = Message("The signature does not fit: it or the manifest has changed, or it is for another purpose.")
        return None, "", [Problem("bad-signature", message, _ORIGINALS, file=str(path))]
    known, remarks = signers_of(data, signature, trust.signers, trust.identity)
    problems = [_remark(trust, line, reason) for line, reason in remarks]
    if not known:
        problems.append(_stranger(trust, key, path))
    return key, "" if trust.is_key else ", ".join(known), problems


def _manifest(source: Draft) -> Manifest:
    if source.data.strip() in (b"", b"null"):
        raise DocumentError([Problem("empty", Message("This manifest says nothing."), _ORIGINALS, file=source.name)])
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


def _stranger(trust: Trust, key: Key, path: Path) -> Problem:
    known = {"fingerprint": key.fingerprint, "source": trust.source}
    if trust.is_key:
        message = Message("The signature is by another key than {source}: {fingerprint}.", **known)
    elif trust.identity is None:
        message = Message("The signature is by a key that {source} does not allow: {fingerprint}.", **known)
    else:
        message = Message("The signature is by a key that {source} does not allow for {identity}: {fingerprint}.",
                          identity=trust.identity, **known)  # fmt: skip
    hint = Message("Ask the signer for the fingerprint, by another way than the files came.")
    return Problem("other-key", message, hint, file=str(path))


def _remark(trust: Trust, line: int, reason: str) -> Problem:
    message = Message("This line does not count. ssh-keygen says: {reason}.", reason=reason)
    return Problem("unusable-signer", message, severity="warning", file=trust.source, line=line)


_ORIGINALS = Message("Take the files as the signer gave them, or have them signed again.")
_NOT_OURS = Message("`aigov sign` writes none like it. Ask the signer.")
