"""The real command `kg build` in a process of its own, killed from outside or at its n-th change of the store's folder.

Processes are forked from one that has imported the program, which takes most of the time of a small build. This module imports
nothing but what that one needs.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import kg.builds
import kg.cli.building  # for the processes that are forked
from kg.cli import run

CONTEXT = get_context("forkserver")
CONTEXT.set_forkserver_preload([__name__])

#: What Python tells an audit hook that touches files and folders.
EVENTS = {"open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "shutil.rmtree", "shutil.copyfile", "sqlite3.connect"}
NEVER = 1_000_000_000


def build_until(store: str, inputs: str, kill_at: int, errors: Connection) -> None:
    """Runs `kg build`; its standard error, with the number of changes at the end, goes to `errors`."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(errors.fileno(), 2)
    changes = 0

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal changes
        if event in EVENTS and any(str(a).startswith(store) for a in arguments if isinstance(a, str | os.PathLike)):
            changes += 1
            if changes == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    kg.builds.fingerprint = lambda **_: "f" * 64  # as in the builds of the test
    code = run(["build", inputs, "--store", store])
    sys.stderr.write(f"changes {changes}\n")
    sys.stderr.flush()
    sys.exit(code)


class Killable:
    """A build under way."""

    def __init__(self, store: Path, inputs: Path, *, kill_at: int = NEVER) -> None:
        reader, writer = CONTEXT.Pipe(duplex=False)
        self.process: BaseProcess = CONTEXT.Process(target=build_until, args=(str(store), str(inputs), kill_at, writer))
        self.process.start()
        writer.close()
        self._reader = reader

    def lines(self) -> Iterator[str]:
        """What it says on standard error, to its end."""
        with open(self._reader.fileno(), encoding="utf-8", closefd=False) as stream:
            yield from stream

    def end(self) -> tuple[int | None, str]:
        """Waits for its end; gives the exit code (negative: the signal) and the last line that it said."""
        last = ""
        for line in self.lines():
            last = line
        self._reader.close()
        self.process.join()
        return self.process.exitcode, last
