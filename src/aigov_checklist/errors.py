"""What can go wrong: findings about a document are values, reasons to stop are exceptions.

The tree of exceptions::

    AigovError            anything this package raises on purpose
    ├── DocumentError     a document cannot be used; carries every Problem found (exit code 1)
    ├── UsageError        the request itself makes no sense, such as an unknown node (exit code 2)
    ├── OutputError       the result could not be written (exit code 3)
    ├── MissingExtraError an optional part is not installed (exit code 3)
    └── ProgramError      another program that is needed is missing, or did not do its part (exit code 3)
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from aigov_checklist.message import NOTHING, Message

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a document: what, where, and what to do.

    `path` is a JSON path (`$.responses['std.dialogue'].level`); `file` and `line` (counted from 1) are
    empty and 0 where the document did not come from a file or the place is not known.  `place` says where in
    a file without lines, such as a workbook: "Safety!D12".
    """

    code: str
    message: Message
    hint: Message = NOTHING
    path: str = ""
    severity: Severity = "error"
    file: str = ""
    line: int = 0
    place: str = ""

    @property
    def where(self) -> str:
        """The file and the line or place in it, as far as they are known."""
        return ":".join(str(part) for part in (self.file, self.line, self.place) if part)

    def __str__(self) -> str:
        place = self.where
        where = f" (at {self.path})" if self.path and self.path != "$" else ""
        hint = f" {self.hint}" if self.hint else ""
        return f"{place + ': ' if place else ''}{self.severity}: {self.message}{where}{hint} [{self.code}]"


class AigovError(Exception):
    """The base of every exception that this package raises on purpose."""

    exit_code = 3

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class DocumentError(AigovError):
    """A document cannot be used; `problems` says everything that is wrong with it."""

    exit_code = 1

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class UsageError(AigovError):
    """The request makes no sense: an unknown name, two inputs that exclude each other."""

    exit_code = 2

    def __init__(self, message: Message) -> None:
        super().__init__(message)


class OutputError(AigovError):
    """The result could not be written, or would have replaced a file without leave."""

    exit_code = 3

    def __init__(self, message: Message) -> None:
        super().__init__(message)


class MissingExtraError(AigovError):
    """An optional part is not installed; the message says how to get it."""

    exit_code = 3

    def __init__(self, part: Message, extra: str) -> None:
        super().__init__(
            Message(
                "{part} needs an optional part. Install it with: pip install 'aigov-checklist[{extra}]'",
                part=part,
                extra=extra,
            )
        )


class ProgramError(AigovError):
    """Another program that is needed is missing, or did not do its part."""

    exit_code = 3

    def __init__(self, message: Message) -> None:
        super().__init__(message)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of the problems is more than a warning."""
    return any(problem.severity == "error" for problem in problems)
