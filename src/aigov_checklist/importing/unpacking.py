"""Whether a packed file is a workbook that can be opened without harm: looked through before anything reads it."""

import io
import re
import zipfile
import zlib
from typing import NoReturn

from aigov_checklist.errors import DocumentError, Problem
from aigov_checklist.message import NOTHING, Message

MOST_TIMES_LARGER = 10
"""How much larger than the limit for files a workbook may be when it is unpacked."""

_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"

_MOST_PARTS = 5_000
_ODD_RATIO, _LARGE_PART = 150, 5_000_000
"""No part that people filled in is packed so well; one of zeros, or of one line a million times, is."""

_PIECE, _OVERLAP = 1_000_000, 16
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
_CONTENT_TYPES = "[Content_Types].xml"
_MEDIA = "xl/media/"
"""Pictures, which nothing reads; some kinds declare what they are as XML does."""

_MACROS = re.compile(r"vbaproject|macrosheets/|activex/", re.IGNORECASE)
_MACRO_TYPES = re.compile(rb"macroenabled|vbaproject|intlmacrosheet", re.IGNORECASE)
_OUTSIDE = re.compile(r"xl/(externallinks/|connections\.xml|querytables/)", re.IGNORECASE)
_RELATIONSHIP = re.compile(rb"<(?:\w+:)?Relationship\b[^<>]*>")
_IS_OUTSIDE = re.compile(rb"TargetMode\s*=\s*[\"']External", re.IGNORECASE)
_IS_HYPERLINK = re.compile(rb"Type\s*=\s*[\"'][^\"']*/hyperlink[\"']")
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/"
_DECLARATIONS = re.compile(rb"<!(doctype|entity)", re.IGNORECASE)


def is_workbook(name: str, data: bytes) -> bool:
    """Whether a file is packed, as workbooks are. Raises DocumentError for one of the old format."""
    if data.startswith(_OLD_EXCEL):
        message = Message("This is a workbook in the old Excel format (.xls), or one with a password.")
        hint = Message("Open it, save it without a password as .xlsx, and import that.")
        _refuse(name, "old-workbook", message, hint)
    return data.startswith(_ZIP)


def refuse_unsafe(name: str, data: bytes, *, limit: int) -> list[str]:
    """Look through all parts of a workbook; returns their names.

    Raises DocumentError if it could do harm, is no workbook, or is damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _refuse_by_sizes(name, entries, limit)
            _refuse_by_names(name, entries)
            for entry in entries:
                _look_through(name, archive, entry)
            return [entry.filename for entry in entries]
    except _BROKEN:
        refuse_damaged(name)


def refuse_damaged(name: str) -> NoReturn:
    """Say that the file cannot be read to its end."""
    message = Message("The workbook is damaged: it cannot be read to its end.")
    _refuse(name, "damaged-workbook", message, Message("Open it, save it anew as .xlsx, or ask for it once more."))


def refuse_as_too_large(name: str, message: Message, hint: Message, place: str = "") -> NoReturn:
    """Say what there is too much of, and where."""
    raise DocumentError([Problem("too-large", message, hint, file=name, place=place)])


def _refuse(name: str, code: str, message: Message, hint: Message = NOTHING) -> NoReturn:
    raise DocumentError([Problem(code, message, hint, file=name)])


def _refuse_by_sizes(name: str, entries: list[zipfile.ZipInfo], limit: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed_oddly = any(
        entry.file_size > _LARGE_PART and entry.file_size > _ODD_RATIO * entry.compress_size for entry in entries
    )
    if len(entries) > _MOST_PARTS or unpacked > MOST_TIMES_LARGER * limit or packed_oddly:
        message = Message("Unpacked, the workbook would have {size:,} bytes in {number} parts.", size=unpacked,
                          number=len(entries))  # fmt: skip
        hint = Message(
            "No form of ours is that large. Copy the answers into a new one, or, if it is meant to be, raise the "
            "limit with --max-bytes."
        )
        _refuse(name, "unpacks-too-large", message, hint)


def _refuse_by_names(name: str, entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if any(entry.flag_bits & 1 for entry in entries):
        hint = Message("Save it without a password, and import that.")
        _refuse(name, "workbook-with-password", Message("The workbook is locked with a password."), hint)
    if _CONTENT_TYPES not in names or not any(one.lower() == "xl/workbook.xml" for one in names):
        message = Message("This is a packed file, but no Excel workbook (.xlsx).")
        hint = Message("If a spreadsheet program made it, open it there and save it as .xlsx.")
        _refuse(name, "not-a-workbook", message, hint)
    if len({one.lower() for one in names}) < len(names):
        refuse_damaged(name)
    if any(_MACROS.search(one) for one in names):
        _refuse_macros(name)
    if any(_OUTSIDE.match(one) for one in names):
        _refuse_links(name)


def _look_through(name: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Read a part to its end, which also checks its sum; what it declares must not matter."""
    part = entry.filename.lower()
    if part.endswith(".rels") or entry.filename == _CONTENT_TYPES:
        _look_at(name, part, archive.read(entry))
        return
    with archive.open(entry) as stream:
        before = b""
        while piece := stream.read(_PIECE):
            before = _look_at(name, part, before + piece)[-_OVERLAP:]


def _look_at(name: str, part: str, data: bytes) -> bytes:
    """Refuse what a piece of a part declares, in UTF-8 or UTF-16; returns what was looked at."""
    seen = data.replace(b"\x00", b"")
    if not part.startswith(_MEDIA) and _DECLARATIONS.search(seen):
        message = Message("The workbook declares entities, as no spreadsheet program does.")
        _refuse(name, "entities", message, Message("Do not trust it: ask for the answers in another way."))
    if part == _CONTENT_TYPES.lower() and _MACRO_TYPES.search(seen):
        _refuse_macros(name)
    if part.endswith(".rels"):
        _refuse_outside(name, seen)
    if part == "xl/workbook.xml" and _STRICT in seen:
        message = Message("The workbook is in the strict variant of its format, which few programs read.")
        _refuse(name, "strict-workbook", message, Message("Save it as an ordinary workbook (.xlsx), and import that."))
    return seen


def _refuse_outside(name: str, relationships: bytes) -> None:
    for found in _RELATIONSHIP.findall(relationships):
        if _IS_OUTSIDE.search(found) and not _IS_HYPERLINK.search(found):
            _refuse_links(name)


def _refuse_macros(name: str) -> NoReturn:
    message = Message("The workbook holds macros: programs that would run where it is opened.")
    _refuse(name, "macros", message, Message("Save it as an ordinary workbook (.xlsx), and import that."))


def _refuse_links(name: str) -> NoReturn:
    message = Message("The workbook takes contents from other files or from the network.")
    hint = Message("Break its links (in Excel: Data, then Edit Links or Connections), save it, and import that.")
    _refuse(name, "external-links", message, hint)
