"""The store and its index as one: what a request sees from its start to its end, while a new build may take their place."""

from __future__ import annotations

import asyncio
import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from os import PathLike
from pathlib import Path

from kg.errors import StoreError
from kg.store import FolderStore, RemoteStore, Store, is_endpoint
from kg.store.generations import current, folder_of, read_about, version_of
from kg.store.index import INDEX, Index, build_index

LOG = logging.getLogger("kg.service")
#: How often the pointer of the store is looked at, in seconds.
LOOK_SECONDS = 0.5
#: How often an endpoint is asked, in seconds.
REMOTE_SECONDS = 60


class Snapshot:
    """One generation, opened: graph and index of the same build."""

    def __init__(self, store: Store, index: Index) -> None:
        self.store, self.index = store, index
        self.version = store.version
        self.base = store.base
        self.users = 0
        self.retired = False

    def close(self) -> None:
        """Gives graph and index up; no request may be reading them."""
        self.index.close()
        self.store.close()


class Snapshots:
    """The current generation of a folder, and older ones for as long as a request reads them; or the content of an endpoint, whose index is
    built from its answers when the service starts, and again when the content has changed."""

    def __init__(self, place: str | PathLike[str]) -> None:
        self.place = place
        self.remote = is_endpoint(place)
        self.scratch = tempfile.TemporaryDirectory(prefix="kg-index-") if self.remote else None
        self.opened = 0
        self.current = self._open()

    def _open(self) -> Snapshot:
        if self.scratch is not None:
            remote = RemoteStore(str(self.place))
            self.opened += 1
            path = Path(self.scratch.name) / f"{self.opened}.sqlite"
            build_index(remote, path, base=remote.base, version=remote.version)
            return Snapshot(remote, Index(path))
        store = FolderStore(Path(self.place))
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
        """Whether the folder's pointer names another generation, or the endpoint another content."""
        if self.remote:
            return RemoteStore(str(self.place)).version != self.current.version
        root = Path(self.place)
        number = current(root)
        return number is not None and version_of(number, read_about(folder_of(root, number))) != self.current.version

    async def follow(self) -> None:
        """Moves whenever a build is published; for ever. A build that cannot be read, graph or index, is told once, and the old one served on."""
        told = ""
        while True:
            await asyncio.sleep(REMOTE_SECONDS if self.remote else LOOK_SECONDS)
            try:
                if await asyncio.to_thread(self.has_moved):
                    self.move(await asyncio.to_thread(self._open))
                    LOG.info("moved", extra={"version": self.current.version})
            except StoreError as fault:
                if str(fault) != told:
                    told = str(fault)
                    LOG.error("store", extra={"detail": told})

    def close(self) -> None:
        """Closes the current generation, and removes the index of an endpoint."""
        self.current.close()
        if self.scratch is not None:
            self.scratch.cleanup()
