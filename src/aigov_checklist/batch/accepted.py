"""What the fast way accepted so far: rows, and the places where they stood."""

from itertools import chain

from aigov_checklist.batch.fast import Rows
from aigov_checklist.batch.outcome import Identity

_WHO = ("subject", "name", "kind", "date", "tier", "groups")


class Accepted:
    """Rows with their places: the lines, or the files by their order."""

    def __init__(self) -> None:
        self.rows, self.places = list[Rows](), list[int]()

    def add(self, rows: Rows | None, place: int) -> bool:
        """Keep rows that begin at this place; False if there are none."""
        if rows is None:
            return False
        self.rows.append(rows)
        self.places += range(place, place + len(rows.subject))
        return True

    def identity(self, sources: list[str], lines: list[int]) -> Identity:
        """Who they all are, and where each stood."""
        columns = {name: list(chain.from_iterable(getattr(rows, name) for rows in self.rows)) for name in _WHO}
        return Identity(source=sources, line=lines, **columns)
