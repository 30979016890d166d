"""The folder of a store: generations that are never written once published, and a pointer to the current one.

    CURRENT            the number of the current generation, replaced atomically
    LOCK               held by the one process that builds
    generations/7/     graph/ (the embedded store), generation.json, what the steps of the build added
    staging-…/         a build under way, or what a killed one left

A build works in a staging folder, renames it to the next generation when it is whole, then swaps the pointer: killed at any moment it
leaves the old generation current, or the new one. A reader holds a shared lock on its generation's LEASE, so that the next build does
not sweep away what is being read. Locks are the operating system's (flock): they end with their process, however it ends.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.errors import StoreError

POINTER, LOCK, LEASE, GENERATIONS, STAGING, GRAPH, ABOUT = "CURRENT", "LOCK", "LEASE", "generations", "staging-", "graph", "generation.json"

#: The layout of a generation; a reader refuses another.
LAYOUT = 2


@dataclass(frozen=True, slots=True)
class About:
    """What a generation says of itself: the base of its minted IRIs, the fingerprint of the run that made it, the layout of its folder."""

    base: str
    fingerprint: str
    layout: int = LAYOUT


def current(root: Path) -> int | None:
    """The number of the current generation; None where nothing was published yet."""
    try:
        text = (root / POINTER).read_text(encoding="ascii")
    except FileNotFoundError:
        return None
    except NotADirectoryError as fault:
        raise StoreError(f"{root}: is no folder; a store is one") from fault
    except OSError as fault:
        raise StoreError(f"{root}: the pointer {POINTER} cannot be read: {fault.strerror}") from fault
    except UnicodeDecodeError as fault:
        raise StoreError(f"{root}: the pointer {POINTER} holds no number") from fault
    if not text.strip().isdecimal():
        raise StoreError(f"{root}: the pointer {POINTER} holds {text[:40]!r}; expected the number of a generation")
    return int(text)


def current_of(root: Path) -> int:
    """The number of the current generation of a store. Raises StoreError where none is."""
    number = current(root)
    if number is None:
        raise StoreError(f"{root}: no store here; `kg build PATH... --store {root}` makes one")
    return number


def folder_of(root: Path, number: int) -> Path:
    """The folder of a generation."""
    return root / GENERATIONS / str(number)


class Lease:
    """A generation that stays on disk while it is read: the current one, or the one of a `version` that somebody holds already. `close()` gives
    it up; so does the end of the process."""

    def __init__(self, root: Path, version: str | None = None) -> None:
        held = None if version is None else int(version.partition("-")[0])
        while True:
            number = current_of(root) if held is None else held
            self.number, self.folder = number, folder_of(root, number)
            try:
                self._handle = os.open(self.folder / LEASE, os.O_RDONLY)
            except OSError as fault:
                if held is None and current(root) != number:  # swept away between the two looks: another build was published
                    continue
                raise StoreError(f"{root}: generation {number} cannot be opened: {fault.strerror}") from fault
            fcntl.flock(self._handle, fcntl.LOCK_SH)
            if held is not None or current(root) == number:  # else a build was published meanwhile, and may have swept this one before it was locked
                self.about = read_about(self.folder)
                self.version = version_of(number, self.about)
                if version is not None and version != self.version:
                    self.close()
                    raise StoreError(f"{root}: generation {number} is no longer {version}, but {self.version}")
                return
            self.close()

    def close(self) -> None:
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


def read_about(folder: Path) -> About:
    """What a generation says of itself; raises StoreError for a layout that this version does not know."""
    try:
        about = About(**json.loads((folder / ABOUT).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as fault:
        raise StoreError(f"{folder}: {ABOUT} cannot be read: {fault}") from fault
    if about.layout != LAYOUT:
        newer = isinstance(about.layout, int) and about.layout > LAYOUT
        advice = "a newer version of budget-kg made it" if newer else "build a new store"
        raise StoreError(f"{folder}: layout {about.layout!r}; this version reads layout {LAYOUT}: {advice}")
    return about


def version_of(number: int, about: About) -> str:
    """A text that changes with every build: the generation's number and the fingerprint of its run."""
    return f"{number}-{about.fingerprint[:16]}"


