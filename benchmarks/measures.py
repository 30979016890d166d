"""Measuring on a small, noisy machine: runs of all contestants interleaved, medians, and every figure a ratio to a named baseline."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import psutil


@dataclass(frozen=True)
class Measured:
    """One contestant: the median seconds of its runs, and how many bytes or items a run handled."""

    name: str
    seconds: float
    runs: int
    spread: float

    def against(self, baseline: Measured) -> float:
        """How many times as long as the baseline this took."""
        return self.seconds / baseline.seconds


def race(contestants: Mapping[str, Callable[[], object]], *, rounds: int = 5) -> dict[str, Measured]:
    """Run the contestants in turn, `rounds` times; CPU seconds of this process, because others work on the machine too."""
    times: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, run in contestants.items():
            gc.collect()
            start = time.process_time()
            run()
            times[name].append(time.process_time() - start)
    return {
        name: Measured(name, statistics.median(taken), len(taken), (max(taken) - min(taken)) / statistics.median(taken))
        for name, taken in times.items()
    }


def wall(run: Callable[[], object], *, rounds: int = 3) -> float:
    """The median wall-clock seconds of a run, for work that other processes or threads do."""
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


class PeakMemory:
    """The most memory that this process and its children held while watched, in MB: `sample` is called by a thread of the caller."""

    def __init__(self, process: psutil.Process) -> None:
        self.process = process
        self.peak = 0.0

    def sample(self) -> None:
        """Take one look."""
        total = 0
        for one in (self.process, *self.process.children(recursive=True)):
            try:
                total += one.memory_info().rss
            except psutil.NoSuchProcess:
                continue
        self.peak = max(self.peak, total / 1e6)


def table(title: str, rows: list[tuple[str, ...]], head: tuple[str, ...]) -> str:
    """A plain table."""
    widths = [max(len(row[n]) for row in [head, *rows]) for n in range(len(head))]
    lines = [title, "  ".join(cell.ljust(width) for cell, width in zip(head, widths, strict=True))]
    lines += ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    return "\n".join(lines) + "\n"
