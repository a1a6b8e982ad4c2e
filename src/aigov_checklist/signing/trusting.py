"""Whose signature counts: those whom a file of allowed signers names, or the holder of one public key."""

import base64
import binascii
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from aigov_checklist.errors import DocumentError, Problem
from aigov_checklist.message import Message
from aigov_checklist.readers.source import read_bytes
from aigov_checklist.signing.keygen import private_folder

_HOLDER = "holder"
_KIND = re.compile(rb"[a-z0-9@.-]{1,100}")


class Trust(NamedTuple):
    """Allowed signers for ssh-keygen, whom of them we ask for (None: anyone), and the file that was named.

    `is_key` says that a public key was named: then nobody says whose it is.
    """

    signers: Path
    identity: str | None
    source: str
    is_key: bool


@contextmanager
def trusting(*, signers: str | None, key: str | None, identity: str | None, limit: int) -> Iterator[Trust]:
    """Trust in a file of allowed signers or, without one, in a public key. Raises DocumentError if it is unusable."""
    source = signers or key or ""
    data = read_bytes(source, limit=limit)
    with private_folder() as folder:
        path = folder / "signers"
        path.write_bytes(data if signers else b"%s %s\n" % (_HOLDER.encode(), _public_key(data, source)))
        yield Trust(path, identity if signers else _HOLDER, source, is_key=not signers)


def _public_key(data: bytes, name: str) -> bytes:
    """Kind and key, without the comment."""
    fields = next((line.split() for line in data.splitlines() if line.strip() and not line.startswith(b"#")), [])
    if b"PRIVATE KEY-----" not in data and len(fields) > 1 and _KIND.fullmatch(fields[0]) and _is_base64(fields[1]):
        return b" ".join(fields[:2])
    message = Message("This is not a public key of OpenSSH.")
    raise DocumentError([Problem("not-a-key", message, Message("Name the file that ends in .pub."), file=name)])


def _is_base64(text: bytes) -> bool:
    try:
        return bool(base64.b64decode(text, validate=True))
    except binascii.Error:
        return False
