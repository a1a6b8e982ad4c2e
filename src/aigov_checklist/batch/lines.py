"""The lane for JSON Lines: a profile a line, decoded by types made from the rubric; what they refuse meets the door."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from aigov_checklist.batch.fast import Decoder, Rows
from aigov_checklist.batch.outcome import Identity, Reject, Settled, reject
from aigov_checklist.batch.pieces import too_long
from aigov_checklist.errors import DocumentError
from aigov_checklist.kernel.encoding import encoded
from aigov_checklist.kernel.plan import Plan
from aigov_checklist.loading import admit_profile
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.readers.sources import LineSource

_AT_THE_DOOR = 200
"""Profiles that are held whole at once; what the kernel needs of them is small."""


class LineLane:
    """Settles lines for one rubric; made once, used for many pieces."""

    def __init__(self, rubric: Rubric, plan: Plan, *, limit: int) -> None:
        self.rubric, self.plan, self.limit = rubric, plan, limit
        self.decoder = Decoder(rubric, plan)

    def settle(self, blocks: Iterable[bytes], source: str, first_line: int) -> Iterator[Settled]:
        """The profiles in whole lines of a file: those of the fast way, and some at a time those that took the door.

        Blank lines hold nothing and are passed over.
        """
        fast, slow = _Accepted(), list[tuple[int, bytes]]()
        line = first_line
        for block in blocks:
            if not fast.add(self._accept(block), line):
                for place, text in enumerate(block.split(b"\n"), line):
                    if text.strip() and not fast.add(self._accept(text), place):
                        slow.append((place, text))
            line += block.count(b"\n")
            while len(slow) >= _AT_THE_DOOR:
                yield self._through_the_door(slow[:_AT_THE_DOOR], source)
                del slow[:_AT_THE_DOOR]
        yield Settled(fast.identity(source), self.decoder.block_of(fast.rows), ())
        if slow:
            yield self._through_the_door(slow, source)

    def _accept(self, text: bytes) -> Rows | None:
        return self.decoder.accept(text) if len(text) <= self.limit else None

    def _through_the_door(self, numbered: Sequence[tuple[int, bytes]], source: str) -> Settled:
        identity, profiles, rejects = Identity(), list[Profile](), list[Reject]()
        for number, line in numbered:
            try:
                if len(line) > self.limit:
                    raise DocumentError([too_long(source, number, self.limit)])
                profile = admit_profile(LineSource(source, line, number), self.rubric).profile
            except DocumentError as error:
                rejects.append(reject(source, number, line.decode("utf-8", "backslashreplace"), error.problems))
                continue
            identity.add(profile, source, number)
            profiles.append(profile)
        return Settled(identity, encoded(profiles, self.plan), rejects)


class _Accepted:
    """The rows that were accepted so far, and on which lines they stand."""

    def __init__(self) -> None:
        self.rows, self.lines = list[Rows](), list[int]()

    def add(self, rows: Rows | None, line: int) -> bool:
        """Keep rows that begin on this line; False if there are none."""
        if rows is None:
            return False
        self.rows.append(rows)
        self.lines += range(line, line + len(rows.subject))
        return True

    def identity(self, source: str) -> Identity:
        """Who they all are."""
        names = ("subject", "name", "kind", "date", "tier", "groups")
        columns = {name: list(chain.from_iterable(getattr(rows, name) for rows in self.rows)) for name in names}
        return Identity(source=[source] * len(self.lines), line=self.lines, **columns)
