"""Rubrics of one's own: begun from a starter or a table, and packed up so that others can install them."""
