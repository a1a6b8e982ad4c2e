"""The lane for JSON Lines: a profile a line, decoded by types made from the rubric; what they refuse meets the door."""

from collections.abc import Iterable, Iterator, Sequence

from aigov_checklist.batch.fast import Decoder, Row, block_of
from aigov_checklist.batch.outcome import Identity, Reject, Settled, reject
from aigov_checklist.batch.pieces import too_long
from aigov_checklist.errors import DocumentError
from aigov_checklist.kernel.encoding import encoded
from aigov_checklist.kernel.plan import Plan
from aigov_checklist.loading import admit_profile
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.readers.sources import LineSource

_AT_ONCE = 50
"""Lines that are decoded together: enough to share the work, few enough to stay in the processor's cache."""

_AT_THE_DOOR = 200
"""Profiles that are held whole at once; what the kernel needs of them is small."""


class LineLane:
    """Settles lines for one rubric; made once, used for many pieces."""

    def __init__(self, rubric: Rubric, plan: Plan, *, limit: int) -> None:
        self.rubric, self.plan, self.limit = rubric, plan, limit
        self.decoder = Decoder(rubric)

    def settle(self, blocks: Iterable[bytes], source: str, first_line: int) -> Iterator[Settled]:
        """The profiles in whole lines of a file: those of the fast way, and some at a time those that took the door.

        Blank lines hold nothing and are passed over.
        """
        fast, identity, slow = list[Row](), Identity(), list[tuple[int, bytes]]()
        number = first_line
        for block in blocks:
            lines = block.split(b"\n")
            numbered = [(number + place, line) for place, line in enumerate(lines) if line and line.strip()]
            number += len(lines) - 1
            for start in range(0, len(numbered), _AT_ONCE):
                some = numbered[start : start + _AT_ONCE]
                for (place, line), row in zip(some, self.decoder.accept([line for _, line in some]), strict=True):
                    if row is None or len(line) > self.limit:
                        slow.append((place, line))
                    else:
                        identity.add(row, source, place)
                        fast.append(row)
            while len(slow) >= _AT_THE_DOOR:
                yield self._through_the_door(slow[:_AT_THE_DOOR], source)
                del slow[:_AT_THE_DOOR]
        yield Settled(identity, block_of(fast, self.plan), ())
        if slow:
            yield self._through_the_door(slow, source)

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
