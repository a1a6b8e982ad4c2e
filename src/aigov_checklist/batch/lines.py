"""The lane for JSON Lines: a profile a line, decoded by types made from the rubric; what they refuse meets the door."""

from collections.abc import Iterable, Iterator, Sequence

from aigov_checklist.batch.accepted import Accepted
from aigov_checklist.batch.fast import Decoder, Rows
from aigov_checklist.batch.outcome import Identity, Reject, Settled, reject
from aigov_checklist.errors import DocumentError, Problem
from aigov_checklist.kernel.encoding import encoded
from aigov_checklist.kernel.plan import Plan
from aigov_checklist.loading import admit_profile
from aigov_checklist.message import Message
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.readers.sources import LineSource

_AT_THE_DOOR = 200
"""Profiles that are held whole at once; what the kernel needs of them is small."""


class LineLane:
    """Settles lines for one rubric; made once, used for many pieces."""

    def __init__(self, rubric: Rubric, plan: Plan, decoder: Decoder, *, limit: int) -> None:
        self.rubric, self.plan, self.decoder, self.limit = rubric, plan, decoder, limit

    def settle(self, blocks: Iterable[bytes], source: str, first_line: int) -> Iterator[Settled]:
        """The profiles in whole lines of a file: those of the fast way, and some at a time those that took the door.

        Blank lines hold nothing and are passed over.
        """
        fast, slow = Accepted(), list[tuple[int, bytes]]()
        line = first_line
        for block in blocks:
            if (rows := self._accept(block)) is not None:
                fast.add(rows, line)
                line += len(rows.subject)  # as many as there are lines, and sooner known
                continue
            for place, text in enumerate(block.split(b"\n"), line):
                if text.strip() and not fast.add(self._accept(text), place):
                    slow.append((place, text))
            line += block.count(b"\n")
            while len(slow) >= _AT_THE_DOOR:
                yield self._through_the_door(slow[:_AT_THE_DOOR], source)
                del slow[:_AT_THE_DOOR]
        identity = fast.identity([source] * len(fast.places), fast.places)
        yield Settled(identity, self.decoder.block_of(fast.rows), ())
        if slow:
            yield self._through_the_door(slow, source)

    def _accept(self, text: bytes) -> Rows | None:
        return self.decoder.accept(text) if len(text) <= self.limit else None

    def _through_the_door(self, numbered: Sequence[tuple[int, bytes]], source: str) -> Settled:
        identity, profiles, rejects = Identity(), list[Profile](), list[Reject]()
        for number, line in numbered:
            try:
                if len(line) > self.limit:
                    raise DocumentError([_too_long(source, number, self.limit)])
                profile = admit_profile(LineSource(source, line, number), self.rubric).profile
            except DocumentError as error:
                rejects.append(reject(source, number, line.decode("utf-8", "backslashreplace"), error.problems))
                continue
            identity.add(profile, source, number)
            profiles.append(profile)
        return Settled(identity, encoded(profiles, self.plan), rejects)


def _too_long(path: str, line: int, limit: int) -> Problem:
    message = Message("The line is longer than the limit of {limit:,} bytes.", limit=limit)
    return Problem(
        "too-large", message, Message("If it is meant to be, raise the limit with --max-bytes."), file=path, line=line
    )
