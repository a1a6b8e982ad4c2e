"""Getting the bytes: a file or standard input, never more than the limit allows."""

import stat
import sys
from pathlib import Path
from typing import BinaryIO

from aigov_checklist.errors import DocumentError, Problem
from aigov_checklist.message import Message

DEFAULT_LIMIT = 10 * 1024 * 1024
"""The largest document that is read, in bytes, unless the caller says otherwise."""

STANDARD_INPUT = "-"

PROFILE_ENDINGS = (".yaml", ".yml", ".json")
"""Of the files that hold one profile each."""

_PIECE = 1024 * 1024

_NO_PATH = Message("the name is not a path")


def read_bytes(name: str, *, limit: int = DEFAULT_LIMIT) -> bytes:
    """All bytes of a regular file, or of standard input for `-`.

    Raises DocumentError when there is no such file, when it cannot be read, when it is a folder or a device,
    or when it is larger than `limit` bytes (an endless input is left after that many).
    """
    try:
        data = _read_standard_input(limit) if name == STANDARD_INPUT else _read_file(Path(name), limit)
    except FileNotFoundError:
        raise _refusal(name, "no-such-file", Message("There is no such file."), Message("Check the path.")) from None
    except PermissionError:
        raise _refusal(
            name, "not-readable", Message("This file may not be read."), Message("Check its permissions.")
        ) from None
    except (OSError, ValueError) as error:
        raise unreadable(name, error) from None
    if len(data) > limit:
        message = Message("The input is larger than the limit of {limit:,} bytes.", limit=limit)
        raise _refusal(name, "too-large", message, Message("If it is meant to be, raise the limit with --max-bytes."))
    return data


def profiles_in(folder: Path) -> list[Path]:
    """The profiles of a folder, in the order of their names. Raises DocumentError where it may not be read."""
    try:
        return [path for path in sorted(folder.iterdir()) if path.suffix.lower() in PROFILE_ENDINGS]
    except OSError as error:
        raise unreadable(str(folder), error) from None


def unreadable(name: str, error: OSError | ValueError) -> DocumentError:
    """What cannot be read, and why."""
    reason = Message(getattr(error, "strerror", None) or _NO_PATH)
    message = Message("This cannot be read: {reason}.", reason=reason)
    return _refusal(name, "not-readable", message, Message("Check the path."))


def _read_file(path: Path, limit: int) -> bytes:
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise _refusal(
            str(path), "not-a-file", Message("This is a folder, not a file."), Message("Name a file inside it.")
        )
    if not stat.S_ISREG(mode):
        message = Message("This is a device or a pipe, not a file.")
        raise _refusal(str(path), "not-a-file", message, Message("Name a file, or give - and feed standard input."))
    with path.open("rb") as stream:
        return _one_more_than(limit, stream)


def _read_standard_input(limit: int) -> bytes:
    if sys.stdin is None:
        message = Message("There is no standard input to read.")
        raise _refusal(STANDARD_INPUT, "not-readable", message, Message("Name a file, or feed standard input."))
    return _one_more_than(limit, sys.stdin.buffer)


def _one_more_than(limit: int, stream: BinaryIO) -> bytes:
    # In pieces: whoever asks for a terabyte at once is given the memory for it, however short the file is.
    pieces: list[bytes] = []
    missing = limit + 1
    while missing > 0 and (piece := stream.read(min(missing, _PIECE))):
        pieces.append(piece)
        missing -= len(piece)
    return b"".join(pieces)


def _refusal(name: str, code: str, message: Message, hint: Message) -> DocumentError:
    return DocumentError([Problem(code, message, hint, file=name)])
