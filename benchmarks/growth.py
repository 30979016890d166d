"""Growth: the time and the memory of a whole build from 50 to 500 MB of text, as a user runs it."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

from benchmarks import corpus
from benchmarks.measures import PeakMemory, table


def build(folder: Path, store: Path, workers: int) -> tuple[float, float, dict[str, object]]:
    """(wall seconds, peak MB, report) of `kg build` in a process of its own."""
    command = [sys.executable, "-m", "kg.cli", "build", str(folder), "--store", str(store), "--json", "--workers", str(workers)]
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    memory = PeakMemory(psutil.Process(process.pid))
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.2):
            try:
                memory.sample()
            except psutil.NoSuchProcess:
                return

    threading.Thread(target=watch, daemon=True).start()
    out, _ = process.communicate()
    done.set()
    report: dict[str, object] = json.loads(out)
    return time.perf_counter() - start, memory.peak, report


def run(work: Path, *, sizes: tuple[int, ...] = (50_000_000, 500_000_000), workers: tuple[int, ...] = (1, 2)) -> str:
    """The report of this benchmark."""
    rows = []
    base: dict[int, tuple[float, int]] = {}
    for size in sizes:
        folder = work / f"corpus-{size}"
        made = corpus.write(folder, size)
        for number in workers:
            with tempfile.TemporaryDirectory(dir=work) as store:
                seconds, peak, _ = build(folder, Path(store) / "s", number)
            first = base.setdefault(number, (seconds, made))
            growth = (seconds / made) / (first[0] / first[1])
            rows.append((f"{made / 1e6:.0f} MB", str(number), f"{seconds:.1f}", f"{made / 1e6 / seconds:.2f}", f"{peak:.0f}", f"{growth:.2f}"))
    return table("kg build", rows, ("input", "workers", "seconds", "MB/s", "peak MB", "seconds a MB / first size"))
