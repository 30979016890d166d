"""Worker processes that do not outlive the program, and leave an interrupt to it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing.connection import wait
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class Workers(ProcessPoolExecutor):
    """`count` processes. They are spawned, not forked: locks of other threads, and the handle that locks a store, must not travel.

    Ctrl-C reaches every process of a terminal: workers are started with SIGINT blocked, so that only the program answers it. When the block
    ends, tasks that have not begun are dropped.
    """

    def __init__(self, count: int) -> None:
        super().__init__(count, mp_context=multiprocessing.get_context("spawn"), initializer=end_with_parent)

    def submit(self, call: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Hands a task in; this is where the executor starts its processes, which inherit the mask."""
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            return super().submit(call, *args, **kwargs)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def __exit__(self, *fault: object) -> None:
        self.shutdown(wait=True, cancel_futures=True)


def end_with_parent() -> None:
    """For the initializer of a pool: a worker whose parent was killed would wait for its next task for ever."""
    parent = multiprocessing.parent_process()
    assert parent is not None, "workers are children"

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
