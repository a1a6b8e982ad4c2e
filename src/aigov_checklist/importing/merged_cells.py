"""What a workbook says of its cells beside their values: which are merged, and which rows nobody sees.

What stood in all but the first of merged cells is gone, and people should know.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator

from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]
from openpyxl.utils import range_boundaries  # type: ignore[import-untyped]

Span = tuple[int, int, int, int]
"""First column and row, last column and row, counted from 1."""

_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^<>]*?ref\s*=\s*[\"']([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})[\"']")
_ROW = re.compile(rb"<(?:\w+:)?row\s[^<>]*>")
_NUMBER = re.compile(rb"\sr\s*=\s*[\"']([0-9]{1,7})[\"']")
_IS_HIDDEN = re.compile(rb"\shidden\s*=\s*[\"'](?:1|true)[\"']")
_PIECE, _OVERLAP = 1_000_000, 400
_MOST = 10_000


def merged_cells(data: bytes) -> dict[str, tuple[Span, ...]]:
    """The merged cells of each sheet, by its title."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {title: tuple(sorted(_spans(archive, part))) for title, part in _sheets(archive)}


def hidden_rows(data: bytes) -> dict[str, tuple[int, ...]]:
    """The numbers of the hidden rows of each sheet, by its title."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {title: tuple(sorted(set(_hidden(archive, part)))) for title, part in _sheets(archive)}


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    names = {name.lower(): name for name in archive.namelist()}
    book = names["xl/workbook.xml"]
    folder, name = posixpath.split(book)
    relationships = names.get(f"{folder}/_rels/{name}.rels".lower())
    if relationships is None:
        return
    targets = {
        element.get("Id"): posixpath.normpath(posixpath.join("/", folder, element.get("Target", ""))).lstrip("/")
        for element in fromstring(archive.read(relationships))
    }
    for element in fromstring(archive.read(book)).iter():
        if element.tag.endswith("}sheet"):
            key = next((value for name, value in element.items() if name.endswith("}id")), None)
            if targets.get(key) in archive.namelist():
                yield element.get("name", ""), targets[key]


def _spans(archive: zipfile.ZipFile, part: str) -> set[Span]:
    return {range_boundaries(place.decode()) for place in _all(_MERGED, archive, part)}


def _hidden(archive: zipfile.ZipFile, part: str) -> Iterator[int]:
    for row in _all(_ROW, archive, part):
        if _IS_HIDDEN.search(row) and (number := _NUMBER.search(row)):
            yield int(number[1])


def _all(wanted: re.Pattern[bytes], archive: zipfile.ZipFile, part: str) -> set[bytes]:
    found: set[bytes] = set()
    before = b""
    with archive.open(part) as stream:
        while (piece := stream.read(_PIECE)) and len(found) < _MOST:
            found.update(wanted.findall(before + piece))
            before = piece[-_OVERLAP:]
    return found
