"""What a run is and what came of it: by its manifest it can be repeated, checked and taken up."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from aigov_checklist.batch.inputs import Input
from aigov_checklist.batch.others import Note
from aigov_checklist.batch.working import Recipe
from aigov_checklist.message import Message
from aigov_checklist.version import __version__


class Summary(NamedTuple):
    """What came of a run; `is_complete` if everything was scored, once, from inputs that stood still."""

    scored: int
    rejected: int
    changed: Sequence[str]
    repeated: Sequence[dict[str, Any]]

    @property
    def is_complete(self) -> bool:
        """Whether there is nothing to look after."""
        return not (self.rejected or self.changed or self.repeated)


def summary_of(manifest: Note) -> Summary:
    """What the manifest of a finished run says of it."""
    counts = manifest["counts"]
    return Summary(counts["scored"], counts["rejected"], manifest["changed_while_read"], manifest["repeated"])


def state_of(inputs: Sequence[Input], recipe: Recipe) -> Note:
    """What makes a run this run: as JSON would give it back."""
    rubric = recipe.rubric
    return {
        "engine": {"version": __version__},
        "rubric": {"id": rubric.id, "version": rubric.version, "digest": rubric.digest},
        "options": {
            "format": recipe.format,
            "lenses": list(recipe.lenses),
            "views": recipe.views,
            "indicators": recipe.indicators,
            "max_bytes": recipe.limit,
            "columns": {
                "columns": recipe.mapping.columns,
                "ignore": list(recipe.mapping.ignore),
                "constants": recipe.mapping.constants,
            },
        },
        "inputs": [list(source) for source in inputs],
    }


def difference(
    begun: Note | None, finished: Note | None, inputs: Sequence[Input], recipe: Recipe, folder: Path
) -> Message | None:
    """Why a run in this folder, begun or finished, cannot be taken up as one of these inputs; None if it can."""
    state = state_of(inputs, recipe)
    if finished is not None and begun is None:
        begun = finished | {"inputs": [[source["path"], source["bytes"]] for source in finished["inputs"]]}
        state |= {"inputs": [[source.path, source.size] for source in inputs]}
    if begun is None:
        return Message("There is no run to resume in {folder}.", folder=folder)
    what = ", ".join(key for key in state if begun.get(key) != state[key])
    if not what:
        return None
    return Message(
        "The run in {folder} was another one (it differs in: {what}). Repeat its command with "
        "--resume, or begin anew with --force.",
        folder=folder,
        what=what,
    )
