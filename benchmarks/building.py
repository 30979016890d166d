"""One build in this process, step by step: `python -m benchmarks.building FOLDER STORE WORKERS` prints what each step took as JSON, a line a step
when it ends, then all of it.

Memory is that of this process and all its children together, looked at ten times a second; CPU seconds of the children are counted when
they have ended, which the read step waits for.
"""

from __future__ import annotations

import json
import resource
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from benchmarks.measures import PeakMemory
from kg.builds import build


@dataclass
class StepTaken:
    """A step's wall-clock and CPU seconds, and the peak of memory while it ran, in MB."""

    name: str
    seconds: float
    cpu: float
    peak: float


def cpu_seconds() -> float:
    """User and system time of this process and its ended children."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


@contextmanager
def watched(memory: PeakMemory) -> Iterator[None]:
    """Samples memory until the block ends."""
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.1):
            memory.sample()

    watching = threading.Thread(target=watch, daemon=True)
    watching.start()
    try:
        yield
    finally:
        done.set()
        watching.join()


def size_of(folder: Path) -> int:
    """Bytes of the files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def measure(folder: Path, store: Path, workers: int) -> dict[str, object]:
    """Builds a store and says what it took."""
    memory = PeakMemory(psutil.Process())
    steps: list[StepTaken] = []
    name, since, before = "", time.perf_counter(), cpu_seconds()

    def note(step: str, done: int, total: int) -> None:
        nonlocal name, since, before
        if step != name:
            now, cpu = time.perf_counter(), cpu_seconds()
            if name:
                memory.sample()
                steps.append(StepTaken(name, now - since, cpu - before, memory.peak))
                print(json.dumps(asdict(steps[-1])), flush=True)
                memory.peak = 0.0
            name, since, before = step, now, cpu

    with watched(memory):
        report = build([folder], store=store, workers=workers, progress=note)
        note("", 0, 0)
    generation = next((store / "generations").iterdir())
    sizes = {entry.name: size_of(entry) if entry.is_dir() else entry.stat().st_size for entry in generation.iterdir()}
    return {"steps": [asdict(step) for step in steps], "quads": report.quads, "files": report.read, "store": report.store, "sizes": sizes}


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))))
