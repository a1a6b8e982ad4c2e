"""Opening the file that says what a simulation varies."""

from pathlib import Path

from aigov_checklist.loading import admit
from aigov_checklist.models.assumptions import Assumptions
from aigov_checklist.readers.source import DEFAULT_LIMIT
from aigov_checklist.readers.sources import FileSource
from aigov_checklist.resources import data_folder


def load_assumptions(source: str | Path | None = None, *, limit: int = DEFAULT_LIMIT) -> Assumptions:
    """What a simulation varies: from a file (YAML or JSON) or `-`, or the shipped ones. Raises DocumentError."""
    shipped = data_folder("assumptions") / "default.yaml"
    return admit(FileSource(str(source or shipped), limit=limit), Assumptions, lambda _: ())
