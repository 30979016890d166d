"""Measuring on a small, noisy machine: runs of all contestants interleaved, medians, and every figure a ratio to a named baseline."""

from __future__ import annotations

import gc
import multiprocessing
import statistics
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
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
    return {name: _measured(name, taken) for name, taken in times.items()}


def _measured(name: str, taken: list[float]) -> Measured:
    middle = statistics.median(taken)
    return Measured(name, middle, len(taken), (max(taken) - min(taken)) / middle)


#: Prepares a run outside the clock, from arguments that travel to another process, and gives what is timed.
Preparation = tuple[Callable[..., Callable[[], object]], tuple[object, ...]]


def cold_race(contestants: Mapping[str, Preparation], *, rounds: int = 3) -> dict[str, Measured]:
    """As `race`, each run in a process of its own: what a run remembers of its input must not serve the next one."""
    times: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, (prepare, arguments) in contestants.items():
            with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
                times[name].append(pool.submit(_timed, prepare, arguments).result())
    return {name: _measured(name, taken) for name, taken in times.items()}


def _timed(prepare: Callable[..., Callable[[], object]], arguments: tuple[object, ...]) -> float:
    run = prepare(*arguments)
    gc.collect()
    start = time.process_time()
    run()
    return time.process_time() - start


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
