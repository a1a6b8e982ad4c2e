"""`run_batch`: everything that it is given is scored, or refused with its reasons; a run cut off can be resumed."""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from aigov_checklist.batch.cutting import pieces_of_lines
from aigov_checklist.batch.digesting import Digest, digest_of
from aigov_checklist.batch.duplicates import repeated
from aigov_checklist.batch.hands import Hands
from aigov_checklist.batch.inputs import Input
from aigov_checklist.batch.manifest import Summary, difference, state_of, summary_of
from aigov_checklist.batch.others import Note, Others, are_worth_it
from aigov_checklist.batch.parts import Parts
from aigov_checklist.batch.pieces import LinesPiece, Piece, pieces_of_files
from aigov_checklist.batch.tabular import pieces_of_table
from aigov_checklist.batch.working import Recipe, Worker
from aigov_checklist.errors import OutputError, ProgramError, UsageError
from aigov_checklist.message import Message


class Progress(NamedTuple):
    """How far a run is: profiles scored and refused, and bytes of all inputs that are behind it."""

    scored: int
    rejected: int
    bytes_done: int
    bytes_total: int

    @property
    def done(self) -> int:
        """Profiles that are behind it, either way."""
        return self.scored + self.rejected


def run_batch(
    inputs: Sequence[Input],
    folder: Path,
    recipe: Recipe,
    *,
    others: Others | None = None,
    resume: bool = False,
    force: bool = False,
    on_progress: Callable[[Progress], None] = lambda _: None,
) -> Summary:
    """Score every profile of the inputs into tables in a folder: scores, rejects.jsonl and manifest.json.

    This process works, and so do `others`. The outputs are the same to the byte however many they are, and whether or
    not the run was cut off and resumed.
    Raises OutputError if the folder holds a run already or cannot be written, UsageError if `resume` finds another
    run than this one, ProgramError if one of the processes that work is ended from outside.
    """
    run = _Run(inputs, folder, recipe, on_progress)
    try:
        done = run.prepare(resume=resume, force=force)
        if done is not None:
            return done
        run.work(others or Others(0))
        return run.finish()
    except BrokenProcessPool:
        raise ProgramError(
            Message(
                "A process of this run was ended from outside, perhaps for lack of memory. What is done is kept: go on "
                "with --resume, or with fewer --jobs."
            )
        ) from None
    except OSError as error:
        reason = Message(error.strerror or str(error))
        raise OutputError(
            Message(
                "{folder} cannot be written: {reason}. What is done is kept: go on with --resume.",
                folder=folder,
                reason=reason,
            )
        ) from None


class _Run:
    """One run, from its pieces to its manifest."""

    def __init__(
        self, inputs: Sequence[Input], folder: Path, recipe: Recipe, on_progress: Callable[[Progress], None]
    ) -> None:
        self.inputs, self.folder, self.recipe, self.on_progress = inputs, folder, recipe, on_progress
        self.parts = Parts(folder, recipe.format)
        self.worker = Worker(recipe, folder)
        self.notes: dict[int, Note] = {}
        self.scored, self.rejected = Counter[str](), Counter[str]()
        self.digests: dict[str, Future[str]] = {}
        self.behind, self.whole = 0, sum(source.size for source in inputs)

    def prepare(self, *, resume: bool, force: bool) -> Summary | None:
        """An output folder for this run: a new one, or one with parts that are done; a summary if all was done."""
        begun, finished = self.parts.begun(), self.parts.finished()
        if resume:
            if problem := difference(begun, finished, self.inputs, self.recipe, self.folder):
                raise UsageError(problem)
            return None if finished is None else summary_of(finished)
        if (begun or finished) and not force:
            raise OutputError(
                Message(
                    "{folder} holds a run already. Choose another folder, go on with --resume, or replace it with "
                    "--force.",
                    folder=self.folder,
                )
            )
        self.folder.mkdir(parents=True, exist_ok=True)
        self.parts.begin(state_of(self.inputs, self.recipe))
        return None

    def work(self, others: Others) -> None:
        """Every piece that has no part yet, several at a time."""
        waiting: dict[Future[Note], tuple[int, int]] = {}
        with Hands(self.worker, self.recipe, self.folder, others) as hands:
            if are_worth_it(self.inputs):
                others.begin()
            for number, (piece, size) in enumerate(self._pieces(hands.follower)):
                done = self.parts.done(number)
                if done is not None:
                    self._note(number, done, size)
                    continue
                waiting[hands.take(number, piece)] = (number, size)
                if len(waiting) > 1 + others.number:
                    self._collect(waiting, wait(waiting, return_when=FIRST_COMPLETED).done)
            self._collect(waiting, wait(waiting).done)

    def finish(self) -> Summary:
        """The outputs and the manifest."""
        outputs = self.parts.finish(self.worker.empty_tables(), self.notes)
        digests = {path: digest for note in self.notes.values() for path, digest in note["digests"].items()}
        state = state_of(self.inputs, self.recipe)
        del state["inputs"]  # more will be told of them
        manifest = state | {
            "counts": {"scored": self.scored.total(), "rejected": self.rejected.total()},
            "changed_while_read": [source.path for source in self.inputs if _has_changed(source)],
            "repeated": repeated(self.folder, self.recipe.format),
            "inputs": [
                {
                    "path": source.path,
                    "bytes": source.size,
                    "sha256": digests.get(source.path) or self._digest(source.path),
                    "scored": self.scored[source.path],
                    "rejected": self.rejected[source.path],
                }
                for source in self.inputs
            ],
            "outputs": outputs,
        }
        self.parts.end(manifest)
        return summary_of(manifest)

    def _pieces(self, follower: Executor) -> Iterator[tuple[Piece, int]]:
        """The pieces of all inputs in their order, each with the bytes of input that it stands for."""
        for lane, sources in groupby(self.inputs, key=lambda source: source.lane):
            if lane == "profile":
                some = list(sources)
                sizes = {source.path: source.size for source in some}
                for files in pieces_of_files(some):
                    yield files, sum(sizes[path] for path in files.paths)
                continue
            for source in sources:
                left = source.size
                digest = Digest(source.path, follower)
                pieces = (
                    pieces_of_lines(source, limit=self.recipe.limit, digest=digest)
                    if lane == "lines"
                    else pieces_of_table(source, self.recipe.mapping, limit=self.recipe.limit)
                )
                for piece in pieces:
                    size = piece.end - piece.start if isinstance(piece, LinesPiece) and piece.data is None else 0
                    left -= size
                    yield piece, size
                self.behind += left
                self.digests[source.path] = digest.whole()

    def _digest(self, path: str) -> str | None:
        """The SHA-256 of a file that was not read in one go; None if it cannot be read."""
        try:
            return self.digests[path].result() if path in self.digests else digest_of(path)
        except OSError:
            return None

    def _collect(self, waiting: dict[Future[Note], tuple[int, int]], done: set[Future[Note]]) -> None:
        for future in done:
            number, size = waiting.pop(future)
            self._note(number, future.result(), size)

    def _note(self, number: int, note: Note, size: int) -> None:
        self.notes[number] = note
        self.scored.update(note["scored"])
        self.rejected.update(note["rejected"])
        self.behind += size
        self.on_progress(Progress(self.scored.total(), self.rejected.total(), self.behind, self.whole))


def _has_changed(source: Input) -> bool:
    try:
        state = os.stat(source.path)  # noqa: PTH116
    except OSError:
        return True
    return (state.st_size, state.st_mtime_ns) != (source.size, source.changed)
