"""The text form of OpenSSH signatures, read more strictly than OpenSSH does: one signature, one text.

OpenSSH takes text after the end line, odd line breaks, another version and reserved bytes for nothing; here every
byte of the file counts.  The form: https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.sshsig
"""

import base64
import binascii
import re

_ARMOUR = re.compile(rb"-----BEGIN SSH SIGNATURE-----\n(.+\n)-----END SSH SIGNATURE-----\n", re.DOTALL)
_BEGIN = b"SSHSIG" + (1).to_bytes(4)  # the version


def is_signature(data: bytes) -> bool:
    """Whether this is an armoured signature and nothing else: lines of one width, base64 in its only form."""
    found = _ARMOUR.fullmatch(data)
    if found is None:
        return False
    lines = found[1].split(b"\n")[:-1]
    text = b"".join(lines)
    width = len(lines[0])
    try:
        inside = base64.b64decode(text, validate=True)
    except binascii.Error:
        return False
    is_only_form = base64.b64encode(inside) == text and _is_plain(inside)
    return is_only_form and lines == [text[start : start + width] for start in range(0, len(text), max(width, 1))]


def _is_plain(inside: bytes) -> bool:
    """Whether it is of version 1 and has its five parts: key, purpose, reserved (empty), hash and signature."""
    if not inside.startswith(_BEGIN):
        return False
    parts, start = [], len(_BEGIN)
    while start < len(inside):
        end = start + 4 + int.from_bytes(inside[start : start + 4])
        parts.append(inside[start + 4 : end])
        start = end
    return start == len(inside) and len(parts) == 5 and parts[2] == b""
