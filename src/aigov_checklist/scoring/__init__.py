"""Scoring one profile by a readable tree walk: the reference for everything faster."""

from aigov_checklist.scoring.assessing import assess
from aigov_checklist.scoring.explaining import explain

__all__ = ["assess", "explain"]
