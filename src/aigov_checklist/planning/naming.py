"""Which answers a user means by the ids of indicators and areas."""

from collections.abc import Iterable

from aigov_checklist.errors import UsageError
from aigov_checklist.message import Message
from aigov_checklist.models.rubric import Area, Rubric
from aigov_checklist.structure import ROOT, structure_of
from aigov_checklist.suggesting import did_you_mean


def indicators_named(names: Iterable[str], rubric: Rubric) -> tuple[str, ...]:
    """The indicators of that id, or of the area of that id. Raises UsageError for an id that is neither."""
    nodes = {name: node for name, node in structure_of(rubric).nodes.items() if name != ROOT}
    found: list[str] = []
    for name in names:
        if name in rubric.aliases:
            now = rubric.aliases[name]
            raise UsageError(Message("{name} is asked under {now} in this rubric.", name=name, now=now))
        if name not in nodes:
            hint = did_you_mean(name, nodes) or Message("See: aigov rubric show {rubric}.", rubric=rubric.id)
            raise UsageError(Message("The rubric has no area or indicator {name!r}. {hint}", name=name, hint=hint))
        node = nodes[name]
        found += [leaf.id for leaf in node.leaves()] if isinstance(node, Area) else [name]
    return tuple(dict.fromkeys(found))
