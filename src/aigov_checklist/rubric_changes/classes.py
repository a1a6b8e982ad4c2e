"""The class of a change, by what it touches: tables of keys, the first that fits counts.

A key that is not in these tables is a bug, which a test finds: whoever adds a key to a rubric decides its class.
"""

from aigov_checklist.models.lifetime import ChangeClass
from aigov_checklist.rubric_changes.sayings import Path

Table = tuple[tuple[str, ChangeClass], ...]
"""Keys with dots between them; `*` stands for one name, `**` for all that follows."""

_ROLLED_UP: Table = (
    ("weight", "scoring"),
    ("method", "scoring"),
    ("zero_floor", "scoring"),
    ("modifiers.reasons", "editorial"),
    ("modifiers.rules", "scoring"),
)

INDICATOR: Table = (
    ("title", "editorial"),
    ("source.**", "editorial"),
    ("why", "editorial"),
    # What is asked, in other words: whoever has answered should look again.
    ("commitment", "clarifying"),
    ("question", "clarifying"),
    ("guidance", "clarifying"),
    ("evidence", "clarifying"),
    ("levels.**", "clarifying"),
    ("measure.choices.*.title", "clarifying"),
    ("weight", "scoring"),
    ("tier", "scoring"),
    ("needs_evidence", "scoring"),
    # Tags decide what the score of a view counts.
    ("asked_of", "scoring"),
    ("principles", "scoring"),
    ("sdgs", "scoring"),
    ("tags", "scoring"),
    ("measure.type", "structural"),
    ("measure.unit", "structural"),
    ("measure.choices.*", "structural"),
    ("measure.**", "scoring"),
    ("applies_to", "structural"),
    ("asked_when.**", "structural"),
    ("aliases", "structural"),
    ("retired", "structural"),
    ("retired.**", "editorial"),
    ("planned", "structural"),
    ("planned.**", "editorial"),
)

AREA: Table = (
    ("number", "editorial"),
    ("title", "editorial"),
    ("titles.**", "editorial"),
    ("title_status", "editorial"),
    ("aim", "editorial"),
    *_ROLLED_UP,
)

RUBRIC: Table = (
    ("title", "editorial"),
    ("summary", "editorial"),
    ("language", "editorial"),
    ("licence", "editorial"),
    ("documents.**", "editorial"),
    ("provenance.**", "editorial"),
    ("weights_note", "editorial"),
    ("scale.levels.*.name", "clarifying"),
    ("scale.levels.*.criterion", "clarifying"),
    ("scale.levels.*.points", "scoring"),
    ("scale.levels.*", "structural"),
    ("unknown", "scoring"),
    ("minimum_coverage", "scoring"),
    ("evidence.**", "scoring"),
    ("grading.note", "editorial"),
    ("grading.bands.*.title", "editorial"),
    ("grading.**", "scoring"),
    ("ranking.**", "scoring"),
    ("views.*.title", "editorial"),
    ("views.*.groups.*.title", "editorial"),
    ("views.*.groups.*.titles.**", "editorial"),
    ("views.*.groups.*.note", "editorial"),
    ("views.**", "scoring"),
    *_ROLLED_UP,
)


def class_of(path: Path, table: Table) -> ChangeClass:
    """The class of a change of what stands at this path."""
    return next(of_class for pattern, of_class in table if _fits(path, pattern.split(".")))


def _fits(path: Path, pattern: list[str]) -> bool:
    if pattern[-1] == "**":
        path, pattern = path[: len(pattern) - 1], pattern[:-1]
    return len(path) == len(pattern) and all(name in ("*", key) for key, name in zip(path, pattern, strict=True))