def write_about(folder: Path, about: About) -> None:
    """Leaves the generation's own description in its folder, and the file that leases lock."""
    (folder / ABOUT).write_text(json.dumps(asdict(about), sort_keys=True) + "\n", encoding="utf-8")
    (folder / LEASE).touch()


@contextmanager
def writing(root: Path) -> Iterator[Path]:
    """The staging folder of the only build at work on a store; swept away at the end unless `publish` has moved it.

    Raises StoreError at once where another process builds, or where the folder holds something that is no store.
    """
    try:
        check_folder(root)
        root.mkdir(parents=True, exist_ok=True)
        handle = os.open(root / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as fault:
        raise StoreError(f"{root}: cannot be written: {fault.strerror}") from fault
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as fault:
            raise StoreError(f"{root}: another build is at work on this store; wait until it ends") from fault
        check_pointer(root)
        sweep(root)
        staging = root / f"{STAGING}{os.getpid()}"
        try:
            # Not a private folder (tempfile): who may read the store is for the user's umask to say.
            staging.mkdir()
        except OSError as fault:
            raise StoreError(f"{root}: cannot be written: {fault.strerror}") from fault
        try:
            yield staging
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    finally:
        os.close(handle)


def check_folder(root: Path) -> None:
    """Refuses a folder that holds something else and no store yet, so that a build never mixes with a user's files."""
    if not root.exists() or (root / POINTER).is_file():
        return
    if not root.is_dir():
        raise StoreError(f"{root}: is no folder; a store is one")
    for entry in root.iterdir():
        if entry.name not in {POINTER, f"{POINTER}.new", LOCK, GENERATIONS} and not entry.name.startswith(STAGING):
            raise StoreError(f"{root}: holds {entry.name!r}, which is no part of a store; give a new folder")


def check_pointer(root: Path) -> None:
    """Refuses a store that has lost its pointer, as a copy may: it would be swept away. Generation 1 alone is what a killed first build left."""
    later = [entry.name for entry in (root / GENERATIONS).glob("*") if entry.name.isdecimal() and int(entry.name) > 1]
    if later and current(root) is None:
        raise StoreError(f"{root}: the pointer {POINTER} is missing; write {max(later, key=int)}, the number of the last generation, into it")


def publish(root: Path, staging: Path) -> int:
    """Makes the staging folder the current generation, durably: its files first, then its name, then the pointer."""
    for path in [*staging.rglob("*"), staging]:
        if path.is_dir() or path.is_file():
            flush(path)
    generations = root / GENERATIONS
    generations.mkdir(exist_ok=True)
    number = 1 + max((int(entry.name) for entry in generations.iterdir() if entry.name.isdecimal()), default=0)
    staging.rename(folder_of(root, number))
    flush(generations)
    pointer = root / f"{POINTER}.new"
    pointer.write_text(f"{number}\n", encoding="ascii")
    flush(pointer)
    pointer.replace(root / POINTER)
    flush(root)
    return number


def flush(path: Path) -> None:
    """Has the operating system write a file or a folder out."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(root: Path) -> None:
    """Removes what killed builds left, and old generations that nobody reads. Only the holder of the lock may call it."""
    kept = current(root)
    for entry in root.glob(f"{STAGING}*"):
        shutil.rmtree(entry, ignore_errors=True)
    (root / f"{POINTER}.new").unlink(missing_ok=True)
    for entry in sorted((root / GENERATIONS).glob("*")):
        if entry.name != str(kept) and not is_leased(entry):
            shutil.rmtree(entry, ignore_errors=True)


def is_leased(folder: Path) -> bool:
    """Whether a reader holds the generation."""
    try:
        handle = os.open(folder / LEASE, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False
