"""An index opened for reading: connections, and what all look-ups share."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from kg.errors import StoreError
from kg.store.index.schema import LAYOUT, key_of

#: How a file of SQLite begins.
MAGIC = b"SQLite format 3\0"
#: Bytes of the file that SQLite reads through memory maps.
MAPPED_BYTES = 1 << 33


class Index:
    """The derived index of one generation, read only. Threads have connections of their own, so that they look up side by side."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []
        if not path.is_file():
            raise StoreError(f"{path}: no index here; build the store again")
        check_length(path)
        try:
            self.meta: Mapping[str, str] = dict(self.rows("SELECT name, value FROM meta"))
        except sqlite3.DatabaseError as fault:
            raise StoreError(f"{path}: is no index: {fault}") from fault
        if self.meta.get("layout") != str(LAYOUT):
            raise StoreError(f"{path}: index layout {self.meta.get('layout')}; this version reads {LAYOUT}: build the store again")

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection of the thread that asks."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            # A published index never changes: no locks, no looking for a journal.
            address = f"file:{quote(str(self.path.resolve()))}?mode=ro&immutable=1"
            try:
                connection = sqlite3.connect(address, uri=True, check_same_thread=False, cached_statements=512)
                connection.execute(f"PRAGMA mmap_size = {MAPPED_BYTES}")
            except sqlite3.OperationalError as fault:
                raise StoreError(f"{self.path}: cannot be opened: {fault}") from fault
            connection.execute("PRAGMA temp_store = MEMORY")
            self._local.connection = connection
            self._opened.append(connection)
        return connection

    def rows(self, sql: str, parameters: Iterable[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a statement."""
        return self.connection.execute(sql, tuple(parameters))

    def row(self, sql: str, parameters: Iterable[Any] = ()) -> tuple[Any, ...] | None:
        """The first row of a statement."""
        found: tuple[Any, ...] | None = self.connection.execute(sql, tuple(parameters)).fetchone()
        return found

    def entity(self, key: int) -> tuple[str, str, str] | None:
        """Kind, IRI and label of an entity."""
        return self.row("SELECT kind, iri, label FROM entities WHERE id = ?", (key,))

    def replaced_by(self, iri: str) -> str | None:
        """The IRI that took the place of an alias; None for an IRI that is none."""
        found = self.row("SELECT e.iri FROM aliases AS a JOIN entities AS e ON e.id = a.target WHERE a.id = ?", (key_of(iri),))
        return None if found is None else found[0]

    def close(self) -> None:
        """Closes every connection; no look-up may be under way."""
        for connection in self._opened:
            connection.close()
        self._opened.clear()


def check_length(path: Path) -> None:
    """Raises StoreError for a file that is cut short: SQLite would answer from it until a page is missing. Its head tells the size of a page
    (16 bytes in, 1 standing for 65,536) and how many there are (28 bytes in): The SQLite Database File Format, 1.3."""
    with path.open("rb") as file:
        head = file.read(32)
    page = int.from_bytes(head[16:18])
    expected = (page if page > 1 else 65_536) * int.from_bytes(head[28:32])
    size = path.stat().st_size
    if head.startswith(MAGIC) and size < expected:
        raise StoreError(f"{path}: is cut short: {size} bytes of {expected}; build the store again")
