"""How a link is told: what it says of its two ends, and how strongly."""

from collections.abc import Mapping

from aigov_checklist.language import Language
from aigov_checklist.models.reference import Relation, Strength


def relation_words(language: Language) -> Mapping[Relation, str]:
    """Each relation as it stands between what is linked."""
    say = language.say
    return {
        "equal": say("equals"),
        "subset": say("is part of"),
        "superset": say("contains"),
        "intersects": say("overlaps with"),
        "opposed": say("pulls against"),
        "none": say("finds nothing in"),
    }


def strength_words(language: Language) -> Mapping[Strength | None, str]:
    """Each strength; what was not found has none."""
    say = language.say
    return {"strong": say("strong"), "moderate": say("moderate"), "weak": say("weak"), None: "-"}
