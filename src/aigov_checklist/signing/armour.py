"""The text form of OpenSSH signatures, read more strictly than OpenSSH does: one signature, one text.

OpenSSH takes text after the end line and odd line breaks for nothing; here every byte of the file counts.
"""

import base64
import binascii
import re

_ARMOUR = re.compile(rb"-----BEGIN SSH SIGNATURE-----\n(.+\n)-----END SSH SIGNATURE-----\n", re.DOTALL)


def is_signature(data: bytes) -> bool:
    """Whether this is an armoured signature and nothing else: lines of one width, base64 in its only form."""
    found = _ARMOUR.fullmatch(data)
    if found is None:
        return False
    lines = found[1].split(b"\n")[:-1]
    text = b"".join(lines)
    width = len(lines[0])
    try:
        is_only_form = base64.b64encode(base64.b64decode(text, validate=True)) == text
    except binascii.Error:
        return False
    return is_only_form and lines == [text[start : start + width] for start in range(0, len(text), max(width, 1))]
