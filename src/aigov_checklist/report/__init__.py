"""Telling what was found: one content, many writers that only decide how it looks."""

from aigov_checklist.report.content import build_report
from aigov_checklist.report.writing import write_report

__all__ = ["build_report", "write_report"]
