"""Other processes that work on pieces.

Half a second passes before one can: so they are begun as early as it is known that there is much to do, and this
module imports little.
"""

import atexit
import gc
import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import cache
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from aigov_checklist.batch.inputs import Input

if TYPE_CHECKING:
    from aigov_checklist.batch.working import Worker

Note = dict[str, Any]
Work = Callable[[int, Any], Note]
"""What works on a piece, which has a number, and returns what is noted of it."""

_MUCH = 64 * 1024 * 1024
"""Bytes of profiles that take about as long as to begin a process."""


class Others:
    """So many other processes for one run, none at first; `free` gets a way to give work to each once it can work."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.free: SimpleQueue[Work] = SimpleQueue()
        self.order = b""
        """What they work by: a `Recipe` and a folder, pickled."""
        self._processes: ProcessPoolExecutor | None = None

    def __enter__(self) -> "Others":
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if self._processes is not None:
            self._processes.shutdown(wait=True, cancel_futures=kind is not None)

    def begin(self) -> None:
        """Begin them, unless they have begun."""
        if self._processes is not None or not self.number:
            return
        # Not by fork: the libraries for tables have threads, which a fork would leave behind half alive.
        self._processes = ProcessPoolExecutor(self.number, get_context("spawn"), initializer=_enter)
        with _uninterrupted():
            for _ in range(self.number):
                self._processes.submit(_be_ready).add_done_callback(lambda _: self.free.put(self._work))

    def _work(self, number: int, piece: Any) -> Note:
        assert self._processes is not None  # who is free has begun
        return self._processes.submit(_work, self.order, number, piece).result()


def are_worth_it(inputs: Iterable[Input]) -> bool:
    """Whether other processes can help before the first piece is cut. Tables need none: their libraries use threads."""
    return sum(source.size for source in inputs if source.lane != "table") > _MUCH


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


def _enter() -> None:
    # As the process that began this one: nothing is collected, and at the end nothing is taken apart.
    gc.disable()
    atexit.register(os._exit, 0)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # Now, while there is no work yet.
    import aigov_checklist.batch.working  # noqa: F401, PLC0415


def _end_with_parent() -> None:
    """End this process when the one that began it has ended, however: nobody would bring it work any more."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _be_ready() -> None:
    """Nothing: who has done it can work."""


def _work(order: bytes, number: int, piece: Any) -> Note:
    return _worker(order).work(number, piece)


@cache
def _worker(order: bytes) -> "Worker":
    from aigov_checklist.batch.working import Worker  # noqa: PLC0415

    recipe, folder = pickle.loads(order)
    return Worker(recipe, folder)
