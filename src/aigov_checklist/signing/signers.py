"""Who signed: the key that a signature is by, and for whom it counts."""

from pathlib import Path
from typing import NamedTuple

from aigov_checklist.errors import DocumentError, Problem
from aigov_checklist.message import Message
from aigov_checklist.readers.source import read_bytes
from aigov_checklist.signing.armour import is_signature
from aigov_checklist.signing.keygen import Key, key_of, private_folder, signers_of
from aigov_checklist.signing.trusting import Trust

ORIGINALS = Message("Take the files as the signer gave them, or have them signed again.")
"""What to do where something does not fit that was made together."""


class Signer(NamedTuple):
    """The key, whom the file of allowed signers names for it, and what is wrong with the signature.

    `key` is None where the signature fits nothing, `identity` is empty where nobody is named.
    """

    key: Key | None
    identity: str
    problems: tuple[Problem, ...]


def signer_of(data: bytes, path: Path, trust: Trust, *, limit: int) -> Signer:
    """Who signed these bytes, by the signature in a file. Raises ProgramError without ssh-keygen."""
    if not path.exists():
        message = Message("The manifest is not signed: there is no signature beside it.")
        return _nobody(Problem("no-signature", message, ORIGINALS, file=str(path)))
    try:
        armoured = read_bytes(str(path), limit=limit)
    except DocumentError as error:
        return _nobody(*error.problems)
    if not is_signature(armoured):
        message = Message("This is not a signature as `aigov sign` and ssh-keygen write it.")
        return _nobody(Problem("bad-signature", message, ORIGINALS, file=str(path)))
    with private_folder() as folder:
        signature = folder / "signature"  # the very bytes that were looked at
        signature.write_bytes(armoured)
        return _trusted(data, signature, trust, path)


def _nobody(*problems: Problem) -> Signer:
    return Signer(None, "", problems)


def _trusted(data: bytes, signature: Path, trust: Trust, path: Path) -> Signer:
    key = key_of(data, signature)
    if key is None:
        message = Message("The signature does not fit: it or the manifest has changed, or it is for another purpose.")
        return _nobody(Problem("bad-signature", message, ORIGINALS, file=str(path)))
    known, remarks = signers_of(data, signature, trust.signers, trust.identity)
    problems = [_remark(trust, line, reason) for line, reason in remarks]
    if not known:
        problems.append(_stranger(trust, key, path))
    return Signer(key, "" if trust.is_key else ", ".join(known), tuple(problems))


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
