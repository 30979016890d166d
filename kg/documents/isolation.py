"""Readers in a process of their own, stopped when they take too long or too much memory.

One such process serves this one, file after file (starting it costs 0.1 s); it is replaced after a file that it did not survive.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import pickle
import re
import struct
import subprocess
import sys
import tempfile
import threading
from typing import IO, Any

from kg.documents.formats import Format
from kg.documents.limits import Limits
from kg.documents.values import Document
from kg.errors import UnreadableInput

#: The last line of a traceback, or what a C++ library says when it gives up.
COMPLAINT = re.compile(r"[\w.]{3,80}: .{0,300}$|[\w.]*(?:Error|Exception)$|terminate called")
LENGTH = struct.Struct(">Q")


class ReaderProcess:
    """The process `python -m kg.documents.isolated` and the pipes to it."""

    def __init__(self) -> None:
        # A process that forks later must not talk into the pipes of its parent.
        self.owner = os.getpid()
        self.complaints: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process
        self.complained = 0
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kg.documents.isolated"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.complaints,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "PYTHONWARNINGS": "ignore"},
        )

    def usable(self) -> bool:
        """Whether it runs, and is this process's own."""
        return self.owner == os.getpid() and self.process.poll() is None

    def read(self, known: Format, data: bytes, source: str, limits: Limits) -> Document:
        """The document; raises UnreadableInput, also where the process had to be stopped or died."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.complained = os.fstat(self.complaints.fileno()).st_size
        stopped = threading.Event()

        def stop() -> None:
            stopped.set()
            self.process.kill()

        timer = threading.Timer(limits.reader_seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            send(self.process.stdin, (known.module, known.function, source, limits), data)
            kind, answer = receive(self.process.stdout)
        except (EOFError, OSError):
            self.process.wait()
            raise self._death(known, source, limits, stopped=stopped.is_set()) from None
        finally:
            timer.cancel()
        if kind == "refused":
            raise UnreadableInput(*answer)
        assert isinstance(answer, Document)
        return answer

    def _death(self, known: Format, source: str, limits: Limits, *, stopped: bool) -> UnreadableInput:
        if stopped:
            return UnreadableInput(source, f"the {known.name} reader was stopped after {limits.reader_seconds} seconds (KG_READER_SECONDS)")
        # The standard error holds what libraries print, too: only what looks like the end of a traceback speaks of the file.
        os.lseek(self.complaints.fileno(), self.complained, os.SEEK_SET)
        lines = self.complaints.read()[-4000:].decode("utf-8", "replace").strip().splitlines()
        last = lines[-1] if lines and COMPLAINT.match(lines[-1]) else f"it ended with code {self.process.returncode}"
        if "MemoryError" in last or "bad_alloc" in last or (self.process.returncode in {-6, -9} and "emory" in last):
            last = f"it needs more than {limits.reader_memory_bytes:,} bytes of memory (KG_READER_MEMORY_BYTES)"
        return UnreadableInput(source, f"the {known.name} reader cannot read the file: {last}")

    def close(self) -> None:
        """Ends the process."""
        if self.owner != os.getpid():
            return
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                # What the process did not take any more is lost with it.
                with contextlib.suppress(OSError):
                    pipe.close()
        self.complaints.close()


def send(stream: IO[bytes], message: Any, data: bytes | None = None) -> None:
    """A message, and bytes behind it if any, down a pipe. Pickle is safe here: the other end is our own process, with our own rights."""
    head = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    for part in (head,) if data is None else (head, data):
        stream.write(LENGTH.pack(len(part)))
        stream.write(part)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """A message from a pipe; raises EOFError where the pipe ends."""
    return pickle.loads(receive_bytes(stream))


def receive_bytes(stream: IO[bytes]) -> bytes:
    """The bytes of a message, or those behind it; raises EOFError."""
    return take(stream, LENGTH.unpack(take(stream, LENGTH.size))[0])


def take(stream: IO[bytes], count: int) -> bytes:
    """So many bytes; raises EOFError."""
    data = stream.read(count)
    if len(data) < count:
        raise EOFError
    return data


_lock = threading.Lock()
_running: list[ReaderProcess] = []


def read_isolated(known: Format, data: bytes, *, source: str, limits: Limits) -> Document:
    """The document that a reader of its own process finds in the bytes; raises UnreadableInput."""
    with _lock:
        if not _running or not _running[0].usable():
            stop_readers()
            _running.append(ReaderProcess())
        return _running[0].read(known, data, source, limits)


@atexit.register
def stop_readers() -> None:
    """Ends the reader process, if any."""
    for process in _running:
        process.close()
    _running.clear()
