"""A folder of a thousand files in five formats: how two workers read it against one, and whether memory stays where it is.

`python -m benchmarks.folders FOLDER FILES WORKERS` reads so many files of a folder (documents to graph, as `kg build` does) in this process and
prints what it took as JSON; the benchmark runs that in turn. Where others are at work on the machine, wall-clock time says little: the longest
CPU time of a worker with its own children (the readers of risky formats) is what free CPUs would take.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path

import psutil

from benchmarks.building import watched
from benchmarks.corpus import BEIJING, NEW, OLD, Family, Generator
from benchmarks.measures import PeakMemory, table
from benchmarks.printers import beijing_2019, shanghai_2020, shanghai_2024
from kg.builds.reading import Reader, read_all, tasks_of
from kg.documents import Limits, walk
from kg.settings import read_settings
from tests.documents.printing import content_of, page, pdf, word, workbook

FILES = 1_000
#: How often both are timed, and the smaller number of files at which memory is looked at.
ROUNDS, FEW = 2, 100
FORMS: tuple[tuple[Callable[..., str], Family], ...] = ((shanghai_2020, OLD), (shanghai_2024, NEW), (beijing_2019, BEIJING))
FORMATS: dict[str, Callable[[str], bytes]] = {
    "txt": lambda text: text.encode(),
    "docx": lambda text: word(content_of(text)),
    "xlsx": lambda text: workbook(content_of(text)),
    "html": lambda text: page(content_of(text)),
    "pdf": lambda text: pdf(content_of(text, merged=False)),
}


def write(folder: Path, files: int) -> None:
    """One filing a file, forms and formats in turn; what is there already is kept."""
    folder.mkdir(parents=True, exist_ok=True)
    generator = Generator(11, 500)
    forms = cycle(FORMS)
    for number, ending in enumerate(islice(cycle(FORMATS), files)):
        form, family = next(forms)
        text = form(generator.content(family))
        path = folder / f"{number:04d}.{ending}"
        if not path.exists():
            path.write_bytes(FORMATS[ending](text))


def measure(folder: Path, files: int, workers: int) -> dict[str, float]:
    """Reads and says what it took."""
    limits = Limits.of(read_settings(os.environ))
    sources, failures = walk([folder], limits=limits)
    assert not failures, failures
    memory = PeakMemory(psutil.Process())
    reader = Reader("urn:budget-kg:", "0" * 64, limits)
    own = psutil.Process()
    started = cpu_of(own)
    done, trees = 0, [0.0]
    with tempfile.TemporaryDirectory() as shards, watched(memory):
        start = time.perf_counter()
        for task in read_all(tasks_of(sources[:files]), Path(shards), reader, workers):
            assert all(one.rows is not None for one in task), [one.failure for one in task if one.rows is None]
            done += len(task)
            trees = [tree_cpu(own) - started] if workers == 1 else [tree_cpu(child) for child in own.children()]
        seconds = time.perf_counter() - start
    assert done == files
    return {"seconds": seconds, "cpu": sum(trees), "longest": max(trees), "peak": memory.peak}


def cpu_of(process: psutil.Process) -> float:
    """User and system seconds of a process."""
    times = process.cpu_times()
    return float(times.user + times.system)


def tree_cpu(process: psutil.Process) -> float:
    """The same with all that it has started and that still runs."""
    return sum(cpu_of(one) for one in (process, *process.children(recursive=True)))


def measured(folder: Path, files: int, workers: int) -> dict[str, float]:
    """The same in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.folders", str(folder), str(files), str(workers)]
    told: dict[str, float] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return told


def run(work: Path) -> str:
    """The report of this benchmark."""
    folder = work / f"mixed-{FILES}"
    write(folder, FILES)
    taken: dict[int, list[dict[str, float]]] = {1: [], 2: []}
    for _ in range(ROUNDS):
        for workers, told in taken.items():
            told.append(measured(folder, FILES, workers))
    rows = []
    for workers, told in taken.items():
        cpu, longest, seconds = (statistics.median(one[key] for one in told) for key in ("cpu", "longest", "seconds"))
        ratios = {key: statistics.median(one[key] for one in taken[1]) / value for key, value in (("longest", longest), ("seconds", seconds))}
        cells = (
            f"{FILES / longest:.0f}",
            f"{ratios['longest']:.2f}",
            f"{FILES / seconds:.0f}",
            f"{ratios['seconds']:.2f}",
            f"{cpu / FILES * 1e3:.1f}",
        )
        rows.append((str(workers), *cells))
    head = ("workers", "files/s on free CPUs", "against one", "files/s here", "against one", "CPU ms/file")
    share = statistics.median(one["cpu"] / one["seconds"] for one in taken[1])
    few, many = measured(folder, FEW, 2)["peak"], max(one["peak"] for one in taken[2])
    return (
        table(f"reading {FILES:,} files of five formats", rows, head)
        + f"peak memory, two workers: {few:.0f} MB at {FEW} files, {many:.0f} MB at {FILES:,} ({many / few:.2f} times)\n"
        + f"one worker had {share:.0%} of a CPU here; load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} CPUs\n"
    )


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))
