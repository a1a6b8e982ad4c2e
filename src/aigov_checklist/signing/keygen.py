"""`ssh-keygen`, which makes and checks signatures: it alone sees keys, passphrases, agents and devices."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from aigov_checklist.errors import ProgramError
from aigov_checklist.harmless import visible
from aigov_checklist.message import Message

NAMESPACE = "aigov-checklist"
"""What the signatures are for: one that was made for something else, such as a commit, does not pass for one."""

_PROGRAM = "ssh-keygen"
_SECONDS = 60
"""How long it may take where nobody can be asked: a device wants to be touched within half of that."""

_KEY = re.compile(r"with (\S+) key (SHA256:\S+)")
_REMARK = re.compile(r":(\d+): (.+)")


class Key(NamedTuple):
    """A key by its kind and fingerprint."""

    kind: str
    fingerprint: str


class Remark(NamedTuple):
    """What is wrong with a line of the file of allowed signers."""

    line: int
    reason: str


class Ran(NamedTuple):
    """What came of a run."""

    is_fine: bool
    said: str
    complained: str


@contextmanager
def private_folder() -> Iterator[Path]:
    """A folder that nobody else can look into, gone at the end."""
    with tempfile.TemporaryDirectory(prefix="aigov.") as folder:
        yield Path(folder)


def signature_of(data: bytes, key: Path, *, at_terminal: bool) -> bytes:
    """The armoured signature of some bytes, by a private key, or by a public one whose private half an agent holds.

    At a terminal ssh-keygen asks for a passphrase, a PIN or a touch itself; elsewhere it is not let wait.  Raises
    ProgramError.
    """
    with private_folder() as folder:
        signed = folder / "signed"
        signed.write_bytes(data)
        ran = _run("sign", "-q", "-f", key, "-n", NAMESPACE, signed, at_terminal=at_terminal)
        if not ran.is_fine:
            raise ProgramError(_refusal(key, ran.complained, at_terminal=at_terminal))
        return signed.with_name("signed.sig").read_bytes()


def key_of(data: bytes, signature: Path) -> Key | None:
    """The key that made a signature of these bytes, whoever holds it; None if the two do not fit.

    Raises ProgramError if ssh-keygen cannot tell.
    """
    ran = _run("check-novalidate", "-n", NAMESPACE, "-s", signature, data=data)
    found = _KEY.search(ran.said)
    if ran.is_fine and found:
        return Key(found[1], found[2])
    if "Could not verify" not in ran.said:
        raise ProgramError(
            Message("ssh-keygen could not look at the signature. It says: {reason}", reason=_last(ran.complained))
        )
    return None


def signers_of(data: bytes, signature: Path, signers: Path, identity: str | None) -> tuple[list[str], list[Remark]]:
    """Those for whom a file of allowed signers allows this signature of these bytes, of one identity or of all.

    The remarks say which lines of the file do not count, and why.
    """
    found = _run("find-principals", "-s", signature, "-f", signers)
    named, complaints = found.said.splitlines() if found.is_fine else [], [found.complained]
    allowed = []
    for name in named if identity is None else [identity]:
        checked = _run("verify", "-n", NAMESPACE, "-f", signers, "-I", name, "-s", signature, data=data)
        complaints.append(checked.complained)
        if checked.is_fine:
            allowed.append(name)
    return allowed, _remarks(complaints, str(signers))


def _remarks(complaints: Iterable[str], signers: str) -> list[Remark]:
    lines = [line.removeprefix(signers) for text in complaints for line in text.splitlines()]
    return list(dict.fromkeys(Remark(int(found[1]), found[2]) for line in lines if (found := _REMARK.fullmatch(line))))


def _run(action: str, *arguments: str | Path, data: bytes | None = None, at_terminal: bool = False) -> Ran:
    program = shutil.which(_PROGRAM)
    if program is None:
        raise ProgramError(
            Message("ssh-keygen is needed for signatures and is not here. It is a part of OpenSSH: install that.")
        )
    asked = [program, "-Y", action, *map(str, arguments)]
    try:
        ran = _at_terminal(asked) if at_terminal else _alone(asked, data)
    except subprocess.TimeoutExpired:
        raise ProgramError(
            Message("ssh-keygen did not answer within {seconds} seconds. Run this at a terminal.", seconds=_SECONDS)
        ) from None
    except (OSError, ValueError) as error:
        reason = Message(getattr(error, "strerror", None) or str(error))
        raise ProgramError(Message("ssh-keygen cannot be run: {reason}.", reason=reason)) from None
    said, complained = ((text or b"").decode("utf-8", "surrogateescape") for text in (ran.stdout, ran.stderr))
    if "unknown option" in complained:
        raise ProgramError(Message("This ssh-keygen is too old for signatures: version 8.2 or later is needed."))
    return Ran(ran.returncode == 0, said, complained)


def _at_terminal(asked: list[str]) -> subprocess.CompletedProcess[bytes]:
    """With the terminal for its questions and for what it has to say."""
    return subprocess.run(asked, check=False)


def _alone(asked: list[str], data: bytes | None) -> subprocess.CompletedProcess[bytes]:
    """Without any terminal, so that a question is an end and not a wait; an asking program of the user's may answer."""
    asking = {} if "SSH_ASKPASS" in os.environ else {"SSH_ASKPASS_REQUIRE": "never"}
    return subprocess.run(
        asked,
        input=data or b"",
        capture_output=True,
        check=False,
        timeout=_SECONDS,
        start_new_session=True,
        env=os.environ | asking,
    )


def _refusal(key: Path, complained: str, *, at_terminal: bool) -> Message:
    if at_terminal:
        return Message("Nothing was signed: ssh-keygen says above why the key {key} could not be used.", key=key)
    if "passphrase" in complained:
        return Message(
            "The key {key} has a passphrase, and there is no terminal to ask for it. Run this at a terminal, or give "
            "the key to an agent first: ssh-add {key}",
            key=key,
        )
    if "UNPROTECTED" in complained:
        return Message("Others may read the key {key}, so it is not used. First: chmod 600 {key}", key=key)
    if "load public key" in complained:
        return Message("{key} is not a key that ssh-keygen can read. Name the file of a private key.", key=key)
    return Message("Nothing was signed with {key}. ssh-keygen says: {reason}", key=key, reason=_last(complained))


def _last(complained: str) -> str:
    """The last line of what it complains of: visible, and not translated."""
    return visible((complained.strip().splitlines() or [""])[-1])
