"""Sorting more lines than fit into memory."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack

#: Bytes of lines that are sorted at a time.
RUN_BYTES = 64 * 1024 * 1024


def sort_lines(lines: Iterable[bytes], *, run_bytes: int = RUN_BYTES) -> Iterator[bytes]:
    """The distinct lines in the order of their bytes. Runs that do not fit are kept in temporary files and merged."""
    with ExitStack() as files:
        runs: list[Iterable[bytes]] = []
        run: list[bytes] = []
        size = 0
        for line in lines:
            run.append(line)
            size += len(line)
            if size >= run_bytes:
                stream = files.enter_context(tempfile.TemporaryFile())
                run.sort()
                stream.writelines(run)
                stream.seek(0)
                runs.append(stream)
                run, size = [], 0
        run.sort()
        last = None
        for line in heapq.merge(*runs, run) if runs else run:
            if line != last:
                yield line
            last = line
