"""Worker processes that do not outlive the program, and leave an interrupt to it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from types import TracebackType
from typing import ParamSpec, TypeVar

from kg.errors import KgError

P = ParamSpec("P")
R = TypeVar("R")


class Workers(ProcessPoolExecutor):
    """`count` processes. They are spawned, not forked: locks of other threads, and the handle that locks a store, must not travel.

    Ctrl-C reaches every process of a terminal: workers are started with SIGINT blocked, so that only the program answers it. When the block
    ends, tasks that have not begun are dropped; where a process was lost it raises KgError.
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

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self.shutdown(wait=True, cancel_futures=True)
        if isinstance(fault, BrokenProcessPool):
            reason = "ended from outside (memory?), or could not begin (a program that is read from standard input has no file to begin from)"
            raise KgError(f"a process at work was {reason}; nothing was changed: try fewer workers") from fault


def end_with_parent() -> None:
    """For the initializer of a pool: a worker whose parent was killed would wait for its next task for ever."""
    parent = multiprocessing.parent_process()
    assert parent is not None, "workers are children"

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
