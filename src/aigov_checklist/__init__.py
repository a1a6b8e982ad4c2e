"""Score self-assessments against the Global AI Governance Action Plan.

The names below are the whole public library; each is loaded when it is first used, so that a command that
needs little costs little.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from aigov_checklist.version import __version__

if TYPE_CHECKING:
    from aigov_checklist.checking.profile_rules import check
    from aigov_checklist.checking.rubric_rules import check_rubric
    from aigov_checklist.errors import AigovError, DocumentError, OutputError, Problem, UsageError
    from aigov_checklist.loading import load_profile, load_rubric, open_profile
    from aigov_checklist.models.assessment import Assessment
    from aigov_checklist.models.profile import Profile
    from aigov_checklist.models.rubric import Rubric
    from aigov_checklist.report.content import build_report
    from aigov_checklist.report.writing import write_report
    from aigov_checklist.robustness.examining import simulate
    from aigov_checklist.scoring.assessing import assess
    from aigov_checklist.scoring.explaining import explain

__all__ = [
    "AigovError",
    "Assessment",
    "DocumentError",
    "OutputError",
    "Problem",
    "Profile",
    "Rubric",
    "UsageError",
    "__version__",
    "assess",
    "build_report",
    "check",
    "check_rubric",
    "explain",
    "load_profile",
    "load_rubric",
    "open_profile",
    "simulate",
    "write_report",
]

_HOMES = {
    "checking.profile_rules": ("check",),
    "checking.rubric_rules": ("check_rubric",),
    "errors": ("AigovError", "DocumentError", "OutputError", "Problem", "UsageError"),
    "loading": ("load_profile", "load_rubric", "open_profile"),
    "models.assessment": ("Assessment",),
    "models.profile": ("Profile",),
    "models.rubric": ("Rubric",),
    "report.content": ("build_report",),
    "report.writing": ("write_report",),
    "robustness.examining": ("simulate",),
    "scoring.assessing": ("assess",),
    "scoring.explaining": ("explain",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
