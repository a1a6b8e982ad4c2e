"""What a version says by itself of the one before it: where nothing else is told, an alias is the earlier name."""

from aigov_checklist.models.migration import Migration
from aigov_checklist.models.rubric import Rubric


def by_aliases(old: Rubric, new: Rubric) -> Migration:
    """The migration between two versions for which no file says anything.

    An alias of an indicator that was there before is no rename: two answers would meet there.
    """
    renamed = [
        {"from": was, "to": now}
        for was, now in new.aliases.items()
        if was in old.indicators and was not in new.indicators and now not in old.indicators
    ]
    told = {"rubric": old.id, "from": old.version, "to": new.version, "renamed": tuple(renamed)}
    return Migration.model_validate(told)
