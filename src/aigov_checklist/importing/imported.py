"""A profile that was read out of another kind of file, and where each part of it stood there."""

import dataclasses
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from aigov_checklist.errors import Problem
from aigov_checklist.readers.places import nearest
from aigov_checklist.readers.sources import FileSource


class Imported(FileSource):
    """The profile as a document, for the door to admit; its problems are told with the place in the file.

    `places` maps JSON paths of the document to where they stood, in the file's own terms ("Safety!D12",
    "row 7, column saf_2"); what has none is told at the nearest place around it.  `problems` are what was
    found while reading: errors keep the door shut, warnings are passed on.
    """

    def __init__(
        self, name: str, document: dict[str, Any], places: Mapping[str, str], problems: Sequence[Problem] = ()
    ) -> None:
        self.name, self.document, self.places, self.problems = name, document, places, problems
        self.data = json.dumps(document, ensure_ascii=False).encode("utf-8", "surrogatepass")

    def read(self) -> tuple[Any, list[Problem]]:
        """The document and what was found while reading it."""
        return self.document, list(self.problems)

    def placed(self, problems: Iterable[Problem]) -> list[Problem]:
        """The problems with the file and the place in it."""
        return [
            dataclasses.replace(p, file=self.name, place=p.place or nearest(p.path or "$", self.places, default=""))
            for p in problems
        ]
