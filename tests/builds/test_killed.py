"""A build killed at any moment leaves the old store or the new one, and the next build cleans up.

The command runs in a process of its own and is killed (SIGKILL) at its n-th change of the store's folder, at the start of a step,
or after some time.
"""

from __future__ import annotations

import io
import random
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.builds import STEPS, build
from kg.settings import Settings
from kg.store import export, open_store
from kg.store.generations import GENERATIONS, LOCK, POINTER, current
from tests.builds.killing import Killable

SAMPLES = Path(__file__).parents[2] / "kg" / "samples"


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
        # One fingerprint for all builds, here and in the processes that are killed, even while somebody edits the rules.
        patch.setattr("kg.builds.fingerprint", lambda **_: "f" * 64)
        yield World(tmp_path_factory.mktemp("killed"))


def changes_of_a_whole_build(world: World) -> int:
    store = world.copy()
    code, said = Killable(store, world.inputs).end()
    assert code == 0, said
    assert world.check(store) == "new"
    return int(said.removeprefix("changes "))


def kill_at_changes(world: World, moments: list[int]) -> set[str]:
    outcomes = set()
    killed = 0
    for moment in moments:
        store = world.copy()
        code, said = Killable(store, world.inputs, kill_at=moment).end()
        assert code in {0, -signal.SIGKILL}, said
        killed += code != 0
        outcomes.add(world.check(store))
    # The files of the embedded store differ in number from build to build, so the last moments may lie behind the end.
    assert killed >= len(moments) - 4
    return outcomes


def test_killed_at_changes_of_the_folder(world: World) -> None:
    count = changes_of_a_whole_build(world)
    # One on the way, and the last ones, where the generation is renamed and the pointer swapped.
    assert kill_at_changes(world, [count // 2, *range(count - 6, count, 2)]) == {"old", "new"}


@pytest.mark.slow
def test_killed_at_every_change_of_the_folder(world: World) -> None:
    count = changes_of_a_whole_build(world)
    assert kill_at_changes(world, list(range(1, count + 1))) == {"old", "new"}


@pytest.mark.parametrize("step", [step.name for step in STEPS])
def test_killed_at_the_start_of_a_step(world: World, step: str) -> None:
    store = world.copy()
    build = Killable(store, world.inputs)
    for line in build.lines():
        if line.startswith(step):
            build.process.kill()
            break
    code, _ = build.end()
    assert code in {0, -signal.SIGKILL}
    world.check(store)


@pytest.mark.slow
def test_killed_after_some_time(world: World) -> None:
    store = world.copy()
    begun = time.monotonic()
    Killable(store, world.inputs).end()
    whole = time.monotonic() - begun
    chance = random.Random(20)
    for _ in range(40):
        store = world.copy()
        build = Killable(store, world.inputs)
        time.sleep(chance.uniform(0.1, 1.1) * whole)
        build.process.kill()
        build.end()
        world.check(store)
