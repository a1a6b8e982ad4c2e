"""Those who work on pieces: this process, or several."""

import pickle
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from aigov_checklist.batch.others import Note, Others
from aigov_checklist.batch.pieces import Piece, RowsPiece
from aigov_checklist.batch.working import Recipe, Worker


class Hands:
    """Those who work: this process, and others. Tables go to threads: their libraries share the cores.

    Each piece is for the first that is free.
    """

    def __init__(self, worker: Worker, recipe: Recipe, folder: Path, others: Others) -> None:
        self.worker, self.others = worker, others
        others.order = pickle.dumps((recipe, folder))
        others.free.put(worker.work)
        self.threads, self.follower = ThreadPoolExecutor(1 + others.number), ThreadPoolExecutor(1)
        self.has_work = False

    def __enter__(self) -> "Hands":
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        for pool in (self.threads, self.follower):
            pool.shutdown(wait=True, cancel_futures=kind is not None)

    def take(self, number: int, piece: Piece) -> Future[Note]:
        """Begin with a piece."""
        if isinstance(piece, RowsPiece):
            return self.threads.submit(self.worker.work, number, piece)
        if self.has_work:
            self.others.begin()
        self.has_work = True
        return self.threads.submit(self._by_who_is_free, number, piece)

    def _by_who_is_free(self, number: int, piece: Piece) -> Note:
        work = self.others.free.get()
        try:
            return work(number, piece)
        finally:
            self.others.free.put(work)
