"""The lane for folders and globs: one profile a file, YAML or JSON, through the door."""

import hashlib
from collections.abc import Iterable, Sequence

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

    def placed(self, problems: Iterable[Problem]) -> list[Problem]:
        """The problems with their lines if there is an error among them."""
        found = list(problems)
        return super().placed(found) if has_errors(found) else found


def settle_files(names: Sequence[str], rubric: Rubric, plan: Plan, *, limit: int) -> Settled:
    """Read and check each file; one that cannot be scored is rejected with its text and its problems."""
    identity, profiles, rejects, digests = Identity(), list[Profile](), list[Reject](), dict[str, str]()
    for name in names:
        text = ""
        try:
            source = _Unremarked(name, limit=limit)
            digests[name] = hashlib.sha256(source.data).hexdigest()
            text = source.data.decode("utf-8", "backslashreplace")
            profile = admit_profile(source, rubric).profile
        except DocumentError as error:
            rejects.append(reject(name, 0, text, error.problems))
            continue
        identity.add(profile, name, 0)
        profiles.append(profile)
    return Settled(identity, encoded(profiles, plan), rejects, digests)
