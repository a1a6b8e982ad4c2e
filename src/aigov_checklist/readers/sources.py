"""A document and the files it came from: read once, and asked again only to say where a problem stands."""

import dataclasses
import os
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

from aigov_checklist.errors import DocumentError, Problem
from aigov_checklist.message import Message
from aigov_checklist.readers.counting import AND_MORE
from aigov_checklist.readers.places import json_path, nearest
from aigov_checklist.readers.plain import read_document, read_lines
from aigov_checklist.readers.source import STANDARD_INPUT, read_bytes

_AREA = re.compile(r"\$\.areas\[(\d+)\]")
_ENDINGS = (".yaml", ".yml", ".json")


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
        found = [
            dataclasses.replace(p, file=self.name, line=p.line or nearest(p.path or "$", self._lines, default=0))
            for p in problems
        ]
        return sorted(found, key=lambda problem: (_is_last(problem), problem.line, problem.path))

    @cached_property
    def _lines(self) -> dict[str, int]:
        return {json_path(path): line for path, line in read_lines(self.data, self.name).items()}


class LineSource(FileSource):
    """One line of a JSON Lines file: a JSON document of its own, wherever it stands."""

    def __init__(self, name: str, data: bytes, line: int) -> None:
        self.name, self.data, self.line = name, data, line

    def read(self) -> tuple[Any, list[Problem]]:
        """The document and its problems of form. Raises DocumentError where it cannot be read."""
        try:
            return read_document(self.data, "line.json")
        except DocumentError as error:
            raise DocumentError(self.placed(error.problems)) from None

    def placed(self, problems: Iterable[Problem]) -> list[Problem]:
        """The problems with file and line: all of a document stands on the one."""
        return [dataclasses.replace(problem, file=self.name, line=self.line) for problem in problems]


class RubricFolder:
    """A rubric in a folder: rubric.yaml, and one file per area in areas/, in the order of their names."""

    def __init__(self, folder: Path, *, limit: int) -> None:
        if not os.path.lexists(folder / "rubric.yaml"):
            message, hint = (
                Message("This folder holds no rubric.yaml."),
                Message("Give a rubric file, or a folder that holds one."),
            )
            raise DocumentError([Problem("no-such-file", message, hint, file=str(folder))])
        self.sources: list[FileSource] = []
        problems: list[Problem] = []
        for path in (folder / "rubric.yaml", *_area_files(folder)):
            try:
                self.sources.append(FileSource(str(path), limit=limit))
            except DocumentError as error:
                problems += error.problems
        if problems:
            raise DocumentError(problems)

    def read(self) -> tuple[Any, list[Problem]]:
        """The rubric as one document and its problems of form, over all files."""
        documents, problems, refused = [], [], False
        for index, source in enumerate(self.sources):
            try:
                document, found = source.read()
                _refuse_no_area(document, source.name if index else "")
                documents.append(document)
                problems += [_from_area(problem, index - 1) if index else problem for problem in found]
            except DocumentError as error:
                refused = True
                problems += error.problems
        if refused:
            raise DocumentError(self.placed(problems))
        head, *areas = documents
        if not isinstance(head, dict) or not areas:
            return head, problems
        if "areas" in head:
            message = Message("The areas stand here and in the folder 'areas' as well.")
            problems.append(Problem("areas-twice", message, Message("Keep one of the two."), "$.areas"))
        return {**head, "areas": areas}, problems

    def placed(self, problems: Iterable[Problem]) -> list[Problem]:
        """The problems with file and line; a path below `$.areas[n]` stands in the n-th area file."""
        done: list[Problem] = []
        local: dict[int, list[Problem]] = defaultdict(list)
        for problem in problems:
            if problem.file:
                done.append(problem)
            else:
                index, inside = self._source_of(problem)
                local[index].append(inside)
        for index, found in local.items():
            done += self.sources[index].placed(found)
        order = {source.name: index for index, source in enumerate(self.sources)}
        return sorted(done, key=lambda problem: (_is_last(problem), order[problem.file], problem.line, problem.path))

    def _source_of(self, problem: Problem) -> tuple[int, Problem]:
        inside = _AREA.match(problem.path)
        if inside is None or int(inside[1]) + 1 >= len(self.sources):
            return 0, problem
        return int(inside[1]) + 1, dataclasses.replace(problem, path="$" + problem.path[inside.end() :])


Origin = FileSource | RubricFolder


def origin_of(name: str, *, limit: int) -> Origin:
    """The rubric folder of that name, or else the file (or `-`, standard input)."""
    # os.path, unlike Path, answers no where it may not look, and for what cannot be a path.
    is_folder = name != STANDARD_INPUT and os.path.isdir(name)  # noqa: PTH112
    return RubricFolder(Path(name), limit=limit) if is_folder else FileSource(name, limit=limit)


def _area_files(folder: Path) -> list[Path]:
    found = (folder / "areas").glob("*")
    return sorted(path for path in found if path.suffix.lower() in _ENDINGS and not path.name.startswith("."))


def _refuse_no_area(document: Any, file: str) -> None:
    """Raises DocumentError if a file in areas/ holds something else: as an area it would have many problems."""
    keys = document.keys() if isinstance(document, dict) else set()
    if not file or ("version" not in keys and keys & {"id", "indicators", "areas"}):
        return
    message = Message("This file holds no area.")
    if {"version", "areas"} <= keys:
        message = Message("This file holds a whole rubric, not an area.")
    hint = Message("A file in areas/ begins with the id of its area. Move other files elsewhere.")
    raise DocumentError([Problem("not-an-area", message, hint, file=file)])


def _is_last(problem: Problem) -> bool:
    return problem.code == AND_MORE.code


def _from_area(problem: Problem, index: int) -> Problem:
    """A problem of form in the n-th area file, as one of the whole rubric."""
    return dataclasses.replace(problem, path=f"{json_path(('areas', index))}{problem.path[1:]}")
