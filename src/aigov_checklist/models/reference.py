"""How documents refer to rubrics, and how parts of two rubrics relate."""

from typing import Literal

from aigov_checklist.models.record import Id, Record, Version

Relation = Literal["equal", "subset", "superset", "intersects", "opposed", "none"]
"""Seen from the first rubric: a `subset` is contained in what it is linked to, a `superset` contains it.

`opposed` is about the same matter and pulls the opposite way.  `none` was looked for and not found; what has no link
at all was not compared.
"""

Strength = Literal["strong", "moderate", "weak"]
"""How much of what the two say is in the relation.

`strong`: the main content of at least one of them.  `moderate`: a substantial part of one of them.  `weak`: a single
point, or the same only by analogy, such as for other addressees.
"""


class RubricReference(Record):
    """Which rubric, in which version, the answers belong to."""

    id: Id
    version: Version
