"""How far several raters agree on the same subjects under one rubric."""

from aigov_checklist.agreeing.agreement import Agreement, Disagreement, agreement
from aigov_checklist.agreeing.measuring import Codes, Measured
from aigov_checklist.agreeing.panels import Panel, Rater, Unit, panel_of

__all__ = [
    "Agreement",
    "Codes",
    "Disagreement",
    "Measured",
    "Panel",
    "Rater",
    "Unit",
    "agreement",
    "panel_of",
]
