"""A profile that is kept in its file while it is talked about: read anew and replaced with every change."""

from aigov_checklist.answer_words import answer_words
from aigov_checklist.cli.problems import show_remarks
from aigov_checklist.cli.saving import replace_unchanged
from aigov_checklist.cli.speaking import spoken
from aigov_checklist.editing import Edit, edit_answer
from aigov_checklist.errors import DocumentError, OutputError, Problem, UsageError
from aigov_checklist.loading import Opened, admit_profile
from aigov_checklist.message import Message
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.response import Response
from aigov_checklist.readers.sources import FileSource


class Kept:
    """The profile in the file `path`; others may change the file meanwhile, and what they change stays."""

    def __init__(self, path: str, opened: Opened, *, limit: int) -> None:
        self.path, self.opened, self.limit = path, opened, limit

    @property
    def profile(self) -> Profile:
        """The profile as it was read or written last."""
        return self.opened.profile

    def check(self, leaf_id: str, edit: Edit) -> None:
        """Raise DocumentError if the profile could not take a change."""
        edit_answer(FileSource(self.path, limit=self.limit), leaf_id, edit, self.opened.rubric)

    def save(self, leaf_id: str, edit: Edit) -> list[Problem]:
        """Change one answer in the file and return what there is to remark on it that was not before.

        Raises DocumentError if the change does not fit, OutputError if the file cannot be used or written,
        UsageError if the answer is not ours to change.
        """
        before = self._read_again(leaf_id)
        if (edit.state or edit.clear) and self.profile.responses.get(leaf_id, Response()).review:
            raise UsageError(
                Message(
                    "The answer to {name} has been reviewed and is not changed here. See: aigov set --drop-review.",
                    name=leaf_id,
                )
            )
        edited = edit_answer(before, leaf_id, edit, self.opened.rubric)
        if edited.is_changed:
            replace_unchanged(before, edited.data, limit=self.limit)
        known = {(problem.code, problem.path) for problem in self.opened.warnings}
        self.opened = edited.opened
        return [problem for problem in self.opened.warnings if (problem.code, problem.path) not in known]

    def _read_again(self, leaf_id: str) -> FileSource:
        try:
            source = FileSource(self.path, limit=self.limit)
            now = admit_profile(source, self.opened.rubric)
        except DocumentError as error:
            show_remarks(error.problems)
            raise OutputError(
                Message("{path} cannot be used any more. Correct it, then answer again.", path=self.path)
            ) from None
        shown, self.opened = self.profile.responses.get(leaf_id), now
        found = now.profile.responses.get(leaf_id)
        if found != shown:
            raise UsageError(
                Message(
                    "Somebody else has changed {name} meanwhile: {answer}. To change it nevertheless, answer again.",
                    name=leaf_id,
                    answer=answer_words(found or Response(), spoken()),
                )
            )
        return source
