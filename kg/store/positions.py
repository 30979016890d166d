"""Where nodes stand in the pictures of a generation: a small file beside the graph, written by the build's last step, read by pages and API.

A view is a picture: `overview` (departments and instruments) or `whole` (with projects). Positions are pixels at scale 1, y downward.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from itertools import islice
from pathlib import Path

from kg.errors import StoreError, UnknownName

FILE = "positions.sqlite"
VIEWS = ("overview", "whole")
#: SQLite binds at most 999 values in its older versions.
BATCH = 900


def write_positions(folder: Path, views: Mapping[str, Iterable[tuple[str, tuple[float, float]]]]) -> None:
    """Leaves the positions of the views in the folder of a generation; view → IRI and (x, y) of each node."""
    with closing(sqlite3.connect(folder / FILE)) as connection, connection:
        connection.execute("CREATE TABLE position (view TEXT, iri TEXT, x REAL, y REAL, PRIMARY KEY (view, iri)) WITHOUT ROWID")
        for view, positions in sorted(views.items()):
            rows = ((view, iri, x, y) for iri, (x, y) in positions)
            connection.executemany("INSERT INTO position VALUES (?, ?, ?, ?)", rows)


def read_positions(folder: Path, view: str, nodes: Iterable[str] | None = None) -> dict[str, tuple[float, float]]:
    """The positions of nodes in a view, of all unless given; what has none is left out. Empty for a generation built without the step."""
    if view not in VIEWS:
        raise UnknownName("view", view, list(VIEWS))
    if not (folder / FILE).exists():
        return {}
    try:
        with closing(sqlite3.connect(f"file:{folder / FILE}?mode=ro", uri=True)) as connection:
            return {iri: (x, y) for iri, x, y in _rows(connection, view, nodes)}
    except sqlite3.Error as fault:
        raise StoreError(f"{folder / FILE}: {fault}") from fault


def _rows(connection: sqlite3.Connection, view: str, nodes: Iterable[str] | None) -> Iterator[tuple[str, float, float]]:
    if nodes is None:
        yield from connection.execute("SELECT iri, x, y FROM position WHERE view = ? ORDER BY iri", (view,))
        return
    rest = iter(nodes)
    while batch := tuple(islice(rest, BATCH)):
        marks = ", ".join("?" * len(batch))
        yield from connection.execute(f"SELECT iri, x, y FROM position WHERE view = ? AND iri IN ({marks})", (view, *batch))
