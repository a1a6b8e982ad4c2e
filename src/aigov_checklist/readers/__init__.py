"""Bytes to documents: reading files that strangers wrote, refusing what is unclear."""
