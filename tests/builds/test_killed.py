"""A build killed at any moment leaves the old store or the new one, and the next build cleans up.

The real command runs in a process of its own and is killed (SIGKILL) at its n-th change of the store's folder, at the start of a step,
or after some time.
"""

from __future__ import annotations

import io
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from kg.builds import STEPS, build
from kg.settings import Settings
from kg.store import export, open_store
from kg.store.generations import GENERATIONS, LOCK, POINTER, current

SAMPLES = Path(__file__).parents[2] / "kg" / "samples"

#: Runs the command line; an audit hook counts what touches the store's folder (Python tells it of every open, rename, removal, new folder).
PROGRAM = """
import os, signal, sys
left = int(os.environ["KILL_AT"])
store = os.environ["KILL_STORE"]
def watch(event, arguments):
    global left
    if event in {"open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "shutil.rmtree", "shutil.copyfile", "sqlite3.connect"}:
        if any(str(a).startswith(store) for a in arguments if isinstance(a, (str, os.PathLike))):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
if left:
    sys.addaudithook(watch)
import kg.builds
kg.builds.fingerprint = lambda **_: "f" * 64
from kg.cli import main
try:
    main(sys.argv[1:])
finally:
    if left:
        sys.addaudithook(lambda event, arguments: None)
        print("changes", int(os.environ["KILL_AT"]) - left, file=sys.stderr)
"""


def start(store: Path, *paths: Path, kill_at: int = 0) -> subprocess.Popen[str]:
    environment: Mapping[str, str] = {**os.environ, "KILL_AT": str(kill_at), "KILL_STORE": str(store), "PYTHONPATH": str(SAMPLES.parents[1])}
    arguments = [sys.executable, "-c", PROGRAM, "build", *map(str, paths), "--store", str(store)]
    return subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment)


def exported(store: Path) -> bytes:
    stream = io.BytesIO()
    opened = open_store(store)
    export(opened, stream, "nq")
    opened.close()
    return stream.getvalue()


class World:
    """A store with one file, and what building a changed one and a second one makes of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.inputs = folder / "in"
        self.inputs.mkdir()
        name = "shanghai-enforcement-2019.txt"
        shutil.copy(SAMPLES / name, self.inputs / name)
        self.base = folder / "base"
        build([self.inputs], store=self.base, settings=Settings())
        self.old = exported(self.base)
        (self.inputs / name).write_bytes((SAMPLES / name).read_bytes() + b"\n")
        shutil.copy(SAMPLES / "shanghai-damaged-2020.txt", self.inputs)
        build([self.inputs], store=folder / "after", settings=Settings())
        self.new = exported(folder / "after")
        assert self.old != self.new
        self.count = 0

    def copy(self) -> Path:
        self.count += 1
        store = self.folder / f"store{self.count}"
        shutil.copytree(self.base, store)
        return store

    def check(self, store: Path) -> str:
        """The store is the old one or the new one; the next build makes it the new one and leaves nothing behind."""
        found = exported(store)
        assert found in (self.old, self.new)
        build([self.inputs], store=store, settings=Settings())
        assert exported(store) == self.new
        assert sorted(entry.name for entry in store.iterdir()) == [POINTER, LOCK, GENERATIONS]
        assert [entry.name for entry in (store / GENERATIONS).iterdir()] == [str(current(store))]
        shutil.rmtree(store)
        return "old" if found == self.old else "new"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with pytest.MonkeyPatch.context() as patch:
        # One fingerprint for all builds, here and in PROGRAM, even while somebody edits the rules.
        patch.setattr("kg.builds.fingerprint", lambda **_: "f" * 64)
        yield World(tmp_path_factory.mktemp("killed"))


def changes_of_a_whole_build(world: World) -> int:
    store = world.copy()
    process = start(store, world.inputs, kill_at=1_000_000)
    _, errors = process.communicate()
    assert process.returncode == 0, errors
    assert world.check(store) == "new"
    return int(errors.rsplit("changes ", 1)[1])


def kill_at_changes(world: World, moments: list[int]) -> set[str]:
    outcomes = set()
    for moment in moments:
        store = world.copy()
        process = start(store, world.inputs, kill_at=moment)
        _, errors = process.communicate()
        assert process.returncode == -signal.SIGKILL, errors
        outcomes.add(world.check(store))
    return outcomes


def test_killed_at_changes_of_the_folder(world: World) -> None:
    count = changes_of_a_whole_build(world)
    # A few on the way, and the last ones, where the generation is renamed and the pointer swapped.
    assert kill_at_changes(world, [1, count // 3, count // 2, *range(count - 8, count, 2)]) == {"old", "new"}


@pytest.mark.slow
def test_killed_at_every_change_of_the_folder(world: World) -> None:
    count = changes_of_a_whole_build(world)
    assert kill_at_changes(world, list(range(1, count + 1))) == {"old", "new"}


@pytest.mark.parametrize("step", [step.name for step in STEPS])
def test_killed_at_the_start_of_a_step(world: World, step: str) -> None:
    store = world.copy()
    process = start(store, world.inputs)
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith(step):
            process.kill()
    process.communicate()
    world.check(store)


@pytest.mark.slow
def test_killed_after_some_time(world: World) -> None:
    store = world.copy()
    begun = time.monotonic()
    start(store, world.inputs).communicate()
    whole = time.monotonic() - begun
    chance = random.Random(20)
    for _ in range(40):
        store = world.copy()
        process = start(store, world.inputs)
        time.sleep(chance.uniform(0.3, 1.1) * whole)
        process.kill()
        process.communicate()
        world.check(store)
