"""Zip files that are the same bytes whenever they are made."""

import io
from datetime import UTC, datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_FIRST = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip file can tell."""


def stamped(data: bytes, created: datetime) -> bytes:
    """The same zip file with every entry dated `created`, whatever clock and system wrote it."""
    time = created.astimezone(UTC).timetuple()[:6]
    written = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as source, ZipFile(written, "w") as target:
        for name in source.namelist():
            entry = ZipInfo(name, max(time, _FIRST))
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, 3, 0o600 << 16
            target.writestr(entry, source.read(name))
    return written.getvalue()
