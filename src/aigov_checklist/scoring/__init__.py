"""Scoring one profile by a readable tree walk: the reference for everything faster."""
