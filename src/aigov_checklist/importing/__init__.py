"""Answers that were collected elsewhere, read back into profiles."""
