"""Growth: time and memory of a whole build from 10 to 500 MB of text, step by step, in a process of its own.

Results are kept in the work folder, by size, corpus and the fingerprint of the rules: a run that was stopped goes on where it ended. With a limit of
time, a size that would not end in it (by the seconds a MB of the one before) is left out, and said.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import corpus
from benchmarks.measures import table
from kg.builds.fingerprints import fingerprint
from kg.settings import read_settings

SIZES = (10_000_000, 50_000_000, 500_000_000)
#: Of a MB of text the build needs so many MB of disk while it loads: its lines, and the graph before and after it is merged.
DISK_FACTOR = 95


@dataclass(frozen=True)
class Run:
    """One build: bytes of text, and what `benchmarks.building` says of it."""

    size: int
    told: dict[str, Any]

    @property
    def seconds(self) -> float:
        return float(sum(step["seconds"] for step in self.told["steps"]))

    @property
    def peak(self) -> float:
        return float(max(step["peak"] for step in self.told["steps"]))

    def cpu(self, *names: str) -> float:
        """CPU seconds of steps; of all without names."""
        return float(sum(step["cpu"] for step in self.told["steps"] if not names or step["name"] in names))


def run(work: Path, *, sizes: tuple[int, ...] = SIZES, workers: int = 2, minutes: float | None = None) -> str:
    """The report of this benchmark. Never fails: a build that does not end well is a line of it."""
    ends = None if minutes is None else time.monotonic() + minutes * 60
    runs: list[Run] = []
    notes: list[str] = []
    rules = fingerprint(base=read_settings(os.environ).base_iri)[:16]
    for size in sizes:
        kept = work / f"growth-{size}-{workers}-{corpus.EDITION}-{rules}.json"
        if kept.exists():
            runs.append(Run(**json.loads(kept.read_text(encoding="utf-8"))))
            continue
        left = None if ends is None else ends - time.monotonic()
        expected = runs[-1].seconds / runs[-1].size * size if runs else 0.0
        if left is not None and expected > left:
            notes.append(f"{size / 1e6:.0f} MB left out: it would take {expected / 60:.0f} minutes, {max(left, 0) / 60:.0f} are left")
            continue
        room = os.statvfs(work).f_bavail * os.statvfs(work).f_frsize
        if room < size * DISK_FACTOR:
            notes.append(f"{size / 1e6:.0f} MB left out: it needs {size * DISK_FACTOR / 1e9:.0f} GB of disk, {room / 1e9:.0f} are free")
            continue
        made = corpus.write(work / f"corpus-{size}", size)
        with tempfile.TemporaryDirectory(dir=work) as store:
            told = _build(work / f"corpus-{size}", Path(store) / "s", workers, left)
        if isinstance(told, str):
            notes.append(f"{size / 1e6:.0f} MB: {told}")
            continue
        runs.append(Run(made, told))
        kept.write_text(json.dumps({"size": made, "told": told}), encoding="utf-8")
    return "\n".join([totals(runs), by_step(runs), *notes, f"workers: {workers}; load average now {os.getloadavg()[0]:.1f} on {os.cpu_count()} CPUs"])


def _build(folder: Path, store: Path, workers: int, seconds: float | None) -> dict[str, Any] | str:
    """What the measuring process says, or why it says nothing and how far it came."""
    command = [sys.executable, "-m", "benchmarks.building", str(folder), str(store), str(workers)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        try:
            out, complaint = process.communicate(timeout=seconds)
            why = f"ended with {process.returncode}: {complaint.strip().splitlines()[-1] if complaint.strip() else 'no message'}"
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)  # its own session: its readers end with it
            out, _ = process.communicate()
            why = "stopped at the limit of time"
    lines = [json.loads(line) for line in out.splitlines()]
    if process.returncode == 0:
        told: dict[str, Any] = lines[-1]
        return told
    steps = ", ".join(f"{step['name']} {step['seconds']:.0f} s ({step['cpu']:.0f} s CPU, {step['peak']:.0f} MB)" for step in lines)
    return f"{why}; steps that ended: {steps or 'none'}"


def totals(runs: list[Run]) -> str:
    """A line a size; growth is against the first."""
    rows = []
    for one in runs:
        mb, first = one.size / 1e6, runs[0]
        growth = (one.cpu() / one.size) / (first.cpu() / first.size)
        rows.append(
            (
                f"{mb:.0f} MB",
                *(f"{one.seconds:.0f}", f"{one.seconds / mb:.2f}", f"{one.cpu() / mb:.2f}", f"{growth:.2f}", f"{one.peak:.0f}"),
                *(
                    f"{one.told['files']:,}",
                    f"{one.told['store']['filings']:,}",
                    f"{one.told['quads']:,}",
                    f"{sum(one.told['sizes'].values()) / 1e6:.0f}",
                ),
                f"{one.cpu('index') / one.cpu('load'):.2f}",
            )
        )
    head = ("text", "seconds", "s/MB", "CPU s/MB", "growth", "peak MB", "files", "filings", "quads", "store MB", "index/load CPU")
    return table("kg build (growth: CPU seconds a MB against the first size)", rows, head)


def by_step(runs: list[Run]) -> str:
    """A line a step: seconds, CPU seconds a MB and peak memory at each size."""
    names = [step["name"] for step in runs[0].told["steps"]] if runs else []
    rows = []
    for name in names:
        cells = [name]
        for one in runs:
            step = next(step for step in one.told["steps"] if step["name"] == name)
            cells += [f"{step['seconds']:.1f}", f"{step['cpu'] / (one.size / 1e6):.3f}", f"{step['peak']:.0f}"]
        rows.append(tuple(cells))
    head = ["step"]
    for one in runs:
        head += [f"{one.size / 1e6:.0f} MB: s", "CPU s/MB", "peak MB"]
    return table("by step", rows, tuple(head))
