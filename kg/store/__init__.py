"""The store stage: where the graph is kept and asked. One protocol for the embedded store and, later, any SPARQL 1.1 endpoint."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import IO, Protocol

from pyoxigraph import Quad

from kg.store.answers import GRAPH_FORMATS, TABLE_FORMATS, Answer, Term, text_of
from kg.store.exports import export, format_of
from kg.store.folders import FolderStore
from kg.store.remote import RemoteStore

__all__ = [
    "GRAPH_FORMATS",
    "TABLE_FORMATS",
    "Answer",
    "FolderStore",
    "RemoteStore",
    "Store",
    "Term",
    "export",
    "format_of",
    "is_endpoint",
    "open_store",
    "text_of",
]

ENDPOINT = re.compile(r"https?:", re.IGNORECASE)


class Store(Protocol):
    """A graph that answers SPARQL 1.1, read only."""

    @property
    def base(self) -> str:
        """The base of the minted IRIs."""

    @property
    def version(self) -> str:
        """A text that changes when the content does."""

    def query(
        self,
        sparql: str,
        *,
        substitutions: Mapping[str, Term] | None = None,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
    ) -> Answer: ...

    def quads(self, graph: str | None = None) -> Iterator[Quad]: ...

    def graphs(self) -> Iterator[str]: ...

    def write_triples(self, stream: IO[bytes], graph: str) -> None: ...

    def refresh(self) -> bool: ...

    def close(self) -> None: ...


def open_store(place: str | PathLike[str]) -> Store:
    """The store in a folder, or behind the address of a SPARQL 1.1 endpoint; raises StoreError where there is none, or it cannot be read."""
    return RemoteStore(str(place)) if is_endpoint(place) else FolderStore(Path(place))


def is_endpoint(place: str | PathLike[str]) -> bool:
    """Whether a place is the address of an endpoint, not a folder."""
    return isinstance(place, str) and ENDPOINT.match(place) is not None
