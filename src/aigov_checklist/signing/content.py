"""What lies in a folder: paths that lead nowhere else, sizes and fingerprints; links are never followed."""

import hashlib
import os
import re
import stat
from pathlib import Path
from typing import NamedTuple, NoReturn

from aigov_checklist.errors import Problem
from aigov_checklist.harmless import visible
from aigov_checklist.message import Message
from aigov_checklist.readers.source import unreadable

_DRIVE = re.compile(r"[A-Za-z]:")


class Content(NamedTuple):
    """What is in a file."""

    bytes: int
    sha256: str


def paths_in(folder: Path) -> list[str]:
    """The path of every file and link below a folder. Raises DocumentError where it cannot be read."""
    found = []
    for place, folders, files in os.walk(folder, onerror=_refuse):
        here = Path(place)
        links = [name for name in folders if (here / name).is_symlink()]
        found += [(here / name).relative_to(folder).as_posix() for name in (*files, *links)]
    return sorted(found)


def is_safe(path: str) -> bool:
    """Whether a path leads to one place only, below its folder, on every system and to every reader."""
    parts = path.split("/")
    return not (
        visible(path) != path or "\\" in path or _DRIVE.match(path) or any(part in ("", ".", "..") for part in parts)
    )


def content_of(folder: Path, path: str) -> Content | Problem:
    """What is in the file at a safe path below a folder, or why that cannot be said. It is read in blocks."""
    place = folder
    try:
        for part in path.split("/"):
            place /= part
            mode = place.lstat().st_mode
            if stat.S_ISLNK(mode):
                message = Message("This is a link, which may lead anywhere.")
                return Problem("link", message, Message("Put the file itself here."), file=str(place))
        if not stat.S_ISREG(mode):
            message = Message("This is a folder, a device or a pipe, not a file.")
            return Problem("not-a-file", message, Message("Take it away, or put the file here."), file=str(place))
        with place.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            return Content(stream.tell(), digest)
    except (FileNotFoundError, NotADirectoryError):
        message = Message("This file is missing.")
        return Problem("missing-file", message, Message("Bring it back as it was."), file=str(folder / path))
    except (OSError, ValueError) as error:
        return unreadable(str(folder / path), error).problems[0]


def _refuse(error: OSError) -> NoReturn:
    raise unreadable(str(error.filename), error) from None
