"""What is signed: a list of files with their sizes and fingerprints."""

from typing import Annotated, Literal

from pydantic import Field

from aigov_checklist.models.record import Record, Sha256, Text, WholeDocument

_MOST_BYTES = 2**53 - 1
"""The largest whole number that every reader of JSON takes for the same (RFC 8785)."""


class ListedFile(Record):
    """One file: its path from the folder of the manifest, with `/` between the parts."""

    path: Annotated[str, Field(min_length=1, max_length=4_000)]
    bytes: Annotated[int, Field(ge=0, le=_MOST_BYTES)]
    sha256: Sha256


class Engine(Record):
    """What wrote a document."""

    version: Text


class Manifest(WholeDocument):
    """Files as they were when they were signed; a manifest that covers a folder lists every file in it."""

    aigov_manifest: Literal[1]
    covers: Literal["files", "folder"]
    engine: Engine
    files: Annotated[tuple[ListedFile, ...], Field(min_length=1)]
