"""Telling what was found: one content, many writers that only decide how it looks."""
