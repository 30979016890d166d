"""The store and its index as one: what a request sees from its start to its end, while a new build may take their place."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import StoreError
from kg.store import FolderStore, Store
from kg.store.generations import current
from kg.store.index import INDEX, Index

LOG = logging.getLogger("kg.service")
#: How often the pointer of the store is looked at, in seconds.
LOOK_SECONDS = 0.5


class Snapshot:
    """One generation, opened: graph and index of the same build."""

    def __init__(self, store: Store, index: Index) -> None:
        self.store, self.index = store, index
        self.version = store.version
        self.base = store.base
        self.users = 0
        self.retired = False

    def close(self) -> None:
        self.index.close()
        self.store.close()


class Snapshots:
    """The current generation of a folder, and older ones for as long as a request reads them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.current = self._open()

    def _open(self) -> Snapshot:
        store = FolderStore(self.root)
        try:
            return Snapshot(store, Index(store.folder / INDEX))
        except StoreError:
            store.close()
            raise

    @contextmanager
    def reading(self) -> Iterator[Snapshot]:
        """The current generation, which stays open until the block ends. To be entered and left in the event loop's thread."""
        snapshot = self.current
        snapshot.users += 1
        try:
            yield snapshot
        finally:
            snapshot.users -= 1
            if snapshot.retired and not snapshot.users:
                snapshot.close()

    def move(self, following: Snapshot) -> None:
        """Makes another generation the current one; the old one closes after its last reader."""
        before, self.current = self.current, following
        before.retired = True
        if not before.users:
            before.close()

    def has_moved(self) -> bool:
        """Whether the folder's pointer names another generation."""
        number = current(self.root)
        return number is not None and not self.current.version.startswith(f"{number}-")

    async def follow(self) -> None:
        """Moves whenever a build is published; for ever."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                if await asyncio.to_thread(self.has_moved):
                    self.move(await asyncio.to_thread(self._open))
                    LOG.info("moved", extra={"version": self.current.version})
            except StoreError as fault:
                LOG.error("store", extra={"detail": str(fault)})

    def close(self) -> None:
        self.current.close()
