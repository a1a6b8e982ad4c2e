"""Crosswalks: which there are, whether one is sound, and what its links come to."""
