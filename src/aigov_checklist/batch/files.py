"""The lane for folders and globs: one profile a file, YAML or JSON; what is plain is settled as a line would be."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

import msgspec

from aigov_checklist.batch.accepted import Accepted
from aigov_checklist.batch.fast import Decoder, Rows
from aigov_checklist.batch.outcome import Identity, Reject, Settled, reject
from aigov_checklist.errors import DocumentError, Problem, has_errors
from aigov_checklist.kernel.encoding import encoded
from aigov_checklist.kernel.plan import Plan
from aigov_checklist.loading import admit_profile
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.readers.sources import FileSource


class _Unremarked(FileSource):
    """A file of which only errors are told: nobody reads five thousand files again for the lines of warnings."""

    def read(self) -> tuple[Any, list[Problem]]:
        """The document and its problems of form, read once."""
        return self._read

    @cached_property
    def _read(self) -> tuple[Any, list[Problem]]:
        return super().read()

    def placed(self, problems: Iterable[Problem]) -> list[Problem]:
        """The problems with their lines if there is an error among them."""
        found = list(problems)
        return super().placed(found) if has_errors(found) else found


class FileLane:
    """Settles files for one rubric; made once, used for many pieces."""

    def __init__(self, rubric: Rubric, plan: Plan, decoder: Decoder, *, limit: int) -> None:
        self.rubric, self.plan, self.decoder, self.limit = rubric, plan, decoder, limit

    def settle(self, names: Sequence[str]) -> Iterator[Settled]:
        """Read and check each file; one that cannot be scored is rejected with its text and its problems."""
        fast, identity, profiles, places = Accepted(), Identity(), list[Profile](), list[int]()
        rejects, digests = list[Reject](), dict[str, str]()
        for place, name in enumerate(names):
            text = ""
            try:
                source = _Unremarked(name, limit=self.limit)
                digests[name] = hashlib.sha256(source.data).hexdigest()
                text = source.data.decode("utf-8", "backslashreplace")
                if fast.add(self._accept(source), place):
                    continue
                profile = admit_profile(source, self.rubric).profile
            except DocumentError as error:
                rejects.append(reject(name, 0, text, error.problems))
                continue
            identity.add(profile, name, 0)
            profiles.append(profile)
            places.append(place)
        accepted = fast.identity([names[place] for place in fast.places], [0] * len(fast.places))
        yield Settled(accepted, self.decoder.block_of(fast.rows), (), places=fast.places)
        yield Settled(identity, encoded(profiles, self.plan), rejects, digests, places)

    def _accept(self, source: FileSource) -> Rows | None:
        document, problems = source.read()
        if problems:
            return None
        try:
            return self.decoder.accept(msgspec.json.encode(document))
        except OverflowError:  # a number too large for this library
            return None
