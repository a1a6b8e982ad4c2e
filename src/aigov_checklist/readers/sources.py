"""A document and the files it came from: read once, and asked again only to say where a problem stands."""

import dataclasses
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from aigov_checklist.errors import DocumentError, Problem
from aigov_checklist.readers.places import json_path, nearest_line
from aigov_checklist.readers.plain import read_document, read_lines
from aigov_checklist.readers.source import read_bytes


class FileSource:
    """One file, or standard input."""

    def __init__(self, name: str, *, limit: int) -> None:
        self.name = name
        self.data = read_bytes(name, limit=limit)

    def read(self) -> tuple[Any, list[Problem]]:
        """The document and its problems of form. Raises DocumentError where it cannot be read."""
        try:
            return read_document(self.data, self.name)
        except DocumentError as error:
            raise DocumentError(dataclasses.replace(p, file=self.name) for p in error.problems) from None

    def placed(self, problems: Iterable[Problem]) -> list[Problem]:
        """The problems with file and line, from the top of the file down."""
        lines = {json_path(path): line for path, line in read_lines(self.data).items()}
        found = [
            dataclasses.replace(p, file=self.name, line=p.line or nearest_line(p.path or "$", lines)) for p in problems
        ]
        return sorted(found, key=lambda problem: (problem.line, problem.path))


class RubricFolder:
    """A rubric in a folder: rubric.yaml, and one file per area in areas/, in the order of their names."""

    def __init__(self, folder: Path, *, limit: int) -> None:
        self.head = FileSource(str(folder / "rubric.yaml"), limit=limit)
        self.areas = [FileSource(str(path), limit=limit) for path in sorted((folder / "areas").glob("*.yaml"))]

    def read(self) -> tuple[Any, list[Problem]]:
        """The rubric as one document and its problems of form, over all files."""
        document, problems = self.head.read()
        problems = self.head.placed(problems)
        areas = []
        for source in self.areas:
            area, found = source.read()
            areas.append(area)
            problems += source.placed(found)
        if isinstance(document, dict) and self.areas:
            document = {**document, "areas": areas}
        return document, problems

    def placed(self, problems: Iterable[Problem]) -> list[Problem]:
        """The problems with file and line; a path below `$.areas[n]` stands in the n-th area file."""
        found = []
        for problem in problems:
            inside = re.match(r"\$\.areas\[(\d+)\]", problem.path)
            if problem.file or inside is None or int(inside[1]) >= len(self.areas):
                found += [problem] if problem.file else self.head.placed([problem])
            else:
                local = dataclasses.replace(problem, path="$" + problem.path[inside.end() :])
                found += self.areas[int(inside[1])].placed([local])
        return sorted(found, key=lambda problem: (problem.file, problem.line, problem.path))


Origin = FileSource | RubricFolder


def origin_of(name: str, *, limit: int) -> Origin:
    """The rubric folder of that name, or else the file (or `-`, standard input)."""
    is_folder = "\x00" not in name and Path(name).is_dir()
    return RubricFolder(Path(name), limit=limit) if is_folder else FileSource(name, limit=limit)
