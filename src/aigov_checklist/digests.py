"""Fingerprints of documents: the same content has the same digest, however the file was written."""

import hashlib

import rfc8785

from aigov_checklist.models.record import Record


def canonical_json(record: Record) -> bytes:
    """The RFC 8785 form of what the document says: keys sorted, defaults that were not written left out."""
    return rfc8785.dumps(record.model_dump(mode="json", by_alias=True, exclude_unset=True))


def digest(record: Record) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical_json(record)).hexdigest()
