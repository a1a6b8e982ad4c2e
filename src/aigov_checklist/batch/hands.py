"""Those who work on pieces: this process, or several."""

import gc
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from aigov_checklist.batch.pieces import Piece, RowsPiece
from aigov_checklist.batch.working import Recipe, Worker

Note = dict[str, Any]
Work = Callable[[int, Piece], Note]


class Hands:
    """Those who work: this process, and for more jobs others. Tables go to threads: their libraries share the cores.

    Each piece is for the first that is free.
    """

    def __init__(self, worker: Worker, recipe: Recipe, folder: Path, jobs: int) -> None:
        self.worker, self.jobs = worker, jobs
        self.recipe, self.folder = recipe, folder
        self.threads = ThreadPoolExecutor(jobs)
        self.free: SimpleQueue[Work] = SimpleQueue()
        self.free.put(worker.work)
        self.processes: ProcessPoolExecutor | None = None
        self.has_work = False

    def __enter__(self) -> "Hands":
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        for pool in (self.threads, self.processes):
            if pool is not None:
                pool.shutdown(wait=True, cancel_futures=kind is not None)

    def begin_others(self) -> None:
        """Begin the other processes, if there shall be some: half a second passes before they can work."""
        if self.jobs == 1 or self.processes is not None:
            return
        # Not by fork: the libraries for tables have threads, which a fork would leave behind half alive.
        self.processes = ProcessPoolExecutor(
            self.jobs - 1, get_context("spawn"), initializer=_enter, initargs=(self.recipe, self.folder)
        )
        with _uninterrupted():
            for _ in range(self.jobs - 1):
                self.processes.submit(_be_ready).add_done_callback(lambda _: self.free.put(self._elsewhere))

    def take(self, number: int, piece: Piece) -> Future[Note]:
        """Begin with a piece."""
        if isinstance(piece, RowsPiece):
            return self.threads.submit(self.worker.work, number, piece)
        if self.has_work:
            self.begin_others()
        self.has_work = True
        return self.threads.submit(self._by_who_is_free, number, piece)

    def _by_who_is_free(self, number: int, piece: Piece) -> Note:
        work = self.free.get()
        try:
            return work(number, piece)
        finally:
            self.free.put(work)

    def _elsewhere(self, number: int, piece: Piece) -> Note:
        assert self.processes is not None  # who is free has begun
        return self.processes.submit(_work, number, piece).result()


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Begin processes that take no notice of Ctrl-C, from their first moment on: who began the work also ends it.

    They inherit that the signal is held back; here it comes through at the end.
    """
    if not hasattr(signal, "pthread_sigmask"):  # a system without it
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_here: list[Worker] = []


def _be_ready() -> None:
    """Nothing: who has done it can work."""


def _end_with_parent() -> None:
    """End this process when the one that began it has ended, however: nobody would bring it work any more."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _enter(recipe: Recipe, folder: Path) -> None:
    gc.disable()  # as in the process that began this one
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _here[:] = [Worker(recipe, folder)]


def _work(number: int, piece: Piece) -> Note:
    return _here[0].work(number, piece)
